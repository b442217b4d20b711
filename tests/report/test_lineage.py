"""The picture of lineage: sources to the left, and macros seen through."""

from tests.warehouse_rows import PROJECT

from tollbook.report.lineage import HEIGHT, WIDTH, draw_lineage, read_sources


def test_every_source_lies_to_the_left_of_what_is_made_from_it() -> None:
    picture = draw_lineage({"marts.b": ["staging.a"], "marts.c": ["marts.b", "seeds.s"], "staging.a": ["archive.x"]})
    places = {box.table: box for box in picture.boxes}
    assert set(places) == {"archive.x", "seeds.s", "staging.a", "marts.b", "marts.c"}
    assert len(picture.lines) == 4
    for line in picture.lines:
        assert places[line.source].x + WIDTH < places[line.table].x


def test_no_two_boxes_lie_on_each_other_and_all_lie_in_the_picture() -> None:
    picture = draw_lineage(read_sources(PROJECT / "sql"))
    places = {(box.x, box.y) for box in picture.boxes}
    assert len(places) == len(picture.boxes)
    assert all(box.x + WIDTH <= picture.width and box.y + HEIGHT <= picture.height for box in picture.boxes)


def test_a_table_that_calls_a_macro_is_made_from_what_the_macro_reads() -> None:
    assert read_sources(PROJECT / "sql")["marts.casualty_series"] == {"marts.claims", "marts.articles"}
