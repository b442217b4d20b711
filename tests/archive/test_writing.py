from pathlib import Path

import polars as pl

from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.archive.writing import scan_frames, write_frame
from tollbook.storage import Folder


def test_a_frame_carries_its_schema_version(tmp_path: Path) -> None:
    write_frame(Folder(tmp_path), "a.parquet", pl.DataFrame({"a": [1]}))
    assert pl.read_parquet_metadata(tmp_path / "a.parquet")["tollbook_schema_version"] == str(SCHEMA_VERSION)


def test_a_column_that_an_older_file_lacks_is_null(tmp_path: Path) -> None:
    write_frame(Folder(tmp_path), "old.parquet", pl.DataFrame({"a": [1], "gone": ["x"]}))
    write_frame(Folder(tmp_path), "new.parquet", pl.DataFrame({"a": [2], "b": ["y"]}))
    frame = scan_frames([tmp_path / "old.parquet", tmp_path / "new.parquet"], {"a": pl.Int64, "b": pl.String}).collect()
    assert frame.rows() == [(1, None), (2, "y")]
