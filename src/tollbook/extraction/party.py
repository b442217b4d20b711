"""Whose people a figure counts: candidates from the names in and around the sentence, told apart by their part in it."""

from dataclasses import dataclass, field

from tollbook.extraction import names
from tollbook.extraction.context import Context
from tollbook.extraction.mentions import Mention
from tollbook.extraction.ranking import Candidate
from tollbook.extraction.tokens import Sentence, Token

_LOSING = frozenset("lost lose loses losing suffered suffers suffer suffering sustained sustaining sustain seen saw sees seeing incurred incurring buried recorded reported has had taken taking took".split())
_ATTACK = frozenset(
    "attack attacks strike strikes airstrike airstrikes raid raids shelling bombing bombings bombardment missile missiles rocket rockets drone drones assault offensive "
    "fire invasion aggression operation operations incursion forces troops army military bombs bomb artillery air gunmen militants fighters rebels jets warplanes warplane "
    "soldiers police ambush onslaught campaign siege snipers sniper attackers barrage bullets gunfire settlers shells mortar mortars blitz war bomber bombers war".split()
)
_PLACE_PREPOSITIONS = frozenset("in at across near inside throughout around outside into within over from of on".split())
_ON = frozenset({"on", "against", "at", "into", "targeting", "hit", "hitting", "struck", "in"})
_OWN = frozenset({"its", "their", "his", "our", "her"})
_STATE_KINDS = frozenset({"country", "metonym", "demonym", "people", "force", "group"})


@dataclass(slots=True)
class Evidence:
    """The features that hold of one candidate party."""

    features: set[str] = field(default_factory=set)


def party_candidates(
    sentence: Sentence,
    mention: Mention,
    context: Context,
    previous: list[str],
    parent: str | None,
    earlier: list[Token],
    victim: str | None,
) -> list[Candidate[str]]:
    """Return the parties that the figure may count, each with its features; the empty id stands for "the text does not tell".

    ``previous`` are the parties of the figures before this one, the last first; ``parent`` is the party of the figure that this
    one is part of; ``earlier`` are the named tokens of the sentences just before; ``victim`` is the victim type.
    """
    evidence: dict[str, Evidence] = {}

    def add(party: str, *features: str) -> None:
        evidence.setdefault(party, Evidence()).features.update(features)

    named = [(i, t) for i, t in enumerate(sentence.tokens) if t.name is not None]
    for i, token in named:
        assert token.name is not None
        add(token.name.id, *_roles(sentence, mention, i, token))
    _add_combined(sentence, mention, named, add)
    if parent is not None:
        add(parent, "of_parent")
    for rank, party in enumerate(previous[:3]):
        add(party, "of_previous" if rank == 0 else "of_earlier")
        if rank == 0 and mention.parent is None:
            add(party, f"of_previous:{mention.rule}")
    for token in earlier:
        assert token.name is not None
        add(token.name.id, "named_before", f"named_before_as_{token.name.kind}")
    for rank, party in enumerate(context.main_parties):
        if context.party_counts[party] >= 2:
            add(party, f"article_rank_{min(rank, 2)}")
    if context.conflict is not None:
        for party in context.conflict.party_ids:
            add(party, "of_conflict")
    attackers = {p for p, e in evidence.items() if "attacker" in e.features or "agent" in e.features}
    for party, item in evidence.items():
        _add_sides(party, item, attackers, context)
    has_strong = any(e.features & _STRONG for e in evidence.values())
    has_place = any(e.features & {"place_after", "place_before", "target"} for e in evidence.values())
    for party, item in evidence.items():
        item.features.add("strong_elsewhere" if has_strong and not item.features & _STRONG else "none_stronger")
        if has_place and not item.features & {"place_after", "place_before", "target"}:
            item.features.add("place_elsewhere")
        party_row = names.parties().get(party)
        if party_row is not None and party_row.party_type == "armed_group":
            item.features.add(f"armed_group|{victim or 'unknown'}")
        item.features.update({f"{f}|{victim}" for f in item.features & {"attacker", "agent", "place_after", "of_previous", "claimant_side", "of_conflict", "enemy_of_attacker", "article_rank_0"} if victim})
    null = ["null"]
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


_STRONG = frozenset({"in_noun_phrase", "before_harm_noun", "owner", "loser", "own_troops", "of_parent"})


def _add_sides(party: str, item: Evidence, attackers: set[str], context: Context) -> None:
    for attacker in attackers - {party}:
        if _are_enemies(attacker, party, context):
            item.features.add("enemy_of_attacker")


def _are_enemies(one: str, other: str, context: Context) -> bool:
    parties = context.conflict.party_ids if context.conflict is not None else ()
    sides = {one, side_of(one)}, {other, side_of(other)}
    return one in parties and other in parties and not sides[0] & sides[1]


def side_of(party: str) -> str:
    """Return the state or territory that a party belongs to: of an armed group its side, of a state itself."""
    row = names.parties().get(party)
    return row.side_of if row is not None and row.side_of else party


def _roles(sentence: Sentence, mention: Mention, at: int, token: Token) -> list[str]:
    """The parts that the name at ``at`` plays for the figure."""
    tokens, tags = sentence.tokens, sentence.tags
    assert token.name is not None
    kind = token.name.kind
    number, harm = mention.number, mention.harm
    roles = ["in_sentence", f"kind_{kind}"]
    last = max(mention.end, number + 1)
    if number < at < last:
        roles.append("in_noun_phrase")
    after = tags[at + 1 : at + 2]
    if after == "'" and number in range(at + 2, at + 7) and not set(tags[at + 2 : number]) - set("awDLFhMCPt"):
        roles.append("owner")
    if tokens[harm].tag in "htl" and at < harm and harm - at <= 5 and not set(tags[at + 1 : harm]) - set("aw'DLFMCPU"):
        roles.append("before_harm_noun")
    if tokens[harm].tag in "ht" and harm < at <= harm + 6 and not set(tags[harm + 1 : at]) - set("opaDwMCP&"):
        roles.append("of_harm_noun")
    if at < number and any(t.low in _LOSING for t in tokens[at + 1 : number]) and _is_subject(sentence, at, number):
        losing = next(t for t in tokens[at + 1 : number] if t.low in _LOSING)
        roles.append("loser" if losing.low in _STRICT_LOSING or tokens[harm].tag in "h" else "subject_of_having")
    following = [t.low for t in tokens[at + 1 : at + 4]]
    if kind in _STATE_KINDS and any(w in _ATTACK for w in following[:3] if True) and (kind == "demonym" or after == "'" or (kind in {"force", "group"})):
        if at not in range(number + 1, last):
            roles.append("attacker")
    if at and tokens[at - 1].low == "by" or (at > 1 and tokens[at - 2].low == "by" and tags[at - 1] == "a"):
        roles.append("agent")
    if at < harm and tokens[harm].tag in "kgv" and mention.rule in {"active", "joined"} and _is_subject(sentence, at, harm):
        roles.append("agent" if tokens[harm].low not in {"lost", "lose", "losing", "loses"} else "loser")
    _add_place(sentence, mention, at, token, roles)
    if tokens[at - 1].low in _OWN if at else False:
        roles.append("after_own")
    distance = at - number if at > number else number - at
    roles.append(f"{'after' if at > number else 'before'}_{'near' if distance <= 6 else 'mid' if distance <= 14 else 'far'}")
    if any(t.number is not None and t is not tokens[number] for t in tokens[min(at, number) : max(at, number)]):
        roles.append("behind_other_number")
    if _speaks(sentence, at):
        roles.append("claimant_side")
    return roles


_STRICT_LOSING = frozenset("lost lose loses losing suffered suffers suffer suffering sustained sustaining incurred".split())


def _is_subject(sentence: Sentence, at: int, verb: int) -> bool:
    """Whether nothing that could be another subject stands between the name and the verb."""
    between = sentence.tags[at + 1 : verb]
    return "N" not in between and between.count(",") <= 2 and verb - at < 16


def _speaks(sentence: Sentence, at: int) -> bool:
    """Whether the name belongs to somebody who makes a statement in this sentence."""
    tokens = sentence.tokens
    for i in range(at + 1, min(at + 6, len(tokens))):
        if tokens[i].low in _SAYING:
            return True
        if sentence.tags[i] in ",Nkgv":
            break
    return any(t.low in {"to", "according to", "according"} for t in tokens[max(0, at - 3) : at]) and any(t.low.startswith("according") for t in tokens[max(0, at - 4) : at])


_SAYING = frozenset("said says say reported claimed announced told added estimated confirmed put puts claims reports according".split())


def _add_place(sentence: Sentence, mention: Mention, at: int, token: Token, roles: list[str]) -> None:
    """Parts of place: where the harm was done, what was attacked."""
    tokens = sentence.tokens
    assert token.name is not None
    if token.name.kind not in {"country", "place", "demonym", "metonym"}:
        return
    for back in range(1, 5):
        i = at - back
        if i < 0:
            return
        low = tokens[i].low
        if low in _PLACE_PREPOSITIONS or low in _ON:
            attack = any(t.low in _ATTACK or t.tag == "U" for t in tokens[max(0, i - 2) : i])
            if low in _ON and attack and low != "in":
                roles.append("target")
            elif low in _PLACE_PREPOSITIONS and low != "of":
                roles.append("place_after" if at > mention.number else "place_before")
                roles.append(f"{'place_after' if at > mention.number else 'place_before'}_{token.name.kind}")
            return
        if sentence.tags[i] in ",Nkgvij":
            return


def _add_combined(sentence: Sentence, mention: Mention, named: list[tuple[int, Token]], add: object) -> None:
    """ "Russian and Ukrainian soldiers", "both sides": one figure for several parties."""
    assert callable(add)
    inside = [t.name.id for i, t in named if t.name is not None and mention.number < i < max(mention.end, mention.number + 1) and t.name.kind in _STATE_KINDS]
    if len(set(inside)) > 1:
        add("+".join(sorted(set(inside))), "combined_in_noun_phrase", "in_noun_phrase")
    tokens = sentence.tokens
    for i, token in named:
        if i + 2 < len(tokens) and tokens[i + 1].low == "and" and tokens[i + 2].name is not None and token.name is not None:
            other = tokens[i + 2].name
            assert other is not None
            if other.id != token.name.id and token.name.kind in _STATE_KINDS and other.kind in _STATE_KINDS:
                roles = set(_roles(sentence, mention, i, token)) & _STRONG
                near = i < mention.harm and mention.harm - i < 8
                add("+".join(sorted({token.name.id, other.id})), "combined", *(("combined_strong",) if roles or near else ()))
