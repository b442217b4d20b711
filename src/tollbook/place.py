"""Where a run works, and where in the warehouse's folder each file lies."""

from dataclasses import dataclass
from pathlib import Path

from tollbook.storage import Storage, open_storage

__all__ = ["Place"]


@dataclass(frozen=True)
class Place:
    """Where a run works: the project with its models and seeds, and the folder of the warehouse.

    ``root`` is what the names of input files are relative to, the project if it is not given: an article without a url
    is known by its file's name, so that name must not depend on where the program was started. ``keep_versions``
    published databases are kept, the newest included. ``memory_limit`` is what DuckDB may hold in memory.

    ``archive`` is where the archive lies, a folder or ``s3://bucket/prefix`` or ``gs://bucket/prefix``; if it is not
    given, a folder in the warehouse. ``exports_copy`` is such a place that gets a copy of the published exports, too.
    """

    project: Path
    warehouse: Path
    root: Path | None = None
    keep_versions: int = 3
    archive: str | None = None
    exports_copy: str | None = None
    memory_limit: str | None = None

    @property
    def storage(self) -> Storage:
        """The archive's files; of a bucket, what has been read is kept at hand in the warehouse."""
        return open_storage(self.archive or self.warehouse / "archive", self.warehouse / "mirror")

    @property
    def database(self) -> Path:
        """The published database."""
        return self.warehouse / "tollbook.duckdb"

    @property
    def exports(self) -> Path:
        """The published tables as Parquet."""
        return self.warehouse / "exports"

    @property
    def versions(self) -> Path:
        """The published databases that are kept, named after their runs."""
        return self.warehouse / "versions"

    @property
    def changes(self) -> Path:
        """What the published build changed of the one before, table by table."""
        return self.exports / "changes.json"

    @property
    def building(self) -> Path:
        """The folder in which a build grows; what a run that broke off left in it is worth nothing."""
        return self.warehouse / "building"

    @property
    def publishing(self) -> Path:
        """The folder of a build whose publication is decided, until all of it is in its place."""
        return self.warehouse / "publishing"

    @property
    def new_database(self) -> Path:
        """The database that is being built."""
        return self.building / self.database.name

    @property
    def refused_database(self) -> Path:
        """The last build that failed a check, kept to look into."""
        return self.warehouse / "tollbook.refused.duckdb"
