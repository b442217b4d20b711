"""The part that a name plays for a figure: whose people they are, who harmed them, where it was, who tells of it."""

from tollbook.extraction.clauses import SAYING
from tollbook.extraction.lexicon import word_set
from tollbook.extraction.mentions import Mention
from tollbook.extraction.tokens import Sentence, Token

_ATTACK = word_set("attack_nouns")
_ATTACKING = word_set("attack_verbs")
_PLACE_PREPOSITIONS = word_set("place_prepositions")
_ON = word_set("target_prepositions")
STATE_KINDS = frozenset({"country", "metonym", "demonym", "people", "force", "group"})

STRONG = frozenset(
    {
        "continues_here",
        "in_noun_phrase",
        "before_harm_noun",
        "owner",
        "loser",
        "victim_phrase",
        "of_parent",
        "of_harm_noun",
    }
)
HURT = frozenset({"place", "target"})
HARMING = frozenset({"attacker", "agent", "actor", "origin"})


def role_of(sentence: Sentence, mention: Mention, at: int, token: Token) -> str:
    """The one part that the name at ``at`` plays for the figure: whose people they are, who harmed them, where, or
    who tells."""
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
    is_attacker = _is_attacker(sentence, at, token, range(number + 1, last))
    if (
        tokens[harm].tag in "ht"
        and harm < at <= harm + 6
        and not is_attacker
        and not set(tags[harm + 1 : at]) - set("opaDwMCP&")
    ):
        return "of_harm_noun"
    if _counted_by_other(sentence, mention, at):
        return "in_other_noun_phrase"
    if mention.rule not in {"active", "joined"} and _is_victim_phrase(sentence, at, harm):
        return "in_noun_phrase" if mention.rule in {"number_of", "toll"} else "victim_phrase"
    if _is_loser(sentence, mention, at):
        return "loser"
    if (
        kind in {"demonym", "country", "metonym"}
        and any(t.name is not None and t.name.kind in {"group", "force"} for t in tokens[at + 1 : at + 5])
        and not set(tags[at + 1 : at + 4].split("F")[0]) - set("awMUPC'")
    ):
        return "describes_group"
    behind = _preposition_before(sentence, at)
    if behind is not None and behind[0] == "by":
        return "agent"
    if is_attacker:
        return "attacker"
    if behind is not None and behind[0] == "of" and behind[1]:
        return "origin" if tokens[at - 2].low == "out" or tokens[at - 3].low == "out" else "target"
    if behind is not None:
        word, is_of_attack = behind
        if word == "from" and is_of_attack:
            return "origin"
        if word in _ON and is_of_attack and word != "in":
            return "target"
        if (
            word in _PLACE_PREPOSITIONS
            and word != "of"
            and kind != "people"
            and not (tokens[at + 1].low if at + 1 < len(tokens) else "").startswith("border")
        ):
            return "place"
        if word in {"with", "against"}:
            return "opponent"
    if _is_actor(sentence, at, token, harm if mention.rule in {"active", "joined"} else None):
        return "actor"
    if _is_target_of_verb(sentence, at):
        return "target"
    if _speaks(sentence, at):
        return "claimant_side"
    return f"other_{kind}"


_STRICT_LOSING = word_set("losing")
_HAVING = word_set("having")


def _is_victim_phrase(sentence: Sentence, at: int, harm: int) -> bool:
    """Whether the name itself, or the noun that it modifies, stands right before the word of harm: "Russian troops
    killed"."""
    if not 0 < harm - at <= 5 or sentence.tokens[harm].tag not in "kij":
        return False
    between = sentence.tags[at + 1 : harm]
    if between.endswith("b") and not {t.low for t in sentence.tokens[at + 1 : harm]} & {
        "were",
        "was",
        "been",
        "being",
        "reported",
        "are",
        "left",
    }:
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
    """Whether the name is the subject of losing: "Russia has lost", "Ukraine, meanwhile, has seen 100 soldiers
    killed"."""
    tokens, tags = sentence.tokens, sentence.tags
    if at >= mention.number:
        return False
    for i in range(at + 1, min(at + 16, mention.number + 1)):
        low = tokens[i].low
        if low in SAYING:
            return False
        if low in _STRICT_LOSING or (
            low in _HAVING
            and i < mention.number
            and tags[i + 1 : i + 2] not in {"b", "k", "s"}
            and (mention.number - i) <= 4
        ):
            return i <= max(mention.harm, mention.number) and "N" not in tags[i + 1 : mention.number]
        if tags[i] in "N;()kgvr" or (tags[i] in "po" and i - at < 3) or (tags[i] == "&" and low != "while"):
            return False
        if sentence.tokens[i].name is not None and i - at < 9 and tags[i - 1] not in "poa":
            return False
    return False


def _preposition_before(sentence: Sentence, at: int) -> tuple[str, bool] | None:
    """The preposition that governs the name, through its adjectives, and whether a word of attack stands before it.

    A place behind the name of a smaller one ("in the village, southern Freedonia") shares its preposition.
    """
    tokens, tags = sentence.tokens, sentence.tags
    commas = 0
    name = tokens[at].name
    is_place = name is not None and name.kind in {"country", "place", "metonym"} and tokens[at - 1].low != "the"
    for i in range(at - 1, max(-1, at - 10), -1):
        if tags[i] in "po" or tokens[i].low in _ON:
            is_of_attack = any(
                t.low in _ATTACK or t.low in _ATTACKING or t.tag == "U" for t in tokens[max(0, i - 3) : i]
            )
            return tokens[i].low, is_of_attack
        if (
            is_place
            and tokens[i].text == ","
            and commas < 2
            and i
            and (tags[i - 1] == "L" or _is_capital(tokens[i - 1]))
        ):
            commas += 1
        elif tags[i] not in "aDLwU'" or tokens[i].low in _ATTACKING:
            return None
    return None


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.tag in "wLU"


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


def name_roles(sentence: Sentence) -> list[tuple[str, str]]:
    """Return for each name of a sentence its party and whether it stands as harming or hurt, whatever the figures."""
    found = []
    for i, token in enumerate(sentence.tokens):
        if token.name is None:
            continue
        behind = _preposition_before(sentence, i)
        word, is_of_attack = behind if behind is not None else ("", False)
        if (
            _is_attacker(sentence, i, token, range(0))
            or _is_actor(sentence, i, token, None)
            or word == "by"
            or (word == "from" and is_of_attack)
        ):
            found.append((token.name.id, "harming"))
        elif (word in _PLACE_PREPOSITIONS and word != "of" and token.name.kind != "people") or _is_target_of_verb(
            sentence, i
        ):
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
            return not (
                tag == "k"
                and any(t.low in {"was", "were", "been", "be", "are", "is"} for t in sentence.tokens[at + 1 : i])
            )
        if tag in "N,;()-pros&" or low in {"was", "were"}:
            return False
    return False


def _is_attacker(sentence: Sentence, at: int, token: Token, phrase: range) -> bool:
    """Whether the name stands before a word of attack: "Russian missile strike", "Israel's bombardment", "Hamas
    gunmen"."""
    assert token.name is not None
    following = [t.low for t in sentence.tokens[at + 1 : at + 5]]
    is_possessive = sentence.tags[at + 1 : at + 2] == "'"
    return (
        token.name.kind in STATE_KINDS
        and any(w in _ATTACK for w in following[: 4 if is_possessive else 3])
        and (token.name.kind in {"demonym", "force", "group"} or is_possessive)
        and at not in phrase
    )
