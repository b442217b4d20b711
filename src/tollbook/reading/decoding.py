"""From bytes to text: UTF-8 where it is UTF-8, another encoding only where there is no doubt which."""

import codecs
import re

from charset_normalizer import from_bytes

from tollbook.reading.source import Unreadable

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Words that tell a language by its ASCII letters alone, and with it the letters that its accents can be.
_WESTERN_WORDS = re.compile(
    rb"\b(?:que|el|la|en|le|et|est|les|des|dans|pour|avec|une|sur|los|las|del|por|una|para|con|der|die|das|und|den|nicht|ist|mit|von|uma|dos|della"
    rb"|che|gli|per|het|een|och|att|det|som|til)\b",
    re.IGNORECASE,
)
_ENGLISH_WORDS = re.compile(rb"\b(?:the|and|of|to|in|was|were|said|that|for|by|on)\b", re.IGNORECASE)
_WESTERN_LETTERS = frozenset("àáâãäåæçèéêëìíîïðñòóôõöøùúûüýþÿßœšžÀÁÂÃÄÅÆÇÈÉÊËÌÍÎÏÐÑÒÓÔÕÖØÙÚÛÜÝÞŸŒŠŽªº¿¡")
_TYPOGRAPHY = frozenset("‘’‚“”„–—…•™€£§©«®°·»½\xa0\xad¹²³")
# In English a foreign letter may come from anywhere: only those that Western and Central European encodings share are
# sure.
_SHARED_LETTERS = frozenset(c for c in _WESTERN_LETTERS if c.encode("cp1252") == c.encode("cp1250", "replace"))
_OTHER_SCRIPTS = ["cp1251", "koi8_r", "cp1256", "cp1255", "cp1253", "gb18030", "big5", "shift_jis", "euc_jp", "euc_kr"]
_SAMPLE_BYTES = 64 * 1024
_FEWEST_LETTERS = 24
"""With fewer high bytes than this, the encodings of other scripts cannot be told apart by what letters are common."""


def find_encoding(content: bytes, declared: str | None = None) -> str:
    """Return the encoding of ``content``: by its mark, UTF-8, what the document itself declares, or by detection.

    Raises ``Unreadable`` for binary content, and where several encodings would fit and give different text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            return encoding
    if b"\x00" in content:
        raise Unreadable("binary", "holds binary data, not text", "give text, or name the file after its format")
    try:
        content.decode("utf-8")
    except UnicodeDecodeError as error:
        return _find_legacy_encoding(content, declared, error.start)
    return "utf-8"


def _find_legacy_encoding(content: bytes, declared: str | None, position: int) -> str:
    if declared and _decodes(content, declared):
        return declared
    start = max(0, position - _SAMPLE_BYTES // 2)
    sample = content[start : start + _SAMPLE_BYTES]
    encoding = _find_western_encoding(sample) or _find_other_script(sample)
    if encoding is None or not _decodes(content, encoding):
        line = content.count(b"\n", 0, position) + 1
        byte = content[position : position + 1].hex()
        found = f"is not UTF-8 (byte 0x{byte} on line {line}), and its encoding cannot be told for sure"
        raise Unreadable("wrong_encoding", found, "convert it to UTF-8")
    return encoding


def _find_western_encoding(sample: bytes) -> str | None:
    high = {character for character in sample.decode("cp1252", "replace") if character > "\x7f"} - _TYPOGRAPHY
    words = sample.count(b" ") + 1
    if not high:
        return "cp1252"
    if high <= _WESTERN_LETTERS and len(_WESTERN_WORDS.findall(sample)) * 12 > words:
        return "cp1252"
    if high <= _SHARED_LETTERS and len(_ENGLISH_WORDS.findall(sample)) * 12 > words:
        return "cp1252"
    return None


def _find_other_script(sample: bytes) -> str | None:
    n_high = sum(byte > 0x7F for byte in sample)
    if n_high < _FEWEST_LETTERS or n_high < sum(chr(byte).isalpha() for byte in sample if byte <= 0x7F):
        return None
    matches = list(from_bytes(sample, threshold=0.15, cp_isolation=_OTHER_SCRIPTS))
    if not matches:
        return None
    best, rivals = matches[0], matches[1:]
    close = [rival for rival in rivals if rival.chaos <= best.chaos + 0.02 and rival.coherence >= best.coherence - 0.1]
    # Rivals that read the same text are no rivals.
    is_sure = best.coherence >= 0.1 and all(str(rival) == str(best) for rival in close)
    return best.encoding if is_sure else None


def _decodes(content: bytes, encoding: str) -> bool:
    try:
        content.decode(encoding)
    except (UnicodeDecodeError, LookupError, ValueError):
        return False
    return True


def decode(content: bytes, declared: str | None = None) -> str:
    """Return ``content`` as text, every character and line end as it stands, without a byte order mark.

    Raises ``Unreadable`` where ``find_encoding`` does.
    """
    encoding = find_encoding(content, declared)
    try:
        return content.decode(encoding)
    except UnicodeDecodeError as error:
        found = f"begins as {encoding} but breaks off at byte {error.start:,}"
        raise Unreadable("wrong_encoding", found, "fetch it again, or convert it to UTF-8") from error
