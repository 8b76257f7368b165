"""What can be wrong with a document, said so that a person can mend it.

DocumentError          a document that cannot be read or judged; becomes a row, never ends a run
└── UsageError         the caller asked for something that does not exist (a path, a name, a setting)
"""

from __future__ import annotations

from dataclasses import dataclass


class DocumentError(Exception):
    """One document is in trouble: what is wrong, which value shows it, and what to do.

    >>> str(DocumentError("the file is empty", value="0 bytes", remedy="send the text again"))
    'the file is empty (0 bytes): send the text again'
    """

    def __init__(self, what: str, *, value: str, remedy: str) -> None:
        super().__init__(f"{what} ({value}): {remedy}")
        self.what = what
        self.value = value
        self.remedy = remedy

    def __reduce__(self) -> tuple[object, ...]:
        """Survive the way between processes, which plain keyword-only exceptions do not."""
        return _restore, (type(self), self.what, self.value, self.remedy)


class UsageError(DocumentError):
    """The request itself is wrong: the program stops and says how to ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One row of ``problems.parquet``: expected trouble with one file or article.

    ``stage`` names the step that met it (read, pair, align, check, score, report); ``article`` is the
    1-based number inside the file, or None for the whole file.
    """

    file: str
    stage: str
    what: str
    value: str
    remedy: str
    article: int | None = None

    def __str__(self) -> str:
        """One line for a person: the file, then what its error would say."""
        return f"{self.file}: {self.what} ({self.value}): {self.remedy}"

    @classmethod
    def of(cls, error: DocumentError, *, file: str, stage: str, article: int | None = None) -> Problem:
        """The row that an error becomes."""
        return cls(file=file, stage=stage, what=error.what, value=error.value, remedy=error.remedy, article=article)


def _restore(kind: type[DocumentError], what: str, value: str, remedy: str) -> DocumentError:
    return kind(what, value=value, remedy=remedy)
