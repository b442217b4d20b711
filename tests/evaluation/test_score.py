"""The score of an extraction: worked out by hand on invented articles, and equal to the reference script's."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from tests.warehouse_rows import PROJECT, frame_articles, frame_claims, open_loaded

from tollbook.evaluation import GoldError, Score, read_gold, read_predictions, score
from tollbook.evaluation.claimants import is_same_claimant
from tollbook.evaluation.gold import articles_path
from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.warehouse import build_models

TEXT = "Freedonia lost 500 men. Sylvania lost 40 to 60 a day. Nobody counts the other 7."
GOLD: dict[str, Any] = {
    "article": "report",
    "quote": "Freedonia lost 500 men.",
    "value_text": "500",
    "claim_type": "count",
    "measure": ["losses", "killed"],
    "party": ["FRE"],
    "victim_type": ["military", ""],
    "lower": 500,
    "upper": 500,
    "per_unit": None,
    "time_basis": ["cumulative"],
    "period_end_date": None,
    "as_of_date": "2030-03-07",
    "claimant": ["General Staff of Freedonia"],
    "status": "stated",
}
RATE = GOLD | {
    "quote": "Sylvania lost 40 to 60 a day.",
    "value_text": "40 to 60",
    "claim_type": "rate",
    "party": ["SYL"],
    "lower": 40,
    "upper": 60,
    "per_unit": "day",
    "time_basis": [""],
    "as_of_date": None,
    "claimant": [""],
}
RIGHT = {
    "article_id": "a" * 16,
    "claimant_name": "the Freedonian General Staff",
    "time_basis": "cumulative",
    "as_of_date": date(2030, 3, 8),
}


def evaluate(folder: Path, gold: list[dict[str, Any]], claims: list[dict[str, Any]]) -> Score:
    prefix = folder / "gold"
    articles_path(prefix).write_text(json.dumps({"id": "report", "text": TEXT}))
    (folder / "gold.claims.jsonl").write_text("\n".join(map(json.dumps, [*gold, {"article": "report", "none": True}])))
    database = folder / "w.duckdb"
    with open_loaded(database, frame_articles({"text": TEXT}), frame_claims(*claims)) as con:
        build_models(con, PROJECT / "sql")
    gold_set = read_gold(prefix)
    return score(gold_set, read_predictions(database, gold_set.texts))


def levels_of(result: Score) -> dict[str, tuple[float, float]]:
    return {name: (level.precision, level.recall) for name, level in result.levels.items()}


@pytest.mark.parametrize(
    ("change", "level", "wrong"),
    [
        ({}, "full", []),
        ({"measure": "killed", "victim_type": None}, "full", []),
        ({"claimant_name": "Sylvania"}, "core", ["claimant"]),
        ({"status": "projected"}, "core", ["status"]),
        ({"victim_type": "civilian"}, "core", ["victim_type"]),
        ({"measure": "wounded"}, "value", ["measure"]),
        ({"party_id": "SYL"}, "value", ["party"]),
        ({"time_basis": "period"}, "value", ["time_basis"]),
        ({"upper": None, "best": None, "qualifier": "at_least"}, "found", ["value"]),
    ],
)
def test_a_claim_reaches_the_level_below_its_first_wrong_field(
    change: dict[str, Any], level: str, wrong: list[str], tmp_path: Path
) -> None:
    result = evaluate(tmp_path, [GOLD], [RIGHT | change])
    reached = [name for name, figures in levels_of(result).items() if figures == (1.0, 1.0)]
    assert reached[-1] == level
    assert list(result.wrong_shares) == wrong
    assert result.n_dates_right == 1


def test_precision_falls_with_what_is_made_up_and_recall_with_what_is_missed(tmp_path: Path) -> None:
    made_up = {"claim_id": "f" * 16, "quote_start": 54, "quote_end": 80, "value_start": 78, "value_end": 79}
    words = {"quote": "Nobody counts the other 7.", "value_text": "7"}
    result = evaluate(tmp_path, [GOLD, RATE], [RIGHT, RIGHT | made_up | words])
    assert (result.n_gold, result.n_extracted) == (2, 2)
    assert levels_of(result)["full"] == (0.5, 0.5)
    assert [each.value_text for each in result.missed] == ["40 to 60"]
    assert [each.value_text for each in result.false] == ["7"]


def test_a_doubtful_claim_counts_neither_found_nor_missed(tmp_path: Path) -> None:
    doubtful = GOLD | {"doubt": True}
    found = evaluate(tmp_path, [doubtful], [RIGHT])
    missed = evaluate(tmp_path, [doubtful, RATE], [])
    assert (found.n_gold, found.n_extracted) == (0, 0)
    assert (missed.n_gold, missed.n_extracted) == (1, 0)


def test_a_rate_of_another_unit_is_found_but_has_the_wrong_value(tmp_path: Path) -> None:
    span = {"quote_start": 24, "quote_end": 53, "value_start": 38, "value_end": 46}
    words = {"quote": RATE["quote"], "value_text": RATE["value_text"], "claim_type": "rate", "per_unit": "week"}
    bounds = {"lower": 40.0, "best": None, "upper": 60.0, "qualifier": "range", "party_id": "SYL"}
    result = evaluate(tmp_path, [RATE], [{"article_id": "a" * 16} | span | words | bounds])
    assert levels_of(result)["found"] == (1.0, 1.0)
    assert levels_of(result)["value"] == (0.0, 0.0)
    assert list(result.wrong_shares) == ["per_unit"]


@pytest.mark.parametrize(
    ("printed", "accepted", "same"),
    [
        ([], [""], True),
        ([], ["Kyiv"], False),
        (["Kyiv"], ["Ukrainian officials"], True),
        (["the U.N."], ["United Nations"], True),
        (["CSIS"], ["Center for Strategic and International Studies"], True),
        (["The ministry", "Gaza's health ministry"], ["Palestinian Health Ministry"], True),
        (["Moscow"], ["Kyiv"], False),
    ],
)
def test_claimants_are_the_same_by_the_words_that_tell(printed: list[str], accepted: list[str], same: bool) -> None:
    assert is_same_claimant(printed, accepted) is same


def test_a_gold_set_that_is_not_there_or_quotes_another_text_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no such file"):
        read_gold(tmp_path / "nothing")
    with pytest.raises(GoldError, match="does not stand in the article's text"):
        evaluate(tmp_path, [GOLD | {"quote": "Freedonia won."}], [])


def test_the_figures_equal_those_of_the_reference_script_wherever_it_lies_beside_the_project(tmp_path: Path) -> None:
    reference = PROJECT.parent / "shared" / "gold"
    for path in sorted(reference.glob("*.articles.jsonl")):
        prefix = path.with_name(path.name.removesuffix(".articles.jsonl"))
        place = Place(PROJECT, tmp_path / prefix.name)
        run_stages(PLAIN, place, Input([path]), lambda *_: None)
        record = tmp_path / "record.json"
        command = [sys.executable, str(reference / "score.py"), str(prefix), str(place.database), "--json", str(record)]
        subprocess.run(command, check=True, capture_output=True)
        gold = read_gold(prefix)
        assert score(gold, read_predictions(place.database, gold.texts)).as_record() == json.loads(record.read_text())
