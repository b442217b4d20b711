"""Find the numbers of a sentence that count people who came to harm."""

from tollbook.extraction.exclusions import is_excluded
from tollbook.extraction.linking import link
from tollbook.extraction.lists import join_ahead
from tollbook.extraction.mentions import Mention, NounPhrase, read_noun_phrase
from tollbook.extraction.parts import divide, inherit, nearest_harm
from tollbook.extraction.references import gives_another_count, refer_back
from tollbook.extraction.tokens import Sentence


def find_mentions(
    sentence: Sentence, last: Mention | None = None, last_sentence: Sentence | None = None
) -> list[Mention]:
    """Return the mentions of harmed people in ``sentence``, in the order of the text.

    ``last`` is the last mention before this sentence, in ``last_sentence``; "six of them were fighters" and "the
    agency put the
    number at 90" take their word of harm from it.
    """
    found: dict[int, Mention] = {}
    numbers = [i for i, t in enumerate(sentence.tokens) if t.number is not None and not is_excluded(sentence, i)]
    phrases = {i: read_noun_phrase(sentence, i) for i in numbers}
    inside = {j for i, p in phrases.items() for j in range(i + 1, p.end)}
    numbers = [i for i in numbers if i not in inside]
    for i in numbers:
        mention = link(sentence, i, phrases[i])
        if mention is not None:
            found[i] = mention
    for i in numbers:
        divide(sentence, i, phrases, found)
    for i in reversed(numbers):
        if i not in found:
            mention = join_ahead(sentence, i, phrases[i], found)
            if mention is not None:
                found[i] = mention
    for i in numbers:
        if i not in found:
            mention = inherit(sentence, i, phrases, found)
            if mention is not None:
                found[i] = mention
    has_harm = any(t.harm is not None for t in sentence.tokens)
    if last is not None and last_sentence is not None and not has_harm:
        found.update(refer_back(sentence, numbers, phrases, last, last_sentence))
    for i in numbers:
        if i not in found:
            mention = _another_count(sentence, i, phrases[i], found)
            if mention is not None:
                found[i] = mention
    return [found[i] for i in sorted(found)]


def _another_count(sentence: Sentence, at: int, phrase: NounPhrase, found: dict[int, Mention]) -> Mention | None:
    """Another count of the people whose harm the sentence told of before: "..., bringing the total to 68"."""
    if phrase.kind not in {"none", "person"} or not gives_another_count(sentence, at):
        return None
    before = next((found[i] for i in sorted(found, reverse=True) if i < at), None)
    if before is not None:
        return Mention(at, before.harm, before.measure, "another_count", phrase.head, phrase.end)
    harm = nearest_harm(sentence, at)
    word = sentence.tokens[harm].harm if harm is not None and harm < at else None
    if harm is None or word is None:
        return None
    return Mention(at, harm, word.measure, "another_count", phrase.head, phrase.end)
