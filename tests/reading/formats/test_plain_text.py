import pytest

from tollbook.reading.formats.plain_text import split_header

BODY = "\tFive soldiers were killed.\r\n\r\n  Two died.\n"


@pytest.mark.parametrize(
    ("header", "values"),
    [
        ("", {}),
        ("title: The raid\ndate: 7 March 2023\n\n", {"title": "The raid", "date": "7 March 2023"}),
        (
            "Headline: The raid\r\nPublished-On: 2023-03-07\r\n\r\n",
            {"headline": "The raid", "published_on": "2023-03-07"},
        ),
        ("Source: Norland Times\nSection: World\n\n", {"source": "Norland Times", "section": "World"}),
        ("date: 2023-03-07\n", {"date": "2023-03-07"}),
        ("url: https://outlet.example/a:b\n\n", {"url": "https://outlet.example/a:b"}),
        ("---\ntitle: The raid\ndate: 2024-02-31\n---\n", {"title": "The raid", "date": "2024-02-31"}),
        ("---\nauthors: [Ann, Bob]\n---\n\n", {"authors": ["Ann", "Bob"]}),
        ("---\ntitle: War: day 12\ndate: 2023-03-07\n---\n", {"title": "War: day 12", "date": "2023-03-07"}),
    ],
)
def test_a_header_gives_its_fields_and_leaves_the_text_as_it_is(header: str, values: dict[str, object]) -> None:
    found, start = split_header(header + BODY)
    assert found == values
    assert (header + BODY)[start:] == BODY


@pytest.mark.parametrize(
    "content",
    [
        " date 2023-03-07 The forces of Norland",
        "Norland: five killed\n\nThe army said so.",
        "---\nA rule above the text, and one below.\n---\n",
        "Update: five killed.\nThe army said so.",
        "# Source: https://outlet.example\n\nText",
        "12:30 The first shell fell.",
        "",
    ],
)
def test_text_that_only_looks_like_a_header_stays_text(content: str) -> None:
    assert split_header(content) == ({}, 0)


def test_a_line_that_may_be_text_ends_a_header_without_a_blank_line() -> None:
    content = "date: 2023-03-07\nNorland: five killed\nThe army said so."
    assert split_header(content) == ({"date": "2023-03-07"}, len("date: 2023-03-07\n"))
