"""Plain text and Markdown: one article, with or without a header of ``name: value`` lines or YAML front matter."""

import re
from collections.abc import Iterator, Mapping

import yaml

from tollbook.reading.decoding import decode
from tollbook.reading.record import FIELD_NAMES, Record, fold_name
from tollbook.reading.source import Source, Unreadable, read_whole
from tollbook.reading.yaml_text import load_yaml

_FRONT_MATTER = re.compile(r"---[ \t]*\r?\n(?P<inside>.*?)^(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL | re.MULTILINE)
_HEADER_LINE = re.compile(r"(?P<name>[A-Za-z_][\w -]{0,30}?)[ \t]*:(?P<value>[^\r\n]*)(?:\r?\n|\r|\Z)")
_BLANK_LINES = re.compile(r"(?:[ \t]*(?:\r?\n|\r))+")
_HEADER_NAMES = frozenset(name for field, names in FIELD_NAMES.items() if field != "text" for name in names)
_MOST_HEADER_LINES = 40


def read_plain_text(source: Source) -> Iterator[Record | Unreadable]:
    """Give the one article of a text file; its text is what follows the header, exactly as it stands.

    A header's date counts as printed by the outlet (``stated``). Raises ``Unreadable`` for what cannot be decoded.
    """
    content = decode(read_whole(source))
    values, start = split_header(content)
    yield Record({**values, "text": content[start:]}, basis="stated")


def split_header(content: str) -> tuple[Mapping[str, object], int]:
    """Return the fields of a text's header, and where the text after it begins: 0 if there is none.

    A first line such as "Source: Reuters" is a header only if its name is a field's; other names may follow if a
    blank line ends them.
    """
    if match := _FRONT_MATTER.match(content):
        values = _read_front_matter(match["inside"])
        if values:
            return values, _skip_blank_lines(content, match.end())
    return _read_name_lines(content)


def _read_front_matter(inside: str) -> Mapping[str, object]:
    try:
        # The base loader leaves every value as it is written, a date that is none included.
        loaded = load_yaml(inside, yaml.BaseLoader)
    except (yaml.YAMLError, ValueError):
        # "title: War: day 12" is no YAML, but everybody can read it.
        return _read_name_lines(inside + "\n")[0]
    if not isinstance(loaded, dict):
        return {}
    return {str(name): value for name, value in loaded.items() if fold_name(str(name)) != "text"}


def _read_name_lines(content: str) -> tuple[Mapping[str, object], int]:
    lines: list[tuple[str, str, int]] = []
    position = 0
    while len(lines) < _MOST_HEADER_LINES and (match := _HEADER_LINE.match(content, position)):
        position = match.end()
        lines.append((fold_name(match["name"]), match["value"].strip(), position))
    n_known = next((n for n, (name, _, _) in enumerate(lines) if name not in _HEADER_NAMES), len(lines))
    if not n_known:
        return {}, 0
    is_ended = position == len(content) or _BLANK_LINES.match(content, position)
    # Without a blank line after them, only the names that are surely fields belong to the header; the rest is text.
    header = lines if is_ended else lines[:n_known]
    return {name: value for name, value, _ in header}, _skip_blank_lines(content, header[-1][2])


def _skip_blank_lines(content: str, position: int) -> int:
    blank = _BLANK_LINES.match(content, position)
    return blank.end() if blank else position
