"""Who translated: a person, a machine, or nobody can say; with the reasons.

A small logistic model (coefficients in ``data/origin.json``, made by ``benchmarks/train_origin.py``, described
in ``docs/origin.md``) over how literally the English follows the Arabic and how its sentences are built. It
judges documents, not sentences: the fewer words it sees, the nearer it stays to even odds, and where it is not
sure enough it says "unknown". Where a machine's version of the same Arabic is at hand, copying is looked for first.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import exp, log, nan
from typing import Any

import numpy as np
import numpy.typing as npt

from alignments.beads import Bead
from alignments.encoders import Encoder, load_encoder
from alignments.sentences import align_sentences
from corpus.frequencies import zipf
from corpus.problems import DocumentError
from scores.origin import literalness
from scores.origin.copying import find_copying
from scores.origin.evidence import tell
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
_MEDIUM = 400  # words of a text whose log odds are taken as they are
_MEASURED = (60, 1_000)  # words between which texts of known origin were at hand; beyond them nothing grows
_MOST_BEADS = 400  # looked at; of a longer document, evenly spaced ones


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """The judgement on one document.

    ``origin`` is human, machine or unknown; ``machine_probability`` in [0, 1] supposes that both were equally
    likely beforehand; ``evidence`` are sentences for a translator, the weightiest first.
    """

    origin: str
    machine_probability: float
    evidence: tuple[str, ...]
    signature: str


def judge_origin(
    english: Sequence[str],
    *,
    arabic: Sequence[str] | None = None,
    beads: Sequence[Bead] | None = None,
    encoder: Encoder | None = None,
    machines: Mapping[str, Sequence[str]] | None = None,
    model: Mapping[str, Any] | None = None,
) -> Origin:
    """Human, machine or unknown, for the sentences of one document.

    ``beads`` say which sentences belong together and are made where they are missing; ``encoder`` makes them.
    The judgement itself always uses the encoder it was fitted with. ``machines`` are machine versions of the
    same Arabic by system; ``model`` is another model than the program's own. Raises DocumentError
    where there is no English word.
    """
    if not any(words_of(sentence) for sentence in english):
        raise DocumentError(
            "there is no English to judge", value=f"{len(english)} sentences", remedy="give the translation's text"
        )
    model = model or own_model()
    kind, words, seen = _measure(english, arabic, beads, encoder, model)
    values, part = summarize(seen.names, seen.rows), model["models"][kind]
    contributions, logit = _weigh(values, words, part)
    copying = find_copying(english, machines or {})
    probability = _probability(logit + (copying.logit if copying else 0.0))
    origin = decide(probability, words, model["decide"][kind])
    closing = [_undecided(probability, sure_from(words, model["decide"][kind]), words)] if origin == "unknown" else []
    if not arabic:
        closing.append("The Arabic was not at hand, so only the English could be looked at.")
    typical = {
        name: (values.get(name, nan), human, machine)
        for name, human, machine in zip(part["features"], part["human"], part["machine"], strict=True)
    }
    opening = [copying.evidence] if copying else []
    return Origin(
        origin=origin,
        machine_probability=round(probability, 4),
        evidence=(*opening, *tell(origin, contributions, typical, seen), *closing),
        signature=f"{model['signature']}|{kind}" + ("|machines:" + "+".join(sorted(machines)) if machines else ""),
    )


def weigh_origin(
    english: Sequence[str],
    *,
    arabic: Sequence[str] | None = None,
    beads: Sequence[Bead] | None = None,
    encoder: Encoder | None = None,
    model: Mapping[str, Any] | None = None,
) -> tuple[str, float]:
    """Which of the two models speaks, and its log odds of "machine" before they are calibrated.

    What ``scores.origin.calibration`` is fitted to; the arguments are those of ``judge_origin``.
    """
    model = model or own_model()
    kind, words, seen = _measure(english, arabic, beads, encoder, model)
    part = model["models"][kind] | {"calibration": (1.0, 0.0)}
    return kind, _weigh(summarize(seen.names, seen.rows), words, part)[1]


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


def standardize(values: Mapping[str, float], words: int, part: Mapping[str, Any]) -> npt.NDArray[np.float64]:
    """Features in standard deviations from their mean (0 where unmeasured, at most 3), drawn to 0 in short texts."""
    raw = np.array([values.get(name, np.nan) for name in part["features"]])
    distance = np.nan_to_num((raw - np.array(part["mean"])) / np.array(part["deviation"]))
    size = words / 20
    drawn: npt.NDArray[np.float64] = np.clip(distance, -3, 3) * (size / (size + part["steady"]))
    return drawn


def decide(probability: float, words: int, steps: Sequence[Mapping[str, float]]) -> str:
    """Human, machine, or unknown where neither is sure enough for a text of that many words.

    ``steps`` say how sure one must be, from how many words on, in ascending order of words.
    """
    least = sure_from(words, steps)
    if probability >= least:
        return "machine"
    return "human" if probability <= 1 - least else "unknown"


def sure_from(words: int, steps: Sequence[Mapping[str, float]]) -> float:
    """How sure one must be of a text of that many words."""
    return max((step for step in steps if words >= step["words"]), key=lambda step: step["words"])["sure"]


def lengthen(words: float, growth: float) -> float:
    """By what the log odds of a text of that many words are multiplied before they are calibrated.

    Signs are means, and a mean over a longer text says more: 1 for ``_MEDIUM`` words, ``growth`` more with each e-fold.
    """
    least, most = _MEASURED
    return 1 + growth * log(min(max(words, least), most) / _MEDIUM)


def _weigh(values: Mapping[str, float], words: int, part: Mapping[str, Any]) -> tuple[dict[str, float], float]:
    slope = part["calibration"][0] * lengthen(words, part["growth"])
    each = standardize(values, words, part) * np.array(part["weights"]) * slope
    logit = float(each.sum()) + part["intercept"] * slope + part["calibration"][1]
    return dict(zip(part["features"], map(float, each), strict=True)), logit


def _measure(
    english: Sequence[str],
    arabic: Sequence[str] | None,
    beads: Sequence[Bead] | None,
    encoder: Encoder | None,
    model: Mapping[str, Any],
) -> tuple[str, int, Seen]:
    """Which of the two models fits what is at hand, the English words that it looks at, and what it measures."""
    if arabic:
        laid = align_sentences(arabic, english, encoder=encoder or load_encoder()).beads if beads is None else beads
        kind, passages = "with_arabic", _bead_texts(arabic, english, laid)
    else:
        kind, passages = "english_only", [("", sentence) for sentence in english]
    words = sum(len(words_of(text)) for _, text in passages)
    return kind, words, measure_document(passages, encoder=encoder, model=model)


def _bead_texts(arabic: Sequence[str], english: Sequence[str], beads: Sequence[Bead]) -> list[tuple[str, str]]:
    """The two texts of every bead that has both sides."""
    pairs = [
        (" ".join(arabic[number] for number in bead.arabic), " ".join(english[number] for number in bead.english))
        for bead in beads
        if bead.arabic and bead.english
    ]
    return pairs or [(" ".join(arabic), " ".join(english))]


def _undecided(probability: float, sure: float, words: int) -> str:
    decimals = 1 if sure >= 0.99 else 0
    low, high, chance = (f"{share:.{decimals}%}" for share in (1 - sure, sure, probability))
    return (
        "The signs are too weak or contradict each other: "
        f"for a text of {words} words a chance of a machine between {low} and {high} decides nothing, "
        f"and here it is {chance}."
    )


def _probability(logit: float) -> float:
    return 1 / (1 + exp(-max(-30.0, min(30.0, logit))))


def _mean(column: npt.NDArray[np.float64]) -> float:
    known = column[~np.isnan(column)]
    return float(known.mean()) if len(known) else float("nan")
