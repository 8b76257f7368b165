"""Fit the weights of pairing on constructed cases and write alignments/data/pairing.json.

    python benchmarks/fit_pairing.py

By logistic regression (Newton), on half 0 of the shared parallel documents (``FITTED`` has the kinds and seeds, and
pairing_cases.py tells what they are): first whether a bead of the quick alignment is a translation, then, with each
bead by that chance, whether the best candidate is the original. benchmarks/pairing.py measures on the other half.
"""

from __future__ import annotations

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from constructed import load_texts
from pairing_cases import ALIKE, FREE, LACKING, USUAL, Case, build

from alignments.encoders import Encoder, load_encoder
from alignments.encoders.cache import CachedEncoder
from alignments.pairing.candidates import propose, read_profile
from alignments.pairing.documents import features, rank
from alignments.pairing.matches import Answer, Match, find_answers, sum_up
from alignments.pairing.sides import Side, read_side
from alignments.pairing.signs import load_weights

WEIGHTS = Path(__file__).parents[1] / "alignments" / "data" / "pairing.json"
FITTED = ((USUAL, (7, 17, 27, 37, 47, 57)), (LACKING, (107, 117, 127)), (ALIKE, (147, 157, 167)), (FREE, (61, 71, 81)))


def learn(encoder: Encoder) -> None:
    """Two logistic regressions: whether a bead is a translation, then whether the best candidate is the original."""
    tries = [one for kinds, seeds in FITTED for seed in seeds for one in read_tries(kinds, seed, encoder)]
    signs = [
        (answer.signs.features, share)
        for one in tries
        for candidate in nearest(one)
        for answer, share in zip(candidate.answers, candidate.shares, strict=True)
    ]
    weights = {"bead": regress(*(np.array(values) for values in zip(*signs, strict=True)), shrink=0.3)}
    write(weights | {"pair": load_weights("pair")})
    load_weights.cache_clear()
    rows, right = [], []
    for one in tries:
        ranked = rank([candidate.sum_up() for candidate in one])
        rows.append(features(ranked))
        right.append(next(each.right for each in one if each.original.document.id == ranked[0].original))
    x, y = np.stack(rows), np.array(right, dtype=float)
    weights["pair"] = regress(x, y, shrink=0.03)
    write(weights)
    chance = 1 / (1 + np.exp(-x @ weights["pair"]))
    print(f"{len(signs)} beads, {len(right)} decisions")
    print({name: values.round(3).tolist() for name, values in weights.items()})
    for likely in (0.3, 0.5, 0.6, 0.7, 0.8, 0.9):
        named = chance >= likely
        print(f"from {likely}: precision {y[named].mean():.3f}, recall {y[named].sum() / y.sum():.3f}")


@dataclass(frozen=True, kw_only=True)
class Tried:
    """A candidate that is learned from: its beads with the share of each that is a translation."""

    translation: Side
    original: Side
    answers: list[Answer]
    shares: list[float]
    right: bool

    def sum_up(self) -> Match:
        """What its beads show by the weights that stand."""
        return sum_up(self.translation, self.original, self.answers)


def nearest(tried: Sequence[Tried]) -> list[Tried]:
    """The three best candidates of a translation."""
    best = [match.original for match in rank([each.sum_up() for each in tried])[:3]]
    return [each for each in tried if each.original.document.id in best]


def read_tries(kinds: Sequence[str], seed: int, encoder: Encoder) -> Iterator[list[Tried]]:
    """The candidates of each translation of a case of half 0."""
    case = build(load_texts(part=0), translations=130, distractors=0, seed=seed, encoder=encoder, kinds=kinds)
    sides = [read_side(document, encoder=encoder) for document in case.originals]
    profiles = [
        [read_profile(document, encoder=encoder) for document in side] for side in (case.translations, case.originals)
    ]
    for document, candidates in zip(case.translations, propose(*profiles), strict=True):
        side = read_side(document, encoder=encoder)
        yield [_try(case, side, sides[place]) for place in candidates.places]


def _try(case: Case, translation: Side, original: Side) -> Tried:
    answers = find_answers(translation, original)
    return Tried(
        translation=translation,
        original=original,
        answers=answers,
        shares=[overlap(case, translation, original, answer) for answer in answers],
        right=original.document.id in case.gold[translation.document.id],
    )


def overlap(case: Case, translation: Side, original: Side, answer: Answer) -> float:
    """How much of the Arabic of a bead, and of what its English renders, is the same, by letters."""
    english = [sentence.text for sentence in translation.document.sentences[slice(*answer.english)]]
    arabic = {sentence.text for sentence in original.document.sentences[slice(*answer.arabic)]}
    wanted = {sentence for text in english for sentence in case.answers[text]}
    return sum(map(len, arabic & wanted)) / sum(map(len, arabic | wanted))


def regress(x: np.ndarray, y: np.ndarray, *, shrink: float) -> np.ndarray:
    """Logistic weights by Newton's method."""
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + shrink * np.eye(len(weights))
        weights += np.linalg.solve(bend, x.T @ (y - chance) - shrink * weights)
    return weights


def write(weights: dict[str, np.ndarray]) -> None:
    data = {name: values.round(3).tolist() for name, values in weights.items()}
    WEIGHTS.write_text(json.dumps(data) + "\n", encoding="utf-8")


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        learn(CachedEncoder(load_encoder(), Path(folder) / "vectors.sqlite"))


if __name__ == "__main__":
    main()
