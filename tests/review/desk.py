"""A small warehouse with something to review, and a file of corrections of its own."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import duckdb
import polars as pl
from tests.warehouse_rows import CLAIM, PROJECT, frame_articles, frame_claims, open_loaded

from tollbook.archive import REJECTED_CLAIM_SCHEMA, UNREAD_SCHEMA
from tollbook.warehouse import (
    append_rows,
    build_models,
    connect_published,
    create_unread_table,
    load_table,
    read_corrections,
)
from tollbook.warehouse.corrections import COLUMNS, Correction

TEXT = "=Sylvania lost 500 men, among them 700 officers. Some [bold]12[/bold] fell.\x1b[2J So it was."
QUOTE = "=Sylvania lost 500 men, among them 700 officers."
SENTENCE = "Some [bold]12[/bold] fell.\x1b[2J"
WHOLE, PART, INVALID = "a" * 16, "b" * 16, "c" * 16


@dataclass(frozen=True)
class Desk:
    """A connection to the warehouse, and the file of corrections."""

    con: duckdb.DuckDBPyConnection
    corrections: Path

    def read(self) -> list[Correction]:
        return read_corrections(self.corrections)

    def find_sentence(self) -> str:
        ((sentence_id,),) = self.con.execute("select sentence_id from quality.unread_sentences").fetchall()
        return str(sentence_id)


@contextmanager
def open_desk(folder: Path) -> Iterator[Desk]:
    """Yield a desk whose queue holds a contradiction, a claim that validation rejected, and an unread sentence."""
    (folder / "tollbook.duckdb").write_bytes(make_warehouse())
    corrections = folder / "corrections.csv"
    corrections.write_text(",".join(COLUMNS) + "\n")
    with connect_published(folder / "tollbook.duckdb") as con:
        yield Desk(con, corrections)


@cache
def make_warehouse() -> bytes:
    """Return the database file: the same for all tests, so it is built once."""
    claims = [
        make_claim(WHOLE, "500", 500.0, is_subset=False, claimant_id="staff", claimant_name="@Staff"),
        make_claim(PART, "700", 700.0, is_subset=True),
    ]
    invalid = make_claim(INVALID, "12", 12.0, upper=5.0, reason="bounds_are_in_order", quote=SENTENCE)
    sentence = ("a" * 16, SENTENCE, TEXT.index(SENTENCE), TEXT.index(SENTENCE) + len(SENTENCE), "no rule")
    with TemporaryDirectory() as folder:
        path = Path(folder) / "w.duckdb"
        with open_loaded(path, frame_articles({"text": TEXT}), frame_claims(*claims)) as con:
            con.execute("insert into seeds.parties by name select unnest(['FRE', 'SYL']) as party_id")
            con.execute("insert into seeds.claimants by name select 'watch' as claimant_id, 'Harm Watch' as name")
            append_rows(con, "quality.rejected_claims", pl.DataFrame([invalid], schema=REJECTED_CLAIM_SCHEMA))
            con.execute("drop table quality.unread_sentences")
            load_table(con, "archive.sentences", pl.DataFrame([sentence], schema=UNREAD_SCHEMA, orient="row"))
            create_unread_table(con, "archive.sentences")
            build_models(con, PROJECT / "sql")
        return path.read_bytes()


def make_claim(
    claim_id: str, value_text: str, figure: float, quote: str = QUOTE, **changes: object
) -> dict[str, object]:
    start, value = TEXT.index(quote), TEXT.index(value_text)
    place = {"quote": quote, "quote_start": start, "quote_end": start + len(quote)}
    number = {"value_text": value_text, "value_start": value, "value_end": value + len(value_text)}
    bounds = dict.fromkeys(("lower", "best", "upper"), figure)
    return {**CLAIM, "claim_id": claim_id, "party_id": "SYL", **place, **number, **bounds, **changes}
