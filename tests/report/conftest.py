"""One small report for all tests of pages."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser
from tests.report.browser import launch_browser
from tests.report.invented_war import build_invented_war

from tollbook.place import Place
from tollbook.report import write_report


@pytest.fixture(scope="session")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """The warehouse of the invented war and its report; it is only read."""
    place = build_invented_war(tmp_path_factory.mktemp("invented"))
    write_report(place)
    return place


@pytest.fixture(scope="session")
def report(place: Place) -> Path:
    """The folder of the report."""
    return place.warehouse / "report"


# Not for the whole session: while it runs, so does its event loop, and tests of other modules start their own.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The browser, or a skip where there is none."""
    with launch_browser() as browser:
        yield browser
