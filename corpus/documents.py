"""A document as the archive holds it: its metadata, its body and its sentences, each with its place.

Every ``start`` and ``end`` is a character offset into *the file's text as read* (decoded, byte-order mark
removed, nothing else changed), so that ``file_text[start:end]`` is what a person would select on the page.
Where a line ended only at a fixed width (``corpus.sentences.wraps``), what is taken from the text has a blank for each
character of that line end, so lengths and places stay the same.
A file may hold several articles; each becomes a ``Document`` that keeps its own stretch of the text.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One metadata value: ``value`` normalised (a date is ISO 8601), ``raw`` as written at start:end.

    ``readings`` holds every ISO date that an ambiguous date could mean; it is empty where there is no doubt.
    """

    name: str  # publisher, author, translator, date, source, place, url
    value: str
    raw: str
    language: str  # ISO 639-1, or "und"
    start: int
    end: int
    calendar: str | None = None  # of a date: gregorian or islamic
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """A stretch that was read but is not body (a caption, a crumb, a repeated title), or a doubt; with its reason."""

    kind: str
    reason: str
    start: int
    end: int


# Nobody changes one; it is not frozen, because frozen ones take more than twice as long to make, and there are many.
# By position it is made in two thirds of the time.
@dataclass(slots=True, unsafe_hash=True)
class Sentence:
    """A sentence as written, on one line; ``kind`` is "title" for the headline, which is aligned but is not body."""

    text: str
    start: int
    end: int
    kind: str = "body"


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The running text: its language and the stretch it fills (notes say what inside it was left out)."""

    language: str
    start: int
    end: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One article of one file. ``text`` is its own stretch of the file, which begins at ``offset``."""

    id: str
    file: str
    article: int  # 1-based number inside the file
    language: str  # ISO 639-1 of the body, or "und"
    title: str
    title_start: int
    title_end: int
    metadata: tuple[Field, ...]
    body: Body
    sentences: tuple[Sentence, ...]  # the title first where there is one, then the body in reading order
    notes: tuple[Note, ...]
    offset: int
    text: str

    def slice(self, start: int, end: int) -> str:
        """The text between two offsets of the file."""
        return self.text[start - self.offset : end - self.offset]

    def field(self, name: str) -> Field | None:
        """The first metadata field of that name."""
        return next((field for field in self.metadata if field.name == name), None)


def document_id(text: str, *, copy: int = 0) -> str:
    """A name for a text that does not change when its file is moved or articles are added before it.

    12 hexadecimal digits of BLAKE2b over the text; ``copy`` (1, 2 …) tells further exact copies apart.

    >>> document_id("abc"), document_id("abc", copy=1)
    ('13c9497c2425', '13c9497c2425-1')
    """
    digest = hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
    return f"{digest}-{copy}" if copy else digest
