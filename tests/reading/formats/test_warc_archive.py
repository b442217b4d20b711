import io
from datetime import date
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders  # type: ignore[import-untyped]
from warcio.warcwriter import WARCWriter  # type: ignore[import-untyped]

from tollbook.articles import Article
from tollbook.reading import RejectedArticle, read

SENTENCE = "The army of Norland said that five soldiers were killed in the raid on Tuesday. "
PAGE = f"""<html><head><title>The raid</title><meta property="article:published_time" content="2023-03-07"></head>
<body><article><p>{SENTENCE * 3}</p><p>{SENTENCE}</p></article></body></html>"""


def make_warc(*, is_packed: bool) -> bytes:
    stream = io.BytesIO()
    writer = WARCWriter(stream, gzip=is_packed)
    undated = PAGE.replace("article:published_time", "other")
    for url, status, kind, body in (
        ("https://outlet.example/raid", "200 OK", "text/html; charset=utf-8", PAGE),
        ("https://outlet.example/gone", "404 Not Found", "text/html", PAGE),
        ("https://outlet.example/logo.png", "200 OK", "image/png", "PNG"),
        ("https://outlet.example/blank", "200 OK", "text/html", "<html><body></body></html>"),
        ("https://outlet.example/undated", "200 OK", "text/html", undated),
    ):
        headers = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
        writer.write_record(
            writer.create_warc_record(
                url,
                "response",
                payload=io.BytesIO(body.encode()),
                http_headers=headers,
                warc_headers_dict={"WARC-Date": "2023-04-01T00:00:00Z"},
            )
        )
    writer.write_record(
        writer.create_warc_record(
            "https://outlet.example/plain",
            "conversion",
            payload=io.BytesIO(b"Five were killed."),
            warc_content_type="text/plain",
        )
    )
    return stream.getvalue()


@pytest.mark.parametrize("name", ["crawl.warc", "crawl.warc.gz"])
def test_a_crawl_gives_its_pages_and_passes_over_the_rest(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(make_warc(is_packed=name.endswith(".gz")))
    found = list(read([tmp_path / name]))
    articles = [f for f in found if isinstance(f, Article)]
    assert [a.url for a in articles] == [f"https://outlet.example/{page}" for page in ("raid", "undated", "plain")]
    assert [a.external_id for a in articles] == ["crawl-1", "crawl-5", "crawl-6"]
    assert articles[0].published_date == date(2023, 3, 7)
    assert (articles[1].published_latest_date, articles[1].published_date_basis) == (date(2023, 4, 1), "inferred")
    assert [f.record for f in found if isinstance(f, RejectedArticle)] == ["entry 4"]


@pytest.mark.parametrize("is_packed", [True, False])
def test_a_crawl_that_breaks_off_gives_what_stands_before(tmp_path: Path, is_packed: bool) -> None:
    name = "crawl.warc.gz" if is_packed else "crawl.warc"
    content = make_warc(is_packed=is_packed)
    (tmp_path / name).write_bytes(content[: len(content) * 2 // 3])
    found = list(read([tmp_path / name]))
    assert [f.url for f in found if isinstance(f, Article)][:1] == ["https://outlet.example/raid"]
    assert isinstance(found[-1], RejectedArticle)


def test_what_is_no_crawl_is_refused(tmp_path: Path) -> None:
    (tmp_path / "crawl.warc").write_text("Five were killed.")
    (found,) = read([tmp_path / "crawl.warc"])
    assert isinstance(found, RejectedArticle)
    assert found.reason == "wrong_format"
