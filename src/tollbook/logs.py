"""Logs: what a run does, line by line, as text for people or as JSON for a collector, always with the run's id."""

import logging
import sys
from datetime import UTC, datetime
from typing import Any, Literal

import orjson

__all__ = ["LogFormat", "show_logs", "tell"]

LogFormat = Literal["text", "json"]
_LOGGER = logging.getLogger("tollbook")
# Who wants the lines adds a handler; without one nothing is written.
_LOGGER.setLevel(logging.INFO)
_LOGGER.addHandler(logging.NullHandler())
_FIELDS = "tollbook_fields"


def tell(run_id: str, event: str, level: int = logging.INFO, **fields: Any) -> None:
    """Log what happened in a run: ``event`` in words, ``fields`` with names and values.

    Nothing of an article goes into a log but counts and the names of its files.
    """
    fields = {"run_id": run_id, **fields}
    told = " ".join(f"{name}={value}" for name, value in fields.items())
    _LOGGER.log(level, "%s: %s", event, told, extra={_FIELDS: {"event": event, **fields}})


def show_logs(log_format: LogFormat) -> None:
    """Write the logs of this process to standard error from now on."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(_JsonFormatter() if log_format == "json" else _TextFormatter())
    _LOGGER.addHandler(handler)
    _LOGGER.propagate = False


class _TextFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        return f"{_tell_time(record)} {record.levelname.lower()} {record.getMessage()}"


class _JsonFormatter(logging.Formatter):
    def format(self, record: logging.LogRecord) -> str:
        fields = getattr(record, _FIELDS, {"event": record.getMessage()})
        told = {"time": _tell_time(record), "level": record.levelname.lower(), **fields}
        return orjson.dumps(told, default=str).decode()


def _tell_time(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")
