"""The origin model made honest for another archive: its calibration, fitted to documents whose origin is known.

The weights stay as they are, since they need more texts than an archive has labels for; what is fitted is the slope and
the shift between the model's log odds and the chance of a machine (Platt 1999), held near to what they were.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.problems import UsageError

LEAST = 20  # documents of people, and as many of machines, before two numbers are fitted to them
_NEAR = 1.0  # standard deviation of slope and shift around what they were
_ROUNDS = 25  # of Newton's method; it has settled after ten
_SMALL = 1e-9  # a step that no longer matters

Array = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """A document of known origin: which model speaks of it, and its log odds of "machine" before calibration."""

    machine: bool
    kind: str
    logit: float


def calibrate(model: Mapping[str, Any], documents: Sequence[Labelled]) -> dict[str, Any]:
    """The model with the calibration that fits the documents; a kind with too few of them keeps its own.

    Raises:
        UsageError: no kind has enough documents of people and of machines.
    """
    made = {**model, "models": dict(model["models"])}
    fitted = []
    for kind, part in model["models"].items():
        of_kind = [document for document in documents if document.kind == kind]
        counts = Counter(document.machine for document in of_kind)
        if min(counts[True], counts[False]) >= LEAST:
            made["models"][kind] = {**part, "calibration": fit_calibration(part["calibration"], of_kind)}
            fitted.append(f"{kind}:{counts[False]}+{counts[True]}")
    if not fitted:
        seen = Counter(f"{document.kind} {_label(document)}" for document in documents)
        raise UsageError(
            "too few documents of known origin",
            value=", ".join(f"{count} {name}" for name, count in sorted(seen.items())) or "none",
            remedy=f"give at least {LEAST} whose translator is named and {LEAST} machine translations (--machine)",
        )
    made["signature"] = f"{model['signature']}|calibrated:{','.join(fitted)}"
    return made


def fit_calibration(before: Sequence[float], documents: Sequence[Labelled]) -> list[float]:
    """Slope and shift; people and machines weigh the same, however many there are of each."""
    logits = np.array([document.logit for document in documents])
    target = np.array([float(document.machine) for document in documents])
    weight = 0.5 / np.where(target == 1, target.mean(), 1 - target.mean())
    table = np.c_[logits, np.ones(len(logits))]
    prior = np.eye(2) / _NEAR**2
    centre = np.array(before, dtype=float)

    def loss(at: Array) -> float:
        odds = np.where(target == 1, -1.0, 1.0) * (table @ at)
        return float(weight @ np.logaddexp(0, odds) + 0.5 * (at - centre) @ prior @ (at - centre))

    fitted = centre.copy()
    for _ in range(_ROUNDS):
        probability = 1 / (1 + np.exp(-np.clip(table @ fitted, -30, 30)))
        slope = table.T @ (weight * (probability - target)) + prior @ (fitted - centre)
        curve = (table * (weight * probability * (1 - probability))[:, None]).T @ table + prior
        step = np.linalg.solve(curve, slope)
        while loss(fitted - step) > loss(fitted) and np.abs(step).max() > _SMALL:
            step = step / 2  # far from its goal Newton's method leaps over it
        fitted = fitted - step
    return [float(f"{value:.5g}") for value in fitted]


def cost(calibration: Sequence[float], documents: Sequence[Labelled]) -> float:
    """How badly the chances fit the documents: mean of -log of the chance given to the truth, both labels the same."""
    odds = calibration[0] * np.array([document.logit for document in documents]) + calibration[1]
    machine = np.array([document.machine for document in documents])
    each: Array = np.logaddexp(0, np.where(machine, -odds, odds))
    return float((each[machine].mean() + each[~machine].mean()) / 2)


def _label(document: Labelled) -> str:
    return "machine" if document.machine else "human"
