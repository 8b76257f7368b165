"""Scores of documents by models that have not seen their field and systems; how sure to be is chosen on them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt
from origin_data import ALWAYS, HUMAN, HUMAN_FIELDS, Array, Beads, Chosen, Sample, balance, two_sided
from origin_fitting import cross_rows, fit_kind, fit_logistic, gather, round_all, score_patterns, score_samples

from scores.origin.judging import lengthen

Calibration = dict[str, Any]  # calibration and growth, as ``data/origin.json`` has them

RIGHT = 0.97  # share of right decisions, in the mean of the fields, so that .95 is near in the worst of them
DECIDED = 0.63  # share of the documents that stay decided where one could be surer still
STEPS = (0, 160, 320, 640)  # words from which on the next step holds
LEVELS = tuple(map(float, np.round([*np.arange(0.7, 0.99, 0.01), *np.arange(0.99, 0.9995, 0.001)], 3)))
ENOUGH = 0.05  # share of the documents that must be decided for a step to be believed: fewer come from one field
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
    def fields(self) -> npt.NDArray[np.str_]:
        """Where each document comes from."""
        return np.array([sample.field for sample in self.samples])

    @property
    def words(self) -> Array:
        """The number of English words."""
        return np.array([float(sample.words) for sample in self.samples])

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


def make_folds(beads: Beads, *, seed: int | None = None) -> list[Fold]:
    """Every field held out in turn, with every other of its systems and then with the rest.

    The model that scores a fold has seen neither that field nor those systems in any field (the one machine of
    the two gold fields excepted, which are held out by field alone). A ``seed`` draws which systems go together.
    """
    folds = []
    places = {str(name): place for place, name in enumerate(sorted({*beads.system}))}
    if seed is not None:
        places = dict(zip(places, map(int, np.random.default_rng(seed).permutation(len(places))), strict=True))
    for field in sorted(set(beads.field)):
        here = {str(system) for system in beads.system[beads.field == field]} - {HUMAN}
        systems = sorted(here, key=lambda system: places[system])
        for held in [systems] if len(systems) < 2 else [systems[::2], systems[1::2]]:
            away = np.isin(beads.system, held)
            others = (beads.field != field) & (~away | (beads.system == ALWAYS))
            rows, weights = cross_rows(beads, others & ~np.isin(beads.field, HUMAN_FIELDS))
            asked = (beads.field == field) & (away | (beads.system == HUMAN))
            rows[asked, 0] = score_patterns(beads, weights)[asked]
            folds.append(Fold(others=others, here=asked, rows=rows))
    return folds


def fit_folds(kind: str, beads: Beads, folds: Sequence[Fold], *, seed: int) -> list[dict[str, Any]]:
    """The model of each fold, fitted on everything that it does not hold out."""
    return [fit_kind(kind, fold.rows, gather(kind, beads, fold.others, seed=seed)) for fold in folds]


def hold_out(
    kind: str,
    beads: Beads,
    folds: Sequence[Fold],
    models: Sequence[dict[str, Any]],
    chosen: Chosen,
    *,
    seed: int,
    versions: int = 1,
) -> Scored:
    """Held-out scores of the beads that are chosen; the articles are grouped anew ``ROUNDS`` times."""
    samples: list[Sample] = []
    logits: list[Array] = []
    for fold, model in zip(folds, models, strict=True):
        for number in range(ROUNDS):
            more = gather(kind, beads, fold.here & chosen, seed=seed + 1 + number, versions=versions)
            samples += more
            logits.append(score_samples(model, fold.rows, more))
    return Scored(samples=samples, logits=np.concatenate(logits))


def split_articles(beads: Beads, count: int, *, seed: int) -> npt.NDArray[np.int64]:
    """A number below ``count`` for every bead; whole articles together, those of a field evenly spread."""
    rng = np.random.default_rng(seed)
    part: dict[str, int] = {}
    for field in sorted(set(beads.field)):
        articles = sorted(set(beads.document[beads.field == field]))
        part |= {articles[place]: number % count for number, place in enumerate(rng.permutation(len(articles)))}
    return np.array([part[str(document)] for document in beads.document])


def join(parts: Iterable[Scored]) -> Scored:
    """Several scored sets as one."""
    held = list(parts)
    samples = [sample for part in held for sample in part.samples]
    return Scored(samples=samples, logits=np.concatenate([part.logits for part in held]))


def calibrate(scored: Scored) -> Calibration:
    """Slope, shift and growth with length that make held-out logits honest; fields and classes weigh the same.

    Platt (1999), with a slope that depends on the length: a mean over 40 sentences lies nearer to where people or
    machines lie than one over 5, so the same distance says more.
    """
    both = two_sided(scored.fields, scored.machine)
    weight = 500 * scored.weights[both] / scored.weights[both].sum()
    grown = np.array([lengthen(words, 1) - 1 for words in scored.words])
    table = np.stack([scored.logits, scored.logits * grown], axis=1)
    slope, more, shift = fit_logistic(table[both], scored.machine[both], weight, ridge=0.01 * np.eye(2))
    calibration = round_all(np.array([slope, shift]))
    return {"calibration": calibration, "growth": round_all(np.array([more / slope]))[0]}


def find_probabilities(scored: Scored, fitted: Calibration) -> Array:
    """How likely each document is a machine's."""
    slope, shift = fitted["calibration"]
    grown = np.array([lengthen(words, fitted["growth"]) for words in scored.words])
    probability: Array = 1 / (1 + np.exp(-(scored.logits * grown * slope + shift)))
    return probability


def choose_steps(scored: Scored, fitted: Calibration) -> list[dict[str, float]]:
    """How sure to be from how many words on.

    So sure that ``RIGHT`` of the decisions are right, and surer as long as ``DECIDED`` of the documents are decided.
    Where no level decides ``ENOUGH`` rightly, the highest one. The fields are taken together: which of them is the
    worst changes from drawing to drawing, and a step chosen for it does not carry over.
    """
    probability = find_probabilities(scored, fitted)
    sure, right = np.maximum(probability, 1 - probability), (probability > 0.5) == (scored.machine == 1)
    fields = scored.fields
    both = two_sided(fields, scored.machine)
    steps = []
    for least, most in zip(STEPS, (*STEPS[1:], 10**9), strict=True):
        here = both & (scored.words >= least) & (scored.words < most)
        weight = balance(fields[here], scored.machine[here])
        shares = [
            (level, float(decided.sum()), float((decided * right[here]).sum()))
            for level in LEVELS
            for decided in [weight * (sure[here] >= level)]
        ]
        enough = [level for level, share, good in shares if share >= ENOUGH and good >= RIGHT * share]
        surest = [level for level, share, _ in shares if share >= DECIDED]
        steps.append({"words": float(least), "sure": max([min(enough, default=LEVELS[-1]), *surest[-1:]])})
    return steps
