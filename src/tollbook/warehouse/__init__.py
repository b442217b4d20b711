"""The warehouse: load, build, check and publish, from the archive to a DuckDB file that others read."""

from tollbook.warehouse.build import build_models
from tollbook.warehouse.check import CheckResult, create_results_table, run_checks
from tollbook.warehouse.correct import CorrectionError, apply_corrections
from tollbook.warehouse.database import (
    attach,
    create_database,
    open_published,
    remove_archive,
    remove_database,
    replace_database,
)
from tollbook.warehouse.diff import TableDiff, diff_build, diff_warehouses, read_diff, write_diff
from tollbook.warehouse.hold import hold_warehouse
from tollbook.warehouse.load import append_rows, count_rows, load_seeds, load_table
from tollbook.warehouse.models import Model, ModelError, order_models, read_models
from tollbook.warehouse.publish import decide_publishing, export_tables, finish_publishing, published_build_id
from tollbook.warehouse.runs import Change, Run, compare_ids, frame_runs, read_runs, write_run
from tollbook.warehouse.sheets import export_sheets, write_sheet

__all__ = [
    "Change",
    "CheckResult",
    "CorrectionError",
    "Model",
    "ModelError",
    "Run",
    "TableDiff",
    "append_rows",
    "apply_corrections",
    "attach",
    "build_models",
    "compare_ids",
    "count_rows",
    "create_database",
    "create_results_table",
    "decide_publishing",
    "diff_build",
    "diff_warehouses",
    "export_sheets",
    "export_tables",
    "finish_publishing",
    "frame_runs",
    "hold_warehouse",
    "load_seeds",
    "load_table",
    "open_published",
    "order_models",
    "published_build_id",
    "read_diff",
    "read_models",
    "read_runs",
    "remove_archive",
    "remove_database",
    "replace_database",
    "run_checks",
    "write_diff",
    "write_run",
    "write_sheet",
]
