"""A warehouse about an invented war whose claimants, titles and texts try to run as scripts."""

import gzip
import json
import shutil
from pathlib import Path

from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place

REAL_ARTICLES = PROJECT.parent / "shared" / "corpus" / "ukraine_mod_daily_2022.jsonl.gz"
N_REAL = 15

SCRIPT = "<script>window.hacked = 1</script>"
IMAGE = '<img src=x onerror="window.hacked = 1">'
MINISTRY = f"Ministry {IMAGE}"
OBSERVERS = "Observers of Freedonia"
COUNTERS = "Counters of names"

_ROWS = [
    # date, claimant, status, victims, qualifier, killed, low, high
    ("2030-01-31", MINISTRY, "stated", "military", "exact", "1000", "", ""),
    ("2030-02-28", MINISTRY, "stated", "military", "exact", "2000", "", ""),
    ("2030-03-31", MINISTRY, "stated", "military", "exact", "3000", "", ""),
    ("2030-02-20", OBSERVERS, "estimated", "military", "exact", "", "900", "1600"),
    ("2030-03-30", OBSERVERS, "estimated", "military", "exact", "1500", "", ""),
    ("2030-03-15", COUNTERS, "confirmed", "military", "at_least", "800", "", ""),
    ("2030-03-25", "Town hall", "stated", "civilian", "up_to", "120", "", ""),
]

_MAPPING = """
date: date
claimant: {column: claimant}
status: {column: status}
victim_type: {column: victims}
party: FRE
conflict: freedonia-2030
measure: killed
time_basis: cumulative
outlet: The Daily Invention
figures:
  - {value: killed, qualifier: {column: qualifier}}
  - {low: low, high: high}
"""

_ARTICLE = {
    "id": "hostile",
    "title": f"War {SCRIPT}",
    "outlet": f"Outlet {IMAGE}",
    "published": "2030-03-10",
    "url": "https://echo.example/hostile",
    "text": f"In Freedonia's war 500 soldiers {IMAGE} were killed on Monday, the army said.\n\n"
    f"A shell killed 12 civilians in the town 🜂, </script>{SCRIPT} officials said.",
}


def build_invented_war(folder: Path) -> Place:
    """Publish the warehouse in ``folder`` and return its place.

    The articles of ``seeds/articles`` are in it, too, and some real ones where they are at hand.
    """
    project = folder / "project"
    for name in ("sql", "seeds"):
        shutil.copytree(PROJECT / name, project / name)
    _append(project / "seeds" / "parties.csv", "FRE,Freedonia,state,,invented", "SYL,Sylvania,state,,invented")
    _append(project / "seeds" / "conflicts.csv", "freedonia-2030,War of Freedonia,2030-01-01,,FRE+SYL,invented")
    articles = folder / "articles"
    articles.mkdir()
    (articles / "hostile.json").write_text(json.dumps(_ARTICLE))
    (articles / "toll.csv").write_text(
        "date,claimant,status,victims,qualifier,killed,low,high\n" + "\n".join(map(_write_row, _ROWS)) + "\n"
    )
    (articles / "toll.csv.series.yaml").write_text(_MAPPING)
    if REAL_ARTICLES.exists():
        lines = gzip.decompress(REAL_ARTICLES.read_bytes()).splitlines(keepends=True)
        (articles / "real.jsonl").write_bytes(b"".join(lines[:N_REAL]))
    place = Place(project, folder / "warehouse", root=folder)
    given = Input([articles, PROJECT / "seeds" / "articles"])
    outcome = run_stages(PLAIN, place, given, lambda *_: None)
    assert outcome.status == "published", outcome.checks
    assert outcome.reading.n_rejected == 0
    return place


def _append(path: Path, *lines: str) -> None:
    with path.open("a") as file:
        file.writelines(f"{line}\n" for line in lines)


def _write_row(cells: tuple[str, ...]) -> str:
    return ",".join('"' + cell.replace('"', '""') + '"' for cell in cells)
