"""Whatever the text: extraction never fails, quotes verbatim, keeps to the vocabulary, repeats itself, stays quick."""

import time
from collections.abc import Iterable
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tollbook.articles import Article
from tollbook.claims import (
    CLAIM_TYPES,
    MEASURES,
    PRECISIONS,
    QUALIFIERS,
    STATUSES,
    TIME_BASES,
    UNITS,
    VICTIM_TYPES,
    Claim,
    Extraction,
)
from tollbook.extraction.engine import extract

KILL = "A Freedonian strike killed 12 Sylvanian soldiers, the army said. "


def make_article(text: str, published: date | None = date(2030, 1, 15)) -> Article:
    return Article(
        article_id="a1", external_id="one", text=text, content_sha256="", file_path="one.txt", published_date=published
    )


def read(text: str, published: date | None = date(2030, 1, 15)) -> Extraction:
    return extract(make_article(text, published))


# Arbitrary text seldom holds a claim, so most examples are made of what claims are made of, and of what breaks rules.
PIECES = (
    "killed", "wounded", "dead", "casualties", "losses", "death toll", "died", "missing", "captured", "KILLED", "lost",
    "12", "1,060", "1.2 million", "a dozen", "hundreds", "tens of thousands", "four figures", "60,000 to 70,000", "50K",
    "one in five", "twice as many", "five for every one", "70%", "half", "3 lakh", "1,00,000", "(+140)", "0", "one",
    "soldiers", "civilians", "people", "children", "tanks", "Russian", "Ukrainian", "Gaza", "Israel", "Kyiv", "Hamas",
    "said", "according to", "the army", "the ministry", "It", "He", "who", "that", "including", "of them", "of whom",
    "on Monday", "last month", "in February", "since the invasion", "31 February 2030", "every 15 minutes", "a day",
    "more than", "at least", "up to", "between", "and", "or", "to", "by", "in", "of", "the", "were", "had been",
    ",", ".", ";", ":", "-", "–", "(", ")", "[", "|", '"', "“", "”", "'", "’s", "…", "!", "?", "\n", "\n\n", "\t",
    "\xa0", "\u200b", "\u202e", "\ufeff", "\0", "\ud800", "\udfff", "İ", "ß", "٣", "１２", "²", "½", "e\u0301", "💥",
    "убито",
)  # fmt: skip
claim_like = st.lists(st.sampled_from(PIECES), max_size=60).map(" ".join)
glued = st.lists(st.sampled_from(PIECES), max_size=40).map("".join)
any_text = st.text(st.characters(), max_size=300)
sentence = st.tuples(
    st.sampled_from(["The army said that", "According to the ministry,", "It added that", "", "“"]),
    st.sampled_from(["at least", "up to", "about", "more than", "including", ""]),
    st.sampled_from(
        [piece for piece in PIECES if any(letter.isdigit() for letter in piece)] + ["dozens", "two", "a third"]
    ),
    st.sampled_from(["Russian soldiers", "civilians in Gaza", "of them", "people", ""]),
    st.sampled_from(
        ["were killed", "had died", "were wounded or missing", "casualties", "were captured", "per day lost"]
    ),
    st.sampled_from(
        ["on Monday", "since the invasion", "every 15 minutes", "last month", "in one strike", "; 7 were hurt"]
    ),
    st.sampled_from([".", ".\n", "”, he said.", "?", " -"]),
).map(" ".join)
broken = st.tuples(sentence, st.sampled_from(PIECES), st.integers(0, 80)).map(
    lambda drawn: drawn[0][: drawn[2]] + drawn[1] + drawn[0][drawn[2] :]
)
texts = st.one_of(
    st.lists(st.one_of(sentence, broken), min_size=1, max_size=4).map(" ".join),
    claim_like.map(lambda text: KILL + text),
    glued,
    st.tuples(any_text, sentence, any_text).map("".join),
)
dates = st.one_of(st.none(), st.dates(date(1, 1, 1), date(9999, 12, 31)))
brief = settings(max_examples=300, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))


def assert_spans_hold(text: str, claim: Claim) -> None:
    assert text[claim.quote_start : claim.quote_end] == claim.quote
    assert text[claim.value_start : claim.value_end] == claim.value_text
    assert claim.quote_start <= claim.value_start < claim.value_end <= claim.quote_end
    assert claim.measure_text
    assert claim.measure_text in text


def assert_speaks_the_vocabulary(claim: Claim) -> None:
    assert claim.claim_type in CLAIM_TYPES
    assert claim.measure in MEASURES
    assert claim.victim_type in (None, *VICTIM_TYPES)
    assert claim.qualifier in QUALIFIERS
    assert claim.per_unit in (None, *UNITS)
    assert claim.time_basis in (None, *TIME_BASES)
    assert claim.date_precision in (None, *PRECISIONS)
    assert claim.status in STATUSES


def assert_bounds_agree(claim: Claim) -> None:
    assert claim.lower is not None or claim.upper is not None
    if claim.lower is not None and claim.upper is not None:
        assert claim.lower <= claim.upper
    assert claim.best in (None, claim.lower, claim.upper)
    assert (claim.per_unit is not None) == (claim.claim_type == "rate")
    if claim.period_start_date is not None and claim.period_end_date is not None:
        assert claim.period_start_date <= claim.period_end_date


def assert_in_text_order(found: Extraction) -> None:
    starts = [claim.value_start for claim in found.claims]
    assert starts == sorted(starts)
    assert len({claim.claim_id for claim in found.claims}) == len(found.claims)
    places = [sentence.sentence_start for sentence in found.unread]
    assert places == sorted(places)


@brief
@given(texts, dates)
def test_no_text_makes_it_fail_and_every_claim_holds_together(text: str, published: date | None) -> None:
    found = read(text, published)
    assert_in_text_order(found)
    for claim in found.claims:
        assert_spans_hold(text, claim)
        assert_speaks_the_vocabulary(claim)
        assert_bounds_agree(claim)
    for sentence in found.unread:
        assert text[sentence.sentence_start : sentence.sentence_end] == sentence.sentence
        assert sentence.reason


@pytest.mark.parametrize("published", [date.min, date(1, 12, 31), date(9999, 1, 1), date.max])
def test_an_article_of_the_first_or_the_last_day_there_is_leaves_days_open_that_the_calendar_has_not(
    published: date,
) -> None:
    for day in (
        "in February", "yesterday", "tomorrow", "last week", "ten years ago", "in December", "last winter", "this year",
        "from 30 December to 2 January", "between 3 and 5 December", "in the past month", "next month",
    ):  # fmt: skip
        (claim,) = read(f"A Freedonian strike killed 12 Sylvanian soldiers {day}.", published).claims
        assert_bounds_agree(claim)


def test_a_source_without_a_letter_is_no_fault() -> None:
    (claim,) = read(f"A strike killed 12 soldiers so far, according to {chr(0) * 20}the Freedonian army.").claims
    assert claim.lower == 12


@settings(brief, max_examples=40)
@given(texts)
def test_the_same_text_gives_the_same_claims(text: str) -> None:
    assert read(text) == read(text)


@settings(brief, max_examples=40)
@given(st.lists(st.sampled_from(PIECES), min_size=1, max_size=12).map(" ".join))
def test_blank_lines_before_a_text_only_shift_its_claims(text: str) -> None:
    plain, shifted = read(text).claims, read("\n\n" + text).claims
    assert [(c.value_start + 2, c.value_text, c.measure) for c in plain] == [
        (c.value_start, c.value_text, c.measure) for c in shifted
    ]


def fill(piece: str, size: int) -> str:
    return (piece * (size // len(piece) + 1))[:size]


# One piece over and over: what a rule with nested repetition, or a step that looks back over all, would not stand.
REPEATED = {
    "dots": ".", "exclamations": "!", "ellipses": "…", "commas": ",", "spaces": " ", "no-break spaces": "\xa0",
    "line breaks": "\n", "quotation marks": '"', "apostrophes": "'", "hyphens": "-", "opening brackets": "(",
    "letters": "a", "digits": "7", "grouped digits": "777,", "Indian digits": "1,00,", "digits apart": "7 ",
    "decimal points": "7.", "number words": "hundred and ", "tens": "twenty-", "vague": "hundreds of thousands of ",
    "bounds": "more than ", "initials": "U.S.", "percents": "5% of ", "months": "January ", "weekdays": "on Monday ",
    "sources": "according to ", "sayings": "the army said it said ", "relatives": "who said that ", "articles": "the ",
    "conjunctions": "and ", "harm": "killed ", "places": "in Gaza ", "auxiliaries": "was were been ", "nuls": "\0",
    "zero-width spaces": "\u200b", "surrogates": "\ud800", "accents": "e\u0301", "dotted capitals": "İ",
}  # fmt: skip
REPEATED_CLAIMS = {
    "sentences": KILL,
    "one long sentence": "killed 12 soldiers and wounded 14 civilians in Kharkiv ",
    "capitals": "RUSSIAN STRIKE KILLED 12 SOLDIERS IN KYIV ",
    "words glued": "killed12",
    "brackets": "(killed 5) ",
    "lists": "12 soldiers, 14 civilians and 16 children were killed and 5 wounded, the UN said on Monday. ",
    "table": "| killed | 12 | wounded | 14 |\n",
    "quotations": "“12 killed” ",
    "ranges": "killed 12-14 to 16 or 18 ",
    "ratios": "five soldiers killed for every one ",
    "shares": "5% of the killed ",
    "zero-width spaces": "k\u200billed\u200b 12\u200b soldiers\u200b killed 5 ",
    "surrogates": "\ud800 killed 12 soldiers \udfff. ",
    "years ago": "killed 5 soldiers 99999999999999999999 years ago. ",
}
SECONDS_PER_CHARACTER = 2e-6
SECONDS_PER_CLAIM = 3e-3
SECONDS_OF_GRACE = 0.15
"""A noisy machine may stop for a moment; what grows with the square of the length is far beyond that."""


def assert_is_quick(text: str) -> None:
    extract(make_article(KILL))
    found = extract(make_article(text))
    # The second time: at the first, words are read that no text before had.
    started = time.process_time()
    extract(make_article(text))
    seconds = time.process_time() - started
    allowed = SECONDS_OF_GRACE + SECONDS_PER_CHARACTER * len(text) + SECONDS_PER_CLAIM * len(found.claims)
    assert seconds < allowed, f"{len(text)} characters, {len(found.claims)} claims: {seconds:.2f} s"


@pytest.mark.parametrize("piece", REPEATED.values(), ids=list(REPEATED))
def test_repetition_takes_no_ages(piece: str) -> None:
    assert_is_quick(KILL + fill(piece, 20_000) + " killed 5 soldiers.")


@pytest.mark.parametrize("piece", REPEATED_CLAIMS.values(), ids=list(REPEATED_CLAIMS))
def test_many_claims_take_time_in_proportion(piece: str) -> None:
    assert_is_quick(fill(piece, 8_000))


def test_a_text_twice_as_long_takes_about_twice_the_time() -> None:
    def seconds(texts: Iterable[str]) -> list[float]:
        taken = []
        for text in texts:
            started = time.process_time()
            extract(make_article(text))
            taken.append(time.process_time() - started)
        return taken

    short, long = (min(seconds([fill(KILL, size)] * 2)) for size in (6_000, 24_000))
    assert long < 4 * short * 2 + SECONDS_OF_GRACE
