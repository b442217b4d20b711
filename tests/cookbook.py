"""The questions of ``sql/COOKBOOK.md``, asked again: ``python -m tests.cookbook`` writes their answers anew.

The first part of the page asks a warehouse of the seed articles, the second one of articles and series that lie beside
the project, and is left as it is where they do not.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.reading import read_mapping
from tollbook.warehouse import open_published

PAGE = PROJECT / "sql" / "COOKBOOK.md"
SEEDS = (PROJECT / "seeds" / "articles",)
SHARED = PROJECT.parent / "shared"
PRESS = (
    *SEEDS,
    SHARED / "series",
    SHARED / "corpus" / "ukraine_mod_daily_2022.jsonl.gz",
    SHARED / "corpus" / "lexis_israel_gaza_2023.jsonl.gz",
)
_RECIPE = re.compile(
    r"^### (?P<question>[^\n]+)\n.*?^```sql\n(?P<sql>.+?)^```\n(?P<answer>(?:\n(?:\|[^\n]*\n)+)?)", re.M | re.S
)


@dataclass(frozen=True)
class Recipe:
    """A question with its SQL and the answer that the page shows, an empty line and a table in Markdown."""

    question: str
    sql: str
    answer: str


def read_recipes(page: str) -> tuple[tuple[Recipe, ...], tuple[Recipe, ...]]:
    """Return the recipes of the seed articles, and those of the press."""
    _, seeds, press = page.split("\n## ")
    return _read_part(seeds), _read_part(press)


def _read_part(part: str) -> tuple[Recipe, ...]:
    return tuple(Recipe(**found.groupdict()) for found in _RECIPE.finditer(part + "\n"))


def build(folder: Path, paths: Sequence[Path]) -> Path:
    """Read ``paths`` into the warehouse of ``folder`` and return its database.

    Files are named as they lie in the project or in the folder beside it: ids, and what is told apart by them alone,
    are the same wherever the two lie.
    """
    mappings = [
        read_mapping(path)
        for path in sorted((PROJECT / "tests" / "reading" / "series" / "mappings").glob("*.series.yaml"))
    ]
    for root in (PROJECT, SHARED):
        place = Place(PROJECT, folder, root)
        given = Input([path for path in paths if path.is_relative_to(root)], series=mappings)
        if given.paths:
            outcome = run_stages(PLAIN, place, given, lambda *_: None)
            assert outcome.status == "published", outcome.checks
    return place.database


def answer(database: Path, sql: str) -> str:
    """Return what a query gives, as an empty line and a table in Markdown."""
    with open_published(database) as con:
        cursor = con.execute(sql)
        header = [column[0] for column in cursor.description or ()]
        rows = cursor.fetchall()
    lines = [header, ["---"] * len(header), *([_show(value) for value in row] for row in rows)]
    return "\n" + "".join(f"| {' | '.join(line)} |\n" for line in lines)


def _show(value: object) -> str:
    match value:
        case None:
            return ""
        case list():
            return "; ".join(map(_show, value))
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value).replace("|", "\\|")


def main() -> None:
    """Write the answers of the page anew."""
    page = PAGE.read_text(encoding="utf-8")
    for recipes, paths in zip(read_recipes(page), (SEEDS, PRESS), strict=True):
        if not all(path.exists() for path in paths):
            print(f"{len(recipes)} answers are left as they are: {SHARED.name} does not lie beside the project.")
            continue
        with TemporaryDirectory() as folder:
            database = build(Path(folder), paths)
            for recipe in recipes:
                block = f"{recipe.sql}```\n"
                page = page.replace(block + recipe.answer, block + answer(database, recipe.sql))
    PAGE.write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()
