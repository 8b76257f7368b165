"""Corrections: beads that a person drew, kept in one file that later runs read.

One record a pair, sorted. A correction remembers the *texts* of its beads beside their numbers: where a sentence
is split otherwise today, or a lead was put before it, the bead is found again by what it says, in a revised
translation as well; where the text itself is gone, the bead is lost, and said to be.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from alignments.beads import Drawn
from alignments.encoders import plain_text
from corpus.problems import Problem
from corpus.records import scan_records, sound_records, write_records

_NAMES = ("translation", "original", "by", "at")


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What a person fixed in the alignment of one pair (document names); ``at`` is ISO 8601, UTC.

    ``texts`` holds the Arabic and the English of each bead, its sentences joined by a space; without them (an
    empty tuple) the numbers are taken as they stand.
    """

    translation: str
    original: str
    beads: tuple[Drawn, ...]
    by: str
    at: str
    texts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """The beads of a correction in the numbers of today's sentences, in order, and how many no longer fit."""

    beads: tuple[Drawn, ...]
    lost: int


def bead_texts(beads: Iterable[Drawn], arabic: Sequence[str], english: Sequence[str]) -> tuple[tuple[str, str], ...]:
    """What a correction remembers of the sentences that its beads were drawn on.

    >>> bead_texts([((0,), (0, 1))], ["jim"], ["One.", "Two."])
    (('jim', 'One. Two.'),)
    """
    return tuple((_joined(arabic, rows), _joined(english, columns)) for rows, columns in beads)


def fit_beads(
    correction: Correction | None,
    arabic: Sequence[str],
    english: Sequence[str],
    *,
    earlier: Sequence[Correction] = (),
) -> Fixed:
    """The person's beads on these sentences: by number where the text is the same there, else by their text.

    ``earlier`` are corrections of another wording of either text (a translation that was revised since): of them
    hold the beads that have two sides, both of which stand here word for word. A sentence that was alone may have
    its counterpart by now. Beads of the correction that are not found, overlap or cross an earlier one are lost;
    the rest hold.
    """
    sides = (_Side(arabic), _Side(english))
    kept = _in_order(_found(correction, sides)) if correction else ()
    carried = [bead for each in earlier if each.texts for bead in _found(each, sides) if all(bead)]
    lost = len(correction.beads) - len(kept) if correction else 0
    return Fixed(beads=_in_order([*kept, *carried]), lost=lost)


def _found(correction: Correction, sides: tuple[_Side, _Side]) -> list[Drawn]:
    """The beads of a correction that are found, in the order in which they were drawn."""
    kept: list[Drawn] = []
    for number, bead in enumerate(correction.beads):
        texts = correction.texts[number] if correction.texts else (None, None)
        first, second = (side.find(part, text) for side, part, text in zip(sides, bead, texts, strict=True))
        if first is not None and second is not None and (first or second):
            kept.append((first, second))
    return kept


def read_corrections(path: Path) -> dict[tuple[str, str], Correction]:
    """(translation, original) → its correction; the last line of a pair counts. Nothing where there is no file.

    Raises:
        DocumentError: a line is no correction; ``scan_corrections`` goes on over such lines.
    """
    return {(each.translation, each.original): each for each in sound_records(scan_corrections(path))}


def scan_corrections(path: Path) -> Iterator[Correction | Problem]:
    """Every correction of the file in its order, or a problem in the place of a line that is none."""
    remedy = f"give a JSON object with {', '.join(_NAMES)} and beads, each [[Arabic numbers], [English numbers]]"
    return scan_records(path, _parse, kind="correction", stage="align", remedy=remedy)


def write_corrections(path: Path, corrections: Iterable[Correction]) -> None:
    """Replace the file at once; one line a pair, the last given of it, sorted by their names."""
    last = {(each.translation, each.original): each for each in corrections}
    write_records(path, (asdict(last[key]) for key in sorted(last)))


class _Side:
    """The sentences of one side, to find a run of them by its text."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self._sentences = [_bare(sentence) for sentence in sentences]

    def find(self, numbers: tuple[int, ...], text: str | None) -> tuple[int, ...] | None:
        """The run at these numbers if it says ``text``, else the only one that does; None where there is none."""
        there = bool(numbers) and numbers[-1] < len(self._sentences)
        if not numbers or (there and text is None):
            return numbers
        if text is None:
            return None
        wanted = _bare(text)
        if there and "".join(self._sentences[number] for number in numbers) == wanted:
            return numbers
        runs = [run for start in range(len(self._sentences)) if (run := self._run(start, wanted))]
        return runs[0] if len(runs) == 1 else None

    def _run(self, start: int, wanted: str) -> tuple[int, ...] | None:
        """The sentences from ``start`` that say exactly this together."""
        end, rest = start, wanted
        while rest and end < len(self._sentences) and self._sentences[end] and rest.startswith(self._sentences[end]):
            rest, end = rest[len(self._sentences[end]) :], end + 1
        return tuple(range(start, end)) if not rest and end > start else None


def _in_order(beads: list[Drawn]) -> tuple[Drawn, ...]:
    """Beads that rise on both sides, the earlier drawn before the later ones."""
    kept: list[Drawn] = []
    for bead in beads:
        if all(_apart(bead, other) for other in kept):
            kept.append(bead)
    return tuple(sorted(kept, key=lambda bead: (bead[0] or (-1,), bead[1])))


def _apart(bead: Drawn, other: Drawn) -> bool:
    """Whether two beads share no sentence and do not cross."""
    orders = {
        (first > second) - (first < second) if first[-1] < second[0] or second[-1] < first[0] else 0
        for first, second in zip(bead, other, strict=True)
        if first and second
    }
    return 0 not in orders and len(orders) < 2


def _joined(sentences: Sequence[str], numbers: Sequence[int]) -> str:
    return " ".join(sentences[number] for number in numbers)


def _bare(text: str) -> str:
    """A text as it is recognised: vowel marks, invisible marks and spaces do not count."""
    return "".join(plain_text(text).split())


def _parse(row: Mapping[str, Any]) -> Correction:
    beads = tuple((_numbers(first), _numbers(second)) for first, second in row["beads"])
    texts = tuple((str(first), str(second)) for first, second in row.get("texts", ()))
    names = {name: row[name] for name in _NAMES}
    if any(not isinstance(value, str) for value in names.values()) or ((), ()) in beads:
        raise ValueError(row)
    if len(texts) not in {0, len(beads)}:
        raise ValueError(texts)
    return Correction(beads=beads, texts=texts, **names)


def _numbers(values: Sequence[Any]) -> tuple[int, ...]:
    """Sentence numbers that follow each other."""
    numbers = tuple(int(value) for value in values)
    if numbers and (numbers[0] < 0 or numbers != tuple(range(numbers[0], numbers[0] + len(numbers)))):
        raise ValueError(numbers)
    return numbers
