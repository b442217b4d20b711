"""Whose people a figure counts: candidates from the names in and around the sentence, told apart by their part in it."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

from tollbook.extraction import names
from tollbook.extraction.clauses import SAYING, clause_of
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
_ATTACKING = frozenset(
    "launched launch launches launching attacked attacks attack attacking struck strikes hit hits hitting bombed bombarded bombards fired fires firing shelled shelling invaded invades stormed raided raids "
    "targeted targets targeting unleashed unleashes carried conducted pounded executed kidnapped inflicted inflicts detonated detonating dropped ambushed killed kills kill killing wounded injured murdered massacred assassinated "
    "slaughtered eliminated destroyed waged pummeled pummelled struck retaliated responded bombing pounding intensified stepped".split()
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
    previous_here: str | None,
    parent: str | None,
    earlier: list[Token],
    victim: str | None,
    roles_so_far: dict[str, Counter[str]],
    claim_type: str,
) -> list[Candidate[str]]:
    """Return the parties that the figure may count, each with its features; the empty id stands for "the text does not tell".

    ``previous`` are the parties of the figures before this one, the last first, ``previous_here`` that of the last one in the
    same sentence; ``parent`` is the party of the figure that this
    one is part of; ``earlier`` are the named tokens of the sentences just before; ``victim`` is the victim type;
    ``roles_so_far`` counts in what parts the article's earlier sentences named each party.
    """
    evidence: dict[str, Evidence] = {}

    def add(party: str, *features: str) -> None:
        evidence.setdefault(party, Evidence()).features.update(features)

    named = [(i, t) for i, t in enumerate(sentence.tokens) if t.name is not None]
    region = clause_of(sentence, mention)
    roles: dict[int, str] = {}
    for i, token in named:
        assert token.name is not None
        role = _role(sentence, mention, i, token)
        roles[i] = role if i in region or role in _STRONG else f"beyond_{role}"
        add(token.name.id, roles[i], "in_sentence")
        if claim_type in {"ratio", "multiple"}:
            add(token.name.id, f"{claim_type}_{'after' if i >= mention.number else 'before'}")
        if role.startswith("other") and roles[i] == role:
            add(token.name.id, f"other_{'after' if i > mention.number else 'before'}_{min(abs(i - mention.number) // 6, 3)}")
        if role in {"place", "target"} and roles[i] == role:
            add(token.name.id, f"{role}_{'after' if i > mention.number else 'before'}", f"{role}_{token.name.kind}")
    for group in (_HURT, _HARMING):
        holders = [i for i in roles if roles[i] in group]
        if holders:
            nearest = min(holders, key=lambda i: min(abs(i - mention.number), abs(i - mention.harm)))
            name = sentence.tokens[nearest].name
            assert name is not None
            add(name.id, "nearest_hurt" if group is _HURT else "nearest_harming")
    _add_combined(sentence, mention, named, add)
    own = any(t.low in _OWN for t in sentence.tokens[mention.number + 1 : mention.end])
    if own:
        for party, item in evidence.items():
            item.features.update(f"own_people|{f}" for f in item.features & {"claimant_side", "actor", "agent", "other_group", "other_country", "loser", "nearest_harming"})
    if parent is not None:
        is_named = any("in_noun_phrase" in e.features for e in evidence.values())
        add(parent, "of_parent_but_named" if is_named else "of_parent")
    elif previous_here:
        add(previous_here, "of_previous_here", f"of_previous_here|{'elided' if mention.head is None else 'named'}|{mention.rule}")
    else:
        for rank, party in enumerate(previous[:3]):
            add(party, "of_previous" if rank == 0 else "of_earlier")
            if rank == 0:
                add(party, f"of_previous|{mention.rule}")
    for token in earlier:
        assert token.name is not None
        add(token.name.id, "named_before", f"named_before_as_{token.name.kind}")
    for rank, party in enumerate(context.main_parties):
        if context.party_counts[party] >= 2:
            add(party, f"article_rank_{min(rank, 2)}")
    if context.conflict is not None:
        for party in context.conflict.party_ids:
            add(party, "of_conflict")
    head_class = _head_class(sentence, mention)
    for party, item in evidence.items():
        row = names.parties().get(party)
        kind = row.party_type if row is not None else "combined"
        item.features.add(f"type_{kind}|{head_class}")
        so_far = roles_so_far.get(party, Counter())
        if so_far:
            hurt, harming = so_far["hurt"], so_far["harming"]
            item.features.add("so_far_mostly_" + ("hurt" if hurt > harming else "harming" if harming > hurt else "both"))
            if so_far["harming_now"]:
                item.features.add("harming_just_before")
            if so_far["hurt_now"]:
                item.features.add("hurt_just_before")
            item.features.add("in_article_mostly_" + ("hurt" if so_far["hurt_all"] > so_far["harming_all"] else "harming" if so_far["harming_all"] > so_far["hurt_all"] else "both"))
            if so_far["counted"]:
                item.features.add("counted_before" if so_far["counted"] < 3 else "counted_often_before")
        if context.conflict is not None and party in context.conflict.party_ids:
            item.features.update({f"prior_{party}", f"prior_{party}|{victim or 'unknown'}"})
    attackers = {p for p, e in evidence.items() if "nearest_harming" in e.features}
    beyond = {p for p, e in evidence.items() if e.features & {f"beyond_{r}" for r in _HARMING}}
    for party, item in evidence.items():
        _add_sides(party, item, attackers, "attacker", context)
        _add_sides(party, item, beyond, "attacker_beyond", context)
    has_strong = any(e.features & _STRONG for e in evidence.values())
    has_place = any(e.features & _HURT for e in evidence.values())
    for party, item in evidence.items():
        item.features.add("strong_elsewhere" if has_strong and not item.features & _STRONG else "none_stronger")
        if has_place and not item.features & _HURT:
            item.features.add("place_elsewhere")
        party_row = names.parties().get(party)
        if party_row is not None and party_row.party_type == "armed_group":
            item.features.add(f"armed_group|{victim or 'unknown'}")
        item.features.update({f"{f}|{victim}" for f in item.features & {"place", "target", "nearest_harming", "of_previous", "claimant_side", "of_conflict", "enemy_of_attacker", "article_rank_0", "of_previous_here", "nearest_hurt"} if victim})
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


_STRONG = frozenset({"in_noun_phrase", "before_harm_noun", "owner", "loser", "victim_phrase", "of_parent", "of_harm_noun"})
_HURT = frozenset({"place", "target"})
_HARMING = frozenset({"attacker", "agent", "actor", "origin"})


_INSURGENTS = frozenset("rebel rebels guerrilla guerrillas guerilla guerillas militant militants terrorist terrorists insurgent insurgents jihadist jihadists jihadi gunmen gunman extremists extremist attackers assailants bandits subversives".split())
_SOLDIERS = frozenset("soldier soldiers troop troops serviceman servicemen personnel conscript conscripts reservists marines paratroopers policemen policeman police officers officer sailors defenders guardsmen army".split())


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


def _same_clause(sentence: Sentence, at: int, mention: Mention) -> bool:
    """Whether no mark, conjunction or relative pronoun parts the name from the figure or its word of harm."""
    for end in (mention.number, mention.harm):
        low, high = min(at, end), max(at, end)
        if not set(sentence.tags[low + 1 : high]) & set(",;-()r&"):
            return True
    return False


def name_roles(sentence: Sentence) -> list[tuple[str, str]]:
    """Return for each name of a sentence its party and whether it stands as harming or hurt, whatever the figures."""
    found = []
    for i, token in enumerate(sentence.tokens):
        if token.name is None:
            continue
        behind = _preposition_before(sentence, i)
        word, is_of_attack = behind if behind is not None else ("", False)
        if _is_attacker(sentence, i, token, range(0)) or _is_actor(sentence, i, token, None) or word == "by" or (word == "from" and is_of_attack):
            found.append((token.name.id, "harming"))
        elif (word in _PLACE_PREPOSITIONS and word != "of" and token.name.kind != "people") or _is_target_of_verb(sentence, i):
            found.append((token.name.id, "hurt"))
    return found


def _is_actor(sentence: Sentence, at: int, token: Token, harm: int | None) -> bool:
    """Whether the name is the subject of a verb of attack: "Israel has since launched", "Hamas fighters attacked"."""
    assert token.name is not None
    if token.name.kind == "place":
        return False
    for i in range(at + 1, min(at + 8, len(sentence.tokens))):
        tag, low = sentence.tags[i], sentence.tokens[i].low
        if low in SAYING:
            return False
        if i == harm:
            return True
        if low in _ATTACKING and not (tag == "U" and token.name.kind == "demonym"):
            return not (tag == "k" and any(t.low in {"was", "were", "been", "be", "are", "is"} for t in sentence.tokens[at + 1 : i]))
        if tag in "N,;()-pros&" or low in {"was", "were"}:
            return False
    return False


def _is_attacker(sentence: Sentence, at: int, token: Token, phrase: range) -> bool:
    """Whether the name stands before a word of attack: "Russian missile strike", "Israel's bombardment", "Hamas gunmen"."""
    assert token.name is not None
    following = [t.low for t in sentence.tokens[at + 1 : at + 5]]
    is_possessive = sentence.tags[at + 1 : at + 2] == "'"
    return (
        token.name.kind in _STATE_KINDS
        and any(w in _ATTACK for w in following[: 4 if is_possessive else 3])
        and (token.name.kind in {"demonym", "force", "group"} or is_possessive)
        and at not in phrase
    )


def _add_sides(party: str, item: Evidence, attackers: set[str], role: str, context: Context) -> None:
    for attacker in attackers - {party}:
        if are_enemies(attacker, party, context.published):
            item.features.add(f"enemy_of_{role}")
    if party in attackers:
        item.features.add(f"is_{role}")
        if not item.features & (_HURT | _STRONG):
            item.features.add(f"is_only_{role}")


def are_enemies(one: str, other: str, day: date | None) -> bool:
    """Return whether two parties stand against each other in a conflict that the reference data know to be under way on ``day``.

    Two parties of one side (an armed group and its territory) are no enemies.
    """
    if side_of(one) == side_of(other) or one == other:
        return False
    for conflict in names.conflicts().values():
        under_way = day is None or (conflict.start_date <= day and (conflict.end_date is None or day <= conflict.end_date))
        if under_way and one in conflict.party_ids and other in conflict.party_ids:
            return True
    return False


def side_of(party: str) -> str:
    """Return the state or territory that a party belongs to: of an armed group its side, of a state itself."""
    row = names.parties().get(party)
    return row.side_of if row is not None and row.side_of else party


def _role(sentence: Sentence, mention: Mention, at: int, token: Token) -> str:
    """The one part that the name at ``at`` plays for the figure: whose people they are, who harmed them, where, or who tells."""
    tokens, tags = sentence.tokens, sentence.tags
    assert token.name is not None
    kind = token.name.kind
    number, harm = mention.number, mention.harm
    last = max(mention.end, number + 1)
    after = tags[at + 1 : at + 2]
    if number < at < last:
        return "in_noun_phrase"
    if after == "(" and number == at + 2:
        return "owner"
    if after == "'" and number in range(at + 2, at + 7) and not set(tags[at + 2 : number]) - set("awDLFhMCPt"):
        return "owner"
    if tokens[harm].tag in "htl" and at < harm <= at + 5 and not set(tags[at + 1 : harm]) - set("aw'DLFMCPU"):
        return "before_harm_noun"
    if tokens[harm].tag in "ht" and harm < at <= harm + 6 and not set(tags[harm + 1 : at]) - set("opaDwMCP&"):
        return "of_harm_noun"
    if _counted_by_other(sentence, mention, at):
        return "in_other_noun_phrase"
    if mention.rule not in {"active", "joined"} and _is_victim_phrase(sentence, at, harm):
        return "victim_phrase"
    if _is_loser(sentence, mention, at):
        return "loser"
    if kind in {"demonym", "country", "metonym"} and any(t.name is not None and t.name.kind in {"group", "force"} for t in tokens[at + 1 : at + 5]) and not set(tags[at + 1 : at + 4].split("F")[0]) - set("awMUPC'"):
        return "describes_group"
    behind = _preposition_before(sentence, at)
    if behind is not None and behind[0] == "by":
        return "agent"
    if behind is not None and behind[0] == "of" and behind[1]:
        return "target"
    if _is_attacker(sentence, at, token, range(number + 1, last)):
        return "attacker"
    if behind is not None:
        word, is_of_attack = behind
        if word == "from" and is_of_attack:
            return "origin"
        if word in _ON and is_of_attack and word != "in":
            return "target"
        if word in _PLACE_PREPOSITIONS and word != "of" and kind != "people" and not (tokens[at + 1].low if at + 1 < len(tokens) else "").startswith("border"):
            return "place"
        if word == "with" or word == "against":
            return "opponent"
    if _is_actor(sentence, at, token, harm if mention.rule in {"active", "joined"} else None):
        return "actor"
    if _is_target_of_verb(sentence, at):
        return "target"
    if _speaks(sentence, at):
        return "claimant_side"
    return f"other_{kind}"


_STRICT_LOSING = frozenset("lost lose loses losing suffered suffers suffer suffering sustained sustaining incurred".split())
_HAVING = frozenset("seen saw sees seeing had has taking".split())


def _is_victim_phrase(sentence: Sentence, at: int, harm: int) -> bool:
    """Whether the name itself, or the noun that it modifies, stands right before the word of harm: "Russian troops killed"."""
    if not 0 < harm - at <= 5 or sentence.tokens[harm].tag not in "kij":
        return False
    between = sentence.tags[at + 1 : harm]
    if between.endswith("b") and not {t.low for t in sentence.tokens[at + 1 : harm]} & {"were", "was", "been", "being", "reported", "are", "left"}:
        return False
    return set(between) <= set("aMCPbwDL&") and (sentence.tags[at] == "P" or bool(set(between) & set("MCP")))


def _counted_by_other(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether another number counts the named people: "20 Indian soldiers and four Chinese soldiers"."""
    for i in range(at - 1, max(-1, at - 5), -1):
        if sentence.tags[i] == "N":
            return i != mention.number
        if sentence.tags[i] not in "aDLFwoMCP":
            return False
    return False


def _is_loser(sentence: Sentence, mention: Mention, at: int) -> bool:
    """Whether the name is the subject of losing: "Russia has lost", "Ukraine, meanwhile, has seen 100 soldiers killed"."""
    tokens, tags = sentence.tokens, sentence.tags
    if at >= mention.number or tags[at + 1 : at + 2] == "'":
        return False
    for i in range(at + 1, min(at + 9, mention.number + 1)):
        low = tokens[i].low
        if low in SAYING:
            return False
        if low in _STRICT_LOSING or (low in _HAVING and i < mention.number and tags[i + 1 : i + 2] not in {"b", "k", "s"} and (mention.number - i) <= 4):
            return i <= max(mention.harm, mention.number) and "N" not in tags[i + 1 : mention.number]
        if tags[i] in "N;()kgvo" or (tags[i] == "p" and low not in {"as", "since"}) or tags[i] in "r&":
            return False
    return False


def _preposition_before(sentence: Sentence, at: int) -> tuple[str, bool] | None:
    """The preposition that governs the name, through its adjectives, and whether a word of attack stands before it."""
    tokens, tags = sentence.tokens, sentence.tags
    for back in range(1, 7):
        i = at - back
        if i < 0:
            return None
        if tags[i] in "po" or tokens[i].low in _ON:
            is_of_attack = any(t.low in _ATTACK or t.low in _ATTACKING or t.tag == "U" for t in tokens[max(0, i - 3) : i])
            return tokens[i].low, is_of_attack
        if tags[i] not in "aDLwU'" or tokens[i].low in _ATTACKING:
            return None
    return None


def _is_target_of_verb(sentence: Sentence, at: int) -> bool:
    """Whether a verb of attack stands right before the name: "Hamas attacked Israel", "missiles hit Ukraine"."""
    for i in range(at - 1, max(-1, at - 4), -1):
        if sentence.tokens[i].low in _ATTACKING and sentence.tags[i] not in "k":
            return True
        if sentence.tags[i] not in "aDw":
            return False
    return False


def _speaks(sentence: Sentence, at: int) -> bool:
    """Whether the name belongs to somebody who makes a statement in this sentence."""
    tokens = sentence.tokens
    for i in range(at + 1, min(at + 7, len(tokens))):
        if tokens[i].low in SAYING:
            return True
        if sentence.tags[i] in ",Nkgv":
            break
    return any(t.low.startswith("according") for t in tokens[max(0, at - 5) : at])




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
                strong = _role(sentence, mention, i + 2, tokens[i + 2]) in _STRONG
                add("+".join(sorted({token.name.id, other.id})), "combined", *(("combined_strong", "in_noun_phrase") if strong else ()))
