"""Lineage: the columns that each column of a mart is made from, read off the models' own SQL.

A small resolver walks the syntax trees that sqlglot gives: CTEs, joins, laterals, set operations, macros of our own and
the fields of structs. What decides only which rows there are (WHERE, ON, GROUP BY) is no source of a value.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache

import duckdb
import sqlglot
from sqlglot import exp
from sqlglot.errors import ParseError

from tollbook.warehouse.database import insert_columns
from tollbook.warehouse.models import Model, ModelError

__all__ = ["ColumnLineage", "create_lineage_table", "parse_models", "read_catalogue", "trace_columns", "write_lineage"]

LINEAGE_TABLE = "marts.lineage"
Source = tuple[str, str]
Catalogue = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class ColumnLineage:
    """A column and what it is made from, as ``schema.table.column``.

    ``sources`` are the columns that its model reads; ``origins`` those of the archive and the reference data behind
    them. Both are empty for a constant or a count of rows.
    """

    table: str
    column: str
    sources: tuple[str, ...]
    origins: tuple[str, ...]


def create_lineage_table(con: duckdb.DuckDBPyConnection) -> None:
    """Create the empty table ``marts.lineage``."""
    con.execute(
        f"""create table {LINEAGE_TABLE} (
            table_name varchar, column_name varchar, source_tables varchar[], source_columns varchar[],
            original_columns varchar[]
        )"""
    )


def write_lineage(con: duckdb.DuckDBPyConnection, columns: Iterable[ColumnLineage]) -> None:
    """Fill ``marts.lineage`` with a row for each of ``columns`` that is of the schema ``marts``."""
    rows = [each for each in columns if each.table.startswith("marts.")]
    insert_columns(
        con,
        LINEAGE_TABLE,
        [
            [each.table for each in rows],
            [each.column for each in rows],
            [sorted({source.rpartition(".")[0] for source in each.sources}) for each in rows],
            [each.sources for each in rows],
            [each.origins for each in rows],
        ],
    )


def read_catalogue(con: duckdb.DuckDBPyConnection) -> dict[str, tuple[str, ...]]:
    """Return the columns of every table, ``archive.`` before those that were loaded from the archive."""
    tables: dict[str, tuple[str, ...]] = {}
    for table, column in con.execute(
        """select if(database_name = 'archive', 'archive', schema_name) || '.' || table_name, column_name
        from duckdb_columns() where not internal order by 1, column_index"""
    ).fetchall():
        tables[table] = (*tables.get(table, ()), column)
    return tables


def parse_models(models: Iterable[Model]) -> None:
    """Parse the models ahead of ``trace_columns``, which is most of its time, and can be done before they are built.

    Raises ``ModelError`` with the file's name for one that sqlglot does not understand.
    """
    for model in models:
        try:
            _parse(model.sql)
        except ParseError as error:
            raise ModelError(f"sql/{model.schema}/{model.name}.sql: no lineage can be read off it: {error}") from error


# One process may build many times.
@cache
def _parse(sql: str) -> exp.Expr:
    """Return the tree of a statement, once for each text: it is not to be changed."""
    return sqlglot.parse_one(sql, read="duckdb")


def trace_columns(models: tuple[Model, ...], catalogue: Catalogue) -> list[ColumnLineage]:
    """Return the lineage of every column that ``models`` make, in their order.

    ``catalogue`` has the columns of every table as ``schema.table``, in their order: those that models make, too.
    """
    macros = {model.name.lower(): model.sql for model in models if model.is_macro}
    resolver = _Resolver(catalogue, macros)
    made: dict[Source, frozenset[Source]] = {}
    for model in models:
        if not model.is_macro:
            relation = resolver.read_query(_parse(model.sql), _Scope())
            # A model's columns are known by their place: DuckDB may name an expression in its own way.
            for name, value in zip(catalogue[model.table], relation.values(), strict=True):
                made[model.table, name] = value.sources
    return [
        ColumnLineage(table, column, _write(sources), _write(_find_origins((table, column), made)))
        for (table, column), sources in made.items()
    ]


@dataclass(frozen=True)
class _Value:
    """What an expression is made from; the fields of a struct or of a whole row have their own values."""

    sources: frozenset[Source] = frozenset()
    fields: Mapping[str, "_Value"] = field(default_factory=dict)

    def pick(self, names: Iterable[str]) -> "_Value":
        """Return the value of a field, or of a field's field; of what has no known fields, the value itself."""
        value = self
        for name in names:
            value = value.fields.get(name.lower(), _Value(value.sources))
        return value


_Relation = dict[str, _Value]


@dataclass(frozen=True)
class _Scope:
    """The names that an expression can use."""

    queries: Mapping[str, _Relation] = field(default_factory=dict)
    tables: Mapping[str, _Relation] = field(default_factory=dict)
    values: Mapping[str, _Value] = field(default_factory=dict)
    outer: "_Scope | None" = None

    def find(self, parts: list[str]) -> _Value | None:
        """Return the value of a name such as ``column``, ``table.column``, ``table`` or ``column.field``."""
        first, *rest = parts
        if rest and first in self.tables and rest[0] in self.tables[first]:
            return self.tables[first][rest[0]].pick(rest[1:])
        for relation in self.tables.values():
            if first in relation:
                return relation[first].pick(rest)
        if first in self.values:
            return self.values[first].pick(rest)
        if first in self.tables:
            return _join(self.tables[first].values(), self.tables[first]).pick(rest)
        return self.outer.find(parts) if self.outer else None


@dataclass(frozen=True)
class _Resolver:
    catalogue: Catalogue
    macros: Mapping[str, str]

    def read_query(self, query: exp.Expr, scope: _Scope) -> _Relation:
        """Return the columns of a query by name, in their order."""
        queries = dict(scope.queries)
        for cte in getattr(query, "ctes", []):
            queries[cte.alias.lower()] = self.read_query(cte.this, _Scope(queries, outer=scope))
        inner = _Scope(queries, {}, scope.values, scope.outer)
        match query:
            case exp.SetOperation():
                return self._combine(query, inner)
            case exp.Select():
                return self._select(query, inner)
            case exp.Subquery():
                return self.read_query(query.this, inner)
        return {}

    def read_value(self, node: exp.Expr, scope: _Scope) -> _Value:
        """Return what an expression is made from."""
        match node:
            case exp.Column():
                return scope.find([part.name.lower() for part in node.parts]) or _Value()
            case exp.Star():
                # A count of rows is made from whole tables.
                columns = [value for table in scope.tables.values() for value in table.values()]
                return _Value(frozenset((table, "*") for value in columns for table, _ in value.sources))
            case exp.Dot():
                return self.read_value(node.this, scope).pick([node.expression.name])
            case exp.Struct():
                fields = {
                    pair.this.name.lower(): self.read_value(pair.expression, scope)
                    for pair in node.expressions
                    if isinstance(pair, exp.PropertyEQ)
                }
                return _join(fields.values(), fields)
            case exp.Window() | exp.Filter():
                # Order, partition and filter choose rows; they are all that there is to a count of rows.
                value = self.read_value(node.this, scope)
                return value if value.sources else self._read_children(node, scope)
            case exp.Exists():
                selected = self.read_query(node.this, _Scope(scope.queries, outer=scope))
                inside = self._open_tables(node.this, _Scope(scope.queries, outer=scope))
                read = [self.read_value(column, inside) for column in node.this.find_all(exp.Column)]
                return _join([*selected.values(), *read])
            case exp.Query():
                return _join(self.read_query(node, _Scope(scope.queries, outer=scope)).values())
            case exp.Anonymous() if node.name.lower() in self.macros:
                parameters, body = self._open_macro(node, scope)
                return self.read_value(body, _Scope(values=parameters))
        return self._read_children(node, scope)

    def _read_children(self, node: exp.Expr, scope: _Scope) -> _Value:
        values = [self.read_value(child, scope) for child in node.iter_expressions()]
        # What picks one of many rows, or the first that is not null, gives a struct of the same fields.
        return _join(values, next((value.fields for value in values if value.fields), {}))

    def _combine(self, query: exp.SetOperation, scope: _Scope) -> _Relation:
        left, right = self.read_query(query.left, scope), self.read_query(query.right, scope)
        if not query.args.get("by_name"):
            right = dict(zip(left, right.values(), strict=True))
        names = dict.fromkeys([*left, *right])
        parts = {name: [side[name] for side in (left, right) if name in side] for name in names}
        return {name: _join(values, values[0].fields) for name, values in parts.items()}

    def _select(self, query: exp.Select, scope: _Scope) -> _Relation:
        scope = self._open_tables(query, scope)
        relation: _Relation = {}
        for projection in query.expressions:
            star = projection.this if isinstance(projection, exp.Column) else projection
            if isinstance(star, exp.Star):
                left_out = {name.name.lower() for name in star.args.get("except_") or []}
                table = projection.args.get("table")
                tables = [scope.tables[table.name.lower()]] if table else scope.tables.values()
                for columns in tables:
                    relation |= {name: value for name, value in columns.items() if name not in left_out}
            else:
                # A column may be made from those named before it.
                known = _Scope(scope.queries, scope.tables, {**scope.values, **relation}, scope.outer)
                name = projection.alias_or_name.lower() or f"column {len(relation)}"
                relation[name] = self.read_value(projection.unalias(), known)
        return relation

    def _open_tables(self, query: exp.Expr, scope: _Scope) -> _Scope:
        tables: dict[str, _Relation] = {}
        sources = [query.args["from_"].this] if query.args.get("from_") else []
        sources += [join.this for join in query.args.get("joins") or []]
        for source in sources:
            beside = _Scope(scope.queries, tables, scope.values, scope.outer)
            tables = {**tables, source.alias_or_name.lower(): self._read_table(source, beside)}
        return _Scope(scope.queries, tables, scope.values, scope.outer)

    def _read_table(self, source: exp.Expr, scope: _Scope) -> _Relation:
        match source:
            case exp.Table() if isinstance(source.this, exp.Anonymous):
                parameters, body = self._open_macro(source.this, scope)
                return self.read_query(body, _Scope(values=parameters))
            case exp.Table() if source.db:
                name = f"{source.db}.{source.name}"
                return {column.lower(): _Value(frozenset({(name, column)})) for column in self.catalogue.get(name, ())}
            case exp.Table():
                return scope.queries.get(source.name.lower(), {})
            case exp.Lateral():
                return self.read_query(source.this, _Scope(scope.queries, outer=scope))
            case exp.Unnest() | exp.Values():
                value = self._read_children(source, scope)
                return {name.lower(): value for name in source.alias_column_names}
        return self.read_query(source, scope)

    def _open_macro(self, call: exp.Anonymous, scope: _Scope) -> tuple[dict[str, _Value], exp.Expr]:
        tree = _parse(self.macros[call.name.lower()])
        arguments = [self.read_value(argument, scope) for argument in call.expressions]
        parameters = [parameter.name.lower() for parameter in tree.this.expressions]
        return dict(zip(parameters, arguments, strict=True)), tree.expression


def _join(values: Iterable[_Value], fields: Mapping[str, _Value] | None = None) -> _Value:
    return _Value(frozenset().union(*(value.sources for value in values)), fields or {})


def _find_origins(column: Source, made: Mapping[Source, frozenset[Source]]) -> frozenset[Source]:
    """Return the columns behind ``column`` that no model makes."""
    if column not in made:
        return frozenset() if column[1] == "*" else frozenset({column})
    return frozenset[Source]().union(*(_find_origins(source, made) for source in made[column]))


def _write(columns: Iterable[Source]) -> tuple[str, ...]:
    return tuple(sorted(f"{table}.{column}" for table, column in columns))
