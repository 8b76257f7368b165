"""Fit the weights of ``scores.findings.sentences.clauses``: is a part of this Arabic sentence missing in its English?

    python -m benchmarks.fit_clauses ../shared/data/parallel-documents.jsonl.gz

Of every document of the calibration half some lines lose a clause (``scores.planting``), and all its lines stand as
they are. Logistic regressions over the likeliest stretch of each line, first by lengths and words, then with the
vectors of the rest; which stretch that is, the weights say in turn. Prints the recall for several shares of clean lines
that are called a gap, documents held out five times, and then the tables for ``scores/data/findings.toml``.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

import numpy as np

from alignments.beads import Bead
from alignments.encoders import Encoder, load_encoder
from benchmarks.findings import read_texts
from corpus.documents import Sentence
from scores.findings.checking import lay_out
from scores.findings.reading import Reading
from scores.findings.sentences.clauses import LIKELY, MOST_MEASURED, find_windows, measure_gains, usual_shortfall
from scores.findings.sentences.windows import Window
from scores.planting import Text
from scores.planting.lines import drop_clauses
from scores.planting.memory import Memory

MOST = 6  # lines of one document that lose a clause
FOLDS = 5
ROUNDS = 4  # of fitting and choosing the likeliest stretch anew
PENALTY = 1.0  # of the squared weights of standardised signs
SHARES = (0.001, 0.005, 0.01, 0.015, 0.02, 0.03)


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line, whether a clause of its English was left out, and the stretches of its Arabic that may be missing."""

    document: str
    spoilt: bool
    windows: tuple[Window, ...]
    measure: Callable[[Sequence[Window]], list[Window]]  # adds what the vectors say


def read_lines(texts: Sequence[Text], *, seed: int, encoder: Encoder) -> list[Line]:
    rng = Random(seed)
    lines: list[Line] = []
    for text in texts:
        clean = _lay_out(text.arabic, text.english, encoder)
        usual = usual_shortfall(clean)
        lines += [_line(clean, k, text.name, usual, spoilt=False) for k in range(len(text.english))]
        options = {k: rests for k, line in enumerate(text.english) if (rests := list(drop_clauses(line)))}
        for k in rng.sample(sorted(options), min(MOST, len(options))):
            english = (*text.english[:k], rng.choice(options[k]), *text.english[k + 1 :])
            lines.append(_line(_lay_out(text.arabic, english, encoder), k, text.name, usual, spoilt=True))
    return lines


def _lay_out(arabic: Sequence[str], english: Sequence[str], encoder: Encoder) -> Reading:
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in (arabic, english)]
    beads = [Bead(arabic=(k,), english=(k,), similarity=1.0, confidence=1.0) for k in range(len(arabic))]
    vectors = (encoder.encode(list(arabic)), encoder.encode(list(english)))
    return lay_out(*sides, beads, encoder=encoder, vectors=vectors)


def _line(reading: Reading, k: int, document: str, usual: float, *, spoilt: bool) -> Line:
    return Line(
        document=document,
        spoilt=spoilt,
        windows=tuple(find_windows(reading, k, (k,), usual=usual)),
        measure=lambda windows: measure_gains(reading, k, (k,), windows),
    )


Weights = dict[str, float]


def fit(lines: Sequence[Line]) -> Weights:
    """Weights by the likeliest stretch of each line, which those weights choose; at first the one of most contrast."""
    lines = [line for line in lines if line.windows]
    chosen = [max(line.windows, key=lambda window: window.signs["contrast"]) for line in lines]
    weights: Weights = {}
    for _ in range(ROUNDS):
        weights = _regress(chosen, [line.spoilt for line in lines])
        chosen = [_likeliest(line.windows, weights)[0] for line in lines]
    return weights


def _likeliest(windows: Sequence[Window], weights: Weights) -> list[Window]:
    return sorted(windows, key=lambda window: -window.chance(weights))


def _regress(windows: Sequence[Window], spoilt: Sequence[bool]) -> Weights:
    """Logistic regression by Newton's method, over standardised signs, given back for the signs as they are."""
    names = list(windows[0].signs)
    signs = np.array([[window.signs[name] for name in names] for window in windows])
    mean, spread = signs.mean(axis=0), signs.std(axis=0) + 1e-9
    rows = np.column_stack([(signs - mean) / spread, np.ones(len(signs))])
    penalty = PENALTY * np.diag([*np.ones(len(names)), 0.0])
    weights = np.zeros(len(names) + 1)
    for _ in range(30):
        chances = 1 / (1 + np.exp(-rows @ weights))
        slope = rows.T @ (chances - np.array(spoilt, dtype=float)) + penalty @ weights
        weights -= np.linalg.solve((rows * (chances * (1 - chances))[:, None]).T @ rows + penalty, slope)
    plain = weights[:-1] / spread
    return {**dict(zip(names, map(float, plain), strict=True)), "bias": float(weights[-1] - plain @ mean)}


def narrow(lines: Sequence[Line], weights: Weights) -> list[Line]:
    """The lines with the few stretches whose rest is encoded, and what that says."""
    narrowed = []
    for line in lines:
        likely = [each for each in _likeliest(line.windows, weights) if each.chance(weights) >= LIKELY]
        windows = tuple(line.measure(likely[:MOST_MEASURED])) if likely else ()
        narrowed.append(Line(document=line.document, spoilt=line.spoilt, windows=windows, measure=line.measure))
    return narrowed


def hold_out(lines: Sequence[Line]) -> list[float]:
    """The chance of each line by weights of other documents, 0 where nothing is looked at."""
    names = sorted({line.document for line in lines})
    fold = {name: number % FOLDS for number, name in enumerate(names)}
    chances = [0.0] * len(lines)
    for held in range(FOLDS):
        others = [line for line in lines if fold[line.document] != held]
        first = fit(others)
        second = fit(narrow(others, first))
        own = [number for number, line in enumerate(lines) if fold[line.document] == held]
        for number, line in zip(own, narrow([lines[number] for number in own], first), strict=True):
            chances[number] = max((window.chance(second) for window in line.windows), default=0.0)
    return chances


def show_recall(lines: Sequence[Line], chances: Sequence[float]) -> None:
    clean = sorted((chance for line, chance in zip(lines, chances, strict=True) if not line.spoilt), reverse=True)
    spoilt = [chance for line, chance in zip(lines, chances, strict=True) if line.spoilt]
    print(f"{len(spoilt)} lines without a clause, {len(clean)} clean ones")
    for share in SHARES:
        least = clean[int(share * len(clean))]
        found = sum(chance > least for chance in spoilt) / len(spoilt)
        print(f"{share:.1%} of the clean lines: from a chance of {least:.3f}, recall {found:.3f}")


def show_table(name: str, weights: Weights) -> None:
    print(f"\n[clause.{name}]", *(f"{sign} = {weight:.3f}" for sign, weight in weights.items()), sep="\n")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    encoder = Memory(load_encoder())
    lines = read_lines(read_texts(arguments.data, "calibration"), seed=arguments.seed, encoder=encoder)
    show_recall(lines, hold_out(lines))
    first = fit(lines)
    show_table("words", first)
    show_table("vectors", fit(narrow(lines, first)))


if __name__ == "__main__":
    main()
