"""The dbt project that the benchmark compares with: the same models, told in dbt's words."""

import json
from pathlib import Path

from tests.benchmarks.model_build import write_dbt_project
from tests.warehouse_rows import PROJECT

from tollbook.warehouse import order_models, read_models


def test_each_table_is_a_model_of_dbt_that_refers_to_what_it_reads(tmp_path: Path) -> None:
    models = order_models(read_models(PROJECT / "sql"))
    write_dbt_project(tmp_path, models, tmp_path / "tollbook.duckdb", tmp_path / "tollbook.archive.duckdb")
    tables = {model.table: model for model in models if not model.is_macro}
    written = {path.stem: path.read_text(encoding="utf-8") for path in (tmp_path / "models").rglob("*.sql")}
    assert written.keys() == {table.replace(".", "__") for table in tables}
    for table, model in tables.items():
        text = written[table.replace(".", "__")]
        for read in model.reads & tables.keys():
            assert f"{{{{ ref('{read.replace('.', '__')}') }}}}" in text


def test_every_macro_is_made_once(tmp_path: Path) -> None:
    models = order_models(read_models(PROJECT / "sql"))
    write_dbt_project(tmp_path, models, tmp_path / "tollbook.duckdb", tmp_path / "tollbook.archive.duckdb")
    project = (tmp_path / "dbt_project.yml").read_text(encoding="utf-8")
    told = json.dumps(json.loads(project)).lower()
    for macro in (model for model in models if model.is_macro):
        assert told.count(f"macro {macro.name}(") == 1
