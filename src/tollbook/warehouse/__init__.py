"""The warehouse: load, build, check and publish, from the archive to a DuckDB file that others read."""

from tollbook.warehouse.build import build_models
from tollbook.warehouse.check import CheckResult, create_results_table, run_checks
from tollbook.warehouse.correct import CorrectionError, apply_corrections
from tollbook.warehouse.database import attach, create_database, open_published, remove_archive
from tollbook.warehouse.diff import TableDiff, diff_build, diff_warehouses, read_diff, write_diff
from tollbook.warehouse.load import append_rows, count_rows, load_seeds, load_table
from tollbook.warehouse.models import Model, ModelError, order_models, read_models
from tollbook.warehouse.publish import (
    copy_exports,
    export_tables,
    hold_publishing,
    published_build_id,
    replace_published,
)
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
    "copy_exports",
    "count_rows",
    "create_database",
    "create_results_table",
    "diff_build",
    "diff_warehouses",
    "export_sheets",
    "export_tables",
    "frame_runs",
    "hold_publishing",
    "load_seeds",
    "load_table",
    "open_published",
    "order_models",
    "published_build_id",
    "read_diff",
    "read_models",
    "read_runs",
    "remove_archive",
    "replace_published",
    "run_checks",
    "write_diff",
    "write_run",
    "write_sheet",
]
