"""Settings: one typed place for what a run can be told, from flags, the environment or a file, in this order."""

import json
import os
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import AfterValidator, BeforeValidator, Field, PositiveInt, ValidationError
from pydantic_settings import (
    BaseSettings,
    EnvSettingsSource,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from tollbook.addresses import NO_CREDENTIALS, carries_credentials, hide_credentials
from tollbook.project import project_folder
from tollbook.reading import Limits, read_mapping
from tollbook.storage import locate

if TYPE_CHECKING:
    from tollbook.place import Place
    from tollbook.stages import Input

__all__ = ["Described", "Settings", "SettingsError", "describe_settings", "load_settings"]

PREFIX = "TOLLBOOK_"
FILE_NAME = "tollbook.toml"
# These say where project and settings lie, and so are none themselves.
_PLACES = {"TOLLBOOK_PROJECT", "TOLLBOOK_CONFIG"}


class SettingsError(ValueError):
    """A setting that is not known, or whose value is not of its kind; says which, where, and what was expected."""


def _split_paths(value: object) -> object:
    """Return the parts of a list that the environment gives as one text: JSON, or separated as PATH is."""
    if not isinstance(value, str):
        return value
    return json.loads(value) if value.startswith("[") else [part for part in value.split(os.pathsep) if part]


def _refuse_credentials(address: str) -> str:
    if carries_credentials(address):
        raise ValueError(NO_CREDENTIALS)
    return address


_Address = Annotated[str, AfterValidator(_refuse_credentials)]
_Paths = Annotated[tuple[str, ...], NoDecode, BeforeValidator(_split_paths)]


class Settings(BaseSettings):
    """What a run can be told. Relative paths of the file and the environment are relative to the project."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        env_nested_delimiter="__",
        extra="forbid",
        frozen=True,
        validate_default=True,
        hide_input_in_errors=True,
    )
    file: ClassVar[Path | None] = None

    inbox: _Paths = Field(("seeds/articles",), description="Article files, folders and globs that a run reads.")
    warehouse: Path = Field(Path("warehouse"), description="Folder of the warehouse.")
    archive: _Address | None = Field(
        None, description="Where the archive lies, if not in the warehouse: a folder, s3://, gs://."
    )
    exports: _Address | None = Field(None, description="Where the exports are copied to, too: a folder, s3://, gs://.")
    fields: dict[str, str] = Field({}, description="Other names of fields in records: {text = 'body'}.")
    series: _Paths = Field((), description="Mappings that say what the columns of files of figures mean.")
    limits: Limits = Field(Limits(), description="The most that is read of one input, in bytes.")
    workers: PositiveInt = Field(
        default_factory=lambda: os.cpu_count() or 1, description="Processes that look for claims at once."
    )
    runner: Literal["processes", "dask", "ray"] = Field(
        "processes", description="What looks for claims: processes of this machine, or a cluster of Dask or Ray."
    )
    runner_address: str | None = Field(
        None, description="Where that cluster is; without it one of `workers` processes starts here for each run."
    )
    batch_retries: PositiveInt = Field(1, description="How often a batch that failed is tried again before set aside.")
    batch_timeout_seconds: PositiveInt = Field(
        1800, description="When Prefect stops a batch of articles, which fails then; Dask and --plain wait for ever."
    )
    memory_limit: str | None = Field(
        None,
        pattern=r"^\d+(\.\d+)? ?[KMGT]i?B$",
        description="What DuckDB may hold in memory while it builds, such as 4GB; if not told, 750MB for each core.",
    )
    report: bool = Field(True, description="Write the report's pages after each publish.")
    keep_versions: PositiveInt = Field(3, description="How many published databases are kept, the newest included.")
    log_format: Literal["text", "json"] = Field("text", description="How `run --log` writes what happens.")

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        """Return where values come from, the strongest first."""
        return (init_settings, env_settings, TomlConfigSettingsSource(settings_cls, cls.file))

    def resolve(self, path: str | Path) -> Path:
        """Return a path of the settings as an absolute one."""
        return project_folder() / path

    def find_place(self) -> "Place":
        """Return where a run works."""
        from tollbook.place import Place

        project = project_folder()
        return Place(
            project,
            self.resolve(self.warehouse),
            keep_versions=self.keep_versions,
            archive=locate(self.archive, project),
            exports_copy=locate(self.exports, project),
            memory_limit=self.memory_limit,
        )

    def list_input(self) -> "Input":
        """Return what a run reads; raises ``MappingError`` for a mapping that cannot be read."""
        from tollbook.stages import Input

        mappings = [read_mapping(self.resolve(path)) for path in self.series]
        return Input([self.resolve(path) for path in self.inbox], self.fields, mappings, self.limits)


@dataclass(frozen=True)
class Described:
    """One setting: its name, its value, where the value is from, and what it is for."""

    name: str
    value: Any
    origin: str
    description: str


def load_settings(**flags: Any) -> Settings:
    """Return the settings: ``flags`` that are not ``None`` win over the environment, and that over the file.

    The environment has ``TOLLBOOK_KEEP_VERSIONS`` for ``keep_versions`` and ``TOLLBOOK_LIMITS__RECORD_BYTES`` for a
    part of ``limits``; lists are JSON or separated as ``PATH`` is. The file is ``tollbook.toml`` of the project, or
    what ``TOLLBOOK_CONFIG`` names. Raises ``SettingsError`` for a name that is not known or a value of another kind.
    """
    file = _find_file()
    given = {name: value for name, value in flags.items() if value is not None}
    _refuse_unknown_variables()
    try:
        return _of_file(file)(**given)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{file}: is no TOML ({error})") from error
    except ValidationError as error:
        raise SettingsError("\n".join(_tell_faults(error, given, file))) from error


def describe_settings(**flags: Any) -> tuple[Described, ...]:
    """Return every setting with its value and where that is from; raises ``SettingsError`` as ``load_settings``."""
    settings = load_settings(**flags)
    file = _find_file()
    given = {name: value for name, value in flags.items() if value is not None}
    return tuple(
        Described(name, getattr(settings, name), _find_origin(name, given, file), field.description or "")
        for name, field in Settings.model_fields.items()
    )


def _find_file() -> Path | None:
    named = os.environ.get("TOLLBOOK_CONFIG")
    if not named:
        file = project_folder() / FILE_NAME
        return file if file.is_file() else None
    file = Path(named).resolve()
    if not file.is_file():
        raise SettingsError(f"TOLLBOOK_CONFIG names {file}, which is no file; write it, or unset the variable")
    return file


def _of_file(path: Path | None) -> type[Settings]:
    class OfFile(Settings):
        """Settings of one file; pydantic asks the class where it is."""

        file = path

    return OfFile


def _refuse_unknown_variables() -> None:
    known = {f"{PREFIX}{name.upper()}" for name in Settings.model_fields} | _PLACES
    for name in sorted(os.environ):
        if name.startswith(PREFIX) and name.partition("__")[0] not in known:
            raise SettingsError(
                f"the environment has {name}, which is no setting; known are {', '.join(sorted(known))}"
            )


def _find_origin(name: str, flags: Mapping[str, Any], file: Path | None) -> str:
    if name in flags:
        return "flag"
    if name in EnvSettingsSource(Settings)():
        return f"environment {PREFIX}{name.upper()}"
    if file and name in tomllib.loads(file.read_text(encoding="utf-8")):
        return str(file)
    return "default"


def _tell_faults(error: ValidationError, flags: Mapping[str, Any], file: Path | None) -> Iterator[str]:
    for fault in error.errors():
        name = str(fault["loc"][0])
        where = ".".join(map(str, fault["loc"]))
        if fault["type"] == "extra_forbidden" and len(fault["loc"]) == 1:
            yield f"{file}: {where} is no setting; known are {', '.join(Settings.model_fields)}"
        else:
            given = hide_credentials(repr(fault["input"]))
            yield f"{_find_origin(name, flags, file)}: {where} is {given}; {fault['msg']}"
