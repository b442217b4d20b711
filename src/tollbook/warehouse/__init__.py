"""The warehouse: load, build, check and publish, from the archive to a DuckDB file that others read."""

from tollbook.warehouse.build import build_models
from tollbook.warehouse.check import CheckResult, create_results_table, run_checks
from tollbook.warehouse.correct import CorrectionError, apply_corrections
from tollbook.warehouse.database import attach, create_database, open_published, remove_archive
from tollbook.warehouse.diff import TableDiff, diff_build, diff_warehouses, read_diff, write_diff
from tollbook.warehouse.load import append_rows, count_rows, load_seeds, load_table
from tollbook.warehouse.models import Model, ModelError, order_models, read_models
from tollbook.warehouse.publish import (
    export_tables,
    hold_publishing,
    keep_version,
    prune_versions,
    published_build_id,
    replace_published,
)
from tollbook.warehouse.runs import (
    Change,
    Run,
    RunStart,
    RunStatus,
    compare_ids,
    frame_runs,
    read_runs,
    start_run,
    write_run,
)
from tollbook.warehouse.sheets import export_sheets, write_sheet
from tollbook.warehouse.sqlite import ForeignFileError, LockedFileError, export_sqlite
from tollbook.warehouse.verify import Damage, verify_published

__all__ = [
    "Change",
    "CheckResult",
    "CorrectionError",
    "Damage",
    "ForeignFileError",
    "LockedFileError",
    "Model",
    "ModelError",
    "Run",
    "RunStart",
    "RunStatus",
    "TableDiff",
    "append_rows",
    "apply_corrections",
    "attach",
    "build_models",
    "compare_ids",
    "count_rows",
    "create_database",
    "create_results_table",
    "diff_build",
    "diff_warehouses",
    "export_sheets",
    "export_sqlite",
    "export_tables",
    "frame_runs",
    "hold_publishing",
    "keep_version",
    "load_seeds",
    "load_table",
    "open_published",
    "order_models",
    "prune_versions",
    "published_build_id",
    "read_diff",
    "read_models",
    "read_runs",
    "remove_archive",
    "replace_published",
    "run_checks",
    "start_run",
    "verify_published",
    "write_diff",
    "write_run",
    "write_sheet",
]
