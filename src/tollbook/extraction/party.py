"""Whose people a figure counts: candidates from the names in and around its sentence, told apart by their part."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import dataclass

from tollbook.extraction import names
from tollbook.extraction.clauses import clause_of
from tollbook.extraction.context import Context
from tollbook.extraction.features import size_feature
from tollbook.extraction.joint import join_names, join_sides
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.roles import HARMING, HURT, STRONG, role_of
from tollbook.extraction.sides import are_enemies, parties_against, side_of
from tollbook.extraction.tokens import Sentence, Token

__all__ = ["Told", "party_candidates"]

_OWN = word_set("own")
_INSURGENTS = word_set("insurgents")
_SOLDIERS = word_set("soldiers")


@dataclass(frozen=True, slots=True)
class Told:
    """What the article told before a figure, and about it as a whole.

    ``previous`` are the parties of the figures before, the last first, each with how many sentences back it stands;
    ``previous_here`` that of the last one in the same sentence; ``parent`` that of the figure of which this one is
    part; ``same`` those of earlier figures of the same size and kind. ``named`` are the named tokens of the sentences
    just before, ``last_event`` who harmed whom in the last of them that says so, ``parts`` how often the article
    named each party as harming, as hurt, or as counted, ``parts_just_before`` as what the last two sentences named it.
    ``speakers`` are the parties of those who make a statement in this sentence; ``explicit`` counts whose losses the
    article names outright.
    """

    previous: Sequence[tuple[str, int]]
    previous_here: str | None
    parent: str | None
    same: Sequence[str]
    named: Sequence[Token]
    last_event: Sequence[tuple[str, str]]
    parts: Mapping[str, Mapping[str, int]]
    parts_just_before: Set[tuple[str, str]]
    speakers: Sequence[str]
    explicit: Counter[str]


_Evidence = defaultdict[str, set[str]]


def party_candidates(
    sentence: Sentence, mention: Mention, context: Context, told: Told, victim: str | None, claim_type: str
) -> list[Candidate[str]]:
    """Return the parties that a figure may count, each with its features.

    The empty id stands for "the text does not tell"; ``victim`` is the figure's victim type.
    """
    clause = clause_of(sentence, mention)
    named = [(i, t) for i, t in enumerate(sentence.tokens) if t.name is not None]
    names_nobody = not any(i in clause for i, _ in named)
    evidence: _Evidence = defaultdict(set)
    roles = _read_names(evidence, sentence, mention, clause, named, claim_type)
    joint_sides = join_sides(sentence, clause, named, context)
    if joint_sides:
        evidence[joint_sides].add("both_sides")
    _read_earlier_figures(evidence, sentence, mention, told, "no_names" if names_nobody else "names")
    _read_article(evidence, sentence, context, told)
    _read_sides(evidence, sentence, mention, context, told, roles, names_nobody)
    _read_people(evidence, sentence, mention, victim)
    shared = _shared(sentence, mention, victim, claim_type)
    has_strong = any(features & STRONG for features in evidence.values())
    has_place = any(features & HURT for features in evidence.values())
    for party, features in evidence.items():
        features.add("strong_elsewhere" if has_strong and not features & STRONG else "none_stronger")
        if has_place and not features & HURT:
            features.add("place_elsewhere")
        if context.conflict is not None and party in context.conflict.party_ids:
            features.update({"of_conflict", f"prior_{party}", *(f"prior_{party}|{f}" for f in shared)})
        features.update(shared)
    untold = _untold(sentence, mention, context, told, clause)
    untold.append(f"null_{'few' if len(evidence) < 2 else 'many'}_names")
    if not has_strong:
        untold.append("null_nothing_strong")
        if not has_place:
            untold.append("null_no_place")
    return [
        Candidate("", tuple(untold)),
        *(Candidate(party, tuple(sorted(features))) for party, features in sorted(evidence.items())),
    ]


def _read_names(
    evidence: _Evidence,
    sentence: Sentence,
    mention: Mention,
    clause: range,
    named: list[tuple[int, Token]],
    claim_type: str,
) -> dict[int, str]:
    """Note what part each name of the sentence plays and how it stands to the number; return the parts by token."""
    joint = join_names(sentence, mention, named)
    lows, tags, number = sentence.lows, sentence.tags, mention.number
    roles: dict[int, str] = {}
    for i, token in named:
        assert token.name is not None
        role = role_of(sentence, mention, i, token) if i not in joint else "part_of_joint"
        roles[i] = role if i in clause or role in STRONG else f"beyond_{role}"
        low, high = (i + 1, number) if i < number else (number + 1, i)
        side = "before" if i < number else "after"
        marks = sum(tags[low:high].count(mark) for mark in ",;&r")
        evidence[token.name.id] |= {
            "in_sentence",
            roles[i],
            f"{roles[i]}|{token.name.kind}",
            f"{roles[i]}_{side}",
            f"{roles[i]}_past_{min(tags[low:high].count('N'), 2)}",
            f"{roles[i]}_marks_{min(marks, 3)}",
            f"distance_{side}_{min((high - low) // 6, 3)}",
            f"path_{side}_{tags[low:high] if high - low <= 6 else 'far'}",
            f"previous_word_{lows[i - 1] if i else 'none'}",
            f"next_word_{lows[i + 1] if i + 1 < len(lows) else 'none'}",
            *({"strong_role"} if role in STRONG else ()),
            *({f"{claim_type}_{side}"} if claim_type in {"ratio", "multiple"} else ()),
        }
    for party in joint.values():
        evidence[party] |= {"joint", "in_noun_phrase", "strong_role"}
    for group, feature in ((HURT, "nearest_hurt"), (HARMING, "nearest_harming")):
        holders = [i for i in roles if roles[i] in group]
        if holders:
            nearest = min(holders, key=lambda i: min(abs(i - number), abs(i - mention.harm)))
            evidence[_party_at(sentence, nearest)].add(feature)
    return roles


def _party_at(sentence: Sentence, at: int) -> str:
    name = sentence.tokens[at].name
    assert name is not None
    return name.id


def _read_earlier_figures(evidence: _Evidence, sentence: Sentence, mention: Mention, told: Told, names: str) -> None:
    """Note whose people the figures before this one count."""
    if told.parent is not None:
        is_named = any("in_noun_phrase" in features for features in evidence.values())
        evidence[told.parent].add("of_parent_but_named" if is_named else "of_parent")
    elif told.previous_here and _continues(sentence, mention):
        evidence[told.previous_here].add("continues_here")
    elif told.previous_here:
        head = "elided" if mention.head is None else "named"
        evidence[told.previous_here] |= {"of_previous_here", f"of_previous_here|{head}|{mention.rule}"}
    else:
        for rank, (party, gap) in enumerate(told.previous[:3]):
            if rank == 0:
                back = f"of_previous_{min(gap, 4)}_back"
                evidence[party] |= {"of_previous", f"of_previous|{mention.rule}", back, f"{back}|{names}"}
            else:
                evidence[party].add("of_earlier")
    for party in told.same:
        if party:
            evidence[party].add("same_figure_before")


def _continues(sentence: Sentence, mention: Mention) -> bool:
    """Whether a figure without a noun goes on from the one before it: "four rebels were killed and two wounded"."""
    if mention.head is not None:
        return False
    start = max((i for i in range(mention.number) if sentence.tags[i] == "N"), default=0)
    between = sentence.tags[start + 1 : mention.number]
    return not set(between) & set("r;") and not re.search(r"[LDF]'?[awU]*b?$|[LF]b", between)


def _read_article(evidence: _Evidence, sentence: Sentence, context: Context, told: Told) -> None:
    """Note what the article, its title and its outlet say of each party."""
    for party in told.speakers:
        evidence[party].add("speaker")
    for party, role in context.title_roles:
        evidence[party] |= {"in_title", f"title_{role}"}
    for token in told.named:
        assert token.name is not None
        evidence[token.name.id] |= {"named_before", f"named_before_as_{token.name.kind}"}
    for rank, party in enumerate(context.main_parties):
        if context.party_counts[party] >= 2:
            evidence[party].add(f"article_rank_{min(rank, 2)}")
    for party in context.conflict.party_ids if context.conflict is not None else ():
        evidence[party].add("of_conflict")
    total = sum(told.explicit.values())
    for party, count in told.explicit.items():
        share = "all" if count == total else "most" if count > total / 2 else "some"
        evidence[party] |= {f"explicit_{share}", f"explicit_{share}_{min(count, 3)}"}
    if context.outlet_party is not None:
        # A state's own bulletin counts the enemy's losses unless it says otherwise.
        evidence[context.outlet_party].add("of_outlet")
        says_enemy = "enemy" in sentence.lows or "enemy" in context.title.lower()
        for party in parties_against(context.outlet_party, context.published):
            evidence[party] |= {"enemy_of_outlet", *({"enemy_of_outlet_said"} if says_enemy else ())}
    for party in evidence:
        evidence[party] |= _part_so_far(told.parts.get(party, {}))
    for party, part in told.parts_just_before:
        if part != "counted" and party in evidence:
            evidence[party].add(f"{part}_just_before")


def _part_so_far(parts: Mapping[str, int]) -> set[str]:
    """What the article's sentences so far, and all of them, make of a party: mostly harming, or mostly hurt."""
    if not parts:
        return set()

    def mostly(hurt: str, harming: str) -> str:
        more = parts.get(hurt, 0) - parts.get(harming, 0)
        return "hurt" if more > 0 else "harming" if more < 0 else "both"

    features = {
        f"so_far_mostly_{mostly('hurt', 'harming')}",
        f"in_article_mostly_{mostly('hurt_all', 'harming_all')}",
    }
    n_counted = parts.get("counted", 0)
    if n_counted:
        features.add("counted_before" if n_counted < 3 else "counted_often_before")
    return features


def _read_sides(
    evidence: _Evidence,
    sentence: Sentence,
    mention: Mention,
    context: Context,
    told: Told,
    roles: dict[int, str],
    names_nobody: bool,
) -> None:
    """Note who stands with or against those who harm, and those who speak."""
    last = {part: {p for p, as_part in told.last_event if as_part == part} for part in ("harming", "hurt")}
    actors = {
        "speaker": set(told.speakers),
        "attacker": {p for p, f in evidence.items() if "nearest_harming" in f},
        "attacker_beyond": {_party_at(sentence, i) for i in roles if roles[i] in {f"beyond_{r}" for r in HARMING}},
        "attacker_before": last["harming"] if names_nobody else set(),
    }
    harmer = _find_harmer(sentence, mention, roles)
    if harmer is not None:
        actors[harmer[1]] = {harmer[0]}
    for party, features in evidence.items():
        for name, group in actors.items():
            features.update(_relation(party, group, name, context))
        if any(f"is_{name}" in features for name in actors) and not features & (HURT | STRONG):
            features |= {f"is_only_{name}" for name in actors if f"is_{name}" in features}
        if party in last["hurt"]:
            features |= {"hurt_in_last_event", f"hurt_in_last_event|{'no_names' if names_nobody else 'names'}"}
    if any(low in _OWN for low in sentence.lows[mention.number + 1 : mention.end]):
        for features in evidence.values():
            features |= {f"own_people|{f}" for f in features & _OWNERS}


_OWNERS = {
    "actor", "agent", "claimant_side", "loser", "nearest_harming", "other_country", "other_group", "speaker"
}  # fmt: skip


def _relation(party: str, group: Iterable[str], name: str, context: Context) -> set[str]:
    found = set()
    for other in group:
        if other == party:
            found.add(f"is_{name}")
        elif are_enemies(other, party, context.published):
            found.add(f"enemy_of_{name}")
        elif side_of(other) == side_of(party):
            found.add(f"side_of_{name}")
    return found


def _find_harmer(sentence: Sentence, mention: Mention, roles: dict[int, str]) -> tuple[str, str] | None:
    """The party that did the harm itself, and how that is told: before an active verb, behind or ahead of another."""
    harming = [i for i in roles if roles[i] in HARMING]
    before = [i for i in reversed(harming) if i < min(mention.harm, mention.number)]
    behind = [i for i in harming if i > max(mention.harm, mention.number)]
    is_active = mention.harm < mention.number and sentence.tags[mention.harm] in "kgv"
    ways = [("subject", before), ("behind", behind)] if is_active else [("agent", behind), ("ahead", before)]
    return next(((_party_at(sentence, places[0]), way) for way, places in ways if places), None)


def _read_people(evidence: _Evidence, sentence: Sentence, mention: Mention, victim: str | None) -> None:
    """Note how the word for the counted people goes with each party and its kind."""
    counted = _counted_class(sentence, mention)
    head = sentence.lows[mention.head] if mention.head is not None else None
    for party, features in evidence.items():
        row = names.parties().get(party)
        kind = row.party_type if row is not None else "joint"
        features |= {f"type_{kind}", f"type_{kind}|{counted}", f"type_{kind}|{victim or 'unknown'}"}
        if head is not None:
            features |= {f"counts_{head}|{party}", f"counts_{head}|{kind}"}


def _counted_class(sentence: Sentence, mention: Mention) -> str:
    """What kind of people are counted: insurgents, regular soldiers, fighters, civilians, or unsaid."""
    words = set(sentence.lows[mention.number + 1 : mention.end])
    if words & _INSURGENTS:
        return "insurgents"
    if words & _SOLDIERS:
        return "soldiers"
    if mention.head is not None and sentence.tags[mention.head] in "MC":
        return "civilians" if sentence.tags[mention.head] == "C" else "fighters"
    return "unsaid"


def _shared(sentence: Sentence, mention: Mention, victim: str | None, claim_type: str) -> list[str]:
    """What holds of the figure whoever it counts; it tells by what it goes with."""
    number = sentence.tokens[mention.number].number
    shared = [f"victim_{victim or 'unknown'}", f"rule_{mention.rule}"]
    if number is not None and claim_type == "count":
        shared.append(size_feature(number.lower or number.upper or 0))
    return shared


def _untold(sentence: Sentence, mention: Mention, context: Context, told: Told, clause: range) -> list[str]:
    """The features of the answer that the text does not tell whose people are counted."""
    features = ["null"]
    total = sum(told.explicit.values())
    if total >= 2:
        is_one = max(told.explicit.values()) > 0.7 * total
        features.append("null_but_explicit_one" if is_one else "null_but_explicit")
    if context.outlet_party is not None:
        features.append("null_but_outlet")
    if context.conflict is None:
        features.append("null_no_conflict")
    if mention.parent is not None or told.parent is not None:
        features.append("null_but_parent")
    if told.same:
        features.append("null_but_same_figure" if all(told.same) else "null_as_same_figure")
    lows, tags = sentence.lows, sentence.tags
    features.extend(f"null_word_{lows[i]}" for i in clause if tags[i] in "wUMCPpa" and lows[i].isalpha())
    if mention.head is not None:
        features.append(f"null_counts_{lows[mention.head]}")
    return features
