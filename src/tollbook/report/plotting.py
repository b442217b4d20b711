"""Draw the casualty series of one party and measure into a picture file, as the report draws it."""

import textwrap
from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import orjson

from tollbook.report.charts import LABELS_WIDTH, draw_figures
from tollbook.report.queries import read_query
from tollbook.report.theme import make_theme
from tollbook.warehouse import open_published

__all__ = ["SUFFIXES", "PlotError", "plot_series"]

SUFFIXES = (".svg", ".png", ".pdf")

_WIDTH = 640
_CAPTION_LETTERS = 130
_OWN_PLACE = 8
"""The place in ``colour`` of claimants that have no colour of their own."""

Row = dict[str, Any]


class PlotError(ValueError):
    """Nothing can be drawn; the message says what was asked, what there is, and what to do."""


def plot_series(
    database: Path,
    file: Path,
    party: str,
    measure: str,
    war: str | None = None,
    claimants: Sequence[str] = (),
) -> str:
    """Draw the running totals of ``party`` and ``measure`` into ``file`` (svg, png or pdf) and return what it shows.

    ``war`` is the id of a conflict; without it, it is the one with most figures. ``claimants`` are names, whole or in
    part; without them, those with most figures are drawn, eight at most. Below the picture stand claimants, outlets,
    dates, what is left out, and the build. Outliers, and what is dated before its war, are left out.

    Raises ``PlotError`` where there is nothing to draw or the suffix is unknown or the drawing library is missing, and
    ``FileNotFoundError`` where nothing is published.
    """
    if file.suffix.lower() not in SUFFIXES:
        raise PlotError(f"{file}: cannot draw a {file.suffix or 'file without suffix'}; use {', '.join(SUFFIXES)}")
    with open_published(database) as con:
        rows = _choose_rows(_read_figures(con), party, measure)
        counted = Counter(row["conflict_id"] for row in rows)
        if war is not None and war not in counted:
            raise PlotError(f"no {measure} of {party} in the war {war!r}; there are {_list(counted)}")
        chosen_war = war or counted.most_common(1)[0][0]
        rows = [row for row in rows if row["conflict_id"] == chosen_war]
        drawn = _choose_claimants(rows, claimants)
        caption = _write_caption(con, rows, drawn, len(counted) - 1)
        title = _write_title(con, chosen_war, party, measure)
    _save(_compose(drawn, title, caption), file)
    return f"{title[0]}, {title[1]} (figures: {len(drawn)})"


def _read_figures(con: duckdb.DuckDBPyConnection) -> list[Row]:
    cursor = con.execute(read_query("figures"))
    columns = [column[0] for column in cursor.description or ()]
    return [dict(zip(columns, row, strict=True)) for row in cursor.fetchall()]


def _choose_rows(figures: Sequence[Row], party: str, measure: str) -> list[Row]:
    of_party = [row for row in figures if row["party_id"] == party]
    if not of_party:
        raise PlotError(f"no figure of party {party!r}; there are {_list(row['party_id'] for row in figures)}")
    of_measure = [row for row in of_party if row["measure"] == measure]
    if not of_measure:
        raise PlotError(f"no {measure!r} of party {party}; there are {_list(row['measure'] for row in of_party)}")
    rows = [
        row
        for row in of_measure
        if row["time_basis"] == "cumulative" and row["date"] is not None and not row["is_doubtful"]
    ]
    if not rows:
        raise PlotError(f"{measure} of party {party}: no running total with a day, so there is nothing to draw")
    return rows


def _choose_claimants(rows: Sequence[Row], names: Sequence[str]) -> list[Row]:
    speaking = [row for row in rows if row["claimant"] is not None]
    if not names:
        return [row for row in speaking if row["colour"] < _OWN_PLACE] or list(rows)
    for name in names:
        if not any(name.lower() in row["claimant"].lower() for row in speaking):
            raise PlotError(f"no claimant {name!r} here; there are {_list(row['claimant'] for row in speaking)}")
    return [row for row in speaking if any(name.lower() in row["claimant"].lower() for name in names)]


def _list(values: Iterable[str | None], shown: int = 12) -> str:
    """The most frequent values first."""
    counted = Counter(value or "no war named" for value in values)
    listed = ", ".join(value for value, _ in counted.most_common(shown))
    return listed + (f" and {len(counted) - shown} more" if len(counted) > shown else "") if counted else "none"


def _write_title(con: duckdb.DuckDBPyConnection, war: str | None, party: str, measure: str) -> tuple[str, str]:
    wars = dict(con.execute("select conflict_id, name from seeds.conflicts").fetchall())
    parties = dict(con.execute("select party_id, name from seeds.parties").fetchall())
    name = " and ".join(parties.get(each, each) for each in party.split("+"))
    return f"{measure.capitalize()}: {name}, running totals", wars.get(war, war) or "No war named"


def _write_caption(
    con: duckdb.DuckDBPyConnection, rows: Sequence[Row], drawn: Sequence[Row], n_other_wars: int
) -> list[str]:
    claim_ids = [claim_id for row in drawn for claim_id in row["claim_ids"]]
    ((outlets, first, last, build_id),) = con.execute(
        """select
            list(distinct coalesce(outlet_name, external_id) order by coalesce(outlet_name, external_id)),
            min(published_date), max(published_date),
            (select arg_max(build_id, ended_at) from quality.runs)
        from marts.claims where claim_id in (select unnest(?))""",
        [claim_ids],
    ).fetchall()
    n_claimants = len({row["claimant"] for row in rows})
    names = sorted({row["claimant"] or "articles in their own voice" for row in drawn})
    days = f"{min(row['date'] for row in drawn)} to {max(row['date'] for row in drawn)}"
    more = f" and {len(outlets) - 6} more" if len(outlets) > 6 else ""
    sentences = [
        "Dots are figures as printed, bars ranges, arrows open bounds, squares on a shade confirmed figures, dashes "
        "projections.",
        f"Claimants ({len(names)} of {n_claimants}): {'; '.join(names)}.",
        f"Figures of {days}.",
        f"Printed by {', '.join(outlets[:6])}{more}" + (f", {first} to {last}." if first else "."),
        f"tollbook, build {build_id}." + (f" Other wars with such figures: {n_other_wars}." if n_other_wars else ""),
    ]
    return [line for sentence in sentences for line in textwrap.wrap(sentence, _CAPTION_LETTERS)]


def _compose(rows: Sequence[Row], title: tuple[str, str], caption: list[str]) -> Row:
    spec = draw_figures()
    values = [
        {key: str(value) if isinstance(value, date) else value for key, value in row.items() if key != "claim_ids"}
        for row in rows
    ]
    spec["layer"].append(
        {
            "data": {"values": [{"lines": caption}]},
            "mark": {"type": "text", "align": "left", "baseline": "top", "fontSize": 11, "lineHeight": 15},
            "encoding": {
                "x": {"value": -50},
                "y": {"value": spec["height"] + 34},
                "text": {"field": "lines"},
                "color": {"value": "#5b5853"},
            },
        }
    )
    return spec | {
        "width": _WIDTH,
        "title": {"text": title[0], "subtitle": title[1]},
        "datasets": {"figures": values},
        "config": make_theme("light"),
        "padding": {"left": 16, "top": 16, "right": LABELS_WIDTH // 10, "bottom": 16},
    }


def _save(spec: Row, file: Path) -> None:
    try:
        import vl_convert
    except ImportError as error:
        raise PlotError("pictures need vl-convert-python: pip install 'tollbook[report]'") from error
    text = orjson.dumps(spec).decode()
    file.parent.mkdir(parents=True, exist_ok=True)
    match file.suffix.lower():
        case ".svg":
            file.write_text(vl_convert.vegalite_to_svg(text), encoding="utf-8")
        case ".png":
            file.write_bytes(vl_convert.vegalite_to_png(text, scale=2))
        case ".pdf":
            file.write_bytes(vl_convert.vegalite_to_pdf(text))
