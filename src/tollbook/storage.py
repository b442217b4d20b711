"""Where files are kept for good: a folder, or a prefix of a bucket in an object store; nothing else knows which.

A file appears whole or not at all and, once there, does not change, so that a copy of it at hand stays right. Names are
relative, with forward slashes: ``articles/ab12.parquet``.

Object stores are reached through obstore, the Python face of the library by which Polars and DataFusion read them: one
wheel without dependencies that lists in pages, retries, and writes only where nothing stands. Credentials, region and
endpoint come from the environment, as the store's own tools read them (``AWS_ACCESS_KEY_ID``, ``AWS_ENDPOINT_URL``,
``GOOGLE_SERVICE_ACCOUNT`` ...) or from the machine that the program runs on.
"""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, Protocol

from tollbook.addresses import NO_CREDENTIALS, carries_credentials, hide_credentials
from tollbook.disk import UNFINISHED, write_whole

if TYPE_CHECKING:
    from obstore.store import ClientConfig, ObjectStore, RetryConfig

__all__ = [
    "Bucket",
    "Folder",
    "Storage",
    "StorageError",
    "locate",
    "open_storage",
]

Fill = Callable[[BinaryIO], object]
_N_CONNECTIONS = 16
_N_RETRIES = 5
_RETRY_SECONDS = 60
_SAFE_NAME = re.compile(r"\w[\w.+-]*")


class StorageError(OSError):
    """A storage that cannot be used: what was found, where, and what to do."""


class Storage(Protocol):
    """Files that are kept for good."""

    def list_names(self, folder: str) -> list[str]:
        """Return the sorted names of the files in ``folder``, without the folder; none if there is no such folder."""
        ...

    def list_folders(self, folder: str) -> list[str]:
        """Return the sorted names of the folders in ``folder``; none if there is no such folder."""
        ...

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        ...

    def fetch(self, names: Sequence[str]) -> list[Path]:
        """Return where each of these files lies on this machine; raises ``OSError`` if one is missing."""
        ...

    def read(self, name: str) -> bytes | None:
        """Return what a file holds now, for one that is replaced from time to time; ``None`` if it is not there."""
        ...

    def write(self, name: str, fill: Fill) -> None:
        """Write a file, whole or not at all, with what ``fill`` puts into a stream; one of that name is replaced."""
        ...

    def write_new(self, name: str, content: bytes) -> None:
        """Write a file unless there is one of that name, which then stands."""
        ...

    def copy_in(self, name: str, file: Path) -> None:
        """Write a file with the content of one of this machine, whole or not at all; one of that name is replaced."""
        ...

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        ...

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all that is in it."""
        ...

    def remove_unfinished(self) -> None:
        """Remove what processes left half written that died; nobody may be writing."""
        ...


@dataclass(frozen=True)
class Folder:
    """Files in a folder of this machine."""

    path: Path

    def list_names(self, folder: str) -> list[str]:
        """Return the names of the files in ``folder``."""
        try:
            return sorted(name for name in os.listdir(self.path / folder) if not name.startswith("."))
        except FileNotFoundError:
            return []

    def list_folders(self, folder: str) -> list[str]:
        """Return the names of the folders in ``folder``."""
        try:
            return sorted(entry.name for entry in os.scandir(self.path / folder) if entry.is_dir())
        except FileNotFoundError:
            return []

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        return (self.path / name).exists()

    def fetch(self, names: Sequence[str]) -> list[Path]:
        """Return where each of these files lies."""
        return [self.path / name for name in names]

    def read(self, name: str) -> bytes | None:
        """Return what a file holds now; ``None`` if it is not there."""
        return (self.path / name).read_bytes() if self.has(name) else None

    def write(self, name: str, fill: Fill) -> None:
        """Write a file, on disk before it gets its name."""
        write_whole(self.path / name, fill)

    def write_new(self, name: str, content: bytes) -> None:
        """Write a file unless there is one of that name."""
        if not self.has(name):
            self.write(name, lambda stream: stream.write(content))

    def copy_in(self, name: str, file: Path) -> None:
        """Write a file with the content of another one."""
        with file.open("rb") as source:
            self.write(name, lambda stream: _copy(source, stream))

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        (self.path / name).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Remove a folder with all that is in it."""
        shutil.rmtree(self.path / folder, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """Remove what processes left half written that died."""
        for path in self.path.rglob(UNFINISHED):
            path.unlink(missing_ok=True)


@dataclass(frozen=True)
class Bucket:
    """Files below a prefix of a bucket, ``s3://bucket/prefix`` or ``gs://bucket/prefix``.

    What has been read or written is kept at hand in the folder ``mirror``, which may be emptied at any time.
    """

    url: str
    mirror: Path

    def list_names(self, folder: str) -> list[str]:
        """Return the names of the files in ``folder``; the store is asked page by page."""
        with self._telling(folder):
            pages = _connect(self.url).list(f"{folder}/")
            names = [str(each["path"]).removeprefix(f"{folder}/") for page in pages for each in page]
        # What is no name of ours may not lead out of the mirror.
        return sorted(name for name in names if _SAFE_NAME.fullmatch(name))

    def list_folders(self, folder: str) -> list[str]:
        """Return the names of the folders in ``folder``."""
        with self._telling(folder):
            found = _connect(self.url).list_with_delimiter(f"{folder}/")["common_prefixes"]
        names = (prefix.rstrip("/").rpartition("/")[2] for prefix in found)
        return sorted(name for name in names if _SAFE_NAME.fullmatch(name))

    def has(self, name: str) -> bool:
        """Return whether there is a file of this name."""
        try:
            with self._telling(name):
                _connect(self.url).head(name)
        except FileNotFoundError:
            return False
        return True

    def fetch(self, names: Sequence[str]) -> list[Path]:
        """Return where each of these files lies in the mirror; those that do not are fetched, several at a time."""
        missing = [name for name in names if not (self.mirror / name).exists()]
        if missing:
            with ThreadPoolExecutor(min(_N_CONNECTIONS, len(missing))) as pool:
                list(pool.map(self._fetch, missing))
        return [self.mirror / name for name in names]

    def read(self, name: str) -> bytes | None:
        """Return what a file holds now; ``None`` if it is not there."""
        try:
            return self._get(name)
        except FileNotFoundError:
            return None

    def write(self, name: str, fill: Fill) -> None:
        """Write a file; the store takes it whole, and then it is at hand."""
        waiting = self.mirror / "waiting" / f"{os.getpid()}-{name.replace('/', '-')}"
        write_whole(waiting, fill)
        try:
            self.copy_in(name, waiting)
            (self.mirror / name).parent.mkdir(parents=True, exist_ok=True)
            waiting.replace(self.mirror / name)
        finally:
            waiting.unlink(missing_ok=True)

    def write_new(self, name: str, content: bytes) -> None:
        """Write a file unless there is one of that name; the store decides who was first."""
        from obstore.exceptions import AlreadyExistsError

        try:
            with self._telling(name):
                _connect(self.url).put(name, content, mode="create", use_multipart=False)
        except AlreadyExistsError:
            return

    def copy_in(self, name: str, file: Path) -> None:
        """Write a file with the content of one of this machine; a large one goes in parts and appears at the end."""
        with self._telling(name):
            _connect(self.url).put(name, file)

    def remove(self, name: str) -> None:
        """Remove a file if it is there."""
        with self._telling(name):
            _connect(self.url).delete(name)
        (self.mirror / name).unlink(missing_ok=True)

    def remove_folder(self, folder: str) -> None:
        """Remove all that is below a folder; the store forgets folders that hold nothing."""
        with self._telling(folder):
            store = _connect(self.url)
            for page in store.list(f"{folder}/"):
                store.delete([str(each["path"]) for each in page])
        shutil.rmtree(self.mirror / folder, ignore_errors=True)

    def remove_unfinished(self) -> None:
        """Remove what processes left half written in the mirror that died; the store itself keeps nothing by halves."""
        Folder(self.mirror).remove_unfinished()
        shutil.rmtree(self.mirror / "waiting", ignore_errors=True)

    def _fetch(self, name: str) -> None:
        content = self._get(name)
        write_whole(self.mirror / name, lambda stream: stream.write(content))

    def _get(self, name: str) -> bytes:
        with self._telling(name):
            return bytes(_connect(self.url).get(name).bytes())

    @contextmanager
    def _telling(self, name: str) -> Iterator[None]:
        """Raise what the store says as ``StorageError`` with advice, unless a file is missing or there already."""
        from obstore.exceptions import AlreadyExistsError, BaseError

        try:
            yield
        except AlreadyExistsError:
            raise
        except (BaseError, FileNotFoundError) as error:
            told = str(error)
            if isinstance(error, FileNotFoundError) and "NoSuchBucket" not in told:
                raise FileNotFoundError(f"{self.url}/{name}: is not there") from error
            found, advice = _explain(told)
            # The store's client repeats the endpoint with the name and password that it may carry.
            cause = None if re.search(r"://[^/\s]*@", told) else error
            raise StorageError(f"{self.url}/{name}: {found}; {advice}") from cause


_EXPLANATIONS = (
    (r"NoSuchBucket|bucket does not exist", "there is no such bucket", "create it, or correct the address"),
    (
        # Without credentials the store's client asks the machine that it runs on.
        r"latest/api/token|latest/meta-data|computeMetadata|metadata\.google|credential",
        "no credentials were found",
        "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or GOOGLE_SERVICE_ACCOUNT for gs://",
    ),
    (
        r"InvalidAccessKeyId|SignatureDoesNotMatch|\b40[13]\b|AccessDenied|Unauthenticated|PermissionDenied",
        "the store refuses the credentials",
        "check them, and what they may do with this bucket",
    ),
    (
        r"error sending request|dns|connect|timed? ?out",
        "the store cannot be reached",
        "check the network, and AWS_ENDPOINT_URL if you set it",
    ),
)


def _explain(told: str) -> tuple[str, str]:
    """Return what a store's error means and what to do about it."""
    for pattern, found, advice in _EXPLANATIONS:
        if re.search(pattern, told, re.IGNORECASE):
            return found, advice
    return f"the store says {hide_credentials(told.splitlines()[0])!r}", "look at the bucket with the store's own tools"


@cache
def _connect(url: str) -> "ObjectStore":
    from obstore.exceptions import BaseError
    from obstore.store import from_url

    retries: RetryConfig = {"max_retries": _N_RETRIES, "retry_timeout": timedelta(seconds=_RETRY_SECONDS)}
    # A store on this machine or in a closed network, named by its endpoint, may speak without encryption.
    options: ClientConfig = {"allow_http": True} if os.environ.get("AWS_ENDPOINT_URL", "").startswith("http:") else {}
    try:
        return from_url(url, retry_config=retries, client_options=options)
    except BaseError as error:
        raise StorageError(f"{url}: {str(error).splitlines()[0]}; check the address and the environment") from error


def open_storage(address: str | Path, mirror: Path) -> Storage:
    """Return the storage at ``address``: ``s3://bucket/prefix``, ``gs://bucket/prefix``, or a folder.

    ``mirror`` is the folder that keeps what is read of a bucket. Raises ``StorageError`` for any other address.
    """
    if carries_credentials(str(address)):
        raise StorageError(f"{hide_credentials(str(address))}: {NO_CREDENTIALS}")
    scheme, mark, rest = str(address).partition("://")
    if not mark:
        return Folder(Path(address))
    if scheme not in ("s3", "gs") or not rest.strip("/"):
        raise StorageError(f"{address}: no place for files; give s3://bucket/prefix, gs://bucket/prefix or a folder")
    return Bucket(str(address).rstrip("/"), mirror)


def locate(address: str | None, base: Path) -> str | None:
    """Return an address that means the same wherever the program runs: a relative folder is one below ``base``."""
    return address if address is None or "://" in address else str(base / address)


def _copy(source: BinaryIO, target: BinaryIO) -> None:
    while chunk := source.read(1 << 20):
        target.write(chunk)
