import pytest

from tollbook.reading.formats.web_page import extract_page
from tollbook.reading.source import Unreadable

SENTENCE = "The general’s staff of Norland said that five soldiers were killed in the raid on Tuesday. "
PAGE = f"""<!doctype html><html lang="en-GB"><head><title>The raid | Norland Times</title>
<meta property="og:title" content="The raid"><meta property="og:site_name" content="Norland Times">
<meta name="author" content="Ann Writer"><meta property="article:published_time" content="2023-03-07T10:00:00Z">
<link rel="canonical" href="https://outlet.example/raid"></head>
<body><nav><a href="/">Home</a> <a href="/war">War</a></nav><article><h1>The raid</h1>
<p>{SENTENCE * 3}</p><p>Two more <b>died</b> later. {SENTENCE}</p></article>
<footer>All rights reserved</footer></body></html>"""


def test_a_page_gives_its_main_text_and_what_it_says_of_itself() -> None:
    page = extract_page(PAGE.encode())
    assert SENTENCE.strip() in str(page["text"])
    assert "All rights reserved" not in str(page["text"])
    assert {name: page[name] for name in ("title", "author", "date", "url", "outlet", "language")} == {
        "title": "The raid",
        "author": "Ann Writer",
        "date": "2023-03-07",
        "url": "https://outlet.example/raid",
        "outlet": "Norland Times",
        "language": "en-gb",
    }


def test_a_page_is_decoded_as_it_or_its_server_declares() -> None:
    polish = PAGE.replace("later", "później").replace("’", "'")
    declared = polish.replace("<head>", '<head><meta charset="iso-8859-2">')
    assert "później" in str(extract_page(declared.encode("iso-8859-2"))["text"])
    assert "później" in str(extract_page(polish.encode("iso-8859-2"), charset="iso-8859-2")["text"])


@pytest.mark.parametrize("content", [b"<html><body></body></html>", b"<html", b"just words"])
def test_a_page_without_a_main_text_is_refused(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"without a main text|cannot be read"):
        extract_page(content)
