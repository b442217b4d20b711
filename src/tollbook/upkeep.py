"""Maintain: keep a warehouse that is used for years small, quick and whole."""

from dataclasses import dataclass

from tollbook import archive, program, warehouse
from tollbook.damage import Damage
from tollbook.pipeline import Progress
from tollbook.place import Place
from tollbook.warehouse import hold_warehouse

__all__ = ["Upkeep", "maintain"]


@dataclass(frozen=True)
class Upkeep:
    """What was done: small shards merged into larger ones, versions of the extractor and of the database dropped.

    ``damages`` are the files that are not what was written; nothing was done to them.
    """

    n_shards_merged: int
    n_shards_made: int
    dropped_extractor_versions: tuple[str, ...]
    removed_versions: tuple[str, ...]
    damages: tuple[Damage, ...]

    def describe(self) -> str:
        """Return what was done in a few lines."""
        lines = [
            f"{self.n_shards_merged} small shards merged into {self.n_shards_made}",
            f"claims of earlier rules dropped: {', '.join(self.dropped_extractor_versions) or 'none'}",
            f"published versions removed: {', '.join(self.removed_versions) or 'none'}",
            *(f"DAMAGED {damage.message}" for damage in self.damages),
        ]
        return "\n".join(lines)


def maintain(place: Place, progress: Progress, is_verifying: bool = True) -> Upkeep:
    """Merge small shards, drop what earlier rules found, keep the last versions of the database; verify all hashes.

    Nothing that cannot be made again is removed, and articles and claims stay what they are. While it works nobody
    publishes. Raises ``OSError`` if the archive cannot be written.
    """
    version = program.claims_version()
    with hold_warehouse(place.warehouse, lambda _: None):
        progress("drop", 0, 3)
        dropped = archive.drop_superseded(place.storage, version)
        progress("merge", 1, 3)
        merged, made = archive.merge_shards(place.storage, version)
        removed = warehouse.prune_versions(place.versions, place.keep_versions)
        progress("verify", 2, 3)
        damages = (
            [
                *archive.verify_archive(place.storage),
                *warehouse.verify_published(place.database, place.exports),
            ]
            if is_verifying
            else []
        )
        progress("verify", 3, 3)
    return Upkeep(merged, made, dropped, tuple(path.stem for path in removed), tuple(damages))
