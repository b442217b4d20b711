"""Where a property of a figure comes from: the same for every row, or a column of it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tollbook.claims import MEASURES, QUALIFIERS, STATUSES, TIME_BASES, UNITS, VICTIM_TYPES

__all__ = ["GIVEN_KEYS", "Given", "MappingError", "read_given"]

Value = str | bool | int | None

_WORDS: dict[str, tuple[str, ...]] = {
    "measure": MEASURES,
    "victim_type": VICTIM_TYPES,
    "status": STATUSES,
    "time_basis": TIME_BASES,
    "per_unit": UNITS,
    # A range is told by its two columns, a vague word by none.
    "qualifier": tuple(word for word in QUALIFIERS if word not in {"range", "vague"}),
}
_COUNTS = ("days", "ends")
GIVEN_KEYS = (*_WORDS, *_COUNTS, "party", "claimant", "conflict", "subset")
"""The properties of a figure: those of a claim, and of its window ``days`` long that ends ``ends`` days after the date
(-1: on the day before).
"""
_PARTY = re.compile(r"[A-Z][A-Z0-9_]*(\+[A-Z][A-Z0-9_]*)*")


class MappingError(ValueError):
    """A mapping, or a row under it, that cannot be used: what was found, and what to do about it."""

    def __init__(self, file_name: str, found: str, advice: str) -> None:
        super().__init__(f"{file_name}: {found}; {advice}.")
        self.file_name, self.found, self.advice = file_name, found, advice


@dataclass(frozen=True)
class Given:
    """One property: ``constant``, or what ``column`` holds, looked up in ``values`` if there are any.

    A cell that ``values`` does not list is taken for ``otherwise``, or is a fault if that is not given.
    """

    key: str
    constant: Value = None
    column: str | None = None
    values: Mapping[str, Value] | None = None
    otherwise: Value = None
    has_otherwise: bool = False

    def read(self, cells: Mapping[str, str]) -> Value:
        """Return the property of a row; raises ``MappingError`` for a cell that is not listed or cannot be one."""
        if self.column is None:
            return self.constant
        cell = cells.get(self.column, "")
        if self.values is None:
            return _check_value(f"column {self.column!r}", self.key, cell or None)
        if cell in self.values:
            return self.values[cell]
        if self.has_otherwise:
            return self.otherwise
        found = f"column {self.column!r} is {cell!r}, which `{self.key}` does not list"
        raise MappingError("", found, "add it under `values:`, or give `otherwise:`")


def read_given(where: str, key: str, told: Any) -> Given:
    """Return what a mapping says of one property; raises ``MappingError`` for what a claim cannot have."""
    if not isinstance(told, dict):
        return Given(key, constant=_check_value(where, key, told))
    unknown = set(told) - {"column", "values", "otherwise"}
    if unknown or not isinstance(told.get("column"), str):
        found = f"{where} has {', '.join(sorted(map(str, told)))}"
        raise MappingError("", found, "give `column:` with its name, and `values:` and `otherwise:` if cells differ")
    values = told.get("values")
    if values is not None and not isinstance(values, dict):
        raise MappingError("", f"{where}.values is no mapping", "give what each cell means")
    return Given(
        key,
        column=told["column"],
        values=values
        and {str(cell): _check_value(f"{where}.values.{cell}", key, value) for cell, value in values.items()},
        otherwise=_check_value(f"{where}.otherwise", key, told["otherwise"]) if "otherwise" in told else None,
        has_otherwise="otherwise" in told,
    )


def _check_value(where: str, key: str, value: Any) -> Value:
    if value is None and key not in {"measure", "status"}:
        return None
    if key in _WORDS:
        if value not in _WORDS[key]:
            raise MappingError("", f"{where} is {value!r}", f"use {', '.join(_WORDS[key])}")
    elif key in _COUNTS:
        return _check_count(where, key, value)
    elif key == "subset":
        if not isinstance(value, bool):
            raise MappingError("", f"{where} is {value!r}", "use true or false")
        return value
    elif not isinstance(value, str) or not value.strip():
        raise MappingError("", f"{where} is {value!r}, not text", "put it in quotes")
    elif key == "party" and not _PARTY.fullmatch(value):
        raise MappingError("", f"{where} is {value!r}, no party", "use the ids of seeds/parties.csv, joined by +")
    return str(value).strip()


def _check_count(where: str, key: str, value: Any) -> int:
    try:
        count = int(str(value))
    except ValueError:
        count = 0 if key == "days" else 10**6
    if count < 1 if key == "days" else abs(count) > 366:
        raise MappingError("", f"{where} is {value!r}", "give a whole number of days")
    return count
