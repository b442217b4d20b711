from pathlib import Path

import pytest

from tollbook.reading.formats.pdf_document import read_pdf
from tollbook.reading.record import Record
from tollbook.reading.source import Source, Unreadable


def make_pdf(words: str) -> bytes:
    drawn = f"BT /F1 12 Tf 72 720 Td ({words}) Tj ET" if words else ""
    parts = [
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 612 792] /Contents 4 0 R"
        " /Resources << /Font << /F1 << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >> >>",
        f"<< /Length {len(drawn)} >>\nstream\n{drawn}\nendstream",
        "<< /Title (The raid) /Author (Ann) >>",
    ]
    content, places = "%PDF-1.4\n", []
    for number, part in enumerate(parts, start=1):
        places.append(len(content))
        content += f"{number} 0 obj\n{part}\nendobj\n"
    table = "".join(f"{place:010} 00000 n \n" for place in places)
    tail = f"trailer << /Size {len(parts) + 1} /Root 1 0 R /Info 5 0 R >>\nstartxref\n{len(content)}\n%%EOF\n"
    return f"{content}xref\n0 {len(parts) + 1}\n0000000000 65535 f \n{table}{tail}".encode()


def read_one(folder: Path, content: bytes) -> Record | Unreadable:
    (folder / "raid.pdf").write_bytes(content)
    (record,) = read_pdf(Source(folder / "raid.pdf", "raid.pdf"))
    return record


def test_a_pdf_gives_its_text_title_and_author(tmp_path: Path) -> None:
    record = read_one(tmp_path, make_pdf("Five soldiers were killed."))
    assert isinstance(record, Record)
    assert record.values == {"text": "Five soldiers were killed.", "title": "The raid", "author": "Ann"}


@pytest.mark.parametrize(
    ("content", "found"),
    [
        (make_pdf(""), "its pages are pictures"),
        (b"no PDF at all", "holds no PDF"),
        (b"%PDF-1.4\nbreaks off", "cannot be read as PDF"),
    ],
)
def test_a_pdf_without_text_and_what_is_no_pdf_are_refused(tmp_path: Path, content: bytes, found: str) -> None:
    with pytest.raises(Unreadable, match=found):
        read_one(tmp_path, content)
