"""What the tests of the pipeline share."""

import shutil
from pathlib import Path

import pytest
from tests.pipeline.desk import Desk
from tests.warehouse_rows import PROJECT

from tollbook.place import Place


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    project = tmp_path / "project"
    shutil.copytree(PROJECT / "sql", project / "sql")
    shutil.copytree(PROJECT / "seeds", project / "seeds")
    articles = tmp_path / "articles"
    articles.mkdir()
    desk = Desk(Place(project, tmp_path / "warehouse"), articles)
    desk.write(6)
    return desk
