"""A browser of the system that opens pages from disk, and tells of all that goes wrong in them."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)


def find_chromium() -> str:
    """Return the browser that CHROMIUM names, or one on the path; without one the test is skipped.

    It fails instead where REQUIRE_BROWSER is set, so that nobody takes a skip for a pass.
    """
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, _NAMES)), None)
    if found is None:
        lacking = "no Chromium here to open the report in; install one, or name it in CHROMIUM"
        if os.environ.get("REQUIRE_BROWSER"):
            pytest.fail(lacking)
        pytest.skip(lacking)
    return found


@contextmanager
def launch_browser() -> Iterator[Browser]:
    """Yield the browser."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(_FLAGS))
        try:
            yield browser
        finally:
            browser.close()


@contextmanager
def open_page(browser: Browser, width: int = 1280, scheme: str = "light") -> Iterator[Page]:
    """Yield a page; afterwards nothing of it may have failed, asked for the network, or run what an article says."""
    context = browser.new_context(
        viewport={"width": width, "height": 900}, color_scheme="dark" if scheme == "dark" else "light"
    )
    page = context.new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: wrong.extend([] if request.url.startswith("file:") else [request.url]))
    page.on("requestfailed", lambda request: wrong.append(f"failed: {request.url}"))
    try:
        yield page
        assert wrong == []
        assert page.evaluate("window.hacked") is None
        assert page.locator("#notice").is_hidden()
    finally:
        context.close()


def go(page: Page, report: Path, address: str) -> None:
    """Open a page of a report and wait until it has loaded its data."""
    page.goto(f"{report.as_uri()}/{address}")
    page.locator("main table tbody tr, main details, #article h1, main .quiet").first.wait_for(state="attached")
