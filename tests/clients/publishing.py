"""Two versions of a warehouse, and their publishing, one after the other."""

import shutil
from pathlib import Path

from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.stages import Place
from tollbook.warehouse import replace_published

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
    build, exports = warehouse / "build.duckdb", warehouse / "new-exports"
    shutil.copy(version / "tollbook.duckdb", build)
    shutil.copytree(version / "exports", exports)
    replace_published(build, exports, warehouse, warehouse / "tollbook.duckdb")
