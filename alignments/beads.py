"""Beads: the sentences on either side that belong together (0-1, 1-0, 1-1, 1-2, 2-3 …)."""

from __future__ import annotations

from dataclasses import dataclass

Drawn = tuple[tuple[int, ...], tuple[int, ...]]
"""A bead as somebody drew it: its Arabic and its English sentence numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bead:
    """Sentence numbers (0-based, ascending, contiguous) on each side; an empty side is an omission or addition.

    ``similarity`` is the encoder's cosine of the two sides (0 where one is empty); ``confidence`` in [0, 1]
    is the calibrated chance that a careful person would draw the same bead.
    """

    arabic: tuple[int, ...]
    english: tuple[int, ...]
    similarity: float
    confidence: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Alignment:
    """All beads of one pair, in reading order, covering every sentence of both sides once; and how they were made."""

    beads: tuple[Bead, ...]
    signature: str
