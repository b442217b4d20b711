"""What `tollbook claims --explain` shows: marks in the text, and why each field is what it is."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console
from typer.testing import CliRunner

from tollbook import display, explaining
from tollbook.articles import Article
from tollbook.claims import Claim, Extraction
from tollbook.cli import app
from tollbook.display import show_claims
from tollbook.explaining import explain_claim, mark_text
from tollbook.extraction.lexicon import PhraseTable
from tollbook.extraction.names import Name

TEXT = "The Freedonian army spoke on Monday. It said that 12 Sylvanian soldiers had been killed near Sylvania’s border."


def make_claim(text: str = TEXT, value: str = "12", **fields: Any) -> Claim:
    start = text.index(value)
    quote = text.index("It said") if "It said" in text else 0
    claim = Claim(
        claim_id="c1", article_id="a1", quote=text[quote:], quote_start=quote, quote_end=len(text), value_text=value,
        value_start=start, value_end=start + len(value), claim_type="count", measure="killed", measure_text="killed",
        party_id="SYL", victim_type="military", lower=12.0, best=12.0, upper=12.0, qualifier="exact", per_unit=None,
        versus_party_id=None, versus_text=None, time_basis="incident", period_start_date=None, period_end_date=None,
        as_of_date=date(2030, 1, 7), date_precision="day", claimant_id="freedonian-army",
        claimant_name="Army of Freedonia", claimant_text="The Freedonian army", via_text=None, status="stated",
        is_subset=False, conflict_id=None, rule_id="passive", extractor="test", extractor_version="0",
        reasons=(("value", "12 counts who was killed"), ("party", "in the noun phrase"), ("scope", "an army")),
    )  # fmt: skip
    return replace(claim, **fields)


def make_article(text: str = TEXT) -> Article:
    return Article(article_id="a1", external_id="one", text=text, content_sha256="", file_path="one.txt")


@pytest.fixture(autouse=True)
def _invented_names(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    names = [Name("Sylvanian", "demonym", "SYL"), Name("Sylvania's", "country", "SYL"), Name("Sylvan", "place", "SYL")]
    monkeypatch.setattr(explaining, "party_names", lambda: PhraseTable((n.printed.lower(), n) for n in names))
    caches = (explaining._names_by_party, explaining._party_pattern)
    for cached in caches:
        cached.cache_clear()
    yield
    for cached in caches:
        cached.cache_clear()


def marked(text: str, *claims: Claim) -> list[tuple[str, str, tuple[int, ...]]]:
    return [(mark.kind, text[mark.start : mark.end], mark.numbers) for mark in mark_text(text, claims)]


def test_value_harm_party_and_claimant_are_marked_where_they_stand() -> None:
    assert marked(TEXT, make_claim()) == [
        ("claimant", "The Freedonian army", (1,)),
        ("value", "12", (1,)),
        ("party", "Sylvanian", (1,)),
        ("harm", "killed", (1,)),
        ("party", "Sylvania’s", (1,)),
    ]


def test_claims_that_rest_on_the_same_words_share_a_mark() -> None:
    marks = marked(TEXT, make_claim(), make_claim(value="Monday"))
    assert ("harm", "killed", (1, 2)) in marks
    assert ("value", "Monday", (2,)) in marks


def test_no_two_marks_overlap_and_the_value_comes_first() -> None:
    text = "Dozens killed in Sylvanian town, Sylvanian police said."
    marks = marked(text, make_claim(text, "Dozens killed", claimant_text="Sylvanian police"))
    assert marks == [
        ("value", "Dozens killed", (1,)),
        ("party", "Sylvanian", (1,)),
        ("claimant", "Sylvanian police", (1,)),
    ]


def test_what_the_text_does_not_print_is_not_marked() -> None:
    claim = make_claim(measure_text="slain", claimant_text=None, party_id=None)
    assert marked(TEXT, claim) == [("value", "12", (1,))]


def test_each_field_is_explained_by_its_reason_or_its_wording() -> None:
    explained = {each.field: (each.value, each.reason) for each in explain_claim(make_claim())}
    assert explained["value"] == ("12", "12 counts who was killed")
    assert explained["party"] == ("SYL", "in the noun phrase")
    assert explained["measure"] == ("killed", "printed as “killed”")
    assert explained["bounds"] == ("12", "the wording is exact")
    assert explained["period"] == ("not told", "its time basis is incident")
    assert explained["scope"] == ("kept", "an army")


@pytest.mark.parametrize(
    ("fields", "bounds"),
    [
        ({"lower": 1000.0, "best": None, "upper": None, "qualifier": "more_than"}, "1,000 to no upper bound"),
        ({"lower": None, "best": None, "upper": 2.5e5, "qualifier": "up_to"}, "no lower bound to 250,000"),
        ({"lower": 60.0, "best": None, "upper": 70.0, "qualifier": "range", "per_unit": "day"}, "60 to 70 per day"),
        ({"lower": 40.0, "best": 40.0, "upper": 40.0, "claim_type": "share"}, "40 percent"),
        ({"lower": 40.0, "best": 40.0, "upper": 40.0}, "40"),
    ],
)
def test_bounds_are_put_in_words(fields: dict[str, Any], bounds: str) -> None:
    (shown,) = [each.value for each in explain_claim(make_claim(TEXT, **fields)) if each.field == "bounds"]
    assert shown == bounds


def test_a_ratio_is_explained_by_the_other_side_too() -> None:
    claim = make_claim(claim_type="ratio", versus_party_id="FRE", versus_text="that Freedonia loses")
    (versus,) = [each for each in explain_claim(claim) if each.field == "versus"]
    assert (versus.value, versus.reason) == ("FRE", "printed as “that Freedonia loses”")


def test_a_piped_explanation_marks_the_text_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    show_claims([(make_article(), Extraction((make_claim(),), ()))], explain=True)
    shown = capsys.readouterr().out
    assert "[claimant 1: The Freedonian army] spoke on Monday. It said that [value 1: 12] [party 1: Sylvanian]" in shown
    assert "\n1. 12 in “It said that 12 Sylvanian soldiers had been killed" in shown
    assert "    party       SYL         in the noun phrase" in shown
    assert "\x1b" not in shown


def test_a_terminal_gets_colours_and_the_claims_number(monkeypatch: pytest.MonkeyPatch) -> None:
    console = Console(force_terminal=True, record=True, width=300, color_system="standard", no_color=False)
    monkeypatch.setattr(display, "open_console", lambda: console)
    show_claims([(make_article(), Extraction((make_claim(),), ()))], explain=True)
    shown = console.export_text(styles=True)
    assert "\x1b[1;30;43m12\x1b[0m\x1b[2m⟨1⟩\x1b[0m" in shown
    assert "\x1b[1;35mSylvanian\x1b[0m" in shown
    assert "[value" not in shown


def test_claims_are_numbered_on_through_all_articles_of_a_file(capsys: pytest.CaptureFixture[str]) -> None:
    found = Extraction((make_claim(),), ())
    show_claims([(make_article(), found), (make_article(), found)], explain=True)
    shown = capsys.readouterr().out
    assert "[value 1: 12]" in shown
    assert "[value 2: 12]" in shown
    assert shown.endswith("\n2 claims\n")


def test_what_steers_a_terminal_is_taken_out_of_a_marked_text(tmp_path: Path) -> None:
    path = tmp_path / "trap.txt"
    path.write_text("[bold]Freedonia[/bold] said 500\x1b[31m soldiers had been killed in the war.\x07\n")
    result = CliRunner().invoke(app, ["claims", str(path), "--explain"])
    assert result.exit_code == 0
    assert "\x1b" not in result.stdout
    assert "\x07" not in result.stdout
    assert "[bold]Freedonia[/bold]" in result.stdout
