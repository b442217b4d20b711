import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.warehouse_rows import PROJECT

from tollbook.pipeline import PLAIN, Input, run_stages
from tollbook.stages import Place
from tollbook.warehouse import replace_published

ARTICLES = PROJECT / "seeds" / "articles"


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two warehouses, one after the other: of one article, and of two."""
    old, new = (tmp_path_factory.mktemp(name) / "warehouse" for name in ("old", "new"))
    for warehouse, articles in ((old, ARTICLES / "newsweek-four-figures.txt"), (new, ARTICLES)):
        assert run_stages(PLAIN, Place(PROJECT, warehouse), Input([articles]), lambda *_: None).status == "published"
    return old, new


@pytest.fixture
def warehouse(versions: tuple[Path, Path], tmp_path: Path) -> Path:
    """A folder ``warehouse`` in which the older version is published."""
    publish(versions[0], tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def publish_next(versions: tuple[Path, Path], warehouse: Path) -> Callable[[], None]:
    """Publish the newer version in place of the older, as a run does."""
    return lambda: publish(versions[1], warehouse)


def publish(version: Path, warehouse: Path) -> None:
    warehouse.mkdir(exist_ok=True)
    build, exports = warehouse / "build.duckdb", warehouse / "new-exports"
    shutil.copy(version / "tollbook.duckdb", build)
    shutil.copytree(version / "exports", exports)
    replace_published(build, exports, warehouse, warehouse / "tollbook.duckdb")
