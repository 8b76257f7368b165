"""The texts that a single command works on: two files, two files of lines, or a batch of sentence lists."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from alignments.beads import Bead
from corpus.documents import Sentence
from corpus.encodings import decode
from corpus.files import read_bytes
from corpus.problems import DocumentError, UsageError
from corpus.reading import read_file
from scores.findings.finding import Finding, Mark


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """The sentences of one language; ``numbers[i]`` is how the caller counts sentence ``i`` (blank lines count)."""

    sentences: tuple[Sentence, ...] = ()
    numbers: tuple[int, ...] = ()

    @property
    def texts(self) -> list[str]:
        """The sentences as written."""
        return [sentence.text for sentence in self.sentences]


@dataclass(frozen=True, slots=True, kw_only=True)
class Texts:
    """An original and its translation, ready to be laid side by side; ``id`` is set in a batch."""

    arabic: Side
    english: Side
    id: str | None = None

    def renumber(self, bead: Bead) -> Bead:
        """A bead in the caller's sentence numbers."""
        return replace(bead, arabic=_named(self.arabic, bead.arabic), english=_named(self.english, bead.english))

    def renumber_finding(self, finding: Finding) -> Finding:
        """A finding in the caller's sentence numbers."""
        return replace(
            finding,
            arabic=_renumber_mark(self.arabic, finding.arabic),
            english=_renumber_mark(self.english, finding.english),
        )


def read_lines(path: Path, *, member: str | None = None) -> Side:
    """One sentence a line, as given; blank lines are counted but are no sentences."""
    return side_of_lines(decode(read_bytes(path, member=member)).text.splitlines(keepends=True))


def side_of_lines(lines: Sequence[str]) -> Side:
    """The sentences of a text given as lines that keep their ends, with offsets into the joined text."""
    sentences: list[Sentence] = []
    numbers: list[int] = []
    start = 0
    for number, line in enumerate(lines):
        text = line.strip()
        if text:
            first = start + line.index(text[0])
            sentences.append(Sentence(text=text, start=first, end=first + len(text)))
            numbers.append(number)
        start += len(line)
    return Side(sentences=tuple(sentences), numbers=tuple(numbers))


def read_side(path: Path, *, language: str, lines: bool, member: str | None = None) -> Side:
    """The sentences of a file: as its lines, or as the reader finds them (title and body of every article).

    ``member`` is its name inside the archive at ``path``.

    Raises:
        DocumentError: the file cannot be read, or nothing in it is of the language asked for.
    """
    if lines:
        return read_lines(path, member=member)
    reading = read_file(path, member=member)
    documents = [document for document in reading.documents if document.language == language]
    if not documents:
        if reading.problems:
            problem = reading.problems[0]
            raise DocumentError(f"{path}: {problem.what}", value=problem.value, remedy=problem.remedy)
        seen = ", ".join(sorted({document.language for document in reading.documents})) or "no text"
        raise UsageError(
            f"{path} holds no document in the language expected there",
            value=f"expected {language}, found {seen}",
            remedy="see that the right file stands in its place, or use --lines",
        )
    sentences = tuple(sentence for document in documents for sentence in document.sentences)
    return Side(sentences=sentences, numbers=tuple(range(len(sentences))))


def read_pair(arabic: Path, english: Path, *, lines: bool) -> Texts:
    """The two files of ``align`` and ``check``."""
    return Texts(
        arabic=read_side(arabic, language="ar", lines=lines), english=read_side(english, language="en", lines=lines)
    )


def read_batch(path: Path) -> Iterator[Texts]:
    """The documents of a JSON Lines file, each ``{"id", "arabic": [sentences], "english": [sentences]}``.

    Offsets count in the sentences joined by line feeds.

    Raises:
        UsageError: a line is no such object; says which line and what it lacks.
    """
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, 1):
            if line.strip():
                yield _texts_of(line, f"{path}, line {number}")


def _texts_of(line: str, place: str) -> Texts:
    try:
        row = json.loads(line)
    except ValueError as error:
        raise UsageError(f"{place} is not JSON", value=str(error), remedy="write one JSON object a line") from error
    if not isinstance(row, dict) or "id" not in row:
        raise UsageError(f"{place} has no id", value=line[:80].strip(), remedy='give every line an "id"')
    sides = {}
    for name in ("arabic", "english"):
        sentences = row.get(name) or []
        if not isinstance(sentences, list) or not all(isinstance(sentence, str) for sentence in sentences):
            raise UsageError(
                f'{place}: "{name}" is no list of sentences', value=str(sentences)[:80], remedy="give a list of strings"
            )
        # A line break inside a sentence would change the count of lines but not of characters.
        sides[name] = side_of_lines([sentence.replace("\n", " ") + "\n" for sentence in sentences])
    return Texts(id=str(row["id"]), arabic=sides["arabic"], english=sides["english"])


def _named(side: Side, numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(side.numbers[number] for number in numbers)


def _renumber_mark(side: Side, mark: Mark | None) -> Mark | None:
    return None if mark is None else replace(mark, sentences=_named(side, mark.sentences))
