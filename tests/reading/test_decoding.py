import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tollbook.reading.decoding import decode
from tollbook.reading.source import Unreadable

FRENCH = (
    "Selon le ministère, près de trois cents soldats ont été tués à la frontière. Les autorités ont dit que l'armée "
)
FRENCH += "avait évacué les blessés après la bataille et que des renforts étaient déjà arrivés dans la région."
RUSSIAN = "Министерство обороны сообщило, что за сутки погибли двести человек, ещё сорок ранены. " * 3
CHINESE = "国防部表示,昨天有一千零六十名士兵阵亡,另有数百人受伤。" * 6


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("The general’s staff said “1,060” were killed – yesterday.", "cp1252"),
        ("The café in the town was hit and 12 of the guests were killed.", "latin-1"),
        (FRENCH, "latin-1"),
        (RUSSIAN, "cp1251"),
        (CHINESE, "gb18030"),
        ("Plain “quotes” – in UTF-16", "utf-16"),
        ("Plain “quotes” – with a mark", "utf-8-sig"),
    ],
)
def test_text_in_a_sure_encoding_is_read_as_it_was_written(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding)) == text


@pytest.mark.parametrize(
    "content",
    [
        "Zginęło dwieście żołnierzy.".encode("cp1250"),
        b"\xff\xfe\xfd garbage \x81\x8d\x8f\x90\x9d",
        "Погибли 200.".encode("cp1251"),
    ],
)
def test_text_in_a_doubtful_encoding_is_refused_and_not_guessed(content: bytes) -> None:
    with pytest.raises(Unreadable, match=r"not UTF-8|breaks off"):
        decode(content)


def test_what_a_document_declares_is_believed_where_it_is_not_utf_8() -> None:
    assert decode("Zginęło dwieście żołnierzy.".encode("iso-8859-2"), "iso-8859-2") == "Zginęło dwieście żołnierzy."
    assert decode("Zginęło".encode(), "iso-8859-2") == "Zginęło"


def test_binary_content_is_refused() -> None:
    with pytest.raises(Unreadable, match="binary"):
        decode(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR")


def test_a_wide_encoding_that_breaks_off_is_refused() -> None:
    with pytest.raises(Unreadable, match="breaks off"):
        decode(codecs.BOM_UTF16_LE + b"a\x00b")


@given(st.text().filter(lambda text: "\x00" not in text and not text.startswith("\ufeff")))
def test_utf_8_comes_back_character_for_character(text: str) -> None:
    assert decode(text.encode()) == text
