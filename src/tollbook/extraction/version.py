"""The extractor's name and version: a fingerprint of everything that decides what it reads."""

import hashlib
from functools import cache
from pathlib import Path

from tollbook.extraction.names import SEEDS

EXTRACTOR = "tollbook-rules"
_SEEDS = ("parties", "claimants", "conflicts", "names", "places")


@cache
def extractor_version() -> str:
    """Return the fingerprint of rules, lexicons, weights and reference data: 12 hexadecimal digits, new when any of
    them changes."""
    digest = hashlib.sha256()
    here = Path(__file__).parent
    sources = [
        *here.glob("*.py"),
        *here.glob("lexicon/*.yaml"),
        *here.glob("models/*.npz"),
        *(SEEDS / f"{s}.csv" for s in _SEEDS),
    ]
    for path in sorted(sources, key=lambda p: p.name):
        digest.update(path.name.encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()[:12]
