"""Blocks: the smallest stretches of an original that all its translations cut at the same places.

Translations of one text rarely split sentences alike. To score one against another, all are cut where all
their alignments have a boundary, so that every segment of the one has exactly one of the other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alignments.beads import Bead

WHOLE = 0.8  # share of the sentences that a translation renders, from which another one of them counts as whole


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Arabic sentence numbers and, for every translation in turn, the numbers of the sentences that answer them."""

    arabic: tuple[int, ...]
    sides: tuple[tuple[int, ...], ...]


def common_blocks(*alignments: Sequence[Bead]) -> list[Block]:
    """Cut alignments of one original at their common boundaries, in reading order.

    Sentences that only a translation has go with the block before them (or the first one), so none is lost.
    An Arabic sentence is in exactly one block; a side without counterpart is empty there.
    """
    spans = [(min(bead.arabic), max(bead.arabic)) for beads in alignments for bead in beads if bead.arabic]
    if not spans:
        return []
    total = 1 + max(last for _, last in spans)
    joined = {number for first, last in spans for number in range(first + 1, last + 1)}
    starts = [number for number in range(total) if number not in joined]
    ranges = [tuple(range(start, end)) for start, end in zip(starts, [*starts[1:], total], strict=True)]
    place = {number: index for index, numbers in enumerate(ranges) for number in numbers}
    sides = [_answers(beads, place, len(ranges)) for beads in alignments]
    return [
        Block(arabic=arabic, sides=answers) for arabic, answers in zip(ranges, zip(*sides, strict=True), strict=True)
    ]


def count_covered(ours: Sequence[Bead], theirs: Sequence[Bead]) -> tuple[int, int]:
    """How many of the Arabic sentences that the first translation renders the second renders, and of how many."""
    first = rendered(ours)
    return len(first & rendered(theirs)), len(first)


def is_whole(ours: Sequence[Bead], theirs: Sequence[Bead]) -> bool:
    """Whether the second translation renders enough of what the first one renders to be compared with it."""
    part, of = count_covered(ours, theirs)
    return part >= WHOLE * of


def rendered(beads: Sequence[Bead]) -> set[int]:
    """The Arabic sentences that have English."""
    return {number for bead in beads if bead.english for number in bead.arabic}


def _answers(beads: Sequence[Bead], place: Mapping[int, int], count: int) -> list[tuple[int, ...]]:
    """The sentence numbers of one translation that go with each block."""
    found: list[list[int]] = [[] for _ in range(count)]
    current = 0
    for bead in beads:
        if bead.arabic:
            current = place[bead.arabic[0]]
        found[current].extend(bead.english)
    return [tuple(sorted(numbers)) for numbers in found]
