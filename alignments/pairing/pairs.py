"""Pairs: a translation and its original, or the reason why there is none."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """The decision for one translation. ``original`` is None where no candidate is its original.

    ``confidence`` in [0, 1] is that of the decision taken, also when it is "no original"; ``reasons`` are
    sentences that a translator understands; ``runner_up`` is the next best candidate, if there was one.
    """

    translation: str
    original: str | None
    confidence: float
    reasons: tuple[str, ...]
    runner_up: str | None
    signature: str
