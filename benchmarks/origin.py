"""How well origin is judged on fields, systems and articles that the model has not seen.

    python benchmarks/origin.py --data ../shared/data

For every field in turn the model is fitted without that field and without the systems it is asked about.
Calibration and the steps of decision come

- ``"steps_from": "other articles"``: from held-out scores of the half of the articles that is not reported (both
  ways round), or
- ``"steps_from": "other fields"``: from held-out scores of the other fields only, the hardest test.

Shares weigh every field the same and human and machine the same inside it. The two fields without machines show
how often people are taken for machines. The shipped model is read for nothing. Prints JSON Lines.
"""

from __future__ import annotations

import argparse
import json
from pathlib import Path

import numpy as np
from origin_data import HUMAN_FIELDS, SIZES, Array, Chosen, balance, measure
from train_origin import (
    HALVES,
    KINDS,
    ROUNDS,
    SEED,
    Scored,
    calibrate,
    choose_steps,
    hold_out,
    join,
    make_folds,
)

from scores.origin import decide


def area(scores: Array, machine: Array) -> float:
    """Area under the ROC curve: how often a machine's document scores above a human one."""
    first, second = scores[machine == 1], scores[machine == 0]
    if not len(first) or not len(second):
        return float("nan")
    above = (first[:, None] > second).mean() + 0.5 * (first[:, None] == second).mean()
    return float(above)


def judge(scored: Scored, known: Scored) -> list[str]:
    """What would be said of every document, calibrated on the documents that are ``known``."""
    slope, shift = calibrate(known)
    steps = choose_steps(known, (slope, shift))
    probability = 1 / (1 + np.exp(-(scored.logits * slope + shift)))
    return [decide(float(p), sample.words, steps) for p, sample in zip(probability, scored.samples, strict=True)]


def describe(scored: Scored, said: list[str], chosen: Chosen) -> dict[str, float | int | None]:
    """AUC, share decided and share of right decisions of some model documents."""
    numbers = np.flatnonzero(chosen)
    machine = scored.machine[chosen]
    weight = balance([scored.samples[number].field for number in numbers], machine)
    decided = np.array([said[number] != "unknown" for number in numbers])
    right = np.array([(said[number] == "machine") == (scored.machine[number] == 1) for number in numbers])
    share = float((weight * decided).sum())
    auc = area(scored.logits[chosen], machine)
    return {
        "documents": len(numbers),
        "auc": None if np.isnan(auc) else round(auc, 3),
        "decided": round(share, 3),
        "right": round(float((weight * decided * right).sum()) / share, 3) if share else None,
    }


def report(kind: str, way: str, scored: Scored, said: list[str]) -> None:
    """A line for all, for every field and for every system, by size."""
    fields = np.array([sample.field for sample in scored.samples])
    systems = np.array([sample.system for sample in scored.samples])
    sizes = np.array([sample.size for sample in scored.samples])
    for size in SIZES:
        here = sizes == size
        line = {"kind": kind, "steps_from": way, "beads": size}
        print(json.dumps({**line, "field": "all", **describe(scored, said, here & ~np.isin(fields, HUMAN_FIELDS))}))
        for field in sorted(set(fields)):
            print(json.dumps({**line, "field": field, **describe(scored, said, here & (fields == field))}))
        for system in sorted(set(systems) - {"human"}):
            among = here & np.isin(fields, fields[systems == system]) & np.isin(systems, [system, "human"])
            print(json.dumps({**line, "system": system, **describe(scored, said, among)}))


def choose(scored: Scored, chosen: Chosen) -> Scored:
    """Some of the documents."""
    numbers = np.flatnonzero(chosen)
    return Scored(samples=[scored.samples[number] for number in numbers], logits=scored.logits[chosen])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    beads = measure(arguments.data)
    folds = make_folds(beads)
    for kind in KINDS:
        halves = hold_out(kind, beads, folds, seed=arguments.seed, rounds=ROUNDS)
        scored = join(halves.values())
        said = [each for half in HALVES for each in judge(halves[half], halves[1 - half])]
        report(kind, "other articles", scored, said)
        fields = np.array([sample.field for sample in scored.samples])
        parts = [choose(scored, fields == field) for field in sorted(set(fields))]
        known = [choose(scored, fields != field) for field in sorted(set(fields))]
        strict = [each for part, rest in zip(parts, known, strict=True) for each in judge(part, rest)]
        report(kind, "other fields", join(parts), strict)


if __name__ == "__main__":
    main()
