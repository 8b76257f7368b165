"""Precision, recall and calibration of pairing, and its time and memory on many documents.

    python benchmarks/pairing.py [--fit | --lacking | --alike | --free | --scale COUNT] [--seeds SEED …]

Cases are built from ../shared/data/parallel-documents as pairing_cases.py tells; the stories are in
tests/alignments/data. ``--fit`` writes the logistic weights of beads and of the decision from half 0 of the texts
(the seeds of ``FITTED``); figures are those of half 1 (seeds 263, 269 and 271). ``--lacking`` draws translations that
have no original at all, half of them with a retelling (half 1, seeds 277, 281 and 283), and says how many got one.
``--alike`` and ``--free`` draw the kinds of those names (half 1, seeds 241, 251 and 257). ``--seeds`` draws others.

``--scale COUNT`` (seed 5) pairs COUNT translations with COUNT originals: documents put together from stretches of 2
to 4 consecutive sentences of all the real ones, 6 to 12 sentences each, so that two documents often share a stretch;
a third of the translations has no original. Every sentence is encoded once and stands in many documents; the seconds
that encoding all of them would take are worked out from the speed measured. 600 translations, spread over all, are
matched and decided; their time is multiplied. Seconds are of one processor.
"""

from __future__ import annotations

import argparse
import json
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
from constructed import Text, load_texts
from pairing_cases import ALIKE, FREE, KINDS, LACKING, USUAL, Case, build, document_of, load_stories

from alignments.cache import CachedEncoder
from alignments.candidates import propose, read_profile
from alignments.documents import features, pair_documents, pair_proposed, rank
from alignments.encoders import Encoder, load_encoder
from alignments.matches import Answer, Match, find_answers, sum_up
from alignments.pairs import Pair
from alignments.sides import Side, read_side
from alignments.signs import load_weights

WEIGHTS = Path(__file__).parents[1] / "alignments" / "data" / "pairing.json"
_MATCHED = 600  # translations that are matched; the time of a match does not depend on how many documents there are
FITTED = ((USUAL, (7, 17, 27, 37, 47, 57)), (LACKING, (107, 117, 127)), (ALIKE, (147, 157, 167)), (FREE, (61, 71, 81)))
BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


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


def show(name: str, case: Case, pairs: Sequence[Pair], seconds: float) -> None:
    named = [pair for pair in pairs if pair.original]
    right = sum(pair.original in case.gold[pair.translation] for pair in named)
    wanted = sum(bool(case.gold[pair.translation]) for pair in pairs)
    lacking = [pair for pair in pairs if not case.gold[pair.translation]]
    false = sum(pair.original is not None for pair in lacking) / max(len(lacking), 1)
    print(
        f"{name:>12}  {len(pairs):12}  {len(case.originals):9}  {right / max(len(named), 1):9.3f}"
        f"  {right / max(wanted, 1):6.3f}  {false:15.3f}  {seconds:7.1f}"
    )
    wrong = [pair for pair in pairs if (pair.original or "") not in (case.gold[pair.translation] or {""})]
    for pair in wrong[:12]:
        print("   wrong:", case.kinds[pair.translation], pair.confidence, "; ".join(pair.reasons[:2]))


def show_kinds(done: Sequence[tuple[Case, Sequence[Pair]]]) -> None:
    counts: dict[str, list[bool]] = defaultdict(list)
    confidences: list[tuple[float, bool]] = []
    for case, pairs in done:
        for pair in pairs:
            ok = (pair.original or "") in (case.gold[pair.translation] or {""})
            counts[case.kinds[pair.translation]].append(ok)
            confidences.append((pair.confidence, ok))
    print("\nkind          right of")
    for kind, oks in counts.items():
        print(f"{kind:12} {sum(oks):6} {len(oks):3}  {KINDS.get(kind, '')}")
    print("\nconfidence of the decision  decisions  mean  right")
    error = 0.0
    for low, high in pairwise(BINS):
        inside = [(c, ok) for c, ok in confidences if low <= c < high or c == high == 1]
        if inside:
            mean, share = np.mean(inside, axis=0)
            error += abs(mean - share) * len(inside) / len(confidences)
            print(f"{low:.2f} to {high:.2f} {len(inside):24}  {mean:.2f}   {share:.2f}")
    below = [(c, ok) for c, ok in confidences if c < BINS[0]]
    if below:
        print(f"below {BINS[0]:.2f} {len(below):24}  {np.mean(below, axis=0)}")
    print(f"expected calibration error {error:.3f}")


def measure(encoder: Encoder, *, seeds: Sequence[int]) -> None:
    print("        seed  translations  originals  precision  recall  false originals  seconds")
    done = []
    for seed in seeds:
        for distractors in (0, 40):
            case = build(load_texts(part=1), translations=110, distractors=distractors, seed=seed, encoder=encoder)
            start = time.perf_counter()
            pairs = pair_documents(case.translations, case.originals, encoder=encoder)
            show(f"{seed}", case, pairs, time.perf_counter() - start)
        done.append((case, pairs))
    case = load_stories()
    start = time.perf_counter()
    pairs = pair_documents(case.translations, case.originals, encoder=encoder)
    show("stories", case, pairs, time.perf_counter() - start)
    show_kinds([*done, (case, pairs)])


def measure_lacking(encoder: Encoder, *, seeds: Sequence[int], kinds: Sequence[str] = LACKING) -> None:
    """How many translations without an original got one, with the 95 % interval of Wilson."""
    print("        seed  translations  originals  precision  recall  false originals  seconds")
    wrong: dict[str, list[bool]] = defaultdict(list)
    for seed in seeds:
        texts = load_texts(part=1)
        case = build(texts, translations=150, distractors=20, seed=seed, encoder=encoder, kinds=kinds)
        start = time.perf_counter()
        pairs = pair_documents(case.translations, case.originals, encoder=encoder)
        show(f"{seed}", case, pairs, time.perf_counter() - start)
        for pair in pairs:
            if not case.gold[pair.translation]:
                wrong[case.kinds[pair.translation]].append(pair.original is not None)
    for kind, each in [*wrong.items(), ("all", [one for some in wrong.values() for one in some])]:
        low, high = wilson(sum(each), len(each))
        print(f"{kind:>12}  {sum(each)} of {len(each)} false originals, {low:.3f} to {high:.3f}")


def wilson(hits: int, count: int) -> tuple[float, float]:
    """The 95 % interval of a share (Wilson 1927)."""
    share, spread = hits / count, 1.96**2 / count
    middle = share + spread / 2
    reach = float(np.sqrt(spread * share * (1 - share) + spread**2 / 4))
    return (middle - reach) / (1 + spread), (middle + reach) / (1 + spread)


def combine(texts: Sequence[Text], *, count: int, seed: int) -> Case:
    """Documents put together from stretches of the texts."""
    rng = np.random.default_rng(seed)
    case = Case()
    for number in range(count):
        arabic: list[str] = []
        english: list[str] = []
        size = int(rng.integers(6, 13))
        while len(arabic) < size:
            first, second = texts[rng.integers(len(texts))]
            start = int(rng.integers(max(1, len(first) - 3)))
            end = start + int(rng.integers(2, 5))
            arabic += first[start:end]
            english += second[start:end]
        missing = number % 3 == 2
        translation = document_of(english, "en", f"{number}")
        case.translations.append(translation)
        if missing:
            rng.shuffle(arabic)
            arabic = [*arabic[: len(arabic) // 4], *texts[rng.integers(len(texts))][0][:8]]
        original = document_of(arabic, "ar", f"{number}")
        case.originals.append(original)
        case.gold[translation.id] = frozenset() if missing else frozenset({original.id})
        case.kinds[translation.id] = "missing" if missing else "whole"
    return case


def scale(encoder: Encoder, *, count: int) -> None:
    texts = load_texts(part=0) + load_texts(part=1)
    different = [sentence for text in texts for side in text for sentence in side]
    start = time.process_time()
    encoder.encode(different)
    speed = len(different) / (time.process_time() - start)
    case = combine(texts, count=count, seed=5)
    sentences = sum(len(document.sentences) for document in (*case.translations, *case.originals))
    seconds = {}
    start = time.process_time()
    english, arabic = (
        [read_profile(document, encoder=encoder) for document in side] for side in (case.translations, case.originals)
    )
    seconds["profiles"] = time.process_time() - start
    start = time.process_time()
    proposed = propose(english, arabic)
    seconds["proposing"] = time.process_time() - start
    found = [
        bool(case.gold[document.id] & {case.originals[place].id for place in candidates.places})
        for document, candidates in zip(case.translations, proposed, strict=True)
        if case.gold[document.id]
    ]
    print({name: round(value, 1) for name, value in seconds.items()}, flush=True)
    step = -(-count // _MATCHED)
    chosen, proposed = case.translations[::step], proposed[::step]
    warm = len(chosen) // 3  # the first third meets the words of these texts for the first time
    pairs = list(pair_proposed(chosen[:warm], case.originals, proposed[:warm], encoder=encoder))
    start = time.process_time()
    pairs += pair_proposed(chosen[warm:], case.originals, proposed[warm:], encoder=encoder)
    timed = time.process_time() - start
    seconds["matching and deciding"] = timed / (len(chosen) - warm) * count
    whole = sum(seconds.values())
    print(f"{count} x {count} documents, {sentences} sentences, original proposed {np.mean(found):.4f}")
    show("5", case, pairs, whole)
    for name, value in seconds.items():
        print(f"{value:9.1f} s of processor time, {name}")
    print(f"{sentences / speed:9.1f} s of processor time, encoding at {speed:.0f} sentences/s")
    print(f"{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20:9.2f} GiB at most")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--fit", action="store_true")
    way.add_argument("--lacking", action="store_true")
    way.add_argument("--alike", action="store_true")
    way.add_argument("--free", action="store_true")
    way.add_argument("--scale", type=int, metavar="COUNT")
    parser.add_argument("--seeds", type=int, nargs="+", metavar="SEED")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        encoder = CachedEncoder(load_encoder(), Path(folder) / "vectors.sqlite")
        if arguments.fit:
            learn(encoder)
        elif arguments.lacking:
            measure_lacking(encoder, seeds=arguments.seeds or (277, 281, 283))
        elif arguments.alike or arguments.free:
            kinds = ALIKE if arguments.alike else FREE
            measure_lacking(encoder, seeds=arguments.seeds or (241, 251, 257), kinds=kinds)
        elif arguments.scale:
            scale(encoder, count=arguments.scale)
        else:
            measure(encoder, seeds=arguments.seeds or (263, 269, 271))


if __name__ == "__main__":
    main()
