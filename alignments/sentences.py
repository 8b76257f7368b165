"""Sentences into beads: which sentences of the English belong to which of the Arabic, in reading order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from hashlib import blake2b
from importlib import resources
from itertools import pairwise

import numpy as np

from alignments.beads import Alignment, Bead, Drawn
from alignments.encoders import Encoder, Vectors
from alignments.lattices.blocks import Block, cut_blocks
from alignments.lattices.lattice import Grid, Marginals, Move, best_path
from alignments.lattices.model import bead_chances
from alignments.units import Numbers, letter_counts, read_units
from corpus.problems import UsageError

_DIGITS = 4  # of confidence and similarity: beyond, the batch a sentence was encoded in shows

_HALF = 0.45  # half of the F1 to be had
_AROUND = 30  # beads before and after one that tell what the texts have in common there
_STRANGE, _SHARP = 0.3, 0.03  # median cosine of beads: free literary translations have 0.5, strangers 0.1 to 0.2
_UNLIKE = 0.15  # cosine of a single bead: right ones have 0.22 and more


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
    first = _read_side(arabic, "ar", vectors[0] if vectors else encoder.encode(arabic))
    second = _read_side(english, "en", vectors[1] if vectors else encoder.encode(english))
    beads: list[Bead] = []
    i = j = 0
    for rows, columns in [*pinned, ((len(arabic),), (len(english),))]:
        for block in cut_blocks(first.vectors[i : rows[0]], second.vectors[j : columns[0]]):
            beads += _align_block(first, second, _shifted(block, i, j), lone, encoder=encoder)
        if rows[0] < len(arabic):
            beads.append(_bead(first, second, (rows, columns), 1.0))
        i, j = rows[-1] + 1, columns[-1] + 1
    return Alignment(beads=tuple(_doubted(beads, {*fixed})), signature=signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Side:
    """The sentences of one side; clauses and words are read block by block, so that memory does not grow with them."""

    sentences: Sequence[str]
    language: str
    vectors: Vectors
    lengths: Numbers


def _read_side(sentences: Sequence[str], language: str, vectors: Vectors) -> _Side:
    return _Side(sentences=sentences, language=language, vectors=vectors, lengths=letter_counts(sentences))


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


def _align_block(
    first: _Side, second: _Side, block: Block, lone: Sequence[set[int]], *, encoder: Encoder
) -> list[Bead]:
    i, k, j, m = block
    if i == k or j == m:
        return [*_nulls(k - i, 0, i, j), *_nulls(0, m - j, i, j)]
    arabic, english = (
        read_units(side.sentences[start:end], side.language, encoder=encoder, vectors=side.vectors[start:end])
        for side, start, end in ((first, i, k), (second, j, m))
    )
    chances = bead_chances(arabic, english)
    gains = expected_gains(chances)
    _keep_alone(gains, [n - i for n in lone[0] if i <= n < k], [n - j for n in lone[1] if j <= n < m])
    path = best_path(gains, rows=k - i, columns=m - j)
    return [_drawn_bead(first, second, chances, place, (i, j)) for place in path]


def _keep_alone(gains: Mapping[Move, Grid], rows: Sequence[int], columns: Sequence[int]) -> None:
    """Rule out every bead with both sides that holds one of these sentences."""
    for (m, n), grid in gains.items():
        if m and n:
            for row in rows:
                grid[max(row - m + 1, 0) : row + 1] = -np.inf
            for column in columns:
                grid[:, max(column - n + 1, 0) : column + 1] = -np.inf


def _doubted(beads: list[Bead], fixed: set[Drawn]) -> list[Bead]:
    """Less confidence where the texts say different things: the lattice tells only which bead is the better one.

    A bead is doubted for its own similarity and for the median of those around it.
    """
    pairs = [number for number, bead in enumerate(beads) if bead.arabic and bead.english]
    similarities = np.array([beads[number].similarity for number in pairs])
    doubted = list(beads)
    for place, number in enumerate(pairs):
        around = np.median(similarities[max(place - _AROUND, 0) : place + _AROUND + 1])
        trust = _rise(float(around), _STRANGE) * _rise(float(similarities[place]), _UNLIKE)
        doubted[number] = replace(beads[number], confidence=round(beads[number].confidence * trust, _DIGITS))
    return [replace(bead, confidence=1.0) if (bead.arabic, bead.english) in fixed else bead for bead in doubted]


def _rise(similarity: float, middle: float) -> float:
    """From 0 well below the middle to 1 well above."""
    return float(1 / (1 + np.exp((middle - similarity) / _SHARP)))


def expected_gains(marginals: Marginals) -> dict[Move, Grid]:
    """What each bead adds: its chance of being right, less what a wrong one costs.

    The path with the highest F1 is the one with the most of (chance - F1 / 2) (Lipton et al. 2014).
    """
    return {move: chances - _HALF for move, chances in marginals.chances.items()}


def _drawn_bead(
    first: _Side, second: _Side, marginals: Marginals, place: tuple[int, int, Move], offset: tuple[int, int]
) -> Bead:
    row, column, (m, n) = place
    chances = marginals.chances[m, n]
    # of a null: that the sentence has no counterpart, wherever the other side stands
    chance = chances[row, column] if m and n else chances[row].sum() if m else chances[:, column].sum()
    start, begin = row + offset[0], column + offset[1]
    drawn = (tuple(range(start, start + m)), tuple(range(begin, begin + n)))
    return _bead(first, second, drawn, round(min(float(chance), 1.0), _DIGITS))


def _bead(first: _Side, second: _Side, drawn: Drawn, confidence: float) -> Bead:
    """The bead with its cosine: sentences weigh by length; 0 where a side is empty."""
    rows, columns = list(drawn[0]), list(drawn[1])
    arabic = first.lengths[rows] @ first.vectors[rows]
    english = second.lengths[columns] @ second.vectors[columns]
    norm = float(np.linalg.norm(arabic) * np.linalg.norm(english))
    cosine = round(float(arabic @ english) / norm, _DIGITS) if norm else 0.0
    return Bead(arabic=drawn[0], english=drawn[1], similarity=cosine, confidence=confidence)


def _nulls(rows: int, columns: int, row: int = 0, column: int = 0) -> list[Bead]:
    """Every sentence alone; sure, for the other side has nothing here."""
    sides = [((i,), ()) for i in range(row, row + rows)] + [((), (j,)) for j in range(column, column + columns)]
    return [Bead(arabic=arabic, english=english, similarity=0.0, confidence=1.0) for arabic, english in sides]


@cache
def _weights_name() -> str:
    """A digest of the weights and of the dictionary, whose words they weigh."""
    folder = resources.files("alignments").joinpath("data")
    data = (folder.joinpath(name).read_bytes() for name in ("weights.json", "dictionary.npz"))
    return blake2b(b"".join(data), digest_size=4).hexdigest()
