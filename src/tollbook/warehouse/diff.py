"""Diff: what changed between two warehouses, table by table: columns, and rows added, removed and changed."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Literal

import duckdb
import orjson

from tollbook.warehouse.database import quote_text

__all__ = ["TableDiff", "diff_build", "diff_warehouses", "read_diff", "write_diff"]

SCHEMAS = ("marts", "quality", "seeds")


@dataclass(frozen=True)
class Table:
    """A table of one side: where a query finds it, its columns with their types, and the columns of its grain."""

    name: str
    relation: str
    columns: Mapping[str, str]
    key: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableDiff:
    """What changed in one table; ``n_changed`` counts rows of one key whose other columns differ.

    A table without a key of its own has rows added and removed only. ``key`` are the columns that told rows apart.
    """

    table: str
    change: Literal["added", "removed", "kept"]
    n_rows_before: int
    n_rows: int
    n_added: int
    n_removed: int
    n_changed: int
    columns_added: dict[str, str] = field(default_factory=dict)
    columns_removed: dict[str, str] = field(default_factory=dict)
    columns_retyped: dict[str, tuple[str, str]] = field(default_factory=dict)
    key: tuple[str, ...] = ()

    @property
    def is_unchanged(self) -> bool:
        """Whether the table is the same on both sides."""
        moved = (self.n_added, self.n_removed, self.n_changed)
        return not any((*moved, self.columns_added, self.columns_removed, self.columns_retyped))


def diff_warehouses(old: Path, new: Path) -> tuple[TableDiff, ...]:
    """Return what changed from ``old`` to ``new``, by table; each is a database, a warehouse's folder, or its exports.

    Raises ``FileNotFoundError`` if one is neither, ``duckdb.Error`` if it cannot be opened.
    """
    with _open_both(old, new) as (con, before, after):
        return _diff_tables(con, before, after)


def diff_build(con: duckdb.DuckDBPyConnection, exports: Path) -> tuple[TableDiff, ...]:
    """Return what the build in the database of ``con`` changes of what ``exports`` holds, by table.

    The exports are read and not the published database, which another process may hold open for writing.
    """
    ((database,),) = con.execute("select current_database()").fetchall()
    after = _without_seeds(_read_tables(con, database))
    before = _read_exports(exports, after) if (exports / "manifest.json").is_file() else {}
    return _diff_tables(con, before, after)


def _diff_tables(
    con: duckdb.DuckDBPyConnection, before: Mapping[str, Table], after: Mapping[str, Table]
) -> tuple[TableDiff, ...]:
    names = sorted({*before, *after})
    return tuple(_diff_table(con, before.get(name), after.get(name)) for name in names)


def _read_tables(con: duckdb.DuckDBPyConnection, database: str) -> dict[str, Table]:
    """Return the tables that people use of an attached database, by ``schema.table``."""
    rows = con.execute(
        """select
            c.schema_name, c.table_name, any_value(t.comment),
            list([c.column_name, c.data_type] order by c.column_index)
        from duckdb_columns() as c inner join duckdb_tables() as t using (database_name, schema_name, table_name)
        where c.database_name = ? and list_contains(?, c.schema_name) group by all""",
        [database, list(SCHEMAS)],
    ).fetchall()
    tables = {}
    for schema, name, comment, pairs in rows:
        columns = dict(pairs)
        relation = f'{database}.{schema}."{name}"'
        tables[f"{schema}.{name}"] = Table(f"{schema}.{name}", relation, columns, _read_key(comment or "", columns))
    return tables


def _read_exports(folder: Path, like: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that are there of an exports folder, with the names and keys that they have in ``like``."""
    manifest = orjson.loads((folder / "manifest.json").read_bytes())
    known = {name.partition(".")[2]: table for name, table in like.items() if not name.startswith("seeds.")}
    tables = {}
    for name, table in manifest["tables"].items():
        if not (folder / table["file"]).is_file():
            continue
        same = known.get(name)
        full = same.name if same else name
        relation = f"read_parquet({quote_text(str(folder / table['file']))})"
        tables[full] = Table(full, relation, table["schema"], same.key if same else ())
    return tables


@contextmanager
def _open_both(
    old: Path, new: Path
) -> Iterator[tuple[duckdb.DuckDBPyConnection, Mapping[str, Table], Mapping[str, Table]]]:
    con = duckdb.connect()
    try:
        files = {name: _find_database(path) for name, path in (("before", old), ("after", new))}
        sides: dict[str, dict[str, Table]] = {"before": {}, "after": {}}
        for name, file in files.items():
            if file.suffix == ".duckdb":
                con.execute(f"attach {quote_text(str(file))} as {name}_side (read_only)")
                sides[name] = _read_tables(con, f"{name}_side")
        for name, file in files.items():
            if file.suffix != ".duckdb":
                sides[name] = _read_exports(file.parent, {**sides["before"], **sides["after"]})
                other = "after" if name == "before" else "before"
                sides[other] = _without_seeds(sides[other])
        yield con, sides["before"], sides["after"]
    finally:
        con.close()


def _without_seeds(tables: Mapping[str, Table]) -> dict[str, Table]:
    # Exports hold no reference data, which is no change of it.
    return {name: table for name, table in tables.items() if not name.startswith("seeds.")}


def _find_database(path: Path) -> Path:
    candidates = [path] if path.suffix == ".duckdb" else [path / "tollbook.duckdb", path / "manifest.json"]
    for candidate in candidates:
        if candidate.is_file():
            return candidate
    raise FileNotFoundError(f"{path}: no warehouse here; give a database, a warehouse's folder, or its exports")


def _read_key(comment: str, columns: Mapping[str, str]) -> tuple[str, ...]:
    """Return the columns that a table's comment names as its grain; none if it names something that is no column."""
    found = re.search(r"Grain: (.*?)\.(?: |$)", comment)
    key: list[str] = []
    for part in found[1].split(",") if found else ():
        words = re.findall(r"\w+", part)
        named = [word for word in words if word in columns]
        thing = "_".join(words)
        named = named or [name for name in (f"{thing}_id", f"{thing}_name", f"{thing}_date") if name in columns][:1]
        # "article version" is known by its first word.
        named = named or [name for name in (f"{words[0]}_id",) if name in columns]
        if not named:
            return ()
        key += named
    return tuple(dict.fromkeys(key))


def _diff_table(con: duckdb.DuckDBPyConnection, before: Table | None, after: Table | None) -> TableDiff:
    if before is None or after is None:
        one = before or after
        assert one is not None
        n_rows = _count(con, f"from {one.relation}")
        if before is None:
            return TableDiff(one.name, "added", 0, n_rows, n_rows, 0, 0, columns_added=dict(one.columns))
        return TableDiff(one.name, "removed", n_rows, 0, 0, n_rows, 0, columns_removed=dict(one.columns))
    shared = [name for name in after.columns if name in before.columns]
    retyped = [name for name in shared if before.columns[name] != after.columns[name]]
    key = after.key if all(name in shared for name in after.key) and _is_unique(con, after.key, before, after) else ()
    n_added, n_removed, n_changed = _count_rows(con, before, after, shared, retyped, key)
    return TableDiff(
        table=after.name,
        change="kept",
        n_rows_before=_count(con, f"from {before.relation}"),
        n_rows=_count(con, f"from {after.relation}"),
        n_added=n_added,
        n_removed=n_removed,
        n_changed=n_changed,
        columns_added={name: kind for name, kind in after.columns.items() if name not in before.columns},
        columns_removed={name: kind for name, kind in before.columns.items() if name not in after.columns},
        columns_retyped={name: (before.columns[name], after.columns[name]) for name in retyped},
        key=key,
    )


def _count_rows(
    con: duckdb.DuckDBPyConnection,
    before: Table,
    after: Table,
    shared: list[str],
    retyped: list[str],
    key: tuple[str, ...],
) -> tuple[int, int, int]:
    """Return how many rows are added, removed and changed, by the columns that both sides have."""
    n_before, n_after = (_count(con, f"from {each.relation}") for each in (before, after))
    if not shared:
        return n_after, n_before, 0
    # A column of another type is compared as text: where it prints the same it is no change of the row. Rows are
    # compared by a hash of 64 bits, so that no text is held in memory twice.
    cells = ", ".join(f'"{name}"::varchar' if name in retyped else f'"{name}"' for name in shared)
    old, new = (f"select hash({cells}) from {each.relation}" for each in (before, after))
    n_new_only = _count(con, f"from ({new} except all {old})")
    n_same = n_after - n_new_only
    if not key:
        return n_new_only, n_before - n_same, 0
    ids = ", ".join(f'"{name}"::varchar' for name in key)
    old_ids, new_ids = (f"select {ids} from {each.relation}" for each in (before, after))
    n_added = _count(con, f"from ({new_ids} except {old_ids})")
    return n_added, n_before - (n_after - n_added), n_new_only - n_added


def _is_unique(con: duckdb.DuckDBPyConnection, key: tuple[str, ...], *sides: Table) -> bool:
    ids = ", ".join(f'"{name}"' for name in key)
    return bool(key) and all(
        _count(con, f"from (select {ids} from {side.relation} group by all having count(*) > 1)") == 0 for side in sides
    )


def _count(con: duckdb.DuckDBPyConnection, source: str) -> int:
    ((n_rows,),) = con.execute(f"select count(*) {source}").fetchall()
    return int(n_rows)


def write_diff(path: Path, diff: tuple[TableDiff, ...]) -> None:
    """Write a diff as JSON."""
    path.write_bytes(orjson.dumps([asdict(each) for each in diff], option=orjson.OPT_INDENT_2))


def read_diff(path: Path) -> tuple[TableDiff, ...]:
    """Return the diff that ``write_diff`` wrote."""
    records = orjson.loads(path.read_bytes())
    for record in records:
        record["key"] = tuple(record["key"])
        record["columns_retyped"] = {name: tuple(pair) for name, pair in record["columns_retyped"].items()}
    return tuple(TableDiff(**record) for record in records)
