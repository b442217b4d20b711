"""What can go wrong with a claim is caught: always where its own words speak against it, else for the most part."""

from datetime import date

import pytest
from tests.fuzzing.catch_corruptions import find_good
from tests.fuzzing.catching import Tally, catch, find_suspects

from tollbook.articles import Article, article_id_of, content_hash

REPORTS = (
    "Russia lost {n} soldiers on Monday, the General Staff of the Ukrainian Armed Forces said on Tuesday. Since the"
    " start of the invasion, Russian losses have risen to 154,{n}, it added. Ukraine said that at least {n} civilians"
    " were killed and 31 wounded in a Russian missile strike on Kharkiv.",
    "The Gaza health ministry said {n} Palestinians were killed in Israeli air strikes, including 12 children."
    " Israel said that more than {n} Hamas fighters had been killed since the war began, and about 40 captured."
    " Between 300 and 4{n} soldiers were wounded, the Israel Defense Forces said.",
    "In all, up to 60,{n} Russian troops were killed or wounded, the UK Ministry of Defence estimated. Ukraine loses"
    " {n} men a day, Russia said. Hundreds of people have died in Mariupol. Half of the dead were civilians, the United"
    " Nations said. It confirmed by name that {n} Ukrainian children had been killed in the war.",
)
SPOKEN_AGAINST = {
    "decimal shifted up", "decimal shifted down", "digit dropped", "digits transposed", "minus sign", "no number",
    "ends swapped", "bound dropped", "range collapsed to its middle", "exact told as at least", "exact told as up to",
    "about told as exact", "bound told as exact", "at least told as more than", "lower bound told as upper",
    "killed told as wounded", "wounded told as killed", "casualties told as killed", "killed told as casualties",
    "count told as share", "count told as multiple", "share told as count", "unit of time changed",
    "claimant unheard of", "span shifted",
    "offsets in bytes", "span of another number", "quote of another claim", "id of another claim",
    "measure changed after the id",
}  # fmt: skip
WARNED_OF = {
    "people of a side unheard of", "claimant's id of another", "year before", "year after", "another war",
    "stated told as confirmed", "stated told as projected", "running total told as incident",
}  # fmt: skip


@pytest.fixture(scope="module")
def tallies() -> dict[str, Tally]:
    articles = []
    for number in range(18):
        text = REPORTS[number % 3].format(n=105 + number)
        sha, address = content_hash(text), f"report-{number}.txt"
        articles.append(
            Article(
                article_id_of(address, sha), f"report-{number}", text, sha, address, address=address,
                published_date=date(2023, 11, 7), published_earliest_date=date(2023, 11, 7),
                published_latest_date=date(2023, 11, 7), published_date_basis="stated",
            )
        )  # fmt: skip
    frame, claims, n_rejected = find_good(articles)
    assert (frame.height, n_rejected) == (18, 0)
    return {tally.corruption: tally for tally in catch(frame, claims, find_suspects(frame, claims), n_most=2)}


def test_what_the_words_of_a_claim_speak_against_never_passes_the_schema(tallies: dict[str, Tally]) -> None:
    told = [tally for name, tally in tallies.items() if name in SPOKEN_AGAINST]
    assert [tally.corruption for tally in told if tally.n_by_schema < tally.n_tries] == []
    assert len([tally for tally in told if tally.n_tries]) > 20


def test_what_the_article_speaks_against_is_warned_of(tallies: dict[str, Tally]) -> None:
    told = [tally for name, tally in tallies.items() if name in WARNED_OF]
    assert [tally.corruption for tally in told if tally.escaped or not tally.n_by_check] == []


def test_nine_of_ten_corruptions_are_caught(tallies: dict[str, Tally]) -> None:
    n_tries, n_escaped = (sum(n) for n in zip(*((t.n_tries, len(t.escaped)) for t in tallies.values()), strict=True))
    assert n_tries > 80
    assert n_escaped < 0.1 * n_tries
