"""Sentences into beads: which sentences of the English belong to which of the Arabic, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib import resources
from itertools import pairwise

import numpy as np

from alignments.beads import Alignment, Bead, Drawn
from alignments.blocks import Block, cut_blocks
from alignments.encoders import Encoder, Vectors
from alignments.features import running_sums
from alignments.lattice import Grid, Marginals, Move, best_path
from alignments.model import bead_chances
from alignments.units import Numbers, Units, read_units
from corpus.problems import UsageError

_DIGITS = 4  # of confidence and similarity: beyond, the batch a sentence was encoded in shows

_HALF = 0.45  # half of the F1 to be had
_AROUND = 30  # beads before and after one that tell what the texts have in common there
_STRANGE, _SHARP = 0.3, 0.03  # mean cosine of beads: free literary translations have 0.5, strangers 0.1 to 0.2


def align_sentences(
    arabic: Sequence[str],
    english: Sequence[str],
    *,
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors] | None = None,
    fixed: Sequence[Drawn] = (),
) -> Alignment:
    """Beads that cover every sentence of both sides once, in order.

    ``vectors`` (of the Arabic, of the English) saves encoding the sentences again. ``fixed`` are beads that a
    person drew: they are kept, with confidence 1, and what lies between them is aligned. Whatever the texts, there
    is an answer: where they have nothing in common its confidences are low or its beads are nulls.

    Raises:
        UsageError: a fixed bead has sentences that are not there, or overlaps or crosses another one.
    """
    pinned, lone = _check_fixed(fixed, len(arabic), len(english))
    signature = f"beads|{_weights_name()}|{encoder.signature}"
    if not arabic or not english:
        return Alignment(beads=(*_nulls(len(arabic), 0), *_nulls(0, len(english))), signature=signature)
    first = read_units(arabic, "ar", encoder=encoder, vectors=vectors[0] if vectors else None)
    second = read_units(english, "en", encoder=encoder, vectors=vectors[1] if vectors else None)
    beads: list[Bead] = []
    i = j = 0
    for rows, columns in [*pinned, ((len(arabic),), (len(english),))]:
        between = first.vectors[i : rows[0]], second.vectors[j : columns[0]]
        for block in cut_blocks(*between):
            beads += _align_block(first, second, _shifted(block, i, j), lone)
        if rows[0] < len(arabic):
            beads.append(_fixed_bead(first, second, (rows, columns)))
        i, j = rows[-1] + 1, columns[-1] + 1
    return Alignment(beads=tuple(_doubted(beads, second.lengths, {*fixed})), signature=signature)


def _check_fixed(fixed: Sequence[Drawn], rows: int, columns: int) -> tuple[list[Drawn], list[set[int]]]:
    """The fixed beads with both sides, in order, and the sentences of either side that are to stay alone."""
    pinned = sorted(bead for bead in fixed if all(bead))
    drawn = [[number for bead in fixed for number in bead[side]] for side in (0, 1)]
    runs = [tuple(range(part[0], part[0] + len(part))) == part for bead in fixed for part in bead if part]
    risen = all(
        before[-1] < after[0] for one, next_one in pairwise(pinned) for before, after in zip(one, next_one, strict=True)
    )
    there = all(
        not numbers or (min(numbers) >= 0 and max(numbers) < size)
        for numbers, size in zip(drawn, (rows, columns), strict=True)
    )
    if not (risen and there and all(runs) and all(len(numbers) == len({*numbers}) for numbers in drawn)):
        raise UsageError(
            "the fixed beads do not fit these texts",
            value=f"{len(fixed)} beads on {rows} Arabic and {columns} English sentences",
            remedy="give runs of sentences that are there, each in one bead, rising on both sides",
        )
    alone = [{number for bead in fixed if not bead[1 - side] for number in bead[side]} for side in (0, 1)]
    return pinned, alone


def _shifted(block: Block, rows: int, columns: int) -> Block:
    i, k, j, m = block
    return i + rows, k + rows, j + columns, m + columns


def _align_block(first: Units, second: Units, block: Block, lone: Sequence[set[int]]) -> list[Bead]:
    i, k, j, m = block
    if i == k or j == m:
        return [*_nulls(k - i, 0, i, j), *_nulls(0, m - j, i, j)]
    arabic, english = first.part(i, k), second.part(j, m)
    chances = bead_chances(arabic, english)
    gains = expected_gains(chances)
    _keep_alone(gains, [n - i for n in lone[0] if i <= n < k], [n - j for n in lone[1] if j <= n < m])
    path = best_path(gains, rows=k - i, columns=m - j)
    return [_bead(arabic, english, chances, place, (i, j)) for place in path]


def _keep_alone(gains: Mapping[Move, Grid], rows: Sequence[int], columns: Sequence[int]) -> None:
    """Rule out every bead with both sides that holds one of these sentences."""
    for (m, n), grid in gains.items():
        if m and n:
            for row in rows:
                grid[max(row - m + 1, 0) : row + 1] = -np.inf
            for column in columns:
                grid[:, max(column - n + 1, 0) : column + 1] = -np.inf


def _doubted(beads: list[Bead], lengths: Numbers, fixed: set[Drawn]) -> list[Bead]:
    """Less confidence where the texts have little in common around a bead: the lattice tells only which is better."""
    pairs = [number for number, bead in enumerate(beads) if bead.arabic and bead.english]
    weights = np.array([lengths[list(beads[number].english)].sum() for number in pairs])
    sums = running_sums(weights * [beads[number].similarity for number in pairs]), running_sums(weights)
    doubted = list(beads)
    for place, number in enumerate(pairs):
        low, high = max(place - _AROUND, 0), min(place + _AROUND + 1, len(pairs))
        mean = (sums[0][high] - sums[0][low]) / (sums[1][high] - sums[1][low])
        trust = float(1 / (1 + np.exp((_STRANGE - mean) / _SHARP)))
        doubted[number] = replace(beads[number], confidence=round(beads[number].confidence * trust, _DIGITS))
    return [replace(bead, confidence=1.0) if (bead.arabic, bead.english) in fixed else bead for bead in doubted]


def expected_gains(marginals: Marginals) -> dict[Move, Grid]:
    """What each bead adds: its chance of being right, less what a wrong one costs.

    The path with the highest F1 is the one with the most of (chance - F1 / 2) (Lipton et al. 2014).
    """
    return {move: chances - _HALF for move, chances in marginals.chances.items()}


def _bead(
    arabic: Units, english: Units, marginals: Marginals, place: tuple[int, int, Move], offset: tuple[int, int]
) -> Bead:
    row, column, (m, n) = place
    chances = marginals.chances[m, n]
    # of a null: that the sentence has no counterpart, wherever the other side stands
    chance = chances[row, column] if m and n else chances[row].sum() if m else chances[:, column].sum()
    rows, columns = range(row, row + m), range(column, column + n)
    return Bead(
        arabic=tuple(number + offset[0] for number in rows),
        english=tuple(number + offset[1] for number in columns),
        similarity=_cosine(arabic, english, list(rows), list(columns)),
        confidence=round(min(float(chance), 1.0), _DIGITS),
    )


def _fixed_bead(arabic: Units, english: Units, drawn: Drawn) -> Bead:
    return Bead(
        arabic=drawn[0],
        english=drawn[1],
        similarity=_cosine(arabic, english, list(drawn[0]), list(drawn[1])),
        confidence=1.0,
    )


def _cosine(arabic: Units, english: Units, rows: list[int], columns: list[int]) -> float:
    """Of the two spans, their sentences weighted by length; 0 where one is empty."""
    first = arabic.lengths[rows] @ arabic.vectors[rows]
    second = english.lengths[columns] @ english.vectors[columns]
    norm = float(np.linalg.norm(first) * np.linalg.norm(second))
    return round(float(first @ second) / norm, _DIGITS) if norm else 0.0


def _nulls(rows: int, columns: int, row: int = 0, column: int = 0) -> list[Bead]:
    """Every sentence alone; sure, for the other side has nothing here."""
    sides = [((i,), ()) for i in range(row, row + rows)] + [((), (j,)) for j in range(column, column + columns)]
    return [Bead(arabic=arabic, english=english, similarity=0.0, confidence=1.0) for arabic, english in sides]


@cache
def _weights_name() -> str:
    data = resources.files("alignments").joinpath("data/weights.json").read_bytes()
    return blake2b(data, digest_size=4).hexdigest()
