"""What did not become an article: where it was found, what was wrong, and what to do about it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RejectedArticle:
    """A file, or one record of a file, that could not be read as an article.

    ``record`` says where in the file ("line 3", "row 17", "entry 2", "page 4"), or is ``None`` for the file as a whole.
    ``reason`` is a short stable word for counting, ``found`` what stood there, ``advice`` what to do.
    """

    file_path: str
    record: str | None
    reason: str
    found: str
    advice: str

    @property
    def message(self) -> str:
        """Return one line: ``strike.json line 3: date is '31 Feb 2024', which is no date; use YYYY-MM-DD.``"""
        place = f"{self.file_path} {self.record}" if self.record else self.file_path
        return f"{place}: {self.found}; {self.advice}."
