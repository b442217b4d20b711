"""The benchmark of extraction: what it does where there is nothing to measure, and that it draws the same articles."""

import gzip
import json
from pathlib import Path

import pytest
from tests.benchmarks.extraction_speed import main, read_sample, scan_pattern


def write_corpus(folder: Path, n: int) -> None:
    records = [{"id": f"paper/{i}", "text": f"Freedonia lost {i} men.", "published_on": "2030-01-02"} for i in range(n)]
    with gzip.open(folder / "paper.jsonl.gz", "wt", encoding="utf-8") as file:
        file.writelines(json.dumps(record) + "\n" for record in records)


def test_without_a_corpus_it_steps_aside_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    main(["--corpus", str(tmp_path / "nowhere")])
    assert capsys.readouterr().out.startswith(f"No articles in {tmp_path / 'nowhere'}: nothing is measured.")


def test_every_run_reads_the_same_articles(tmp_path: Path) -> None:
    write_corpus(tmp_path, 50)
    first, second = read_sample(tmp_path, 20), read_sample(tmp_path, 20)
    assert first == second
    assert len({article.article_id for article in first}) == 20


def test_the_scan_finds_the_words_of_harm_that_the_lexicon_knows() -> None:
    assert scan_pattern().findall(b"12 were killed, 3 skilled men lost their lives") == [b"killed", b"lost their lives"]
