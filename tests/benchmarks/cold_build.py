"""What ``model_build`` times: a process that builds the SQL models in a loaded database and does nothing else.

``python -m tests.benchmarks.cold_build all DATABASE SQL_FOLDER``; ``tables`` for ``all`` tells nothing of what it made.
"""

import sys
from pathlib import Path

from tollbook.warehouse import attach, build_models, order_models, read_models
from tollbook.warehouse.build import build_tables

if __name__ == "__main__":
    what, database, sql_folder = sys.argv[1:]
    with attach(Path(database)) as con:
        if what == "tables":
            build_tables(con, order_models(read_models(Path(sql_folder))))
        else:
            build_models(con, Path(sql_folder))
