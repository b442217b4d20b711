"""Two versions of a warehouse, and their publishing, one after the other."""

import shutil
from pathlib import Path

from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.place import Place
from tollbook.storage import Folder
from tollbook.warehouse import decide_publishing, finish_publishing

ARTICLES = PROJECT / "seeds" / "articles"


def build_versions(folder: Path) -> tuple[Path, Path]:
    """Return two warehouses in ``folder``, of one article and of two."""
    old, new = folder / "old", folder / "new"
    for warehouse, articles in ((old, ARTICLES / "newsweek-four-figures.txt"), (new, ARTICLES)):
        assert run_stages(PLAIN, Place(PROJECT, warehouse), Input([articles]), lambda *_: None).status == "published"
    return old, new


def publish(version: Path, warehouse: Path) -> None:
    """Put a copy of a version in the place of what is in ``warehouse``, as a run does."""
    warehouse.mkdir(exist_ok=True)
    building, publishing = warehouse / "building", warehouse / "publishing"
    building.mkdir()
    shutil.copy(version / "tollbook.duckdb", building)
    shutil.copytree(version / "exports", building / "exports")
    decide_publishing(building, publishing)
    finish_publishing(publishing, warehouse, warehouse / "tollbook.duckdb", Folder(warehouse / "archive"))
