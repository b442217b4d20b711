"""A mapping: the small YAML file that says what the columns of a series mean."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatch, fnmatchcase
from pathlib import Path
from typing import Any

import yaml

from tollbook.reading.series.given import GIVEN_KEYS, Given, MappingError, read_given
from tollbook.reading.yaml_text import load_yaml

__all__ = ["MAPPING_SUFFIX", "FigureMapping", "MappingError", "SeriesMapping", "read_mapping"]

MAPPING_SUFFIX = ".series.yaml"
"""The mapping of ``tolls.csv`` lies beside it as ``tolls.csv.series.yaml``."""

_PLACES = ("value", "low", "high")
_SERIES_KEYS = ("name", "source", "outlet", "files", "date", "date_format", "url", "key", "skip", "figures")
_FIGURE_KEYS = (*_PLACES, "missing", "text")


@dataclass(frozen=True)
class FigureMapping:
    """One figure of each row: the column with its value, or those with its low and high end, and what it counts.

    ``missing`` holds cells that stand for no figure; ``given`` says for each property where it comes from.
    """

    value: str | None
    low: str | None
    high: str | None
    missing: frozenset[str]
    text: str | None
    given: Mapping[str, Given]

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns that hold the figure itself."""
        return tuple(column for column in (self.value, self.low, self.high) if column)


@dataclass(frozen=True)
class SeriesMapping:
    """What the columns of a series mean; ``fingerprint`` changes when the file does.

    ``key`` are the columns that tell rows apart, ``skip`` the cells (or patterns of
    cells) whose rows are left out, ``files`` the pattern of
    the names of the files that it is for (``None``: whatever it is given with).
    """

    path: Path
    fingerprint: str
    name: str
    outlet: str | None
    files: str | None
    date: str | None
    date_format: str
    url: str | None
    key: tuple[str, ...]
    skip: Mapping[str, frozenset[str]]
    figures: tuple[FigureMapping, ...]

    @property
    def file_name(self) -> str:
        """The mapping's own name."""
        return self.path.name

    def list_columns(self) -> list[str]:
        """Return every column that the mapping names, once, in its order."""
        named = [self.date, self.url, *self.key, *self.skip]
        for figure in self.figures:
            named += [*figure.columns, *(given.column for given in figure.given.values())]
        return list(dict.fromkeys(column for column in named if column))

    def skips(self, cells: Mapping[str, str]) -> bool:
        """Whether a row with these cells is left out."""
        return any(
            fnmatchcase(cells.get(column, ""), pattern)
            for column, patterns in self.skip.items()
            for pattern in patterns
        )

    def fits(self, path: Path) -> bool:
        """Whether the mapping is for this file, by its name."""
        return self.files is None or fnmatch(path.name, self.files)


def read_mapping(path: Path) -> SeriesMapping:
    """Return the mapping in a YAML file; raises ``MappingError`` that says what in it is wrong."""
    try:
        content = path.read_bytes()
        told = load_yaml(content, yaml.SafeLoader)
    except (OSError, yaml.YAMLError, ValueError) as error:
        raise MappingError(path.name, f"cannot be read ({' '.join(str(error).split())})", "mend the file") from error
    if not isinstance(told, dict):
        raise MappingError(path.name, "is no mapping of names to values", "see the README for an example")
    try:
        return _read_series(path, hashlib.sha256(content).hexdigest()[:16], told)
    except MappingError as error:
        raise MappingError(path.name, error.found, error.advice) from error


def _read_series(path: Path, fingerprint: str, told: dict[Any, Any]) -> SeriesMapping:
    _check_keys("", told, (*_SERIES_KEYS, *GIVEN_KEYS))
    common = _read_all_given("", told)
    listed = told.get("figures")
    if not isinstance(listed, list) or not listed:
        raise MappingError("", "has no list of figures", "name at least one column under `figures:`")
    figures = tuple(_read_figure(f"figures[{number}].", each, common) for number, each in enumerate(listed, 1))
    date = _read_text("date", told)
    looked_up = (given.column for figure in figures for given in figure.given.values())
    key = _read_texts("key", told.get("key"))
    return SeriesMapping(
        path=path,
        fingerprint=fingerprint,
        name=_read_text("name", told) or path.name.removesuffix(MAPPING_SUFFIX),
        outlet=_read_text("outlet", told),
        files=_read_text("files", told),
        date=date,
        date_format=_read_text("date_format", told) or "%Y-%m-%d",
        url=_read_text("url", told),
        key=key or tuple(dict.fromkeys(column for column in (date, *looked_up) if column)),
        skip=dict(_read_skip(told.get("skip"))),
        figures=figures,
    )


def _read_figure(where: str, told: Any, common: Mapping[str, Given]) -> FigureMapping:
    if not isinstance(told, dict):
        raise MappingError("", f"{where[:-1]} is no mapping", "give `value:` with the name of its column")
    _check_keys(where, told, (*_FIGURE_KEYS, *GIVEN_KEYS))
    value, low, high = (_read_text(place, told, where) for place in _PLACES)
    if (value is None) == (low is None and high is None):
        raise MappingError(
            "", f"{where[:-1]} names its columns {sorted({*_PLACES} & {*told})}", "give `value:`, or `low:` and `high:`"
        )
    given = {**common, **_read_all_given(where, told)}
    if "measure" not in given:
        raise MappingError("", f"{where[:-1]} has no measure", "say whether it counts killed, wounded, losses ...")
    missing = frozenset(_read_texts(f"{where}missing", told.get("missing")))
    return FigureMapping(value, low, high, missing, _read_text("text", told, where), given)


def _read_all_given(where: str, told: dict[Any, Any]) -> dict[str, Given]:
    return {key: read_given(f"{where}{key}", key, told[key]) for key in GIVEN_KEYS if key in told}


def _check_keys(where: str, told: dict[Any, Any], known: tuple[str, ...]) -> None:
    for key in told:
        if key not in known:
            raise MappingError("", f"has the unknown key {where}{key}", f"use {', '.join(known)}")


def _read_text(key: str, told: dict[Any, Any], where: str = "") -> str | None:
    text = told.get(key)
    if text is not None and not isinstance(text, str):
        raise MappingError("", f"{where}{key} is {text!r}, not text", "put it in quotes")
    return text


def _read_texts(where: str, told: Any) -> tuple[str, ...]:
    if isinstance(told, dict):
        raise MappingError("", f"{where} is a mapping", "give one value or a list of them")
    return tuple(str(each) for each in (told if isinstance(told, list) else [] if told is None else [told]))


def _read_skip(told: Any) -> Iterator[tuple[str, frozenset[str]]]:
    if told is None:
        return
    if not isinstance(told, dict):
        raise MappingError("", "skip is no mapping", "give columns, each with the cells whose rows are left out")
    for column, cells in told.items():
        yield str(column), frozenset(_read_texts(f"skip.{column}", cells))
