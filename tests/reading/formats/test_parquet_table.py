import gzip
from datetime import date
from pathlib import Path

import polars as pl
import pytest

from tollbook.reading.formats.parquet_table import read_parquet
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable

FRAME = pl.DataFrame(
    {"text": ["Five\r\nkilled.", "Two\ud7ff"], "date": [date(2023, 3, 7), None], "authors": [["Ann"], []]}
)


@pytest.mark.parametrize("name", ["raids.parquet", "raids.parquet.gz"])
def test_rows_come_with_their_values_as_they_are(tmp_path: Path, name: str) -> None:
    FRAME.write_parquet(tmp_path / "plain")
    content = (tmp_path / "plain").read_bytes()
    (tmp_path / name).write_bytes(gzip.compress(content) if name.endswith(".gz") else content)
    records = list(read_parquet(Source(tmp_path / name, name)))
    assert [r.values for r in records if isinstance(r, Record)] == FRAME.to_dicts()
    assert [r.place for r in records if isinstance(r, Record)] == ["row 1", "row 2"]


@pytest.mark.parametrize(
    "content", [b"PAR1 is only its beginning", b"no Parquet at all", b"PAR1" + b"\x00" * 40 + b"PAR1"]
)
def test_what_is_damaged_or_no_parquet_is_refused(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "raids.parquet").write_bytes(content)
    with pytest.raises(Unreadable, match="Parquet"):
        list(read_parquet(Source(tmp_path / "raids.parquet", "raids.parquet")))
