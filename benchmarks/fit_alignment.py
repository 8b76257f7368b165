"""Fit the weights of the aligner on constructed gold and write alignments/data/weights.json.

    python benchmarks/fit_alignment.py --write

By likelihood (gradient: features of the gold path less their expectation), with Adam and a little L2, on half
of the shared parallel documents: 160 texts of seed 11, and 40 of seed 13 in which a whole section is added, missing,
left out or put in. The other half, seeds 12 and 14, is reported and never fitted on. The weights in the file are from
before those 40 were added: that of the excess is set to -1 (a fit on 61 texts of half 0 gave -1.4 and -1.0).
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
from constructed import Beads, Constructed, construct_texts, load_texts
from sections import construct_sections

from alignments.encoders import load_encoder
from alignments.features import Spans
from alignments.lattice import Move, marginals
from alignments.model import Evidence, Weights, bead_features, read_evidence, score_beads, sentence_moves
from alignments.units import Units, read_units

TARGET = Path(__file__).parents[1] / "alignments" / "data" / "weights.json"
NAMES = ("arabic_null", "english_null", "bead")
EPOCHS, BATCH, RATE, SHRINK = 8, 10, 0.05, 1e-3

Example = tuple[dict[Move, np.ndarray], list[tuple[int, int, Move]], tuple[int, int]]


def gold_path(gold: Beads) -> list[tuple[int, int, Move]]:
    i = j = 0
    path = []
    for first, second in gold:
        path.append((i, j, (len(first), len(second))))
        i, j = i + len(first), j + len(second)
    return path


def example(spans: Spans, evidence: Evidence | None, gold: Beads) -> Example | None:
    """All features of one text, or None where its gold has a bead that is not looked at."""
    moves = sentence_moves(*spans.shape)
    path = gold_path(gold)
    if any(move not in moves for _, _, move in path):
        return None
    captures = evidence.captures if evidence else ()
    return {move: bead_features(spans, move, captures) for move in moves}, path, spans.shape


def name_of(move: Move) -> str:
    return {(1, 0): NAMES[0], (0, 1): NAMES[1]}.get(move, NAMES[2])


def gradient(item: Example, weights: dict[str, np.ndarray]) -> tuple[dict[str, np.ndarray], float]:
    features, path, (rows, columns) = item
    scores = {move: np.tensordot(weights[name_of(move)], grid, axes=1) for move, grid in features.items()}
    found = marginals(scores, rows=rows, columns=columns)
    slopes = {name: np.zeros_like(values) for name, values in weights.items()}
    for move, chances in found.chances.items():
        slopes[name_of(move)] += np.tensordot(features[move], chances, axes=2)
    for i, j, move in path:
        slopes[name_of(move)] -= features[move][:, i, j]
    return slopes, found.total - sum(float(scores[move][i, j]) for i, j, move in path)


def fit(items: list[Example], weights: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
    rng = np.random.default_rng(1)
    first, second = ({name: np.zeros_like(values) for name, values in weights.items()} for _ in range(2))
    step = 0
    for epoch in range(EPOCHS):
        loss = 0.0
        for chosen in np.array_split(rng.permutation(len(items)), max(1, len(items) // BATCH)):
            found = [gradient(items[number], weights) for number in chosen]
            loss += sum(cost for _, cost in found)
            step += 1
            for name, values in weights.items():
                slope = np.mean([slopes[name] for slopes, _ in found], axis=0) + SHRINK * values
                first[name] = 0.9 * first[name] + 0.1 * slope
                second[name] = 0.99 * second[name] + 0.01 * slope**2
                spread = np.sqrt(second[name] / (1 - 0.99**step)) + 1e-8
                weights[name] = values - RATE * first[name] / (1 - 0.9**step) / spread
        print(f"epoch {epoch + 1}: {loss / sum(len(path) for _, path, _ in items):.4f} nats a bead", flush=True)
    return weights


def as_weights(values: dict[str, np.ndarray]) -> Weights:
    return Weights(**values)


def take_apart(texts: list[Constructed]) -> Iterator[tuple[Units, Units, Beads]]:
    encoder = load_encoder()
    for text in texts:
        sides = (read_units(text.arabic, "ar", encoder=encoder), read_units(text.english, "en", encoder=encoder))
        yield *sides, text.gold


def weighed(arabic: Units, english: Units, gold: Beads, first: Weights) -> tuple[Spans, Evidence, Beads]:
    evidence = read_evidence(arabic, english, first)
    return evidence.spans, evidence, gold


def strict_f1(cases: Sequence[tuple[Spans, Evidence | None, Beads]], weights: Weights) -> float:
    from alignments.lattice import best_path

    right = drawn = wanted = 0
    for spans, evidence, gold in cases:
        chances = score_beads(spans, weights, evidence).chances
        path = best_path(dict(chances), rows=spans.shape[0], columns=spans.shape[1])
        ours = {place for place in path if all(place[2])}
        theirs = {place for place in gold_path(gold) if all(place[2])}
        right, drawn, wanted = right + len(ours & theirs), drawn + len(ours), wanted + len(theirs)
    return 2 * right / (drawn + wanted)


def draw_texts(*, part: int, count: int, seeds: tuple[int, int]) -> list[Constructed]:
    """Texts of every style, and a quarter as many with a section changed; no path fits swapped sections."""
    texts = load_texts(part=part)
    changed = construct_sections(texts, count=count * 5 // 16, seed=seeds[1])
    return [
        *construct_texts(texts, count=count, seed=seeds[0]),
        *(text for text in changed if text.style != "sections swapped"),
    ]


def main() -> None:
    fitted_on = list(take_apart(draw_texts(part=0, count=160, seeds=(11, 13))))
    held_out = list(take_apart(draw_texts(part=1, count=40, seeds=(12, 14))))
    start = {"arabic_null": np.array([-2.0, 0, 0]), "english_null": np.array([-2.0, 0, 0]), "bead": np.zeros(13)}
    start["bead"][1] = 3.0
    plain = [(Spans((a.vectors, a.lengths), (b.vectors, b.lengths)), None, gold) for a, b, gold in fitted_on]
    first = fit([item for case in plain if (item := example(*case))], start)
    print(f"first pass alone, fitted on: {strict_f1(plain, as_weights(first)):.4f} strict F1")
    full = [weighed(*case, as_weights(first)) for case in fitted_on]
    grown = {name: values.copy() for name, values in first.items()}
    grown["bead"] = np.concatenate([grown["bead"], np.zeros(8)])
    last = fit([item for case in full if (item := example(*case))], grown)
    print(f"all passes, fitted on: {strict_f1(full, as_weights(last)):.4f} strict F1")
    unseen = [weighed(*case, as_weights(first)) for case in held_out]
    print(f"all passes, held out: {strict_f1(unseen, as_weights(last)):.4f} strict F1")
    if "--write" in sys.argv:
        passes = {"first": first, "last": last}
        data = {key: {name: v.round(4).tolist() for name, v in values.items()} for key, values in passes.items()}
        TARGET.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
