"""Maintain: keep a warehouse that is used for years small, quick and whole."""

from dataclasses import dataclass

from tollbook import archive, program, warehouse
from tollbook.pipeline import Progress
from tollbook.stages import Place
from tollbook.warehouse import Damage, hold_warehouse

__all__ = ["Upkeep", "maintain"]


@dataclass(frozen=True)
class Upkeep:
    """What was done: versions of the extractor and of the database dropped.

    ``damages`` are the files that are not what was written; nothing was done to them.
    """

    dropped_extractor_versions: tuple[str, ...]
    removed_versions: tuple[str, ...]
    damages: tuple[Damage, ...]

    def describe(self) -> str:
        """Return what was done in a few lines."""
        lines = [
            f"claims of earlier rules dropped: {', '.join(self.dropped_extractor_versions) or 'none'}",
            f"published versions removed: {', '.join(self.removed_versions) or 'none'}",
            *(f"DAMAGED {damage.message}" for damage in self.damages),
        ]
        return "\n".join(lines)


def maintain(place: Place, progress: Progress, is_verifying: bool = True) -> Upkeep:
    """Drop what earlier rules found, keep the last versions of the database; verify all hashes.

    Nothing that cannot be made again is removed, and articles and claims stay what they are. While it works nobody
    publishes. Raises ``OSError`` if the archive cannot be written.
    """
    with hold_warehouse(place.warehouse, lambda _: None):
        progress("drop", 1, 3)
        dropped = archive.drop_superseded(place.storage, program.claims_version())
        removed = warehouse.prune_versions(place.versions, place.keep_versions)
        progress("verify", 2, 3)
        damages = (
            [
                *warehouse.verify_published(place.database, place.exports),
            ]
            if is_verifying
            else []
        )
        progress("verify", 3, 3)
    return Upkeep(dropped, tuple(path.stem for path in removed), tuple(damages))
