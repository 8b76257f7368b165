"""Fit the model of ``scores/origin`` and write ``scores/data/origin.json`` (numpy only, minutes on one core).

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
from pathlib import Path
from typing import Any

import numpy as np
from origin_data import HUMAN_FIELDS, measure
from origin_fitting import KINDS, cross_rows, fit_kind, gather
from origin_holding import calibrate, choose_steps, fit_folds, hold_out, make_folds

MODEL = Path(__file__).parents[1] / "scores" / "data" / "origin.json"
SEED = 20_240_611


def train(folder: Path) -> dict[str, Any]:
    """The whole model as it is written to the file."""
    beads = measure(folder)
    everything = np.ones(len(beads.words), dtype=bool)
    rows, weights = cross_rows(beads, ~np.isin(beads.field, HUMAN_FIELDS))
    folds = make_folds(beads)
    models, steps = {}, {}
    for kind in KINDS:
        scored = hold_out(kind, beads, folds, fit_folds(kind, beads, folds, seed=SEED), everything, seed=SEED)
        models[kind] = fit_kind(kind, rows, gather(kind, beads, everything, seed=SEED)) | calibrate(scored)
        steps[kind] = choose_steps(scored, models[kind])
    return {
        "signature": f"origin|5|seed:{SEED}",
        "encoder": "use",
        "decide": steps,
        "models": models,
        "patterns": weights,
    }


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
