"""The quality floor that nobody lowers by accident, and the soundness of the articles read by hand.

The weights were learned with the dev set and the tuned articles among the examples, so that these floors guard against
a loss; they do not say how well unseen articles are read. `python -m tollbook.training` does, by cross-validation.
"""

import json
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from tollbook.evaluation import LEVELS, Score
from tollbook.extraction.numbers import find_numbers
from tollbook.project import project_folder
from tollbook.training import Example, read_examples
from tollbook.training.__main__ import predict, score_examples

SHARED = project_folder().parent / "shared"
HERE = Path(__file__).parent
# Words that make a value without a number expression of their own; one sentence of the corpus is Turkish.
NUMBERLESS = (
    "half",
    "third",
    "quarter",
    "double",
    "triple",
    "quadruple",
    "twice",
    "tenth",
    "fifth",
    "binlerce",
    "dozen",
)


@cache
def _examples() -> tuple[Example, ...]:
    if not (SHARED / "gold").is_dir() or not (SHARED / "corpus").is_dir():
        pytest.skip(f"{SHARED.name}/gold and {SHARED.name}/corpus do not lie beside the project")
    return tuple(read_examples(SHARED, HERE / "corpus"))


@cache
def score_set(name: str) -> Score:
    examples = [example for example in _examples() if example.set_name == name]
    return score_examples(examples, predict(examples))


def read_records(name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (HERE / name).read_text("utf-8").splitlines()]


@pytest.mark.parametrize(
    ("name", "level", "floor"),
    [
        ("seeds", "found", 1.0),
        ("seeds", "value", 1.0),
        ("dev", "found", 0.93),
        ("dev", "value", 0.93),
        ("dev", "core", 0.80),
        ("dev", "full", 0.70),
    ],
)
def test_the_f1_does_not_fall_below_its_floor(name: str, level: str, floor: float) -> None:
    assert score_set(name).levels[level].f1 >= floor


@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_each_level_is_stricter_than_the_one_before(name: str) -> None:
    figures = [score_set(name).levels[level].f1 for level in LEVELS]
    assert figures == sorted(figures, reverse=True)


def test_nothing_false_is_found_in_the_seeds() -> None:
    assert score_set("seeds").false == ()
    assert score_set("seeds").n_unplaced == 0


def test_every_annotated_claim_belongs_to_an_annotated_article_and_lies_within_what_was_read() -> None:
    until = {record["article"]: record["annotated_until"] for record in read_records("corpus.articles.jsonl")}
    spans: dict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for claim in read_records("corpus.claims.jsonl"):
        assert 0 <= claim["value_start"] < claim["value_end"] <= until[claim["article"]]
        spans[claim["article"]].append((claim["value_start"], claim["value_end"], claim["claim_type"]))
    assert all(len(set(found)) == len(found) for found in spans.values())


def test_every_article_is_annotated_once_and_as_tuned_or_held() -> None:
    records = read_records("corpus.articles.jsonl")
    assert len({record["article"] for record in records}) == len(records)
    assert {record["set"] for record in records} == {"tuned", "held"}


def test_every_annotated_value_is_a_number_expression_of_its_article() -> None:
    wrong = []
    for example in _examples():
        for claim in example.claims if example.set_name in {"tuned", "held"} else ():
            value = claim.value_text
            has_number = find_numbers(value, 0, len(value)) or any(word in value.lower() for word in NUMBERLESS)
            if not value.strip() or value != value.strip() or not has_number:
                wrong.append((claim.article, value))
    assert wrong == []


def test_the_annotations_carry_offsets_and_labels_but_no_text() -> None:
    for claim in read_records("corpus.claims.jsonl"):
        assert not claim.keys() & {"quote", "value_text", "text"}


@pytest.mark.parametrize(
    ("field", "allowed"),
    [
        ("claim_type", {"count", "rate", "ratio", "multiple", "share"}),
        ("status", {"stated", "estimated", "confirmed", "projected", "disputed"}),
        ("per_unit", {None, "day", "week", "month", "year"}),
    ],
)
def test_the_annotations_speak_the_vocabulary_of_claims(field: str, allowed: set[str | None]) -> None:
    assert {claim[field] for claim in read_records("corpus.claims.jsonl")} <= allowed
