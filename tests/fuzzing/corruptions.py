"""Ways in which a good claim goes bad: what a careless reader, a wrong rule or a broken program would make of it.

Each takes a claim, its article, the article's other claims and a source of chance, and returns the columns that it
changes, or ``None`` where the claim has nothing that could go bad so. The claim's id is made anew afterwards, as the
one who got it wrong would make it, unless the corruption is of the id itself.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from random import Random
from typing import Any

from tollbook.claims import claim_id_of
from tollbook.extraction.names import claimants, conflicts, parties
from tollbook.extraction.numbers import find_numbers

Row = Mapping[str, Any]
Change = dict[str, Any] | None
Corruption = Callable[[Row, Row, Sequence[Row], Random], Change]

BOUNDS = ("lower", "best", "upper")
ID_PARTS = ("article_id", "value_start", "value_end", "claim_type", "measure")


def corrupt(name: str, claim: Row, article: Row, others: Sequence[Row], chance: Random) -> dict[str, Any] | None:
    """Return the whole claim as corruption ``name`` leaves it, or ``None`` where it has nothing to take hold of."""
    change = CORRUPTIONS[name](claim, article, others, chance)
    if change is None or all(claim[column] == value for column, value in change.items()):
        return None
    bad = {**claim, **change}
    return bad if "claim_id" in change else {**bad, "claim_id": claim_id_of(*(bad[part] for part in ID_PARTS))}


def _rescale(change: Callable[[float], float | None]) -> Corruption:
    """Every known bound becomes ``change`` of itself."""

    def corruption(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
        changed = {name: change(claim[name]) for name in BOUNDS if claim[name] is not None}
        return None if None in changed.values() else changed

    return corruption


def _replace(column: str, old: Any, new: Any) -> Corruption:
    """A claim with ``old`` in ``column`` gets ``new`` there."""
    return lambda claim, article, others, chance: {column: new} if claim[column] == old else None


def _retell(old: Sequence[str], bounds: Callable[[float, float], tuple[Any, Any, Any]], qualifier: str) -> Corruption:
    """A figure with one of the ``old`` qualifiers gets another one, with bounds that fit it."""

    def corruption(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
        known = [claim[name] for name in BOUNDS if claim[name] is not None]
        if claim["qualifier"] not in old:
            return None
        return dict(zip(BOUNDS, bounds(min(known), max(known)), strict=True)) | {"qualifier": qualifier}

    return corruption


def _drop_digit(value: float) -> float | None:
    return float(str(int(value))[:-1]) if value >= 10 else None


def _transpose_digits(value: float) -> float | None:
    digits = str(int(value)) if value.is_integer() else ""
    return float(digits[1] + digits[0] + digits[2:]) if len(digits) > 1 and digits[1] not in {digits[0], "0"} else None


def _swap_ends(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"lower": claim["upper"], "upper": claim["lower"]}


def _drop_upper(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"upper": None} if claim["lower"] is not None and claim["upper"] is not None else None


def _collapse(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    if claim["qualifier"] not in {"range", "vague"}:
        return None
    return dict.fromkeys(BOUNDS, (claim["lower"] + claim["upper"]) / 2) | {"qualifier": "about"}


def _swap_party(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    """Another side of the same war."""
    war = conflicts().get(claim["conflict_id"] or "")
    if war is None or claim["party_id"] not in war.party_ids or len(war.party_ids) < 2:
        return None
    return {"party_id": chance.choice([side for side in war.party_ids if side != claim["party_id"]])}


def _count_the_claimants_people(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    claimant = claimants().get(claim["claimant_id"] or "")
    is_other = claimant is not None and claimant.party_id not in {None, claim["party_id"]}
    return {"party_id": claimant.party_id} if claimant is not None and is_other else None


def _count_strangers(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"party_id": chance.choice(sorted(parties()))} if claim["party_id"] else None


def _swap_sides(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    if not (claim["versus_party_id"] and claim["party_id"]):
        return None
    return {"party_id": claim["versus_party_id"], "versus_party_id": claim["party_id"]}


def _swap_claimant(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    """The claimant of another claim of the article, with all that names it."""
    found = [each for each in others if each["claimant_id"] not in {None, claim["claimant_id"]}]
    if not found or claim["claimant_id"] is None:
        return None
    other = chance.choice(found)
    return {name: other[name] for name in ("claimant_id", "claimant_name", "claimant_text", "via_text")}


def _claim_from_elsewhere(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    names = {"claimant_id": "sylvanian-observatory", "claimant_name": "Sylvanian Observatory"}
    return {**names, "claimant_text": "the Sylvanian Observatory"}


def _swap_claimant_id(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    known = sorted(set(claimants()) - {claim["claimant_id"]})
    return {"claimant_id": chance.choice(known)} if claim["claimant_id"] else None


def _move_years(years: int) -> Corruption:
    def corruption(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
        days = {name: claim[name] for name in ("as_of_date", "period_start_date", "period_end_date") if claim[name]}
        if claim["as_of_date"] is None or article["published_date"] is None:
            return None
        return {name: _move(day, years) for name, day in days.items()}

    return corruption


def _move(day: date, years: int) -> date:
    return day.replace(year=day.year + years, day=min(day.day, 28))


def _swap_day_and_month(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    day = claim["as_of_date"]
    if day is None or day.day > 12 or article["published_date"] is None or claim["time_basis"] == "cumulative":
        return None
    return {"as_of_date": day.replace(month=day.day, day=day.month)}


def _retime(old: str, new: str, is_day: bool = False) -> Corruption:
    """A figure of basis ``old`` is told as one of basis ``new``; ``is_day``: only where it covers a single day."""

    def corruption(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
        covers_day = claim["period_start_date"] is not None and claim["period_start_date"] == claim["period_end_date"]
        return {"time_basis": new} if claim["time_basis"] == old and (covers_day or not is_day) else None

    return corruption


def _forget_unit(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"claim_type": "count", "per_unit": None} if claim["per_unit"] else None


def _change_unit(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"per_unit": "week" if claim["per_unit"] == "day" else "day"} if claim["per_unit"] else None


def _shift_span(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    start, end = claim["value_start"] + 1, claim["value_end"] + 1
    return {"value_start": start, "value_end": end, "value_text": article["text"][start:end]}


def _shift_offsets(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    """Offsets counted in bytes."""
    names = ("quote_start", "quote_end", "value_start", "value_end")
    return {name: len(article["text"][: claim[name]].encode("utf-8", "replace")) for name in names}


def _point_to_another_number(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    numbers = find_numbers(article["text"], claim["quote_start"], claim["quote_end"])
    apart = [n for n in numbers if n.end <= claim["value_start"] or n.start >= claim["value_end"]]
    if not apart:
        return None
    other = chance.choice(apart)
    return {
        "value_start": other.start,
        "value_end": other.end,
        "value_text": article["text"][other.start : other.end],
    }


def _quote_another(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    found = [each for each in others if each["quote_start"] != claim["quote_start"]]
    if not found:
        return None
    return {name: found[0][name] for name in ("quote", "quote_start", "quote_end")}


def _take_anothers_id(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    return {"claim_id": others[0]["claim_id"]} if others else None


def _keep_id(corruption: Corruption) -> Corruption:
    """The claim goes bad after its id was made."""

    def kept(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
        change = corruption(claim, article, others, chance)
        return change | {"claim_id": claim["claim_id"]} if change is not None else None

    return kept


def _flip_victims(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    swapped = {"military": "civilian", "civilian": "military"}
    return {"victim_type": swapped[claim["victim_type"]]} if claim["victim_type"] else None


def _change_war(claim: Row, article: Row, others: Sequence[Row], chance: Random) -> Change:
    wars = sorted(set(conflicts()) - {claim["conflict_id"]})
    return {"conflict_id": chance.choice(wars)} if claim["conflict_id"] else None


CORRUPTIONS: Mapping[str, Corruption] = {
    "decimal shifted up": _rescale(lambda value: value * 10),
    "decimal shifted down": _rescale(lambda value: value / 10),
    "digit dropped": _rescale(_drop_digit),
    "digits transposed": _rescale(_transpose_digits),
    "minus sign": _rescale(lambda value: -value or None),
    "no number": _rescale(lambda value: float("nan")),
    "ends swapped": _swap_ends,
    "bound dropped": _drop_upper,
    "range collapsed to its middle": _collapse,
    "exact told as at least": _retell(["exact"], lambda low, high: (low, None, None), "at_least"),
    "exact told as up to": _retell(["exact"], lambda low, high: (None, None, high), "up_to"),
    "about told as exact": _retell(["about", "nearly"], lambda low, high: (low, low, low), "exact"),
    "bound told as exact": _retell(
        ["more_than", "at_least", "up_to", "less_than"], lambda low, high: (low, low, low), "exact"
    ),
    "at least told as more than": _retell(["at_least"], lambda low, high: (low, None, None), "more_than"),
    "lower bound told as upper": _retell(["more_than", "at_least"], lambda low, high: (None, None, high), "up_to"),
    "killed told as wounded": _replace("measure", "killed", "wounded"),
    "wounded told as killed": _replace("measure", "wounded", "killed"),
    "casualties told as killed": _replace("measure", "casualties", "killed"),
    "killed told as casualties": _replace("measure", "killed", "casualties"),
    "captured told as missing": _replace("measure", "captured", "missing"),
    "count told as share": _replace("claim_type", "count", "share"),
    "count told as multiple": _replace("claim_type", "count", "multiple"),
    "share told as count": _replace("claim_type", "share", "count"),
    "rate told as count": _forget_unit,
    "unit of time changed": _change_unit,
    "other side's people": _swap_party,
    "claimant's people": _count_the_claimants_people,
    "people of a side unheard of": _count_strangers,
    "sides of a ratio swapped": _swap_sides,
    "claimant of another claim": _swap_claimant,
    "claimant unheard of": _claim_from_elsewhere,
    "claimant's id of another": _swap_claimant_id,
    "year before": _move_years(-1),
    "year after": _move_years(1),
    "day and month swapped": _swap_day_and_month,
    "one day told as running total": _retime("period", "cumulative", is_day=True),
    "incident told as running total": _retime("incident", "cumulative"),
    "running total told as incident": _retime("cumulative", "incident"),
    "running total told as period": _retime("cumulative", "period"),
    "span shifted": _shift_span,
    "offsets in bytes": _shift_offsets,
    "span of another number": _point_to_another_number,
    "quote of another claim": _quote_another,
    "id of another claim": _take_anothers_id,
    "measure changed after the id": _keep_id(_replace("measure", "killed", "captured")),
    "soldiers told as civilians": _flip_victims,
    "stated told as confirmed": _replace("status", "stated", "confirmed"),
    "stated told as projected": _replace("status", "stated", "projected"),
    "projected told as stated": _replace("status", "projected", "stated"),
    "part told as whole": _replace("is_subset", True, False),
    "whole told as part": _replace("is_subset", False, True),
    "another war": _change_war,
}
"""What goes bad, by what is said of it."""
