"""Superset asks a published warehouse, before and after the next publish: ``python -m tests.clients.superset``.

Run by hand, for Superset is large and slow to start: it is installed once below ``.venv/clients``, and asks through its
own models, as SQL Lab and charts do.
"""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.clients.installing import alone, install_python
from tests.clients.publishing import build_versions, publish
from tests.clients.recipes import read_recipe, start_client, write_loop

# Superset 6.1 leaves out some of what it imports, and fails with the newest flask-caching.
SUPERSET = ("apache-superset==6.1.0", "duckdb-engine==0.17.0", "flask-caching==2.3.1", "rich", "cachetools", "pytz")
# Superset keeps what it knows in a database of its own, and signs with a key; both are for this run alone.
CONFIG = """
SECRET_KEY = "for one run alone, and for nobody to sign in with"
SQLALCHEMY_DATABASE_URI = "sqlite:///FOLDER/superset.db"
"""
ASK = """
import json
from pathlib import Path

from superset.app import create_app

create_app().app_context().push()

from superset.models.core import Database

database = Database(
    database_name="tollbook",
    sqlalchemy_uri=f"duckdb:///{Path('warehouse/tollbook.duckdb').absolute()}",
    extra=json.dumps({"engine_params": PARAMETERS}),
)


def count():
    return int(database.get_df("select count(*) as n from marts.articles").n[0])

"""


def main() -> None:
    """Print what Superset counts before and after a publish."""
    packages = install_python(*SUPERSET, options=["--no-binary=odfpy"])
    with TemporaryDirectory() as made:
        folder = Path(made)
        (folder / "superset_config.py").write_text(CONFIG.replace("FOLDER", made))
        (folder / "ask.py").write_text(
            ASK.replace("PARAMETERS", read_recipe("Superset", "json").strip().replace("true", "True"))
            + write_loop("python", "count()")
        )
        old, new = build_versions(folder / "versions")
        publish(old, folder / "warehouse")
        environment = {
            **alone(packages),
            "SUPERSET_CONFIG_PATH": str(folder / "superset_config.py"),
            "SUPERSET_HOME": made,
        }
        with start_client([sys.executable, "-S", "ask.py"], folder, environment) as superset:
            print(f"Superset counts {superset.count_articles()} article in the first version,")
            publish(new, folder / "warehouse")
            print(f"and {superset.count_articles()} once the second is published.")


if __name__ == "__main__":
    main()
