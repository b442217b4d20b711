"""The extractor's name and version: a fingerprint of everything that decides what it reads."""

import hashlib
from functools import cache
from pathlib import Path

EXTRACTOR = "tollbook-rules"
SEEDS = Path(__file__).resolve().parents[3] / "seeds"
"""Where the reference data lie that the extractor reads."""
_SEEDS = ("parties", "claimants", "conflicts", "names", "places")


def fingerprint_extractor() -> str:
    """Return the fingerprint of rules, lexicons, weights and reference data as they lie on disk now: 12 hexadecimal
    digits, new when any of them changes.
    """
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


@cache
def extractor_version() -> str:
    """Return the fingerprint of the extractor that this process works with."""
    return fingerprint_extractor()


# Taken before the modules that it covers are imported: what changes later on disk is not what runs here. Who compares
# it with the fingerprint after the work knows that nothing else was read in between.
extractor_version()
