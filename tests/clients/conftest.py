from collections.abc import Callable
from pathlib import Path

import pytest
from tests.clients.publishing import build_versions, publish


@pytest.fixture(scope="session")
def versions(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Two warehouses, one after the other: of one article, and of two."""
    return build_versions(tmp_path_factory.mktemp("versions"))


@pytest.fixture
def warehouse(versions: tuple[Path, Path], tmp_path: Path) -> Path:
    """A folder ``warehouse`` in which the older version is published."""
    publish(versions[0], tmp_path / "warehouse")
    return tmp_path / "warehouse"


@pytest.fixture
def publish_next(versions: tuple[Path, Path], warehouse: Path) -> Callable[[], None]:
    """Publish the newer version in place of the older, as a run does."""
    return lambda: publish(versions[1], warehouse)
