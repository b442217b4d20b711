"""The warehouse: load, build, check and publish, from the archive to a DuckDB file that others read.

Each name is loaded when it is first used: to build models, or to ask what is published, needs no Polars.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tollbook.warehouse.build import build_models
    from tollbook.warehouse.check import CheckResult, create_results_table, run_checks
    from tollbook.warehouse.correct import apply_corrections, create_corrections_table
    from tollbook.warehouse.corrections import (
        CORRECTABLE,
        DECISIONS,
        Correction,
        CorrectionError,
        describe_reading,
        format_value,
        parse_value,
        read_corrections,
        write_corrections,
    )
    from tollbook.warehouse.database import (
        attach,
        connect_published,
        create_database,
        open_published,
        remove_archive,
        remove_database,
        replace_database,
    )
    from tollbook.warehouse.diff import TableDiff, diff_build, diff_warehouses, read_diff, write_diff
    from tollbook.warehouse.hold import hold_warehouse
    from tollbook.warehouse.load import SeedError, append_rows, count_rows, create_unread_table, load_seeds, load_table
    from tollbook.warehouse.models import Model, ModelError, order_models, read_models
    from tollbook.warehouse.publish import (
        copy_exports,
        decide_publishing,
        export_tables,
        finish_publishing,
        keep_version,
        prune_versions,
        published_build_id,
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
    from tollbook.warehouse.sheets import export_sheets, rearm, write_sheet
    from tollbook.warehouse.sqlite import ForeignFileError, LockedFileError, export_sqlite
    from tollbook.warehouse.verify import verify_published
else:
    # Those first that cost least to import.
    _MODULES = (
        "database", "models", "build", "check", "hold", "corrections", "sqlite", "load", "runs", "publish", "diff",
        "sheets", "verify", "correct",
    )  # fmt: skip

    def __getattr__(name: str) -> object:
        if name in __all__:
            for module in _MODULES:
                home = vars(import_module(f"{__name__}.{module}"))
                if name in home:
                    # What is found once need not be looked for again.
                    globals()[name] = home[name]
                    return home[name]
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")


__all__ = [
    "CORRECTABLE",
    "DECISIONS",
    "Change",
    "CheckResult",
    "Correction",
    "CorrectionError",
    "ForeignFileError",
    "LockedFileError",
    "Model",
    "ModelError",
    "Run",
    "RunStart",
    "RunStatus",
    "SeedError",
    "TableDiff",
    "append_rows",
    "apply_corrections",
    "attach",
    "build_models",
    "compare_ids",
    "connect_published",
    "copy_exports",
    "count_rows",
    "create_corrections_table",
    "create_database",
    "create_results_table",
    "create_unread_table",
    "decide_publishing",
    "describe_reading",
    "diff_build",
    "diff_warehouses",
    "export_sheets",
    "export_sqlite",
    "export_tables",
    "finish_publishing",
    "format_value",
    "frame_runs",
    "hold_warehouse",
    "keep_version",
    "load_seeds",
    "load_table",
    "open_published",
    "order_models",
    "parse_value",
    "prune_versions",
    "published_build_id",
    "read_corrections",
    "read_diff",
    "read_models",
    "read_runs",
    "rearm",
    "remove_archive",
    "remove_database",
    "replace_database",
    "run_checks",
    "start_run",
    "verify_published",
    "write_corrections",
    "write_diff",
    "write_run",
    "write_sheet",
]
