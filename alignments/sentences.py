"""Sentences into beads: which sentences of the English belong to which of the Arabic, in reading order."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from hashlib import blake2b
from importlib import resources

import numpy as np

from alignments.beads import Alignment, Bead
from alignments.blocks import Block, cut_blocks
from alignments.encoders import Encoder, Vectors
from alignments.lattice import Grid, Marginals, Move, best_path
from alignments.model import bead_chances
from alignments.units import Numbers, Units, read_units

_DIGITS = 4  # of confidence and similarity: beyond, the batch a sentence was encoded in shows

_HALF = 0.45  # half of the F1 to be had
_STRANGE, _SHARP = 0.3, 0.03  # mean cosine of beads: free literary translations have 0.5, strangers 0.1 to 0.2


def align_sentences(
    arabic: Sequence[str],
    english: Sequence[str],
    *,
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors] | None = None,
) -> Alignment:
    """Beads that cover every sentence of both sides once, in order.

    ``vectors`` (of the Arabic, of the English) saves encoding the sentences again. Whatever the texts, there is
    an answer: where they have nothing in common its confidences are low or its beads are nulls.
    """
    signature = f"beads|{_weights_name()}|{encoder.signature}"
    if not arabic or not english:
        return Alignment(beads=(*_nulls(len(arabic), 0), *_nulls(0, len(english))), signature=signature)
    first = read_units(arabic, "ar", encoder=encoder, vectors=vectors[0] if vectors else None)
    second = read_units(english, "en", encoder=encoder, vectors=vectors[1] if vectors else None)
    beads = [bead for block in cut_blocks(first.vectors, second.vectors) for bead in _align_block(first, second, block)]
    return Alignment(beads=tuple(beads), signature=signature)


def _align_block(first: Units, second: Units, block: Block) -> list[Bead]:
    i, k, j, m = block
    if i == k or j == m:
        return [*_nulls(k - i, 0, i, j), *_nulls(0, m - j, i, j)]
    arabic, english = first.part(i, k), second.part(j, m)
    chances = bead_chances(arabic, english)
    path = best_path(expected_gains(chances), rows=k - i, columns=m - j)
    beads = [_bead(arabic, english, chances, place, (i, j)) for place in path]
    return _doubted(beads, second.lengths)


def _doubted(beads: list[Bead], lengths: Numbers) -> list[Bead]:
    """Less confidence where the two texts have little in common: the lattice only tells which bead is the better."""
    pairs = [bead for bead in beads if bead.arabic and bead.english]
    weights = [lengths[list(bead.english)].sum() for bead in pairs]
    if not pairs:
        return beads
    mean = float(np.average([bead.similarity for bead in pairs], weights=weights))
    trust = float(1 / (1 + np.exp((_STRANGE - mean) / _SHARP)))
    return [
        replace(bead, confidence=round(bead.confidence * trust, _DIGITS)) if bead.arabic and bead.english else bead
        for bead in beads
    ]


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
    return Bead(
        arabic=tuple(range(offset[0] + row, offset[0] + row + m)),
        english=tuple(range(offset[1] + column, offset[1] + column + n)),
        similarity=_cosine(arabic, english, place) if m and n else 0.0,
        confidence=round(min(float(chance), 1.0), _DIGITS),
    )


def _cosine(arabic: Units, english: Units, place: tuple[int, int, Move]) -> float:
    """Of the two spans, their sentences weighted by length."""
    row, column, (m, n) = place
    first = arabic.lengths[row : row + m] @ arabic.vectors[row : row + m]
    second = english.lengths[column : column + n] @ english.vectors[column : column + n]
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
