"""A project of its own, whose models a test may change, with articles and a warehouse."""

import json
from dataclasses import dataclass
from pathlib import Path

from tollbook.pipeline import PLAIN, Input, Outcome, run_stages
from tollbook.place import Place
from tollbook.warehouse import open_published

SENTENCES = (
    "The General Staff of the Ukrainian Armed Forces said 1,060 Russian soldiers had been killed the previous day.",
    "Officials said 12 civilians were killed and 30 wounded in a Russian missile strike on Kharkiv.",
    "The ministry has put Russia's total losses since the start of the invasion at 154,830.",
)


@dataclass(frozen=True)
class Desk:
    """A project of its own, whose models a test may change, with articles and a warehouse."""

    place: Place
    articles: Path

    def run(self) -> Outcome:
        return run_stages(PLAIN, self.place, Input([self.articles]), lambda *_: None)

    def write(self, n_articles: int) -> None:
        records = [
            {"id": f"n{number}", "text": SENTENCES[number % 3] + f" Report {number}.", "published": "2023-03-07",
             "url": f"https://echo.example/{number}"}
            for number in range(n_articles)
        ]  # fmt: skip
        (self.articles / "all.jsonl").write_text("\n".join(json.dumps(record) for record in records))

    def read_marts(self) -> dict[str, list[tuple[object, ...]]]:
        with open_published(self.place.database) as con:
            tables = con.execute("select table_name from duckdb_tables() where schema_name = 'marts'").fetchall()
            # When an article was first read is a fact of its own warehouse.
            return {
                name: con.execute(
                    f"select {'* exclude (first_loaded_at)' if name == 'articles' else '*'} from marts.{name}"
                ).fetchall()
                for (name,) in tables
                if name != "data_dictionary"
            }


def list_files(folder: Path) -> set[str]:
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}
