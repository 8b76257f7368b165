"""Constructed gold with whole sections changed: a lead added, a half missing, a section left out, put in or moved.

Built on the constructed texts of the other styles: their beads are kept, some of them lose a side or move.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import numpy as np
from constructed import Beads, Constructed, Text, construct

KINDS = ("lead added", "half missing", "section left out", "section put in", "sections swapped")

Pieces = list[tuple[list[str], list[str]]]  # the sentences of each bead


def construct_sections(texts: Sequence[Text], *, count: int, seed: int) -> Iterator[Constructed]:
    """``count`` texts of 8 beads or more, each with one change, the kinds in turn."""
    rng = np.random.default_rng(seed)
    made = 0
    while made < count:
        text, other = (construct(list(texts), style="law", rng=rng) for _ in range(2))
        if len(text.gold) >= 8 and len(other.gold) >= 4:
            yield _change(_pieces(text), _pieces(other), KINDS[made % len(KINDS)], rng)
            made += 1


def null_sentences(beads: Beads) -> set[tuple[int, int]]:
    """(side, number) of every sentence in a bead without another side."""
    return {(side, number) for bead in beads if not all(bead) for side in (0, 1) for number in bead[side]}


def _pieces(text: Constructed) -> Pieces:
    return [([text.arabic[i] for i in rows], [text.english[j] for j in columns]) for rows, columns in text.gold]


def _change(beads: Pieces, strange: Pieces, kind: str, rng: np.random.Generator) -> Constructed:
    size = len(beads) // 3
    start = int(rng.integers(1, len(beads) - size))
    side = int(rng.integers(2))
    order = list(range(len(beads)))
    if kind == "lead added":
        beads, order = _insert(beads, [([], english) for _, english in strange[:3]], 0)
    elif kind == "half missing":
        beads = _one_sided(beads, len(beads) // 2, len(beads), 0)
    elif kind == "section left out":
        beads = _one_sided(beads, start, start + size, side)
    elif kind == "section put in":
        alone = _one_sided(strange[: 2 * size], 0, len(strange), side)
        beads, order = _insert(beads, alone, start)
    else:
        start = min(start, len(beads) - 2 * size) if len(beads) >= 2 * size else 0
        order[start : start + 2 * size] = [*order[start + size : start + 2 * size], *order[start : start + size]]
    return _lay_out(beads, order, kind)


def _insert(beads: Pieces, new: Pieces, place: int) -> tuple[Pieces, list[int]]:
    longer = [*beads[:place], *new, *beads[place:]]
    return longer, list(range(len(longer)))


def _one_sided(beads: Pieces, start: int, end: int, keep: int) -> Pieces:
    """The beads with only the Arabic (0) or the English (1) kept from start to end."""
    alone = [(arabic, []) if keep == 0 else ([], english) for arabic, english in beads[start:end]]
    return [*beads[:start], *alone, *beads[end:]]


def _lay_out(beads: Pieces, order: Sequence[int], kind: str) -> Constructed:
    """Texts and gold of beads whose English stands in this order; a sentence without another side is a null."""
    made = Constructed(style=kind)
    columns: dict[int, tuple[int, ...]] = {}
    for number in order:
        english = beads[number][1]
        columns[number] = tuple(range(len(made.english), len(made.english) + len(english)))
        made.english += english
    for number, (arabic, english) in enumerate(beads):
        rows = tuple(range(len(made.arabic), len(made.arabic) + len(arabic)))
        made.arabic += arabic
        if arabic and english:
            made.gold.append((rows, columns[number]))
        else:
            made.gold += [((row,), ()) for row in rows] + [((), (column,)) for column in columns[number]]
    return made
