"""How well origin is judged on fields, systems and articles that the model has not seen.

    python benchmarks/origin.py --data ../shared/data [--partitions 4] [--parts 5] [--levels 0.8 0.9 …]

For every field in turn the model is fitted without that field and without the systems it is asked about.
Calibration and the steps of decision come

- ``"steps_from": "other articles"``: from held-out scores of the other parts of the articles, which are split at
  random into ``--parts``, as often as ``--partitions`` says, or
- ``"steps_from": "other fields"``: from held-out scores of the other fields only, the hardest test, or
- ``"steps_from": "0.9"``: calibration from the other parts, and one step for all lengths, for each of ``--levels``.

Shares weigh every field the same and human and machine the same inside it. A figure is the mean over the partitions
and, in brackets after it, the lowest and the highest. The two fields without machines show how often people are
taken for machines. The shipped model is read for nothing. Prints JSON Lines.

The kind ``beside_machine`` judges every document beside the version of another system, and the model has seen neither
of the two systems: which ones are held out together is drawn anew in every partition. Law and literature have one
machine only, so there it is asked about people alone. With ``--versions 2 3`` documents are also judged beside two and
three other systems at once, by the model, the calibration and the steps that were made beside one; those lines have
``"steps_from": "beside 2"``.
"""

from __future__ import annotations

import argparse
import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from origin_data import HUMAN, SIZES, Array, Chosen, balance, measure, two_sided
from origin_fitting import KINDS
from origin_holding import (
    Scored,
    calibrate,
    choose_steps,
    find_probabilities,
    fit_folds,
    hold_out,
    join,
    make_folds,
    split_articles,
)
from train_origin import SEED

from scores.origin.judging import BESIDE, decide

Figures = dict[str, float]


def area(scores: Array, machine: Array) -> float:
    """Area under the ROC curve: how often a machine's document scores above a human one."""
    first, second = scores[machine == 1], scores[machine == 0]
    if not len(first) or not len(second):
        return float("nan")
    above = (first[:, None] > second).mean() + 0.5 * (first[:, None] == second).mean()
    return float(above)


def judge(scored: Scored, known: Scored, level: float | None) -> list[str]:
    """What would be said of every document, calibrated on those that are ``known``; the steps too without a level."""
    fitted = calibrate(known)
    steps = choose_steps(known, fitted) if level is None else [{"words": 0, "sure": level}]
    probability = find_probabilities(scored, fitted)
    return [decide(float(p), sample.words, steps) for p, sample in zip(probability, scored.samples, strict=True)]


def judge_all(
    parts: list[Scored], level: float | None = None, *, known: list[Scored] | None = None
) -> tuple[Scored, list[str]]:
    """Every part judged as the other ones say, or the other ones of those ``known``; all of it as one."""
    known = known or parts
    said = []
    for place, part in enumerate(parts):
        said += judge(part, join([*known[:place], *known[place + 1 :]]), level)
    return join(parts), said


def describe(scored: Scored, said: list[str], chosen: Chosen) -> Figures:
    """AUC, share decided and share of right decisions of some model documents."""
    numbers = np.flatnonzero(chosen)
    machine = scored.machine[chosen]
    weight = balance([scored.samples[number].field for number in numbers], machine)
    decided = np.array([said[number] != "unknown" for number in numbers])
    right = np.array([said[number] == "machine" for number in numbers]) == (machine == 1)
    share = float((weight * decided).sum())
    return {
        "documents": len(numbers),
        "auc": area(scored.logits[chosen], machine),
        "decided": share,
        "right": float((weight * decided * right).sum()) / share if share else float("nan"),
    }


def groups(scored: Scored) -> Iterator[tuple[dict[str, str | int], Chosen]]:
    """All documents, and those of every field, system and companion; by size.

    Beside those of a system stand the human ones of its fields.
    """
    fields = scored.fields
    both = two_sided(fields, scored.machine)
    companions = np.array([sample.companion for sample in scored.samples])
    systems = np.array([sample.system for sample in scored.samples])
    sizes = np.array([sample.size for sample in scored.samples])
    for size in SIZES:
        here = sizes == size
        yield {"beads": size, "field": "all"}, here & both
        for field in sorted(set(fields)):
            yield {"beads": size, "field": str(field)}, here & (fields == field)
        for system in sorted(set(systems) - {HUMAN}):
            among = np.isin(fields, fields[systems == system]) & np.isin(systems, [system, HUMAN])
            yield {"beads": size, "system": str(system)}, here & among
        for companion in sorted(set(companions) - {""}):
            yield {"beads": size, "companion": str(companion)}, here & both & (companions == companion)


def choose(scored: Scored, chosen: Chosen) -> Scored:
    """Some of the documents."""
    numbers = np.flatnonzero(chosen)
    return Scored(samples=[scored.samples[number] for number in numbers], logits=scored.logits[chosen])


def by_field(scored: Scored) -> list[Scored]:
    """The documents of every field."""
    fields = scored.fields
    return [choose(scored, fields == field) for field in sorted(set(fields))]


def report(kind: str, way: str, runs: list[tuple[Scored, list[str]]]) -> None:
    """A line for each group: the mean over the runs, the lowest and the highest."""
    found: dict[str, list[Figures]] = {}
    for scored, said in runs:
        for group, chosen in groups(scored):
            found.setdefault(json.dumps(group), []).append(describe(scored, said, chosen))
    for group, figures in found.items():
        line = {"kind": kind, "steps_from": way, **json.loads(group)}
        line["documents"] = round(float(np.mean([each["documents"] for each in figures])))
        for name in ("auc", "decided", "right"):
            values = np.array([each[name] for each in figures])
            known = values[~np.isnan(values)]
            spread = (known.mean(), known.min(), known.max()) if len(known) else ()
            line[name] = [round(float(value), 3) for value in spread] or None
        print(json.dumps(line))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--partitions", type=int, default=4)
    parser.add_argument("--parts", type=int, default=5)
    parser.add_argument("--levels", type=float, nargs="+", default=())
    parser.add_argument("--versions", type=int, nargs="+", default=())
    parser.add_argument("--kinds", nargs="+", choices=tuple(KINDS), default=tuple(KINDS))
    arguments = parser.parse_args()
    beads = measure(arguments.data)
    for kind in arguments.kinds:
        runs: dict[str, list[tuple[Scored, list[str]]]] = defaultdict(list)
        for number in range(arguments.partitions):
            seed = arguments.seed + 100 * number
            if not number or kind == BESIDE:
                folds = make_folds(beads, seed=seed if kind == BESIDE else None)
                models = fit_folds(kind, beads, folds, seed=arguments.seed)
            part = split_articles(beads, arguments.parts, seed=seed)
            parts = [hold_out(kind, beads, folds, models, part == each, seed=seed) for each in range(arguments.parts)]
            runs["other articles"].append(judge_all(parts))
            runs["other fields"].append(judge_all(by_field(join(parts))))
            for versions in arguments.versions if kind == BESIDE else ():
                more = [
                    hold_out(kind, beads, folds, models, part == each, seed=seed, versions=versions)
                    for each in range(arguments.parts)
                ]
                runs[f"beside {versions}"].append(judge_all(more, known=parts))
            for level in arguments.levels:
                runs[str(level)].append(judge_all(parts, level))
        for way, seen in runs.items():
            report(kind, way, seen)


if __name__ == "__main__":
    main()
