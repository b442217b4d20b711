"""Examples: the gold sets and the annotated corpus, wherever they lie beside the project."""

import json
from pathlib import Path

import pytest
from tests.extraction.invented import PUBLISHED, write_article

from tollbook.evaluation import GoldError
from tollbook.project import project_folder
from tollbook.training.examples import Example, read_corpus_examples, read_examples, without_dates

SHARED = project_folder().parent / "shared"
ANNOTATIONS = project_folder() / "tests" / "gold" / "corpus"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    if not (SHARED / "gold").is_dir() or not (SHARED / "corpus").is_dir():
        pytest.skip(f"{SHARED.name}/gold and {SHARED.name}/corpus do not lie beside the project")
    return read_examples(SHARED, ANNOTATIONS)


def test_every_set_is_read_with_its_claims(examples: list[Example]) -> None:
    assert {example.set_name for example in examples} == {"seeds", "dev", "tuned", "held"}
    assert sum(len(example.claims) for example in examples if example.set_name == "seeds") == 23


def test_every_annotated_article_is_in_the_corpus(examples: list[Example]) -> None:
    lines = Path(f"{ANNOTATIONS}.articles.jsonl").read_text("utf-8").splitlines()
    marked = [json.loads(line)["article"] for line in lines]
    read = [example.article.external_id for example in examples if example.set_name in {"tuned", "held"}]
    assert sorted(read) == sorted(marked)


def test_a_claim_stands_where_it_says(examples: list[Example]) -> None:
    for example in examples:
        for claim in example.claims:
            assert example.article.text[claim.start : claim.end] == claim.value_text


def test_missing_files_are_errors(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file"):
        read_examples(tmp_path, ANNOTATIONS)
    with pytest.raises(FileNotFoundError):
        list(read_corpus_examples(tmp_path, tmp_path / "nothing"))


def test_a_dated_example_is_told_without_its_dates_an_undated_one_not_at_all() -> None:
    dated, undated = (write_article("Shelling killed 12.", published=day) for day in (PUBLISHED, None))
    (bare,) = without_dates([Example(dated, (), "tuned"), Example(undated, (), "tuned")])
    assert bare.article == undated
