"""Damage: a file that is not what was written."""

from dataclasses import dataclass

__all__ = ["Damage"]


@dataclass(frozen=True, slots=True)
class Damage:
    """Which file is damaged, what was found, and what to do."""

    file: str
    found: str
    advice: str

    @property
    def message(self) -> str:
        """Return file, finding and advice in one line."""
        return f"{self.file}: {self.found}; {self.advice}."
