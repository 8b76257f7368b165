"""How the weights of ``scores/origin`` are fitted: the patterns by ridge regression, the rest by a logistic one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from origin_data import HUMAN, LEAST, Array, Beads, Chosen, Sample, balance, make_samples, pair_samples, two_sided

from scores.origin import literalness
from scores.origin.judging import BESIDE, standardize
from scores.origin.measures import ENGLISH, subtract, summarize

# the number of words is left out: it tells the fields apart rather than people and machines
_CLOSE = (*(name for name in ENGLISH if name != "english_words"), *literalness.FEATURES)
KINDS = {"with_arabic": _CLOSE, "english_only": ENGLISH, BESIDE: _CLOSE}
PENALTY = 3.0  # of the size of the weights
FIELD_PENALTY = {"with_arabic": 30.0, "english_only": 30.0, BESIDE: 0.0}
"""Of weights along which human text of one field differs from that of another; a version beside it takes that off."""
STEADY = 2.0  # stretches of 20 words at the mean that every document is mixed with
PATTERN_PENALTY = 30.0


def gather(kind: str, beads: Beads, chosen: Chosen, *, seed: int, versions: int = 1) -> list[Sample]:
    """The model documents of a kind: alone, or each beside the versions of every so many other systems."""
    samples = make_samples(beads, chosen, seed=seed)
    return pair_samples(beads, chosen, samples, versions=versions) if kind == BESIDE else samples


def measure_sample(rows: Array, sample: Sample) -> dict[str, float]:
    """The features of a model document; beside a version, by how much they differ from those of the version."""
    names = (*ENGLISH, *literalness.FEATURES)
    values = summarize(names, rows[list(sample.beads)])
    return subtract(values, summarize(names, rows[list(sample.beside)])) if sample.beside else values


def fit_patterns(beads: Beads, chosen: Chosen) -> dict[str, float]:
    """A weight for every frequent pattern by weighted ridge regression of machine (+) against human (-) beads."""
    runs = beads.runs[chosen]
    frequent = (runs > 0).sum(axis=0) >= LEAST
    matrix = runs[:, frequent]
    scale = np.sqrt(matrix.std(axis=0) + 0.02)
    target = np.where(beads.system[chosen] == HUMAN, -0.5, 0.5)
    weight = 1000 * balance(beads.field[chosen], target)
    centred = (matrix - matrix.mean(axis=0)) / scale * np.sqrt(weight)[:, None]
    gram = centred.T @ centred + PATTERN_PENALTY * np.eye(matrix.shape[1])
    fitted = np.linalg.solve(gram, centred.T @ (np.sqrt(weight) * target)) / scale
    names = np.array(beads.patterns)[frequent]
    return {str(pattern): float(f"{weight:.3g}") for pattern, weight in zip(names, fitted, strict=True)}


def score_patterns(beads: Beads, weights: Mapping[str, float]) -> Array:
    """The column of the patterns."""
    column: Array = beads.runs @ np.array([weights.get(pattern, 0.0) for pattern in beads.patterns])
    return column


def cross_rows(beads: Beads, chosen: Chosen) -> tuple[Array, dict[str, float]]:
    """Rows whose pattern column is, for each field, fitted on the other fields; and the weights fitted on all."""
    rows = beads.rows.copy()
    weights = fit_patterns(beads, chosen)
    rows[:, 0] = score_patterns(beads, weights)
    for field in sorted(set(beads.field[chosen])):
        here = beads.field == field
        rows[here, 0] = score_patterns(beads, fit_patterns(beads, chosen & ~here))[here]
    return rows, weights


def fit_kind(kind: str, rows: Array, samples: Sequence[Sample]) -> dict[str, Any]:
    """Mean, deviation, weights and typical values of one of the models, not yet calibrated.

    ``samples`` of the fields without machines take part in nothing but the penalty of the fields.
    """
    names = KINDS[kind]
    values = [measure_sample(rows, sample) for sample in samples]
    fields = np.array([sample.field for sample in samples])
    target = np.array([0.0 if sample.system == HUMAN else 1.0 for sample in samples])
    weight = balance([f"{sample.field} {sample.size}" for sample in samples], target) * two_sided(fields, target)
    weight /= weight.sum()
    table = np.array([[value[name] for name in names] for value in values])
    mean = _average(table, weight)
    part: dict[str, Any] = {
        "features": list(names),
        "mean": round_all(mean),
        "deviation": round_all(np.sqrt(_average((table - mean) ** 2, weight)) + 1e-6),
        "steady": STEADY,
        "human": round_all(_average(table[target == 0], weight[target == 0])),
        "machine": round_all(_average(table[target == 1], weight[target == 1])),
        "calibration": [1.0, 0.0],
        "growth": 0.0,
    }
    ready = np.array(
        [standardize(v, w, part) for v, w in zip(values, (sample.words for sample in samples), strict=True)]
    )
    centres = np.array([ready[(fields == field) & (target == 0)].mean(axis=0) for field in sorted(set(fields))])
    apart = centres - centres.mean(axis=0)
    ridge = PENALTY * np.eye(len(names)) + FIELD_PENALTY[kind] * apart.T @ apart / len(centres)
    fitted = fit_logistic(ready, target, 500 * weight, ridge=ridge)
    return part | {"weights": round_all(fitted[:-1]), "intercept": round(float(fitted[-1]), 5)}


def fit_logistic(table: Array, target: Array, weight: Array, *, ridge: Array) -> Array:
    """Weights and, last, the intercept (not penalised), by Newton's method."""
    table = np.c_[table, np.ones(len(table))]
    penalty = 1e-6 * np.eye(table.shape[1])
    penalty[:-1, :-1] = ridge
    fitted = np.zeros(table.shape[1])
    for _ in range(30):
        probability = 1 / (1 + np.exp(-np.clip(table @ fitted, -30, 30)))
        slope = table.T @ (weight * (probability - target)) + penalty @ fitted
        curve = (table * (weight * probability * (1 - probability))[:, None]).T @ table + penalty
        fitted -= np.linalg.solve(curve, slope)
    return fitted


def score_samples(part: Mapping[str, Any], rows: Array, samples: Sequence[Sample]) -> Array:
    """The log odds of "machine" for every model document, not calibrated."""
    made = []
    for sample in samples:
        ready = standardize(measure_sample(rows, sample), sample.words, part)
        made.append(float(ready @ np.array(part["weights"]) + part["intercept"]))
    return np.array(made)


def _average(table: Array, weight: Array) -> Array:
    known = ~np.isnan(table)
    mean: Array = (np.nan_to_num(table) * weight[:, None]).sum(axis=0) / (known * weight[:, None]).sum(axis=0)
    return mean


def round_all(values: Array) -> list[float]:
    return [float(f"{value:.5g}") for value in values]
