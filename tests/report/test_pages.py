"""The report in a real browser: its pages load, answer to their controls, lead to sentences, and run nothing."""

import re
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.report.browser import go, open_page
from tests.report.invented_war import COUNTERS, IMAGE, MINISTRY, OBSERVERS, REAL_ARTICLES, SCRIPT

from tollbook.report.writing import PAGES

WAR = "war=freedonia-2030&party=FRE&measure=killed"


def drawn(page: Page, chart: str = "chart") -> int:
    """Wait for a chart and return of how many rows it is."""
    page.locator(f"#{chart}[data-drawn]").wait_for(state="attached")
    return int(page.locator(f"#{chart}").get_attribute("data-drawn") or 0)


def choose(page: Page, label: str, option: str) -> None:
    page.locator("#controls label", has_text=label).locator("select").select_option(label=option)


def cells(page: Page, table: str) -> list[list[str]]:
    rows = page.locator(f"#{table} tbody tr").all()
    return [[cell.inner_text() for cell in row.locator("td").all()] for row in rows]


@pytest.mark.parametrize(("width", "scheme"), [(1280, "light"), (390, "dark")])
def test_every_page_loads_without_a_fault_and_fits_its_width(
    report: Path, browser: Browser, width: int, scheme: str
) -> None:
    with open_page(browser, width, scheme) as page:
        for name, title in PAGES.items():
            go(page, report, f"{name}.html")
            assert page.title() == f"{title} · tollbook"
            assert page.locator("nav [aria-current]").inner_text() == title
            assert page.evaluate("document.documentElement.scrollWidth") <= width, name


def test_the_chart_shows_the_figures_that_the_controls_choose(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"index.html#{WAR}")
        assert drawn(page) == 7
        assert page.locator("#chart-title").inner_text() == "Killed: Freedonia, running totals"
        assert ["2030-02-20", OBSERVERS, "900 to 1,600"] in [row[:3] for row in cells(page, "table")]
        choose(page, "Victims", "Civilians")
        page.locator("#chart[data-drawn='1']").wait_for(state="attached")
        assert [row[1:3] for row in cells(page, "table")] == [["Town hall", "up to 120"]]
        choose(page, "War", "Russian invasion of Ukraine")
        choose(page, "Measure", "Casualties")
        expect(page.locator("#chart-title")).to_contain_text("Casualties: ")
        assert "party=RUS" in page.url


def test_claimants_can_be_left_out(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"index.html#{WAR}")
        assert drawn(page) == 7
        page.locator("#claimants label", has_text=OBSERVERS).locator("input").uncheck()
        page.locator("#chart[data-drawn='5']").wait_for(state="attached")
        assert OBSERVERS not in page.locator("#table").inner_text()


def test_bounds_are_drawn_as_bounds_and_confirmed_figures_stand_apart(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"index.html#{WAR}")
        drawn(page)
        layers = ("points", "ranges", "at_least", "up_to", "floors", "lines")
        marks = {layer: page.locator(f"#chart .{layer}_marks").locator("path, line").count() for layer in layers}
        assert marks == {"points": 4, "ranges": 1, "at_least": 1, "up_to": 1, "floors": 1, "lines": 2}
        names = page.locator("#chart .names_marks text").all_text_contents()
        assert names[0].startswith("Ministry <img")
        assert names[1:] == [OBSERVERS, COUNTERS, "Town hall"]
        told = page.locator("#chart .ranges_marks line").get_attribute("aria-label")
        assert told == f"{OBSERVERS}: 900 to 1,600 on 2030-02-20"


def test_a_click_on_a_mark_leads_to_the_sentence_that_carries_it(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"index.html#{WAR}&claimants={OBSERVERS}")
        assert drawn(page) == 2
        page.locator("#chart svg .mark-symbol path").last.click()
        page.wait_for_selector(".text .value.chosen")
        assert page.locator(".text .value.chosen").inner_text().startswith("1500")
        assert page.locator(".claims details[open]").count() == 1


def test_a_figure_of_the_table_leads_to_its_sentence_by_keyboard(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"index.html#{WAR}")
        page.locator("#table a").first.focus()
        page.keyboard.press("Enter")
        page.wait_for_selector(".text .value.chosen")
        assert "3000" in page.locator(".text .value.chosen").inner_text()
        fields = page.locator(".claims details[open] .fields").inner_text()
        assert "claimant" in fields
        assert MINISTRY in fields
        assert "casualty series" in page.locator(".claims details[open] .feeds").inner_text()


def test_what_articles_print_is_shown_and_never_run(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, "article.html")
        link = page.locator("#table a", has_text=SCRIPT)
        assert link.count() == 1
        assert f"Outlet {IMAGE}" in page.locator("#table").inner_text()
        link.click()
        page.wait_for_selector("#article h1")
        assert page.locator("#article h1").inner_text() == f"War {SCRIPT}"
        assert f"In Freedonia's war 500 soldiers {IMAGE} were killed" in page.locator(".text").inner_text()
        assert page.locator(".text .value").first.inner_text().startswith("12")
        go(page, report, f"index.html#{WAR}")
        drawn(page)
        assert MINISTRY in page.locator("#claimants").inner_text()
        page.locator("#chart svg .mark-symbol path").first.hover()
        expect(page.locator("#tip")).to_contain_text("2030-")
        go(page, report, "findings.html")
        assert page.locator("main script, main img").count() == 0


def test_a_claim_is_marked_where_it_stands_after_letters_that_need_two_code_units(
    report: Path, browser: Browser
) -> None:
    with open_page(browser) as page:
        go(page, report, "article.html")
        page.locator("#table a", has_text=SCRIPT).click()
        page.wait_for_selector(".text .quote")
        sentence = "".join(page.locator(".text > *").all_inner_texts())
        assert sentence.endswith("A shell killed 121 civilians in the town 🜂, </script>" + SCRIPT + " officials said.")
        assert page.locator(".text .value").inner_text() == "121"
        assert page.locator(".text .harm").inner_text() == "killed"


def test_claimants_are_compared_in_a_matrix_and_over_time(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"comparison.html#{WAR}&scope=all")
        assert drawn(page, "matrix") == 6
        assert drawn(page) == 3
        words = page.locator("#matrix [role=graphics-document]").get_attribute("aria-label") or ""
        assert re.search(rf"{re.escape(MINISTRY)} says [\d.]+ times what {re.escape(OBSERVERS)} says", words)
        assert page.locator("#table tbody tr").count() == 3


def test_rates_are_given_per_day_month_and_year(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, f"rates.html#{WAR}")
        drawn(page)
        choose(page, "Method", "Difference of two totals")
        expect(page.locator("#table")).not_to_contain_text("average")
        per_day = [row for row in cells(page, "table") if row[0] == "2030-03-01 to 2030-03-31"]
        assert [row[2] for row in per_day] == ["32.26"]
        choose(page, "Per", "Year")
        expect(page.locator("#chart-title")).to_contain_text("per year")
        per_year = [row for row in cells(page, "table") if row[0] == "2030-03-01 to 2030-03-31"]
        assert [row[2] for row in per_year] == ["11,782"]


def test_the_dictionary_can_be_searched_and_tables_lead_to_their_sources(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, "data.html")
        page.locator("#controls input").fill("counted by name")
        expect(page.locator("#dictionary tbody tr td:first-child").first).to_have_text("status")
        assert {row[0] for row in cells(page, "dictionary")} == {"status"}
        page.locator(".lineage .box[data-table='marts.articles']").focus()
        page.keyboard.press("Enter")
        expect(page.locator("#lineage th").first).to_have_text("Column of marts.articles")
        assert page.locator(".lineage path.chosen").count() > 0


def test_a_page_that_is_older_than_its_data_says_so(report: Path, browser: Browser, tmp_path: Path) -> None:
    renewed = tmp_path / "report"
    renewed.symlink_to(report)
    page = browser.new_page()
    page.goto(f"{renewed.as_uri()}/index.html")
    page.evaluate("tollbook.receive('another build', 'topics', {})")
    assert "reload" in page.locator("#notice").inner_text()
    page.close()


@pytest.mark.skipif(not REAL_ARTICLES.exists(), reason="../shared, which has real articles, is not here")
def test_figures_of_real_articles_lead_to_their_sentences(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, "index.html#war=russia-ukraine-2022&party=RUS&measure=losses")
        assert drawn(page) > 5
        page.locator("#table a").first.click()
        page.wait_for_selector(".text .value.chosen")
        assert page.locator(".claims details[open]").count() == 1


def test_articles_are_listed_with_claims_first_and_found_by_their_words(report: Path, browser: Browser) -> None:
    with open_page(browser) as page:
        go(page, report, "article.html")
        assert all(int(row[3]) > 0 for row in cells(page, "table"))
        page.locator("#controls input[type=search]").fill("hostile nowhere")
        expect(page.locator("#table")).to_have_text("No article with these words.")
        page.locator("#controls input[type=search]").fill("war <script>")
        expect(page.locator("#table tbody tr")).to_have_count(1)
        page.locator("#controls input[type=search]").fill("")
        expect(page.locator("#table tbody tr")).not_to_have_count(1)
