"""How likely a finding is right: what a check thinks of itself, corrected by how often it was right before."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from scores.findings.finding import Finding
from scores.findings.weights import load_weights

LIKELY = 0.1  # chance from which a finding is called a fault
_EDGE = 0.005  # no finding is surer than this of being right or wrong


def calibrate(finding: Finding) -> Finding:
    """The same finding, its confidence moved by the shift of its kind in ``data/findings.toml``."""
    shift = load_weights()["calibration"].get(kind_of(finding))
    if shift is None:
        return finding
    confidence = round(move(finding.confidence, shift), 3)
    return replace(finding, confidence=confidence, severity=rate(finding.severity, confidence))


def kind_of(finding: Finding) -> str:
    """The check, the category and the severity of a finding, which are right equally often: "clauses omission minor".

    Critical ones are too few for a kind of their own and go with the major ones; neutral ones were minor.
    """
    severity = {"critical": "major", "neutral": "minor"}.get(finding.severity, finding.severity)
    return f"{finding.check.rsplit(' ', 1)[0]} {finding.category} {severity}"


def rate(severity: str, confidence: float) -> str:
    """The severity of a finding that is that likely: one that is hardly ever right is no fault by itself (neutral).

    >>> rate("minor", 0.2), rate("minor", 0.01)
    ('minor', 'neutral')
    """
    return severity if confidence >= LIKELY else "neutral"


def move(confidence: float, shift: float) -> float:
    """The confidence with its logit moved by ``shift``.

    >>> move(0.5, 0), round(move(0.5, 1), 2)
    (0.5, 0.73)
    """
    bounded = min(max(confidence, _EDGE), 1 - _EDGE)
    return 1 / (1 + math.exp(-math.log(bounded / (1 - bounded)) - shift))


def fit_shift(seen: Iterable[tuple[float, bool]], *, unseen: float = 1.0) -> float:
    """The shift after which the mean confidence is the share that was right.

    ``unseen`` is the number of wrong findings to add: a kind that was never wrong in the texts at hand will be in
    others, and comes back there with every fault that is planted.

    >>> fit_shift([(0.9, True), (0.9, False)] * 50, unseen=0)
    -2.197
    """
    seen = list(seen)
    share = (sum(right for _, right in seen) + 0.5) / (len(seen) + 1 + unseen)
    low, high = -8.0, 8.0
    for _ in range(40):  # the mean rises with the shift, so halving finds it
        middle = (low + high) / 2
        mean = sum(move(confidence, middle) for confidence, _ in seen) / max(len(seen), 1)
        low, high = (middle, high) if mean < share else (low, middle)
    return round((low + high) / 2, 3)
