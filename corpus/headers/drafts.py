"""An article on the way from lines to fields, notes and body."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from corpus.documents import Field, Note
from corpus.headers.fields import Found
from corpus.languages import detect_language
from corpus.line_places import Line
from corpus.lines import key
from corpus.long_texts import Text

_REASONS = {
    "rule": "a line of signs that separates or ends texts",
    "share": "words of share buttons",
    "section": "the name of a section of the site",
    "release": "says what kind of text this is",
    "end": "says that the text ends",
    "rights": "a copyright line",
    "crumb": "a navigation path of the site",
    "title": "the title once more",
    "caption": "a caption",
    "invocation": "an invocation above the title",
    "biography": "says who the author is",
    "mail": "an e-mail above the text",
    "subtitle": "a line between the title and the metadata",
    "date": "another date",
    "link": "a web address alone on its line",
    "tags": "keywords of the site",
    "related": "points to other articles",
    "contact": "an address for inquiries",
    "views": "a figure of the site",
    "recipient": "says to whom the text was sent",
    "page": "a page number",
    "credit": "names somebody who had a lesser part in the text",
    "organisation": "a part of the publisher's name or address",
}
_TITLE = re.compile(r"(?:#{1,6}\s+|\*\*|__)?(?P<title>.*?)(?:\*\*|__|\s#+)?")
_SPACE = re.compile(r"\s+")
_HONORIFIC = re.compile(r"(?:(?:Dr|Prof|Mr|Mrs|Ms)\.?|(?:[\u0623\u0627]\.)?\u062f\.|[\u0623\u0627\u0645]\.)\s*(?=\S)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One article taken apart. ``body`` holds the stretches of running text, in order; places are the file's."""

    title_start: int
    title_end: int
    fields: tuple[Field, ...]
    notes: tuple[Note, ...]
    body: tuple[tuple[int, int], ...]


@dataclass(slots=True)
class Draft:
    """An article on the way to its layout: which lines are still running text, and what was found so far."""

    text: Text
    lines: Sequence[Line]
    is_body: list[bool]
    title: tuple[int, int] | None = None
    fields: dict[str, Field] = field(default_factory=dict)
    notes: list[Note] = field(default_factory=list)
    body_start: int = 0

    def note(self, number: int, kind: str, reason: str = "") -> None:
        """Take a line out of the running text."""
        line = self.lines[number]
        self.is_body[number] = False
        self.notes.append(Note(kind=kind, reason=reason or _REASONS[kind], start=line.start, end=line.end))

    def add(self, number: int, *found: Found, kind: str = "metadata") -> None:
        """Keep the metadata values of a line that holds nothing else."""
        line = self.lines[number]
        names = " and the ".join(dict.fromkeys(each.name for each in found))
        self.is_body[number] = False
        self.notes.append(Note(kind=kind, reason=f"gives the {names}", start=line.start, end=line.end))
        for each in found:
            self.add_inside(each)

    def add_inside(self, found: Found) -> None:
        """Keep a metadata value; a second one of the same name becomes a note."""
        raw = self.text[found.start : found.end]
        known = self.fields.get(found.name)
        if known is None:
            self.fields[found.name] = _field(found, raw)
            return
        same = found.date.iso == known.value if found.date else key(raw) == key(known.value)
        reason = f"the {found.name} once more" if same else f"another {found.name} than {known.raw}"
        self.notes.append(Note(kind=found.name, reason=reason, start=found.start, end=found.end))

    def is_title(self, line: Line) -> bool:
        """Whether a line says the title once more."""
        return self.title is not None and key(line.text) == key(self.text[slice(*self.title)])


def title_span(line: Line) -> tuple[int, int]:
    """The title without Markdown's signs around it."""
    match = _TITLE.fullmatch(line.text)
    if match is None or not match["title"]:
        return line.start, line.end
    return line.start + match.start("title"), line.start + match.end("title")


def find_stretches(draft: Draft) -> Iterator[tuple[int, int]]:
    """Neighbouring lines of running text, joined."""
    start = end = -1
    for line, is_body in zip(draft.lines, draft.is_body, strict=True):
        if is_body and start < 0:
            start = max(line.start, draft.body_start)
        if is_body:
            end = line.end
        elif start >= 0:
            yield start, end
            start = -1
    if start >= 0:
        yield start, end


def _field(found: Found, raw: str) -> Field:
    if found.date is not None:
        value = found.date.iso or raw
        language = detect_language(raw).code
        return Field(
            name="date",
            value=value,
            raw=raw,
            language=language,
            start=found.start,
            end=found.end,
            calendar=found.date.calendar,
            readings=found.date.readings,
        )
    value = _SPACE.sub(" ", raw).strip(' \t"\u00ab\u00bb\u201c\u201d*_')
    if found.name in {"author", "translator"}:
        value = _HONORIFIC.sub("", value)
    language = "und" if found.name == "url" else detect_language(value).code
    return Field(name=found.name, value=value or raw, raw=raw, language=language, start=found.start, end=found.end)
