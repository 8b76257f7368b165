"""The features of a document: those of its English alone, and with the Arabic how literally that follows it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, nan
from typing import Any

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, load_encoder
from corpus.frequencies import zipf
from scores.origin import literalness
from scores.origin.literalness import measure_beads
from scores.origin.models import own_model
from scores.origin.patterns import count_patterns
from scores.origin.quoting import Seen
from scores.origin.vocabulary import words_of

ENGLISH = (
    "patterns",  # how the sentences are built: the sum of the pattern weights over the root of the patterns' number
    "rare",  # share of English words below Zipf 3.2
    "variety",  # different words, over the 0.9th power of all words
    "english_words",  # log of the words, against which the others are read
)
_MOST_BEADS = 400  # looked at; of a longer document, evenly spaced ones


def measure_document(
    passages: Sequence[tuple[str, str]], *, encoder: Encoder | None = None, model: Mapping[str, Any] | None = None
) -> Seen:
    """The features of each (Arabic, English) passage; those that need Arabic are left out where there is none.

    Of a long document evenly spaced passages are measured. ``encoder`` is used where it is the one of the model.
    """
    model = model or own_model()
    chosen = passages[:: max(1, -(-len(passages) // _MOST_BEADS))]
    rows = np.array([measure_english(english, model["patterns"]) for _, english in chosen])
    if not any(arabic for arabic, _ in chosen):
        return Seen(passages=chosen, names=ENGLISH, rows=rows, encoder=None, patterns=model["patterns"])
    if encoder is None or not encoder.signature.startswith(model["encoder"] + "|"):
        encoder = load_encoder(model["encoder"])
    return Seen(
        passages=chosen,
        names=(*ENGLISH, *literalness.FEATURES),
        rows=np.concatenate([rows, measure_beads(chosen, encoder=encoder)], axis=1),
        encoder=encoder,
        patterns=model["patterns"],
    )


def measure_english(english: str, weights: Mapping[str, float]) -> list[float]:
    """The ``ENGLISH`` features of one bead; ``weights`` are those of the patterns."""
    text = english[: literalness.LONGEST]
    words = words_of(text)
    if not words:
        return [np.nan] * len(ENGLISH)
    counts = count_patterns(text)
    frequencies = np.array([zipf(word, "en") for word in words])
    return [
        sum(count * weights.get(pattern, 0.0) for pattern, count in counts.items()) / counts.total() ** 0.5,
        float((frequencies < 3.2).mean()),
        len(set(words)) / len(words) ** 0.9,
        log(len(words)),
    ]


def summarize(names: Sequence[str], rows: npt.NDArray[np.float64]) -> dict[str, float]:
    """The mean of every feature over the beads; NaN where nothing was measured."""
    return {name: _mean(column) for name, column in zip(names, rows.T, strict=True)}


def subtract(values: Mapping[str, float], others: Mapping[str, float]) -> dict[str, float]:
    """By how much every feature exceeds that of another text; NaN where either was not measured."""
    return {name: value - others.get(name, nan) for name, value in values.items()}


def _mean(column: npt.NDArray[np.float64]) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else nan
