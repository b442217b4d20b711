"""Files kept for good, in a folder and in a bucket of an S3-compatible server on this machine."""

import re
import traceback
from pathlib import Path
from typing import BinaryIO
from urllib.request import Request, urlopen

import pytest

from tollbook.disk import write_whole
from tollbook.storage import Bucket, Folder, Storage, StorageError, open_storage


@pytest.fixture(params=["folder", "bucket"])
def storage(request: pytest.FixtureRequest, tmp_path: Path, object_store: str) -> Storage:
    address = {"folder": str(tmp_path / "kept"), "bucket": f"s3://kept/{tmp_path.name}"}[request.param]
    return open_storage(address, tmp_path / "mirror")


def write(storage: Storage, name: str, content: bytes) -> None:
    storage.write(name, lambda stream: stream.write(content))


def read(storage: Storage, name: str) -> bytes:
    (path,) = storage.fetch([name])
    return path.read_bytes()


def test_what_is_written_is_listed_by_folder_and_read_again(storage: Storage) -> None:
    for name in ("a/2.json", "a/1.json", "b/3.json", "ab.json"):
        write(storage, name, name.encode())
    assert storage.list_names("a") == ["1.json", "2.json"]
    assert storage.list_names("nowhere") == []
    assert [path.read_bytes() for path in storage.fetch(["b/3.json", "a/1.json"])] == [b"b/3.json", b"a/1.json"]
    assert (storage.has("a/1.json"), storage.has("a/4.json"), storage.read("a/4.json")) == (True, False, None)


@pytest.mark.usefixtures("object_store")
def test_what_another_machine_wrote_is_read_too(tmp_path: Path) -> None:
    here, there = (Bucket("s3://kept/shared", tmp_path / name) for name in ("here", "there"))
    write(here, "a/1.json", b"one")
    assert there.list_names("a") == ["1.json"]
    assert read(there, "a/1.json") == b"one"


def test_the_first_of_two_new_files_of_one_name_stands(storage: Storage) -> None:
    for content in (b"first", b"second"):
        storage.write_new("shard.json", content)
    assert read(storage, "shard.json") == storage.read("shard.json") == b"first"


def test_a_file_that_is_replaced_is_read_as_it_is_now(storage: Storage, tmp_path: Path) -> None:
    for content in (b"old", b"new"):
        (tmp_path / "manifest.json").write_bytes(content)
        storage.copy_in("manifest.json", tmp_path / "manifest.json")
        assert storage.read("manifest.json") == content
    storage.remove("manifest.json")
    storage.remove("manifest.json")
    assert storage.read("manifest.json") is None


def test_a_write_that_fails_leaves_what_was_there_and_no_litter(storage: Storage, tmp_path: Path) -> None:
    write(storage, "kept", b"old")
    before = sorted(path for path in tmp_path.rglob("*") if path.is_file())

    def fail(stream: BinaryIO) -> None:
        stream.write(b"half of the new")
        raise OSError("disk full")

    with pytest.raises(OSError, match="disk full"):
        storage.write("kept", fail)
    assert storage.read("kept") == b"old"
    assert sorted(path for path in tmp_path.rglob("*") if path.is_file()) == before


def test_a_file_on_this_machine_is_whole_before_it_gets_its_name(tmp_path: Path) -> None:
    def look(stream: BinaryIO) -> None:
        stream.write(b"all")
        assert not (tmp_path / "kept").exists()

    write_whole(tmp_path / "kept", look)
    assert (tmp_path / "kept").read_bytes() == b"all"


@pytest.mark.usefixtures("object_store")
def test_a_long_listing_comes_in_pages_and_is_complete(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MOTO_S3_DEFAULT_MAX_KEYS", "2")
    names = [f"{number}.json" for number in range(5)]
    bucket = Bucket("s3://kept/many", tmp_path)
    for name in names:
        write(bucket, f"a/{name}", b"")
    assert bucket.list_names("a") == names


def test_a_name_that_would_lead_out_of_the_mirror_is_no_name_of_ours(object_store: str, tmp_path: Path) -> None:
    bucket = Bucket("s3://kept/strange", tmp_path)
    write(bucket, "a/plain.json", b"")
    for name in ("deep/er.json", ".hidden", "..%5Cup.json"):
        urlopen(Request(f"{object_store}/kept/strange/a/{name}", data=b"x", method="PUT"))
    assert bucket.list_names("a") == ["plain.json"]


@pytest.mark.parametrize(
    ("setting", "address", "told"),
    [
        ({}, "s3://gone/archive", "there is no such bucket; create it, or correct the address"),
        (
            {"AWS_ACCESS_KEY_ID": None, "AWS_SECRET_ACCESS_KEY": None},
            "s3://kept/archive",
            "no credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY",
        ),
        ({"AWS_ENDPOINT_URL": "http://127.0.0.1:9"}, "s3://kept/archive", "the store cannot be reached; check the net"),
    ],
    ids=["bucket", "credentials", "network"],
)
@pytest.mark.usefixtures("object_store")
def test_a_store_that_cannot_be_used_says_why_and_what_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: dict[str, str | None], address: str, told: str
) -> None:
    for name, value in setting.items():
        if value is None:
            monkeypatch.delenv(name)
        else:
            monkeypatch.setenv(name, value)
    bucket = open_storage(address, tmp_path)
    for act in (lambda: write(bucket, "a/1.json", b""), lambda: bucket.list_names("a")):
        with pytest.raises(StorageError, match=re.escape(told)) as error:
            act()
        assert str(error.value).startswith(address)


@pytest.mark.parametrize("address", ["ftp://host/archive", "s3://", "https://host/archive"])
def test_an_address_of_another_kind_is_refused(address: str, tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="no place for files; give s3://bucket/prefix"):
        open_storage(address, tmp_path)


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("s3://AKIAINVENTED:hush@kept/archive", "s3://***@kept/archive: "),
        ("gs://hush@kept/archive", "gs://***@kept/archive: "),
        ("s3://kept/archive?X-Amz-Signature=hush", "s3://kept/archive?***: "),
        ("https://me:hush@host/archive", "https://***@host/archive: "),
    ],
)
def test_an_address_with_credentials_is_refused_without_repeating_them(
    address: str, shown: str, tmp_path: Path
) -> None:
    with pytest.raises(StorageError, match="must carry no credentials; give it without them, and set AWS_") as error:
        open_storage(address, tmp_path)
    assert str(error.value).startswith(shown)
    assert "hush" not in "".join(traceback.format_exception(error.value))


def test_credentials_of_the_endpoint_are_not_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, object_store: str
) -> None:
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://me:hush@127.0.0.1:9")
    with pytest.raises(StorageError, match="cannot be reached") as error:
        open_storage("s3://kept/archive", tmp_path).list_names("a")
    assert "hush" not in "".join(traceback.format_exception(error.value))


def test_an_address_without_a_scheme_is_a_folder(tmp_path: Path) -> None:
    assert open_storage(tmp_path / "archive", tmp_path) == Folder(tmp_path / "archive")
