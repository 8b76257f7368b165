"""The texts that a single command works on: two files as the reader sees them, or two files of lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
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
    """An original and its translation, ready to be laid side by side; ``id`` is set in a batch.

    ``machines`` are machine versions of the same original, by system.
    """

    arabic: Side
    english: Side
    machines: Mapping[str, Side] = field(default_factory=dict)
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


def _named(side: Side, numbers: Sequence[int]) -> tuple[int, ...]:
    return tuple(side.numbers[number] for number in numbers)


def _renumber_mark(side: Side, mark: Mark | None) -> Mark | None:
    return None if mark is None else replace(mark, sentences=_named(side, mark.sentences))
