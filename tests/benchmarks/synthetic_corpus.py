"""A seeded corpus of invented news: wars of invented sides, told by invented outlets, as large as a benchmark needs.

An article has 1.3 claims on average (almost half have none), most of them restatements of a few running totals, and
filler to the size of a news report. Each article depends on the seed and its number alone, so that a larger corpus
begins with the smaller one. The claims that its sentences make are known, so that an archive can be filled without
extraction where that is not what is measured.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import orjson

from tollbook.articles import Article, article_id_of, content_hash
from tollbook.claims import Claim, claim_id_of

SEED = 20300101
FIRST_DAY = date(2030, 1, 1)
N_DAYS = 3650
N_CHARACTERS = 4000
_CLAIMS_PER_ARTICLE = ((0, 45), (1, 22), (2, 15), (3, 10), (4, 5), (6, 2), (9, 1))
_WORDS = [
    "the",
    "front",
    "line",
    "council",
    "river",
    "border",
    "market",
    "convoy",
    "ministry",
    "harvest",
    "winter",
    "station",
    "talks",
    "envoy",
    "bridge",
    "village",
    "road",
    "district",
    "power",
    "school",
    "aid",
    "shelter",
    "weather",
    "price",
    "train",
    "port",
    "forest",
    "valley",
    "report",
    "week",
    "morning",
    "evening",
    "people",
    "officials",
    "residents",
    "farmers",
    "engineers",
    "moved",
    "said",
    "waited",
    "worked",
    "crossed",
    "repaired",
    "opened",
    "closed",
    "followed",
    "near",
    "over",
    "after",
    "before",
    "under",
    "during",
    "while",
    "against",
    "toward",
    "quiet",
    "long",
    "new",
    "old",
    "late",
    "early",
    "broad",
    "narrow",
]


@dataclass(frozen=True)
class War:
    """An invented war: its id, its two sides (id and people), who counts, and how many die on a day."""

    conflict_id: str
    sides: tuple[tuple[str, str], tuple[str, str]]
    claimants: tuple[tuple[str, str, str, str | None], ...]
    per_day: float


def invent_wars(n_wars: int = 8) -> tuple[War, ...]:
    """Return wars with five claimants each: the armies of both sides, a mission, a count by name, a monitor."""
    wars = []
    for n in range(n_wars):
        sides = ((f"FREE{n}", f"Freedonian{n}"), (f"SYLV{n}", f"Sylvanian{n}"))
        claimants = (
            (f"army-of-freedonia-{n}", f"Army of Freedonia {n}", "belligerent", sides[0][0]),
            (f"army-of-sylvania-{n}", f"Army of Sylvania {n}", "belligerent", sides[1][0]),
            (f"mission-{n}", f"Joint Mission {n}", "intergovernmental", None),
            (f"names-{n}", f"Names Project {n}", "media", None),
            (f"monitor-{n}", f"Loss Monitor {n}", "ngo", None),
        )
        wars.append(War(f"freedonia-sylvania-{n}", sides, claimants, 4.0 * (n + 1)))
    return tuple(wars)


WARS = invent_wars()


def write_seeds(folder: Path) -> None:
    """Add the invented wars, sides and claimants to the reference data in ``folder``, so that models know them."""
    rows = {
        "conflicts": [
            f"{war.conflict_id},War {n},{FIRST_DAY},,{'+'.join(sorted(side for side, _ in war.sides))},invented"
            for n, war in enumerate(WARS)
        ],
        "parties": [f"{side},{people},state,,invented" for war in WARS for side, people in war.sides],
        "claimants": [
            f"{claimant},{name},{kind},{side or ''},invented"
            for war in WARS
            for claimant, name, kind, side in war.claimants
        ],
        "names": [f"{people},people,{side},invented" for war in WARS for side, people in war.sides],
    }
    for name, lines in rows.items():
        with (folder / f"{name}.csv").open("a", encoding="utf-8") as file:
            file.writelines(f"{line}\n" for line in lines)


def invent_articles(
    n_articles: int, *, first: int = 0, n_characters: int = N_CHARACTERS, version: str = "0"
) -> Iterator[tuple[Article, list[Claim]]]:
    """Stream articles number ``first`` and after, each with the claims that it makes under the extractor ``version``.

    ``n_characters`` is their mean length.
    """
    paragraphs = _write_paragraphs()
    for number in range(first, first + n_articles):
        yield _invent_article(number, n_characters, paragraphs, version)


def write_corpus(path: Path, n_articles: int, *, first: int = 0, n_characters: int = N_CHARACTERS) -> None:
    """Write articles as JSON lines, one by one."""
    with path.open("wb") as file:
        for article, _ in invent_articles(n_articles, first=first, n_characters=n_characters):
            file.write(orjson.dumps(record_of(article), option=orjson.OPT_APPEND_NEWLINE))


def record_of(article: Article) -> dict[str, str | None]:
    """Return the record that an article is read from."""
    return {
        "id": article.external_id,
        "url": article.url,
        "title": article.title,
        "outlet": article.outlet_name,
        "published": str(article.published_date) if article.published_date else None,
        "text": article.text,
    }


def _write_paragraphs() -> list[str]:
    draw = random.Random(SEED)
    return [
        " ".join(
            " ".join(draw.choices(_WORDS, k=draw.randint(8, 24))).capitalize() + "." for _ in range(draw.randint(2, 5))
        )
        for _ in range(400)
    ]


def _invent_article(number: int, n_characters: int, paragraphs: list[str], version: str) -> tuple[Article, list[Claim]]:
    draw = random.Random(SEED * 1_000_003 + number)
    war = draw.choices(WARS, range(len(WARS), 0, -1))[0]
    day = FIRST_DAY + timedelta(draw.randrange(N_DAYS))
    (n_claims,) = draw.choices(*zip(*_CLAIMS_PER_ARTICLE, strict=True))
    figures = [_invent_figure(draw, war, day) for _ in range(n_claims)]
    filler: list[str] = []
    wanted = int(n_characters * draw.uniform(0.5, 1.5)) - 110 * n_claims
    while wanted > 0:
        filler.append(paragraphs[draw.randrange(len(paragraphs))])
        wanted -= len(filler[-1])
    parts = [f"Report {number}."]
    for place in range(max(len(filler), n_claims)):
        parts += [figures[place]["quote"]] if place < n_claims else []
        parts += [filler[place]] if place < len(filler) else []
    text = "\n\n".join(str(part) for part in parts)
    outlet = draw.randrange(60)
    url = f"https://outlet{outlet}.example/{number}"
    external_id = f"n{number}"
    sha256, address = content_hash(text), f"{url}#{external_id}"
    article = Article(
        article_id=article_id_of(address, sha256),
        external_id=external_id,
        text=text,
        content_sha256=sha256,
        file_path="invented.jsonl",
        outlet_name=f"Outlet {outlet}",
        title=f"Day {(day - FIRST_DAY).days} of the war",
        url=url,
        published_date=day,
        published_earliest_date=day,
        published_latest_date=day,
        published_date_basis="metadata",
        address=address,
    )
    claims, start = [], 0
    for figure in figures:
        start = text.index(str(figure["quote"]), start)
        claims.append(_place_claim(article, figure, start, version))
        start += 1
    return article, claims


def _invent_figure(draw: random.Random, war: War, day: date) -> dict[str, Any]:
    """Return the fields of a claim but for its place, with the sentence that makes it."""
    (party, people), (other, _) = war.sides if draw.random() < 0.5 else war.sides[::-1]
    claimant = draw.choice(war.claimants) if draw.random() < 0.65 else None
    measure, verb = draw.choices(
        (("killed", "killed"), ("wounded", "wounded"), ("casualties", "casualties"), ("losses", "lost")), (5, 2, 2, 1)
    )[0]
    kind = draw.choices(
        ("total", "day", "incident", "rate", "ratio", "share", "projected", "multiple"), (42, 14, 26, 6, 3, 4, 3, 2)
    )[0]
    # Outlets restate a total for days; each claimant has a factor of its own.
    stated = day - timedelta(draw.choices((0, 1, 2, 5, 9), (50, 25, 12, 8, 5))[0])
    factor = 1 + 0.3 * (war.claimants.index(claimant) if claimant else 0)
    total = max(1, int(war.per_day * factor * ((stated - FIRST_DAY).days + 1)))
    figure: dict[str, Any] = {
        "claim_type": "count",
        "measure": measure,
        "party_id": party,
        "victim_type": draw.choices(("military", "civilian", None), (6, 2, 2))[0],
        "time_basis": None,
        "as_of_date": stated,
        "date_precision": "day",
        "status": draw.choices(("stated", "estimated", "confirmed", "disputed"), (80, 12, 6, 2))[0],
        "claimant_id": claimant[0] if claimant else None,
        "claimant_name": claimant[1] if claimant else None,
        "is_subset": kind == "share" or draw.random() < 0.06,
        "conflict_id": war.conflict_id,
        "measure_text": verb,
    }
    value: float = total
    if kind == "day":
        value = draw.randint(1, max(2, int(war.per_day * 2 * factor)))
        figure |= {"time_basis": "period", "period_start_date": stated, "period_end_date": stated}
    elif kind == "incident":
        value = draw.randint(1, 60)
        figure |= {"time_basis": "incident", "period_start_date": stated, "period_end_date": stated}
    elif kind == "rate":
        value = draw.randint(1, max(2, int(war.per_day * 2)))
        figure |= {"claim_type": "rate", "per_unit": draw.choice(("day", "week", "month"))}
    elif kind == "ratio":
        value = draw.randint(2, 9)
        figure |= {"claim_type": "ratio", "versus_party_id": other}
    elif kind == "share":
        value = draw.randint(1, 99)
        figure |= {"claim_type": "share"}
    elif kind == "multiple":
        value = draw.randint(2, 9)
        figure |= {"claim_type": "multiple", "versus_text": "the year before"}
    else:
        figure |= {"time_basis": "cumulative", "period_start_date": FIRST_DAY, "period_end_date": stated}
        if kind == "projected":
            stated = day + timedelta(draw.randint(30, 400))
            figure |= {"status": "projected", "as_of_date": stated, "period_end_date": stated}
    return figure | _bound(draw, value, figure, people, verb)


def _bound(draw: random.Random, value: float, figure: dict[str, Any], people: str, verb: str) -> dict[str, Any]:
    """Return qualifier and bounds of a figure and its sentence, which names the claimant and the day."""
    qualifier = draw.choices(("exact", "about", "more_than", "at_least", "up_to", "range"), (60, 10, 10, 8, 5, 7))[0]
    if qualifier not in ("exact", "range") and value >= 1000:
        value = round(value, -2)
    number = f"{int(value):,}"
    lower: float | None = value
    upper: float | None = value
    if qualifier == "range":
        upper = min(int(value * 1.2) + 1, 100 if figure["claim_type"] == "share" else 10**9)
        number = f"{int(value):,} to {int(upper):,}"
    elif qualifier in ("more_than", "at_least"):
        upper = None
    elif qualifier == "up_to":
        lower = None
    said = figure["claimant_name"] or "Reports"
    hedge = {"exact": "", "range": ""}.get(qualifier, qualifier.replace("_", " ") + " ")
    quote = f"{said} put at {hedge}{number} the {people} soldiers {verb} by {figure['as_of_date']}."
    return {
        "qualifier": qualifier,
        "lower": lower,
        "best": value if lower == upper else None,
        "upper": upper,
        "value_text": number,
        "quote": quote,
    }


def _place_claim(article: Article, figure: dict[str, Any], quote_start: int, version: str) -> Claim:
    quote, value_text = str(figure["quote"]), str(figure["value_text"])
    value_start = quote_start + quote.index(" the ") - len(value_text)
    value_end = value_start + len(value_text)
    claim_id = claim_id_of(
        article.article_id, value_start, value_end, str(figure["claim_type"]), str(figure["measure"])
    )
    absent: dict[str, Any] = dict.fromkeys(
        ("per_unit", "versus_party_id", "versus_text", "period_start_date", "period_end_date", "via_text")
    )
    fields = absent | figure
    return Claim(
        claim_id=claim_id,
        article_id=article.article_id,
        quote_start=quote_start,
        quote_end=quote_start + len(quote),
        value_start=value_start,
        value_end=value_end,
        claimant_text=figure["claimant_name"],
        rule_id="invented",
        extractor="invented",
        extractor_version=version,
        **fields,
    )
