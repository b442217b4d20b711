"""Write the report whole beside the old one, and put it in its place."""

import shutil
from functools import cache
from importlib.resources import as_file, files
from pathlib import Path
from typing import Any

import duckdb
import orjson
from jinja2 import Environment, PackageLoader, StrictUndefined

from tollbook.place import Place
from tollbook.report.articles import write_articles
from tollbook.report.charts import draw_figures, draw_matrix, draw_rates, draw_ratios
from tollbook.report.data_files import DataFolder, encode_table
from tollbook.report.lineage import HEIGHT, WIDTH, draw_lineage, read_sources
from tollbook.report.lists import write_lists
from tollbook.report.queries import read_references
from tollbook.report.theme import make_theme, style_swatches
from tollbook.report.topics import write_topics
from tollbook.warehouse import export_sheets, hold_warehouse, open_published, published_build_id

__all__ = ["PAGES", "ReportError", "write_report"]

PAGES = {
    "index": "Overview",
    "comparison": "Comparison",
    "rates": "Rates",
    "article": "Articles",
    "findings": "Findings",
    "data": "Data",
}
"""The pages by the stem of their file, with their titles, in the order of the menu."""


class ReportError(RuntimeError):
    """The report cannot be written; the message says what is missing and what to do."""


def write_report(place: Place) -> Path:
    """Write the report of the published warehouse to ``report`` in its folder, and return its first page.

    The old report stays until the new one is whole. While it is written nothing is published: pages and downloads are
    of one build. So it must not be called by who holds ``hold_warehouse``. Raises ``FileNotFoundError`` where nothing
    is published, and ``ReportError`` where exports and database are of two builds or the drawing library is missing.
    """
    report, new, old = (place.warehouse / name for name in ("report", "report.building", "report.old"))
    if not place.database.is_file():
        raise FileNotFoundError(f"{place.database}: no warehouse here; build one with `tollbook run`")
    with hold_warehouse(place.warehouse, lambda _: None), open_published(place.database) as con:
        build_id = published_build_id(place.warehouse, place.database)
        if build_id is None:
            raise ReportError(
                f"{place.exports} is not of the build of {place.database.name}; publish again with `tollbook run`"
            )
        shutil.rmtree(new, ignore_errors=True)
        new.mkdir()
        _write_pages(con, place, new, build_id)
        shutil.rmtree(old, ignore_errors=True)
        if report.exists():
            report.rename(old)
        new.rename(report)
    shutil.rmtree(old, ignore_errors=True)
    return report / "index.html"


def bundle_vega() -> str:
    """Return Vega, Vega-Lite and what embeds them as one script that needs nothing else.

    Raises ``ReportError`` if the package that carries them is not installed.
    """
    try:
        import vl_convert
    except ImportError as error:
        raise ReportError("charts need vl-convert-python: pip install 'tollbook[report]'") from error
    # Bundling takes seconds, and gives the same for each report of a process.
    return _bundle_vega(vl_convert.javascript_bundle)


@cache
def _bundle_vega(bundle: Any) -> str:
    script: str = bundle("window.vegaEmbed = vegaEmbed;")
    return script


def _write_pages(con: duckdb.DuckDBPyConnection, place: Place, folder: Path, build_id: str) -> None:
    (folder / "assets").mkdir()
    (folder / "assets" / "vega.js").write_text(bundle_vega(), encoding="utf-8")
    with as_file(files("tollbook.report") / "assets") as assets:
        shutil.copytree(assets, folder / "assets", dirs_exist_ok=True)
    (folder / "assets" / "swatches.css").write_text(style_swatches(), encoding="utf-8")
    data = DataFolder(folder / "data", build_id)
    refer = read_references(con)
    write_topics(con, data, refer)
    article_digits = write_articles(con, data)
    data.write("site", {"article_digits": article_digits, "lists": write_lists(con, data, refer)})
    data.write(
        "charts",
        {
            "figures": draw_figures(),
            "ratios": draw_ratios(),
            "rates": draw_rates(),
            "matrix": draw_matrix(),
            "light": make_theme("light"),
            "dark": make_theme("dark"),
        },
    )
    for name, sql in (("dictionary", "from marts.data_dictionary"), ("lineage", "from marts.lineage")):
        cursor = con.execute(sql)
        data.write(name, encode_table([column[0] for column in cursor.description or ()], cursor.fetchall()))
    sheets = export_sheets(con, folder / "csv")
    sql_folder = place.project / "sql"
    environment = Environment(
        loader=PackageLoader("tollbook.report"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    common = {
        "pages": PAGES,
        "build_id": build_id,
        "summary": _summarize(con),
        "downloads": _list_downloads(place, {path.stem: path for path in sheets}),
        "lineage": draw_lineage(read_sources(sql_folder)),
        "box": {"width": WIDTH, "height": HEIGHT},
    }
    for page, title in PAGES.items():
        html = environment.get_template(f"{page}.html.j2").render(page=page, title=title, **common)
        (folder / f"{page}.html").write_text(html, encoding="utf-8")


def _summarize(con: duckdb.DuckDBPyConnection) -> dict[str, Any]:
    cursor = con.execute(
        """select
            (select count(*) from marts.articles) as n_articles,
            (select count(*) from marts.claims) as n_claims,
            (select count(distinct origin_id) from marts.claims) as n_origins,
            (select count(distinct claimant_name) from marts.claims) as n_claimants,
            (select count(distinct conflict_id) from marts.claims) as n_conflicts,
            (select min(published_date) from marts.articles) as first_date,
            (select max(published_date) from marts.articles) as last_date,
            (select count(*) from quality.unread_sentences) as n_unread,
            (select max(ended_at) from quality.runs) as built_at,
            (select arg_max(code_version, ended_at) from quality.runs) as code_version,
            (select arg_max(extractor_version, ended_at) from quality.runs) as extractor_version"""
    )
    (row,) = cursor.fetchall()
    return dict(zip((column[0] for column in cursor.description or ()), row, strict=True))


def _list_downloads(place: Place, sheets: dict[str, Path]) -> list[dict[str, Any]]:
    """Each exported table with its rows, and where its files lie as seen from the report."""
    manifest = orjson.loads((place.exports / "manifest.json").read_bytes())
    return [
        {
            "table": name,
            "rows": entry["rows"],
            "parquet": f"../exports/{entry['file']}",
            "parquet_bytes": (place.exports / entry["file"]).stat().st_size,
            "csv": f"csv/{name}.csv" if name in sheets else None,
            "csv_bytes": sheets[name].stat().st_size if name in sheets else None,
        }
        for name, entry in manifest["tables"].items()
    ]
