"""What a warehouse holds: all of it, to compare with another, and what a reader would find wrong in it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import duckdb
import orjson
import polars as pl
from tests.archive.archived_rows import read_articles
from tests.crash.runs import Desk

from tollbook import stages, warehouse
from tollbook.archive import list_shards
from tollbook.program import claims_version
from tollbook.stages import find_build_id

TIMED = ("articles", "data_dictionary")
"""The exports that tell times; the dictionary does in its examples."""


def list_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def describe(desk: Desk) -> dict[str, Any]:
    """Return all that a warehouse holds, but for times: equal for two that were made of the same articles."""
    place = desk.place
    with warehouse.open_published(place.database) as con:
        articles = con.execute("select * exclude (first_loaded_at) from marts.articles order by all").fetchall()
        ((n_runs,),) = con.execute("select count(*) from quality.runs where status = 'published'").fetchall()
    manifest = orjson.loads((place.exports / "manifest.json").read_bytes())
    build_id = find_build_id(place, claims_version())
    archived = read_articles(place.storage)
    claims = place.warehouse / "archive" / "claims"
    return {
        "articles": articles,
        "tables": {
            name: (table["rows"], table["sha256"] if name not in TIMED else "")
            for name, table in manifest["tables"].items()
            # Runs that failed are told of as well; those that published are counted below.
            if name != "runs"
        },
        "is published": stages.is_published(place, build_id),
        "archived": sorted(archived.select("article_id", "is_current", "text").rows()),
        "shards": [shard.shard_id for shard in list_shards(place.storage)],
        "claims": {name: (claims / name).read_bytes() for name in list_files(claims)},
        "runs": (n_runs, sum(run.status == "published" for run in warehouse.read_runs(place.storage))),
        "files": {
            name
            for name in list_files(place.warehouse)
            if not name.startswith(("archive/runs/", "archive/files/", "versions/"))
        },
        "unfinished": [name for name in list_files(place.warehouse) if name.endswith(".tmp")],
    }


def find_torn(desk: Desk, builds: Sequence[str]) -> list[str]:
    """Return what a reader would find wrong with what is published now: one of ``builds``, or files of several.

    The files may be of several builds only as long as the next run knows of it.
    """
    place = desk.place
    wrong = []
    with warehouse.open_published(place.database) as con:
        query = "select build_id, n_articles, n_claims from quality.runs order by rowid desc limit 1"
        ((build_id, n_articles, n_claims),) = con.execute(query).fetchall()
        counts = con.execute("select (select count(*) from marts.articles), (select count(*) from marts.claims)")
        if counts.fetchall() != [(n_articles, n_claims)]:
            wrong.append("the database does not hold what it says")
    manifest = orjson.loads((place.exports / "manifest.json").read_bytes())
    found = {"database": build_id, "manifest": manifest["build_id"]}
    for path in place.exports.glob("*.parquet"):
        found[path.name] = pl.read_parquet_metadata(path)["build_id"]
        with duckdb.connect() as con:
            con.execute("select count(*) from read_parquet(?)", [str(path)]).fetchall()
    wrong += [f"{name} is of build {build}" for name, build in found.items() if build not in builds]
    missing = [t["file"] for t in manifest["tables"].values() if not (place.exports / t["file"]).is_file()]
    wrong += [f"{name} is missing" for name in missing]
    if len(set(found.values())) > 1 and not place.publishing.is_dir():
        wrong.append(f"files of two builds, and nobody knows: {found}")
    return wrong
