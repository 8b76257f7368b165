"""Fit the model of ``scores/origin.py`` and write ``scores/data/origin.json`` (numpy only, minutes on one core).

    python benchmarks/train_origin.py --data ../shared/data

The data: ``machine-translations`` (7 systems and the English that their Arabic was translated from, three
fields) and ``gold-alignments`` (a human translator and a machine on the same Arabic, two fields). Every
field weighs the same, and so do human and machine inside it. ``parallel-documents`` adds two fields of human
text without machines, which only say along which weights people of different fields differ.

A model document is a group of neighbouring articles or stretches of 5 to 40 beads, because the model must know
how little a short text says. Calibration and the steps of decision see only scores of fields and systems that
were held out; ``benchmarks/origin.py`` reports on articles that neither of the two has seen.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from origin_data import ALWAYS, HUMAN, HUMAN_FIELDS, Array, Beads, Chosen, Sample, balance, make_samples, measure

from scores import literalness
from scores.origin import ENGLISH, standardize, summarize

MODEL = Path(__file__).parents[1] / "scores" / "data" / "origin.json"
SEED = 20_240_611
HALVES = (0, 1)
KINDS = {
    # the number of words is left out: it tells the fields apart rather than people and machines
    "with_arabic": (*(name for name in ENGLISH if name != "english_words"), *literalness.FEATURES),
    "english_only": ENGLISH,
}
PENALTY = 3.0  # of the size of the weights
FIELD_PENALTY = 100.0  # of weights along which human text of one field differs from human text of another
STEADY = 4.0  # stretches of 20 words at the mean that every document is mixed with
PATTERN_PENALTY, PATTERN_LEAST = 30.0, 40
RIGHT = 0.95  # share of right decisions that the steps are chosen for: the aim itself
STEPS = (0, 160, 320)  # words from which on the next step holds
LEVELS = tuple(round(level, 2) for level in np.arange(0.85, 0.985, 0.01))  # how sure one may have to be
ROUNDS = 3  # different groupings of the articles into model documents


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """Held-out log odds of "machine" for some model documents."""

    samples: list[Sample]
    logits: Array

    @property
    def machine(self) -> Array:
        """1 for a machine's document, 0 for a human one."""
        return np.array([0.0 if sample.system == HUMAN else 1.0 for sample in self.samples])

    @property
    def weights(self) -> Array:
        """The same for every field and size and, inside it, for human and machine."""
        return balance([f"{sample.field} {sample.size}" for sample in self.samples], self.machine)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fold:
    """What a held-out model may see, what it is asked about, and the rows with its own patterns."""

    others: Chosen
    here: Chosen
    rows: Array


def fit_patterns(beads: Beads, chosen: Chosen) -> dict[str, float]:
    """A weight for every frequent pattern by weighted ridge regression of machine (+) against human (-) beads."""
    numbers = np.flatnonzero(chosen)
    seen: Counter[str] = Counter()
    for number in numbers:
        seen.update(set(beads.counts[number]))
    patterns = {name: place for place, name in enumerate(sorted(p for p, n in seen.items() if n >= PATTERN_LEAST))}
    matrix = np.zeros((len(numbers), len(patterns)))
    for line, number in enumerate(numbers):
        counts = beads.counts[number]
        for pattern, count in counts.items():
            if pattern in patterns:
                matrix[line, patterns[pattern]] = count / counts.total() ** 0.5
    scale = np.sqrt(matrix.std(axis=0) + 0.02)
    target = np.where(beads.system[chosen] == HUMAN, -0.5, 0.5)
    weight = 1000 * balance(beads.field[chosen], target)
    centred = (matrix - matrix.mean(axis=0)) / scale * np.sqrt(weight)[:, None]
    gram = centred.T @ centred + PATTERN_PENALTY * np.eye(len(patterns))
    fitted = np.linalg.solve(gram, centred.T @ (np.sqrt(weight) * target)) / scale
    return {pattern: float(f"{fitted[place]:.3g}") for pattern, place in patterns.items()}


def score_patterns(beads: Beads, weights: Mapping[str, float]) -> Array:
    """The column of the patterns."""
    return np.array(
        [sum(n * weights.get(p, 0.0) for p, n in c.items()) / max(1, c.total()) ** 0.5 for c in beads.counts]
    )


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
    """Mean, deviation, weights and typical values of one of the two models, not yet calibrated.

    ``samples`` of the fields without machines take part in nothing but the penalty of the fields.
    """
    names = KINDS[kind]
    values = [summarize((*ENGLISH, *literalness.FEATURES), rows[list(sample.beads)]) for sample in samples]
    fields = np.array([sample.field for sample in samples])
    target = np.array([0.0 if sample.system == HUMAN else 1.0 for sample in samples])
    weight = balance([f"{sample.field} {sample.size}" for sample in samples], target) * ~np.isin(fields, HUMAN_FIELDS)
    weight /= weight.sum()
    table = np.array([[value[name] for name in names] for value in values])
    mean = _average(table, weight)
    part: dict[str, Any] = {
        "features": list(names),
        "mean": _round(mean),
        "deviation": _round(np.sqrt(_average((table - mean) ** 2, weight)) + 1e-6),
        "steady": STEADY,
        "human": _round(_average(table[target == 0], weight[target == 0])),
        "machine": _round(_average(table[target == 1], weight[target == 1])),
        "calibration": [1.0, 0.0],
    }
    ready = np.array(
        [standardize(v, w, part) for v, w in zip(values, (sample.words for sample in samples), strict=True)]
    )
    centres = np.array([ready[(fields == field) & (target == 0)].mean(axis=0) for field in sorted(set(fields))])
    apart = centres - centres.mean(axis=0)
    ridge = PENALTY * np.eye(len(names)) + FIELD_PENALTY * apart.T @ apart / len(centres)
    fitted = fit_logistic(ready, target, 500 * weight, ridge=ridge)
    return part | {"weights": _round(fitted[:-1]), "intercept": round(float(fitted[-1]), 5)}


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
        values = summarize((*ENGLISH, *literalness.FEATURES), rows[list(sample.beads)])
        ready = standardize(values, sample.words, part)
        made.append(float(ready @ np.array(part["weights"]) + part["intercept"]))
    return np.array(made)


def make_folds(beads: Beads) -> list[Fold]:
    """Every field held out in turn, with every other of its systems and then with the rest.

    The model that scores a fold has seen neither that field nor those systems in any field (the one machine of
    the two gold fields excepted, which are held out by field alone).
    """
    folds = []
    for field in sorted(set(beads.field)):
        systems = sorted({str(system) for system in beads.system[beads.field == field]} - {HUMAN})
        for held in [systems] if len(systems) < 2 else [systems[::2], systems[1::2]]:
            away = np.isin(beads.system, held)
            others = (beads.field != field) & (~away | (beads.system == ALWAYS))
            rows, weights = cross_rows(beads, others & ~np.isin(beads.field, HUMAN_FIELDS))
            here = (beads.field == field) & (away | (beads.system == HUMAN))
            rows[here, 0] = score_patterns(beads, weights)[here]
            folds.append(Fold(others=others, here=here, rows=rows))
    return folds


def hold_out(kind: str, beads: Beads, folds: Sequence[Fold], *, seed: int, rounds: int = 1) -> dict[int, Scored]:
    """Held-out scores of either half; ``rounds`` is how often the articles are grouped anew."""
    samples: dict[int, list[Sample]] = {half: [] for half in HALVES}
    logits: dict[int, list[Array]] = {half: [] for half in HALVES}
    for fold in folds:
        part = fit_kind(kind, fold.rows, make_samples(beads, fold.others, seed=seed))
        for half in samples:
            for number in range(rounds):
                more = make_samples(beads, fold.here & (beads.half == half), seed=seed + 1 + number)
                samples[half] += more
                logits[half].append(score_samples(part, fold.rows, more))
    return {half: Scored(samples=samples[half], logits=np.concatenate(logits[half])) for half in samples}


def join(parts: Iterable[Scored]) -> Scored:
    """Several scored sets as one."""
    held = list(parts)
    samples = [sample for part in held for sample in part.samples]
    return Scored(samples=samples, logits=np.concatenate([part.logits for part in held]))


def calibrate(scored: Scored) -> list[float]:
    """Slope and shift that make held-out logits honest (Platt 1999), fields and classes weighing the same."""
    both = ~np.isin([sample.field for sample in scored.samples], HUMAN_FIELDS)
    weight = 500 * scored.weights[both] / scored.weights[both].sum()
    fitted = fit_logistic(scored.logits[both, None], scored.machine[both], weight, ridge=np.array([[0.01]]))
    return _round(fitted)


def choose_steps(scored: Scored, calibration: Sequence[float]) -> list[dict[str, float]]:
    """How sure to be from how many words on, so that ``RIGHT`` of the decisions are right at each step."""
    words = np.array([sample.words for sample in scored.samples])
    both = ~np.isin([sample.field for sample in scored.samples], HUMAN_FIELDS)
    probability = 1 / (1 + np.exp(-(scored.logits * calibration[0] + calibration[1])))
    steps = []
    for least, most in zip(STEPS, (*STEPS[1:], 10**9), strict=True):
        here = both & (words >= least) & (words < most)
        sure, right = (
            np.maximum(probability, 1 - probability)[here],
            (probability > 0.5)[here] == (scored.machine[here] == 1),
        )
        weight = balance([scored.samples[number].field for number in np.flatnonzero(here)], scored.machine[here])
        enough = (
            (weight * (sure >= level) * right).sum() >= RIGHT * (weight * (sure >= level)).sum() for level in LEVELS
        )
        found = next((level for level, fits in zip(LEVELS, enough, strict=True) if fits), LEVELS[-1])
        steps.append({"words": float(least), "sure": found})
    return steps


def train(folder: Path) -> dict[str, Any]:
    """The whole model as it is written to the file."""
    beads = measure(folder)
    both = ~np.isin(beads.field, HUMAN_FIELDS)
    rows, weights = cross_rows(beads, both)
    samples = make_samples(beads, np.ones(len(beads.words), dtype=bool), seed=SEED)
    folds = make_folds(beads)
    models, steps = {}, {}
    for kind in KINDS:
        scored = join(hold_out(kind, beads, folds, seed=SEED, rounds=ROUNDS).values())
        models[kind] = fit_kind(kind, rows, samples) | {"calibration": calibrate(scored)}
        steps[kind] = choose_steps(scored, models[kind]["calibration"])
    return {
        "signature": f"origin|2|seed:{SEED}",
        "encoder": "use",
        "decide": steps,
        "models": models,
        "patterns": weights,
    }


def _average(table: Array, weight: Array) -> Array:
    known = ~np.isnan(table)
    mean: Array = (np.nan_to_num(table) * weight[:, None]).sum(axis=0) / (known * weight[:, None]).sum(axis=0)
    return mean


def _round(values: Array) -> list[float]:
    return [float(f"{value:.5g}") for value in values]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--out", type=Path, default=MODEL)
    arguments = parser.parse_args()
    text = json.dumps(train(arguments.data), ensure_ascii=False, indent=1)
    arguments.out.write_text(text + "\n", encoding="utf-8")
    print(f"wrote {arguments.out}")


if __name__ == "__main__":
    main()
