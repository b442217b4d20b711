import gzip
import json
import os
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
import zstandard
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.articles import Article
from tollbook.reading import Limits, RejectedArticle, read
from tollbook.reading.formats import READERS

SHARED = Path(__file__).parents[2].parent / "shared"
needs_shared = pytest.mark.skipif(
    not SHARED.exists(), reason="the texts of ../shared are not part of the project; lay them beside it to check them"
)
PACKERS: dict[str, Callable[[bytes], bytes]] = {"": bytes, ".gz": gzip.compress, ".zst": zstandard.compress}
# The whole of Unicode but the halves of surrogate pairs, which are no characters.
TEXTS = st.text(st.characters(codec="utf-8"), min_size=1).filter(lambda text: bool(text.strip()))


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, str | bytes], str]:
    monkeypatch.chdir(tmp_path)

    def write_file(name: str, content: str | bytes) -> str:
        (tmp_path / name).write_bytes(content if isinstance(content, bytes) else content.encode())
        return name

    return write_file


def read_articles(*paths: str | Path, **options: object) -> list[Article]:
    found = list(read(paths, **options))  # type: ignore[arg-type]
    assert not [f.message for f in found if isinstance(f, RejectedArticle)]
    return [f for f in found if isinstance(f, Article)]


def read_messages(*paths: str | Path, limits: Limits | None = None) -> list[str]:
    return [f.message if isinstance(f, RejectedArticle) else f.external_id for f in read(paths, limits=limits)]


def test_every_field_of_a_record_reaches_the_article(write: Callable[[str, str], str]) -> None:
    record = {
        "id": 7,
        "text": "Five killed.\r\n",
        "headline": "The raid",
        "url": "https://outlet.example/raid",
        "authors": ["Ann", {"name": "Bob"}],
        "source": {"id": "nt", "name": "Norland Times"},
        "published_on": "7 Mar 2023",
        "lang": "en",
    }
    (article,) = read_articles(write("raid.json", json.dumps(record)))
    assert article == Article(
        article_id=article.article_id,
        external_id="7",
        text="Five killed.\r\n",
        content_sha256=article.content_sha256,
        file_path="raid.json",
        outlet_name="Norland Times",
        title="The raid",
        url="https://outlet.example/raid",
        author="Ann; Bob",
        language="en",
        published_date=date(2023, 3, 7),
        published_earliest_date=date(2023, 3, 7),
        published_latest_date=date(2023, 3, 7),
        published_date_basis="metadata",
        address="https://outlet.example/raid#7",
    )


@pytest.mark.parametrize(
    "record",
    [
        {"body": "Five killed.", "pubDate": "2023-03-07", "Publisher": "Norland Times", "Title": "The raid"},
        {"content": "Five killed.", "date": "2023-03-07", "outlet": "Norland Times", "headline": "The raid"},
        {
            "maintext": "Five killed.",
            "date_publish": "2023-03-07",
            "source_domain": "Norland Times",
            "title": "The raid",
        },
        {"Article": "Five killed.", "Published On": "2023-03-07", "outlet": "Norland Times", "title": "The raid"},
        {"text": "", "body": "Five killed.", "published": "2023-03-07", "source": "Norland Times", "title": "The raid"},
    ],
)
def test_the_names_that_corpora_use_are_known(write: Callable[[str, str], str], record: dict[str, str]) -> None:
    (article,) = read_articles(write("raid.json", json.dumps(record)))
    assert (article.text, article.outlet_name, article.title) == ("Five killed.", "Norland Times", "The raid")
    assert article.published_date == date(2023, 3, 7)


def test_a_mapping_overrides_the_known_names(write: Callable[[str, str], str]) -> None:
    write("raid.json", json.dumps({"text": "A summary.", "corpo": "Cinco muertos.", "dia": "7/3/2023", "date": "x"}))
    (article,) = read_articles("raid.json", fields={"text": "corpo", "published": "dia"})
    assert article.text == "Cinco muertos."
    assert (article.published_earliest_date, article.published_latest_date) == (date(2023, 3, 7), date(2023, 7, 3))


def test_a_mapping_of_an_unknown_field_is_refused_at_once() -> None:
    with pytest.raises(ValueError, match="no field 'bodytext' to map"):
        read(["raid.json"], fields={"bodytext": "text"})


def test_an_unambiguous_date_decides_for_the_whole_file(write: Callable[[str, str], str]) -> None:
    rows = [{"text": f"{day} dead", "date": day} for day in ("4/5/2017", "3/3/2017", "4/16/2017")]
    articles = read_articles(write("raids.jsonl", "\n".join(map(json.dumps, rows))))
    assert [a.published_date for a in articles] == [date(2017, 4, 5), date(2017, 3, 3), date(2017, 4, 16)]


def test_records_that_share_an_id_or_a_text_are_told_apart_or_set_aside(write: Callable[[str, str], str]) -> None:
    rows = [
        {"id": "a", "text": "One killed."},
        {"id": "a", "text": "Two killed."},
        {"id": "a", "text": "One killed."},
        {"id": "b", "text": "One killed."},
        {"url": "https://outlet.example/live", "text": "Two killed."},
        {"url": "https://outlet.example/live", "text": "Three killed."},
    ]
    assert read_messages(write("raids.jsonl", "\n".join(map(json.dumps, rows)))) == [
        "a",
        "raids.jsonl line 2: the id 'a' stands already at line 1, with another text; give every record its own id.",
        "raids.jsonl line 3: the same article stands already at line 1; remove one of them.",
        "b",
        "raids-5",
        "raids-6",
    ]


def test_one_listing_page_for_many_records_does_not_make_them_one_article(write: Callable[[str, str], str]) -> None:
    rows = [{"id": n, "url": "https://ministry.example/news/", "text": f"{n} killed."} for n in range(3)]
    articles = read_articles(write("raids.jsonl", "\n".join(map(json.dumps, rows))))
    assert len({article.address for article in articles}) == 3


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        (
            "strike.json",
            '{"text": "x", "published_date": "31 Feb 2024"}',
            "strike.json: published_date is '31 Feb 2024', which is no date; use YYYY-MM-DD.",
        ),
        (
            "strike.jsonl",
            '\n\n{"text": "x", "date": "31 Feb 2024"}',
            "strike.jsonl line 3: date is '31 Feb 2024', which is no date; use YYYY-MM-DD.",
        ),
        ("strike.txt", "Date: 31 Feb 2024\n\nFive", "strike.txt: date is '31 Feb 2024', which is no date; use"),
        ("empty.txt", "", "empty.txt: is empty; remove it, or fetch it again."),
        ("white.txt", " \n\t", "white.txt: text is empty; give the article its text, or remove it."),
        ("white.jsonl", "\n\n", "white.jsonl: holds no article; remove it, or fetch it again."),
        ("picture.jpg", b"\xff\xd8\xff", "picture.jpg: has a name that ends in '.jpg'; name it after its format"),
        ("README", "text", "README: has no suffix that tells its format; name it after its format"),
        ("binary.txt", b"\x7fELF\x00\x00", "binary.txt: holds binary data, not text"),
        ("blank.json", '{"text": "  "}', "blank.json: text is empty; give the article its text, or remove it."),
        ("half.json", '{"text": "\\ud83d"}', "half.json line 1: the JSON breaks at column"),
        ("list.json", '{"text": ["a", "b"]}', "list.json: text is a list, not text; give the text as one string."),
        ("other.json", '{"headline": "x"}', "other.json: has no field 'text' (its fields: headline); name the field"),
    ],
)
def test_bad_files_say_where_what_and_what_to_do(
    write: Callable[[str, str | bytes], str], name: str, content: str | bytes, message: str
) -> None:
    (told,) = read_messages(write(name, content))
    assert told.startswith(message)
    assert told.endswith(".")


def test_what_is_wrong_with_one_file_does_not_touch_the_others(write: Callable[[str, str | bytes], str]) -> None:
    write("a.txt", "One killed.")
    write("b.txt", b"\x00\x01")
    write("c.txt", "Two killed.")
    (Path("d.txt")).symlink_to("nowhere")
    found = list(read(["."]))
    assert [f.external_id for f in found if isinstance(f, Article)] == ["a", "c"]
    assert [f.reason for f in found if isinstance(f, RejectedArticle)] == ["binary", "missing"]


def test_enormous_files_are_set_aside_with_the_limit_that_they_pass(write: Callable[[str, str | bytes], str]) -> None:
    write("a.txt", "x" * 2000)
    write("b.jsonl", json.dumps({"text": "y" * 2000}) + "\n" + json.dumps({"id": "small", "text": "z"}))
    limits = Limits(document_bytes=1000, record_bytes=1000)
    assert read_messages("a.txt", "b.jsonl", limits=limits) == [
        "a.txt: is larger than 1,000 bytes, the most that is read at once; split it, use JSON lines, or raise the limit"
        " document_bytes.",
        "b.jsonl line 1: is longer than 1,000 bytes; split the record, or raise the limit record_bytes.",
        "small",
    ]


def test_a_file_that_may_not_be_read_is_set_aside(
    write: Callable[[str, str], str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> int:
        raise PermissionError(13, "Permission denied")

    write("secret.txt", "Five killed.")
    # The superuser may read every file, so that permissions alone would not show it everywhere.
    monkeypatch.setattr(os, "open", refuse)
    assert read_messages("secret.txt") == [
        "secret.txt: cannot be opened (Permission denied); check that it exists and that you may read it."
    ]


@pytest.mark.parametrize("suffix", sorted(READERS))
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(content=st.binary(max_size=400), packing=st.sampled_from(["", ".gz", ".zst"]))
def test_no_bytes_under_any_name_raise(tmp_path: Path, suffix: str, content: bytes, packing: str) -> None:
    path = tmp_path / f"noise{suffix}{packing}"
    path.write_bytes(PACKERS[packing](content))
    assert list(read([path]))


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS)
def test_text_comes_back_character_for_character_from_every_record_format(tmp_path: Path, text: str) -> None:
    record = {"id": "a", "text": text}
    (tmp_path / "a.json").write_text(json.dumps(record))
    (tmp_path / "a.jsonl").write_text(json.dumps(record, ensure_ascii=False), "utf-8")
    assert [a.text for a in read_articles(tmp_path / "a.json", tmp_path / "a.jsonl")] == [text, text]


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=TEXTS.filter(lambda text: "\x00" not in text and ":" not in text and text[0] not in "\ufeff-"))
def test_text_comes_back_character_for_character_from_a_text_file(tmp_path: Path, text: str) -> None:
    (tmp_path / "a.txt").write_bytes(text.encode())
    (article,) = read_articles(tmp_path / "a.txt")
    assert article.text == text


@needs_shared
@pytest.mark.parametrize("name", ["seeds", "dev"])
def test_gold_articles_come_back_as_they_were_annotated(name: str) -> None:
    path = SHARED / "gold" / f"{name}.articles.jsonl"
    gold = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    articles = read_articles(path)
    assert [(a.external_id, a.text) for a in articles] == [(g["id"], g["text"]) for g in gold]
    assert all(
        str(a.published_date) == g["published_on"] for a, g in zip(articles, gold, strict=True) if g["published_on"]
    )


def test_the_seed_articles_are_dated_by_what_they_print() -> None:
    csis, newsweek = read_articles(Path(__file__).parents[2] / "seeds" / "articles")
    assert (newsweek.published_date, newsweek.published_date_basis) == (date(2023, 3, 7), "stated")
    assert newsweek.text.startswith(" date 2023-03-07 Moscow")
    assert (csis.published_date, csis.published_date_basis) == (None, "inferred")
    assert csis.published_earliest_date == date(2026, 1, 1)
    assert csis.published_latest_date == date(2026, 3, 31)


@needs_shared
def test_bounds_inferred_from_the_text_hold_for_at_least_96_of_100_dated_articles() -> None:
    from tollbook.reading.inference import infer_bounds

    with gzip.open(SHARED / "corpus" / "wikinews_2019_2020.jsonl.gz", "rt", encoding="utf-8") as lines:
        records = [json.loads(line) for line in lines]
    held = [
        bounds.earliest <= date.fromisoformat(record["published_on"]) <= (bounds.latest or date.max)
        for record in records
        if (bounds := infer_bounds(record["text"])).earliest
    ]
    assert len(held) > 150
    assert sum(held) / len(held) >= 0.96
