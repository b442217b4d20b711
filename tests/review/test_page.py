"""The page in the terminal: a key for each decision, each on disk before the next item is shown."""

import asyncio
import re
import sys
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from tests.review.desk import INVALID, PART, Desk, open_desk

from tollbook.review import PageMissingError, Session, load_page

if TYPE_CHECKING:
    from textual.pilot import Pilot

pytest.importorskip("textual", reason="the page needs the extra `review`")

Steps = Callable[["Pilot[None]"], Awaitable[None]]


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with open_desk(tmp_path) as desk:
        yield desk


def run_page(session: Session, steps: Steps) -> None:
    async def run() -> None:
        async with load_page()(session).run_test(size=(120, 40)) as pilot:
            await pilot.pause()
            await steps(pilot)

    asyncio.run(run())


def read_shown(pilot: "Pilot[None]") -> str:
    return "\n".join(str(widget.render()) for widget in pilot.app.query("Static"))


async def answer(pilot: "Pilot[None]", key: str, *texts: str) -> None:
    await pilot.press(key)
    for text in texts:
        pilot.app.query_one("#answer").value = text  # type: ignore[attr-defined]
        await pilot.press("enter")
        await pilot.pause()


def test_it_shows_the_doubt_the_words_the_fields_and_the_other_claim_as_plain_text(desk: Desk) -> None:
    async def steps(pilot: "Pilot[None]") -> None:
        shown = read_shown(pilot)
        assert "1 of 3, 0 decided   claim, weight" in shown
        assert "part above whole: a part, 700 losses, of a whole of 500 losses" in shown
        assert "among them 700 officers. Some [bold]12[/bold] fell.\ufffd[2J So it was." in shown
        assert re.search(r"party_id +SYL\n", shown)
        assert "Beside it, 1 of 1" in shown

    run_page(Session(desk.con, desk.corrections), steps)


def test_keys_decide_and_every_decision_is_on_disk_at_once(desk: Desk) -> None:
    async def steps(pilot: "Pilot[None]") -> None:
        await answer(pilot, "c", "figure=70", "a misprint")
        assert [(row.decision, row.corrected_value) for row in desk.read()] == [("correct", "70")] * 3
        await answer(pilot, "r", "a page number")
        assert desk.read()[3].item_id == INVALID
        await pilot.press("a", "enter")
        assert desk.read()[4].reason == "as the text says"
        assert "Nothing is left to decide." in read_shown(pilot)
        await pilot.press("u", "u")
        assert len(desk.read()) == 3
        assert "2 of 3, 1 decided" in read_shown(pilot)
        await pilot.press("q")

    run_page(Session(desk.con, desk.corrections), steps)


def test_an_answer_that_will_not_do_is_asked_again_and_escape_leaves_the_item_open(desk: Desk) -> None:
    async def steps(pilot: "Pilot[None]") -> None:
        await answer(pilot, "c", "party_id=ZZZ")
        assert "seeds/parties.csv does not know" in read_shown(pilot)
        assert pilot.app.query_one("#answer").value == "party_id=ZZZ"  # type: ignore[attr-defined]
        await pilot.press("escape")
        await answer(pilot, "r", " ")
        assert "is empty; say in some words why" in read_shown(pilot)
        await pilot.press("escape", "s", "p", "1", "s", "u")
        assert "2 of 4, 0 decided" in read_shown(pilot)
        assert "Nothing has been decided" in read_shown(pilot)
        assert desk.read() == []

    session = Session(desk.con, desk.corrections)
    run_page(session, steps)
    assert session.item is not None
    assert session.item.item_id == PART


def test_without_textual_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "tollbook.review.page", raising=False)
    monkeypatch.setitem(sys.modules, "textual.app", None)
    with pytest.raises(PageMissingError, match="its extra `review`, or use --list, or --csv and --apply"):
        load_page()
