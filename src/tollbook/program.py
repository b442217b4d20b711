"""The version of what makes claims: as this process works with it, and as it lies on disk."""

import hashlib
import socket
from functools import cache
from pathlib import Path

from tollbook import extraction
from tollbook.archive.schemas import SCHEMA_VERSION
from tollbook.series import fingerprint_series, series_version

__all__ = ["ChangedProgramError", "claims_version", "require_program"]


class ChangedProgramError(RuntimeError):
    """The program, its models or its reference data were changed while a run was at work with them."""


@cache
def claims_version() -> str:
    """Return the version that this process archives claims under: the extractor's, and a fingerprint of what else makes
    them, which is what reads the rows of series and what validates articles and claims.
    """
    return _name_version(extraction.extractor_version(), series_version())


def _name_version(extractor: str, series: str) -> str:
    # A new version of the archive's schema has all claims found anew: they are read in place.
    digest = hashlib.sha256(f"{series} {SCHEMA_VERSION}".encode())
    for path in sorted((Path(__file__).parent / "validation").glob("*.py")):
        digest.update(path.read_bytes())
    return f"{extractor}-{digest.hexdigest()[:8]}"


# As soon as the code is here: what changes later on disk is not what runs.
claims_version()


def require_program(version: str) -> None:
    """Raise ``ChangedProgramError`` unless this process works with that version of what makes claims, and it still lies
    so on disk.

    A worker may have started after a change, and rules are read when they are first needed: only what is of one version
    before the work and after it was made by that version.
    """
    on_disk = _name_version(extraction.fingerprint_extractor(), fingerprint_series())
    if not version == claims_version() == on_disk:
        raise ChangedProgramError(
            "the program was changed while it ran, or a worker has another one: the run began with version "
            f"{version} of what makes claims, and {socket.gethostname()} has {on_disk} on disk; nothing was published, "
            "give all machines the same version and run it again"
        )
