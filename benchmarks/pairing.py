"""Precision, recall and calibration of pairing, and its time and memory on many documents.

    python benchmarks/pairing.py [--lacking | --alike | --free | --scale COUNT] [--seeds SEED …]

Cases are built from ../shared/data/parallel-documents as pairing_cases.py tells; the stories are in
tests/alignments/pairing/data. Figures are those of half 1 of the texts (seeds 263, 269 and 271). ``--lacking`` draws
translations that have no original at all, half of them with a retelling (seeds 277, 281 and 283), and says how many got
one. ``--alike`` and ``--free`` draw the kinds of those names (seeds 241, 251 and 257). ``--seeds`` draws others.

``--scale COUNT`` (seed 5) pairs COUNT translations with COUNT originals: documents put together from stretches of 2
to 4 consecutive sentences of all the real ones, 6 to 12 sentences each, so that two documents often share a stretch;
a third of the translations has no original. Every sentence is encoded once and stands in many documents; the seconds
that encoding all of them would take are worked out from the speed measured. 600 translations, spread over all, are
matched and decided; their time is multiplied. Seconds are of one processor.
"""

from __future__ import annotations

import argparse
import resource
import tempfile
import time
from collections import defaultdict
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from constructed import Text, load_texts
from pairing_cases import ALIKE, FREE, KINDS, LACKING, Case, build, document_of, load_stories

from alignments.encoders import Encoder, load_encoder
from alignments.encoders.cache import CachedEncoder
from alignments.pairing.candidates import propose, read_profile
from alignments.pairing.documents import pair_documents, pair_proposed
from alignments.pairing.pairs import Pair

_MATCHED = 600  # translations that are matched; the time of a match does not depend on how many documents there are
BINS = (0.5, 0.7, 0.8, 0.9, 0.95, 0.99, 1.0)


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
    way.add_argument("--lacking", action="store_true")
    way.add_argument("--alike", action="store_true")
    way.add_argument("--free", action="store_true")
    way.add_argument("--scale", type=int, metavar="COUNT")
    parser.add_argument("--seeds", type=int, nargs="+", metavar="SEED")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        encoder = CachedEncoder(load_encoder(), Path(folder) / "vectors.sqlite")
        if arguments.lacking:
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
