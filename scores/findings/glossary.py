"""Glossaries: the English that an Arabic term must have, from CSV or TBX, and words that must stay as they are.

CSV has a row of headings; ``arabic`` and ``english`` are needed, ``forbidden`` may be there; several English
words are divided by ``|``, the first is the preferred one. TBX is ISO 30042, version 2 or 3; a term whose status
is deprecated or superseded is forbidden. A list of words to keep has one on each line.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from corpus.files import read_bytes
from corpus.problems import DocumentError, Problem

_LARGEST = 32 * 2**20  # bytes
_HEADINGS = {
    "arabic": {"arabic", "ar", "source", "term"},
    "english": {"english", "en", "target", "translation"},
    "forbidden": {"forbidden", "not", "avoid"},
}
_FORBIDDEN = ("deprecated", "superseded", "forbidden", "notrecommended")


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """One Arabic term, the English words that may render it, the preferred one first, and those that may not."""

    arabic: str
    english: tuple[str, ...]
    forbidden: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Glossary:
    """What an editor has fixed: terms, words that are kept as written, and the rows that could not be read."""

    terms: tuple[Term, ...] = ()
    kept: tuple[str, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), compare=False)

    @property
    def signature(self) -> str:
        """All of it in one line; equal signatures ask for the same."""
        terms = (f"{term.arabic}={'|'.join(term.english)}!{'|'.join(term.forbidden)}" for term in self.terms)
        return "\N{INFORMATION SEPARATOR ONE}".join([*terms, "kept", *self.kept])


def read_glossary(terms: Path | None = None, *, kept: Path | None = None) -> Glossary:
    """The glossary of a TBX or CSV file and of a list of words to keep.

    A row that is none becomes a problem with its line number and costs no other.

    Raises:
        DocumentError: a file cannot be read at all, or has no column for one of the languages.
    """
    rows: list[Term | Problem] = []
    if terms is not None:
        data = read_bytes(terms, largest=_LARGEST)
        is_xml = data.lstrip(b"\xef\xbb\xbf \r\n\t").startswith(b"<")
        rows = list(_read_tbx(data, terms.name) if is_xml else _read_csv(_decode(data, terms.name), terms.name))
    lines = _decode(read_bytes(kept, largest=_LARGEST), kept.name).split("\n") if kept is not None else []
    words = (line.strip() for line in lines)
    return Glossary(
        terms=tuple(dict.fromkeys(row for row in rows if isinstance(row, Term))),
        kept=tuple(dict.fromkeys(word for word in words if word and not word.startswith("#"))),
        problems=tuple(row for row in rows if isinstance(row, Problem)),
    )


def _decode(data: bytes, file: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            "the glossary is not UTF-8", value=f"{file}, byte {error.start}", remedy="save it as UTF-8"
        ) from error


def _read_csv(text: str, file: str) -> Iterator[Term | Problem]:
    first = text.split("\n", 1)[0]
    divider = max(",;\t", key=first.count)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=divider)
    try:
        columns = _columns(next(rows, []), file)
        for row in rows:
            cells = {name: row[place].strip() if place < len(row) else "" for name, place in columns.items()}
            if not any(cells.values()):
                continue
            yield from _terms(
                [cells["arabic"]],
                cells["english"].split("|"),
                cells.get("forbidden", "").split("|"),
                file,
                rows.line_num,
            )
    except csv.Error as error:
        yield _problem(file, rows.line_num, str(error))


def _columns(headings: list[str], file: str) -> dict[str, int]:
    found = {
        name: place
        for place, heading in reversed(list(enumerate(headings)))
        for name, known in _HEADINGS.items()
        if heading.strip().casefold() in known
    }
    if not {"arabic", "english"} <= found.keys():
        raise DocumentError(
            "the glossary names no columns",
            value=f"{file}: {', '.join(headings)[:80]}",
            remedy="write arabic,english (and forbidden, if there are such words) on its first line",
        )
    return found


def _read_tbx(data: bytes, file: str) -> Iterator[Term | Problem]:
    from lxml import etree  # on use: most glossaries are tables, most checks have none

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except etree.XMLSyntaxError as error:
        raise DocumentError("the glossary is broken XML", value=f"{file}: {error}", remedy="export it again") from error
    for entry in root.iter("{*}termEntry", "{*}conceptEntry"):
        arabic: list[str] = []
        english: list[str] = []
        forbidden: list[str] = []
        for section in entry.iter("{*}langSet", "{*}langSec"):
            language = (section.get("{http://www.w3.org/XML/1998/namespace}lang") or "").lower().split("-")[0]
            for term in section.iter("{*}term"):
                words = " ".join("".join(term.itertext()).split())
                if language == "ar":
                    arabic.append(words)
                elif language == "en":
                    (forbidden if _is_forbidden(term.getparent()) else english).append(words)
        yield from _terms(arabic, english, forbidden, file, int(entry.sourceline or 0))


def _is_forbidden(group: Any) -> bool:
    """Whether a term, or the group that holds it, is marked as one not to be used."""
    holder = group.getparent() if group is not None and group.tag.rpartition("}")[2] == "termGrp" else group
    notes = holder.iter("{*}termNote", "{*}administrativeStatus") if holder is not None else ()
    return any(word in (note.text or "").lower().replace(" ", "") for note in notes for word in _FORBIDDEN)


def _terms(
    arabic: Iterable[str], english: Iterable[str], forbidden: Iterable[str], file: str, line: int
) -> Iterator[Term | Problem]:
    said, right, wrong = ([word.strip() for word in words if word.strip()] for words in (arabic, english, forbidden))
    if not said or not (right or wrong):
        yield _problem(file, line, " | ".join([*said, *right, *wrong]) or "nothing")
    else:
        yield from (Term(arabic=each, english=tuple(right), forbidden=tuple(wrong)) for each in said)


def _problem(file: str, line: int, value: str) -> Problem:
    return Problem(
        file=file,
        stage="check",
        what=f"line {line} of the glossary is no term",
        value=value[:80],
        remedy="give its Arabic and its English",
    )
