"""Whose people a figure counts: candidates from the names in and around the sentence, told apart by their part in
it."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from tollbook.extraction import names
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.context import Context
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.roles import HARMING, HURT, STATE_KINDS, STRONG, role_of
from tollbook.extraction.tokens import Sentence, Token

_OWN = word_set("own")


@dataclass(slots=True)
class Evidence:
    """The features that hold of one candidate party."""

    features: set[str] = field(default_factory=set)


def party_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    previous: list[str],
    previous_here: str | None,
    parent: str | None,
    earlier: list[Token],
    victim: str | None,
    roles_so_far: dict[str, Counter[str]],
    speakers: list[str],
    explicit: Counter[str],
    claim_type: str,
) -> list[Candidate[str]]:
    """Return the parties that the figure may count, each with its features; the empty id stands for "the text does
    not tell".

    ``previous`` are the parties of the figures before this one, the last first, ``previous_here`` that of the last
    one in the
    same sentence; ``parent`` is the party of the figure that this
    one is part of; ``earlier`` are the named tokens of the sentences just before; ``victim`` is the victim type;
    ``speakers`` are the parties of who makes a statement in this sentence; ``explicit`` counts whose losses the
    article names outright; ``roles_so_far`` counts in what parts the article's
    earlier sentences named each party.
    """
    evidence: dict[str, Evidence] = {}

    def add(party: str, *features: str) -> None:
        evidence.setdefault(party, Evidence()).features.update(features)

    named = [(i, t) for i, t in enumerate(sentence.tokens) if t.name is not None]
    region = clause_of(sentence, mention)
    combined = _find_combined(sentence, mention, named)
    roles: dict[int, str] = {}
    for i, token in named:
        assert token.name is not None
        role = role_of(sentence, mention, i, token) if i not in combined else "part_of_combined"
        roles[i] = role if i in region or role in STRONG else f"beyond_{role}"
        add(token.name.id, roles[i], "in_sentence", *(("strong_role",) if role in STRONG else ()))
        if claim_type in {"ratio", "multiple"}:
            add(token.name.id, f"{claim_type}_{'after' if i >= mention.number else 'before'}")
        if role.startswith("other") and roles[i] == role:
            add(
                token.name.id,
                f"other_{'after' if i > mention.number else 'before'}_{min(abs(i - mention.number) // 6, 3)}",
            )
        if role in {"place", "target"} and roles[i] == role:
            add(token.name.id, f"{role}_{'after' if i > mention.number else 'before'}", f"{role}_{token.name.kind}")
    for group in (HURT, HARMING):
        holders = [i for i in roles if roles[i] in group]
        if holders:
            nearest = min(holders, key=lambda i: min(abs(i - mention.number), abs(i - mention.harm)))
            name = sentence.tokens[nearest].name
            assert name is not None
            add(name.id, "nearest_hurt" if group is HURT else "nearest_harming")
    for joint in set(combined.values()):
        add(joint, "combined", "in_noun_phrase", "strong_role")
    own = any(t.low in _OWN for t in sentence.tokens[mention.number + 1 : mention.end])
    if own:
        for item in evidence.values():
            item.features.update(
                f"own_people|{f}"
                for f in item.features
                & {"claimant_side", "actor", "agent", "other_group", "other_country", "loser", "nearest_harming"}
            )
    if parent is not None:
        is_named = any("in_noun_phrase" in e.features for e in evidence.values())
        add(parent, "of_parent_but_named" if is_named else "of_parent")
    elif previous_here and _continues(sentence, mention):
        add(previous_here, "continues_here")
    elif previous_here:
        add(
            previous_here,
            "of_previous_here",
            f"of_previous_here|{'elided' if mention.head is None else 'named'}|{mention.rule}",
        )
    else:
        for rank, party in enumerate(previous[:3]):
            add(party, "of_previous" if rank == 0 else "of_earlier")
            if rank == 0:
                add(party, f"of_previous|{mention.rule}")
    for speaker in speakers:
        add(speaker, "speaker", *(("own_people|speaker",) if own else ()))
    _add_outlet(sentence, context, add)
    for party, role in context.title_roles:
        add(party, "in_title", f"title_{role}")
    for token in earlier:
        assert token.name is not None
        add(token.name.id, "named_before", f"named_before_as_{token.name.kind}")
    for rank, party in enumerate(context.main_parties):
        if context.party_counts[party] >= 2:
            add(party, f"article_rank_{min(rank, 2)}")
    if context.conflict is not None:
        for party in context.conflict.party_ids:
            add(party, "of_conflict")
    total = sum(explicit.values())
    for party, count in explicit.items():
        share = "all" if count == total else "most" if count > total / 2 else "some"
        add(party, f"explicit_{share}", f"explicit_{share}_{min(count, 3)}")
        if victim:
            add(party, f"explicit_{share}|{victim}")
    head_class = _head_class(sentence, mention)
    for party, item in evidence.items():
        row = names.parties().get(party)
        kind = row.party_type if row is not None else "combined"
        item.features.add(f"type_{kind}|{head_class}")
        so_far = roles_so_far.get(party, Counter())
        if so_far:
            hurt, harming = so_far["hurt"], so_far["harming"]
            item.features.add(
                "so_far_mostly_" + ("hurt" if hurt > harming else "harming" if harming > hurt else "both")
            )
            if so_far["harming_now"]:
                item.features.add("harming_just_before")
            if so_far["hurt_now"]:
                item.features.add("hurt_just_before")
            item.features.add(
                "in_article_mostly_"
                + (
                    "hurt"
                    if so_far["hurt_all"] > so_far["harming_all"]
                    else "harming"
                    if so_far["harming_all"] > so_far["hurt_all"]
                    else "both"
                )
            )
            if so_far["counted"]:
                item.features.add("counted_before" if so_far["counted"] < 3 else "counted_often_before")
        if context.conflict is not None and party in context.conflict.party_ids:
            item.features.update({f"prior_{party}", f"prior_{party}|{victim or 'unknown'}"})
    attackers = {p for p, e in evidence.items() if "nearest_harming" in e.features}
    beyond = {p for p, e in evidence.items() if e.features & {f"beyond_{r}" for r in HARMING}}
    for party, item in evidence.items():
        _add_sides(party, item, set(speakers), "speaker", context)
        _add_sides(party, item, attackers, "attacker", context)
        _add_sides(party, item, beyond, "attacker_beyond", context)
    has_strong = any(e.features & STRONG for e in evidence.values())
    has_place = any(e.features & HURT for e in evidence.values())
    for party, item in evidence.items():
        item.features.add("strong_elsewhere" if has_strong and not item.features & STRONG else "none_stronger")
        if has_place and not item.features & HURT:
            item.features.add("place_elsewhere")
        party_row = names.parties().get(party)
        if party_row is not None and party_row.party_type == "armed_group":
            item.features.add(f"armed_group|{victim or 'unknown'}")
        item.features.update(
            {
                f"{f}|{victim}"
                for f in item.features
                & {
                    "place",
                    "target",
                    "nearest_harming",
                    "of_previous",
                    "claimant_side",
                    "of_conflict",
                    "enemy_of_attacker",
                    "article_rank_0",
                    "of_previous_here",
                    "nearest_hurt",
                }
                if victim
            }
        )
    null = ["null"]
    if total >= 2:
        null.append("null_but_explicit_one" if max(explicit.values()) > 0.7 * total else "null_but_explicit")
    if context.outlet_party is not None:
        null.append("null_but_outlet")
    if not has_strong:
        null.append("null_nothing_strong")
    if not has_place and not has_strong:
        null.append("null_no_place")
    if context.conflict is None:
        null.append("null_no_conflict")
    if mention.parent is not None or parent is not None:
        null.append("null_but_parent")
    null.append(f"null_{'few' if len(evidence) < 2 else 'many'}_names")
    return [Candidate("", tuple(null)), *(Candidate(p, tuple(sorted(e.features))) for p, e in sorted(evidence.items()))]


def _add_outlet(sentence: Sentence, context: Context, add: Callable[..., None]) -> None:
    """A state's own bulletin counts the enemy's losses unless it says otherwise."""
    if context.outlet_party is None:
        return
    add(context.outlet_party, "of_outlet")
    says_enemy = "enemy" in sentence.lows or "enemy" in context.title.lower()
    for party in parties_against(context.outlet_party, context.published):
        add(party, "enemy_of_outlet", *(("enemy_of_outlet_said",) if says_enemy else ()))


def parties_against(party: str, day: date | None) -> list[str]:
    """Return the parties that stand against ``party`` in the conflicts under way on ``day``, in alphabetical order."""
    return sorted(p for p in names.parties() if are_enemies(party, p, day))


def _continues(sentence: Sentence, mention: Mention) -> bool:
    """Whether a figure without a noun goes on from the one before it: "four rebels were killed and two wounded"."""
    if mention.head is not None:
        return False
    start = max((i for i in range(mention.number) if sentence.tags[i] == "N"), default=0)
    between = sentence.tags[start + 1 : mention.number]
    return not set(between) & set("r;") and not re.search(r"[LDF]'?[awU]*b?$|[LF]b", between)


_INSURGENTS = word_set("insurgents")
_SOLDIERS = word_set("soldiers")


def _head_class(sentence: Sentence, mention: Mention) -> str:
    """What kind of people are counted: insurgents, regular soldiers, fighters, civilians, or unsaid."""
    words = {t.low for t in sentence.tokens[mention.number + 1 : mention.end]}
    if words & _INSURGENTS:
        return "insurgents"
    if words & _SOLDIERS:
        return "soldiers"
    if mention.head is not None and sentence.tags[mention.head] in "MC":
        return "civilians" if sentence.tags[mention.head] == "C" else "fighters"
    return "unsaid"


def _add_sides(party: str, item: Evidence, attackers: set[str], role: str, context: Context) -> None:
    for attacker in attackers - {party}:
        if are_enemies(attacker, party, context.published):
            item.features.add(f"enemy_of_{role}")
    if party in attackers:
        item.features.add(f"is_{role}")
        if not item.features & (HURT | STRONG):
            item.features.add(f"is_only_{role}")


def are_enemies(one: str, other: str, day: date | None) -> bool:
    """Return whether two parties stand against each other in a conflict that the reference data know to be under
    way on ``day``.

    Two parties of one side (an armed group and its territory) are no enemies.
    """
    if side_of(one) == side_of(other) or one == other:
        return False
    for conflict in names.conflicts().values():
        under_way = day is None or (
            conflict.start_date <= day and (conflict.end_date is None or day <= conflict.end_date)
        )
        if under_way and one in conflict.party_ids and other in conflict.party_ids:
            return True
    return False


def side_of(party: str) -> str:
    """Return the state or territory that a party belongs to: of an armed group its side, of a state itself."""
    row = names.parties().get(party)
    return row.side_of if row is not None and row.side_of else party


def _find_combined(sentence: Sentence, mention: Mention, named: list[tuple[int, Token]]) -> dict[int, str]:
    """The names that stand together for one figure of several parties, each with the joint id.

    "Russian and Ukrainian soldiers", inside the counted noun phrase or before the word of harm.
    """
    combined: dict[int, str] = {}
    for (first, one), (second, other) in pairwise(named):
        if one.name is None or other.name is None or one.name.id == other.name.id:
            continue
        joins = [t.low for t in sentence.tokens[first + 1 : second]] in (["and"], ["and", "the"])
        of_states = one.name.kind in STATE_KINDS and other.name.kind in STATE_KINDS
        if joins and of_states and role_of(sentence, mention, second, other) in STRONG:
            joint = "+".join(sorted({one.name.id, other.name.id}))
            combined[first] = combined[second] = joint
    return combined
