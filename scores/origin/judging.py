"""Who translated: a person, a machine, or nobody can say; with the reasons.

A small logistic model (coefficients in ``data/origin.json``, made by ``benchmarks/train_origin.py``, described
in ``docs/origin.md``) over how literally the English follows the Arabic and how its sentences are built. It
judges documents, not sentences: the fewer words it sees, the nearer it stays to even odds, and where it is not
sure enough it says "unknown". Where a machine's version of the same Arabic is at hand, copying is looked for first,
and what counts is by how much the document differs from that version.
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
from corpus.problems import DocumentError
from scores.origin.beside import lay_beside
from scores.origin.copying import find_copying
from scores.origin.evidence import tell
from scores.origin.measures import measure_document, subtract, summarize
from scores.origin.models import own_model
from scores.origin.quoting import Seen
from scores.origin.vocabulary import words_of

BESIDE = "beside_machine"  # the model of a document beside a machine version of the same Arabic
_MEDIUM = 400  # words of a text whose log odds are taken as they are
_MEASURED = (60, 1_000)  # words between which texts of known origin were at hand; beyond them nothing grows


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
    same Arabic by system, which the document is compared with; ``model`` is another model than the program's own.
    Raises DocumentError where there is no English word.
    """
    if not any(words_of(sentence) for sentence in english):
        raise DocumentError(
            "there is no English to judge", value=f"{len(english)} sentences", remedy="give the translation's text"
        )
    model = model or own_model()
    found = _measure(english, arabic, beads, encoder, machines or {}, model)
    part, steps = model["models"][found.kind], model["decide"][found.kind]
    contributions, logit = _weigh(found, part)
    copying = find_copying(english, machines or {})
    probability = _probability(logit + (copying.logit if copying else 0.0))
    origin = decide(probability, found.words, steps)
    opening = [copying.evidence] if copying else []
    if found.systems:
        opening.append(
            f"Held against the machine version of the same Arabic ({', '.join(found.systems)}), so that its subject "
            "does not count."
        )
    closing = [_undecided(probability, sure_from(found.words, steps), found.words)] if origin == "unknown" else []
    if not arabic:
        closing.append("The Arabic was not at hand, so only the English could be looked at.")
    return Origin(
        origin=origin,
        machine_probability=round(probability, 4),
        evidence=(*opening, *tell(origin, contributions, _typical(found, part), found.seen), *closing),
        signature=f"{model['signature']}|{found.kind}"
        + ("|machines:" + "+".join(sorted(machines)) if machines else ""),
    )


def weigh_origin(
    english: Sequence[str],
    *,
    arabic: Sequence[str] | None = None,
    beads: Sequence[Bead] | None = None,
    encoder: Encoder | None = None,
    model: Mapping[str, Any] | None = None,
) -> tuple[str, float]:
    """Which of the models without a machine version speaks, and its log odds of "machine" before they are calibrated.

    What ``scores.origin.calibration`` is fitted to; the arguments are those of ``judge_origin``.
    """
    model = model or own_model()
    found = _measure(english, arabic, beads, encoder, {}, model)
    return found.kind, _weigh(found, model["models"][found.kind] | {"calibration": (1.0, 0.0)})[1]


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


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measured:
    """What was measured of a document: the model that fits what is at hand, the English words, the features.

    ``versions`` are the features of the machine versions of ``systems``, empty where there are none.
    """

    kind: str
    words: int
    seen: Seen
    values: Mapping[str, float]
    versions: Mapping[str, float]
    systems: tuple[str, ...]


def _weigh(found: _Measured, part: Mapping[str, Any]) -> tuple[dict[str, float], float]:
    values = subtract(found.values, found.versions) if found.versions else found.values
    slope = part["calibration"][0] * lengthen(found.words, part["growth"])
    each = standardize(values, found.words, part) * np.array(part["weights"]) * slope
    logit = float(each.sum()) + part["intercept"] * slope + part["calibration"][1]
    return dict(zip(part["features"], map(float, each), strict=True)), logit


def _typical(found: _Measured, part: Mapping[str, Any]) -> dict[str, tuple[float, float, float]]:
    """Every feature here, with people and with machines; beside machine versions what both would have of this text."""
    return {
        name: (
            found.values.get(name, nan),
            human + found.versions.get(name, 0.0),
            machine + found.versions.get(name, 0.0),
        )
        for name, human, machine in zip(part["features"], part["human"], part["machine"], strict=True)
    }


def _measure(
    english: Sequence[str],
    arabic: Sequence[str] | None,
    beads: Sequence[Bead] | None,
    encoder: Encoder | None,
    machines: Mapping[str, Sequence[str]],
    model: Mapping[str, Any],
) -> _Measured:
    kind, passages = "english_only", [("", sentence) for sentence in english]
    versions: dict[str, float] = {}
    systems: tuple[str, ...] = ()
    if arabic:
        aligner = encoder or load_encoder()
        laid = align_sentences(arabic, english, encoder=aligner).beads if beads is None else beads
        kind, passages = "with_arabic", _bead_texts(arabic, english, laid)
        if beside := lay_beside(arabic, english, laid, machines, encoder=aligner):
            kind, passages, systems = BESIDE, beside.passages, beside.systems
            measured = [measure_document(each, encoder=encoder, model=model) for each in beside.versions]
            versions = summarize(measured[0].names, np.concatenate([each.rows for each in measured]))
    seen = measure_document(passages, encoder=encoder, model=model)
    return _Measured(
        kind=kind,
        words=sum(len(words_of(text)) for _, text in passages),
        seen=seen,
        values=summarize(seen.names, seen.rows),
        versions=versions,
        systems=systems,
    )


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
