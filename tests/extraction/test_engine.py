"""The whole way from an article's text to its claims, on the worked examples of the data dictionary in other words."""

from datetime import date

import pytest
from tests.extraction.invented import claims_in_war, claims_of, write_article

from tollbook.claims import Claim
from tollbook.extraction import extractor_version
from tollbook.extraction.engine import extract
from tollbook.extraction.sentences import split_sentences

WAR = "The war between Russia and Ukraine goes on, with shelling and air strikes along the whole front line.\n\n"
EXAMPLES = [
    (
        "The General Staff of the Ukrainian Armed Forces said 1,210 Russian soldiers had been killed the previous day.",
        {
            "value_text": "1,210",
            "claim_type": "count",
            "measure": "killed",
            "party_id": "RUS",
            "victim_type": "military",
            "lower": 1210,
            "upper": 1210,
            "qualifier": "exact",
            "time_basis": "period",
            "period_start_date": date(2023, 3, 6),
            "claimant_id": "ukraine-general-staff",
            "status": "stated",
        },
    ),
    (
        "Ukraine's General Staff put Moscow's total losses since the start of the invasion at 161,300.",
        {
            "value_text": "161,300",
            "claim_type": "count",
            "measure": "losses",
            "party_id": "RUS",
            "time_basis": "cumulative",
            "period_start_date": date(2022, 2, 24),
            "period_end_date": date(2023, 3, 7),
        },
    ),
    (
        "In February Ukraine reported a daily Russian death toll of over 900.",
        {
            "value_text": "900",
            "claim_type": "rate",
            "per_unit": "day",
            "measure": "killed",
            "lower": 900,
            "upper": None,
            "period_start_date": date(2023, 2, 1),
            "period_end_date": date(2023, 2, 28),
        },
    ),
    (
        "Mediazona and BBC Russian have confirmed more than 16,400 Russian fatalities by name.",
        {
            "value_text": "16,400",
            "claim_type": "count",
            "measure": "killed",
            "party_id": "RUS",
            "qualifier": "more_than",
            "time_basis": "cumulative",
            "status": "confirmed",
            "claimant_id": "mediazona-bbc-russian",
        },
    ),
    (
        "A NATO military official told CNN that Russia was losing four soldiers for every one that Ukraine loses.",
        {
            "value_text": "four soldiers for every one",
            "claim_type": "ratio",
            "measure": "losses",
            "party_id": "RUS",
            "versus_party_id": "UKR",
            "lower": 4,
            "via_text": "CNN",
        },
    ),
    (
        "Combined Russian and Ukrainian casualties will reach 2.5 million by the spring, the study projects.",
        {
            "value_text": "2.5 million",
            "claim_type": "count",
            "measure": "casualties",
            "party_id": "RUS+UKR",
            "time_basis": "cumulative",
            "status": "projected",
        },
    ),
]


def differ(claim: Claim, fields: dict[str, object]) -> dict[str, object]:
    return {name: getattr(claim, name) for name, value in fields.items() if getattr(claim, name) != value}


@pytest.mark.parametrize(("sentence", "fields"), EXAMPLES)
def test_a_worked_example_gives_its_claim(sentence: str, fields: dict[str, object]) -> None:
    (claim,) = claims_of(WAR + sentence)
    assert differ(claim, fields) == {}


def test_a_source_is_carried_over_to_the_next_sentence() -> None:
    text = WAR + (
        "The Center for Strategic and International Studies said that Russia lost up to 70,000 soldiers killed. It "
        "added that there were up to 220,000 Russian casualties, including those wounded, killed and missing."
    )
    killed, casualties = claims_of(text)
    assert (killed.measure, casualties.measure) == ("killed", "casualties")
    assert (killed.claimant_id, casualties.claimant_id) == ("csis", "csis")
    assert (casualties.lower, casualties.upper) == (None, 220_000)


def test_every_mention_is_a_claim_of_its_own() -> None:
    found = claims_in_war("The shelling killed 5 soldiers and wounded 12, among them 3 officers.")
    assert [(claim.value_text, claim.measure, claim.is_subset) for claim in found] == [
        ("5", "killed", False),
        ("12", "wounded", False),
        ("3", "wounded", True),
    ]


def test_a_figure_takes_its_harm_from_the_sentence_before() -> None:
    found = claims_of(WAR + "The strike wounded 30 villagers. They include three children. Six of them were women.")
    assert [(claim.value_text, claim.measure, claim.is_subset) for claim in found] == [
        ("30", "wounded", False),
        ("three", "wounded", True),
        ("Six", "wounded", True),
    ]


LONG = (
    WAR
    + "\n\n".join(sentence for sentence, _ in EXAMPLES)
    + "\n\nThe raid killed 12 soldiers. The raid killed 12 soldiers."
)


def test_spans_hold_and_claims_stand_in_the_order_of_the_text() -> None:
    claims = claims_of(LONG)
    assert len(claims) >= len(EXAMPLES)
    for claim in claims:
        assert LONG[claim.quote_start : claim.quote_end] == claim.quote
        assert LONG[claim.value_start : claim.value_end] == claim.value_text
        assert claim.quote_start <= claim.value_start < claim.value_end <= claim.quote_end
        assert claim.measure_text in claim.quote
    starts = [claim.value_start for claim in claims]
    assert starts == sorted(starts)
    sentences = [LONG[span.start : span.end] for span in split_sentences(LONG)]
    assert {claim.quote for claim in claims} <= set(sentences)


def test_the_same_article_gives_the_same_claims_and_no_id_twice() -> None:
    article = write_article(LONG)
    first, second = extract(article).claims, extract(article).claims
    assert first == second
    assert len({claim.claim_id for claim in first}) == len(first)
    assert {claim.extractor_version for claim in first} == {extractor_version()}


def test_an_id_hangs_on_the_span_alone_and_not_on_what_stands_behind_it() -> None:
    article = write_article(LONG)
    longer = write_article(LONG + "\n\nNobody knows how it will end.")
    ids = [claim.claim_id for claim in extract(article).claims]
    moved = extract(longer).claims
    assert [claim.value_start for claim in moved] == [claim.value_start for claim in extract(article).claims]
    assert not set(ids) & {claim.claim_id for claim in moved}  # another article, other ids


def test_each_claim_says_what_decided_its_fields() -> None:
    for claim in claims_of(LONG):
        assert {"value", "scope", "party", "victim_type", "time_basis", "status", "claimant"} <= dict(
            claim.reasons
        ).keys()
        assert claim.rule_id


@pytest.mark.parametrize(
    ("sentence", "reason"),
    [
        ("The soldiers killed their time with 3 card games.", "no rule joins its number to its word of harm"),
        ("The dead lay there beside 12 tanks.", "no rule joins its number to its word of harm"),
        ("The earthquake killed 300 people.", "its figures were judged to be out of scope"),
    ],
)
def test_a_sentence_with_number_and_harm_but_without_a_claim_is_kept_with_the_reason(
    sentence: str, reason: str
) -> None:
    found = extract(write_article(sentence))
    assert found.claims == ()
    (unread,) = found.unread
    assert (unread.sentence, unread.reason) == (sentence, reason)
    assert (unread.sentence_start, unread.sentence_end) == (0, len(sentence))


@pytest.mark.parametrize("text", ["", " ", "\n\n", "Nothing happened.", "It has 12 bridges.", "They killed time."])
def test_a_text_without_a_number_or_without_harm_gives_nothing(text: str) -> None:
    found = extract(write_article(text))
    assert (found.claims, found.unread) == ((), ())


def test_nothing_is_dated_where_neither_article_nor_text_has_a_date() -> None:
    (claim,) = claims_of(WAR + "A Russian missile strike killed 15 people in Kharkiv.", published=None)
    assert (claim.as_of_date, claim.period_start_date, claim.period_end_date) == (None, None, None)
