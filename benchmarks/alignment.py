"""Sentence alignment: strict and lax precision, recall and F1, side by side, with seconds; and calibration.

    pip install galechurch==0.1.0   # for the Gale-Church row; left out where it is not installed
    python benchmarks/alignment.py [--plain] [--sections] [--free] [--verses FILE] [--hadiths FILE]
                                   [--encoder NAME]… [--count N] [--plot FILE]

On the two shared gold documents and on constructed gold of half 1 of the parallel documents (seed 99). The
weights were fitted on half 0; which features to keep was chosen on half 1, seed 12, so those rows flatter a
little. ``--plain`` takes 60 more texts of the plain style instead (seeds 21 and 22): the 8 among the others are
too few to tell two aligners apart. ``--sections`` takes texts with whole sections added, left out, put in or
swapped (seed 31), and says how many of the sentences without a counterpart came out as nulls. ``--free`` takes texts
told freely (seed 41), ``--verses`` verses of the Quran (seed 42), ``--hadiths`` hadiths (seed 51). ``--encoder`` adds a
row for our engine on another encoder. Seconds are those of one process that encodes every sentence, clause and
word itself; its first text also loads the word frequencies. Strict is exact bead match and lax any overlap on
both sides, as in vecalign's scorer: beads with an empty side count on neither list.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
from constructed import SHARED, Beads, construct, construct_texts, load_texts
from free import construct_free
from hadiths import construct_hadiths
from sections import construct_sections, null_sentences
from verses import construct_verses

from alignments.encoders import load_encoder
from alignments.ladder import read_ladder
from alignments.lattices.features import Spans
from alignments.lattices.lattice import Grid, Move, best_path
from alignments.lattices.model import NULLS, find_spots
from alignments.sentences import align_sentences

Case = tuple[str, list[str], list[str], Beads]
Aligner = Callable[[list[str], list[str]], Beads]


def load_cases(count: int) -> Iterator[Case]:
    with gzip.open(SHARED / "gold-alignments.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            yield row["doc"], row["ar"], row["en_human"], [(tuple(a), tuple(b)) for a, b in row["gold"]]
    for text in construct_texts(load_texts(part=1), count=count, seed=99):
        yield f"constructed {text.style}", text.arabic, text.english, text.gold


def load_sections(count: int) -> Iterator[Case]:
    for text in construct_sections(load_texts(part=1), count=count, seed=31):
        yield text.style, text.arabic, text.english, text.gold


def load_free(count: int) -> Iterator[Case]:
    for text in construct_free(load_texts(part=1), count=count, seed=41):
        yield "told freely", text.arabic, text.english, text.gold


def load_verses(path: Path, count: int) -> Iterator[Case]:
    for text in construct_verses(path, count=count, seed=42):
        yield text.style, text.arabic, text.english, text.gold


def load_hadiths(path: Path, count: int) -> Iterator[Case]:
    for text in construct_hadiths(path, count=count, seed=51):
        yield text.style, text.arabic, text.english, text.gold


def load_plain(count: int) -> Iterator[Case]:
    texts = load_texts(part=1)
    for seed in (21, 22):
        rng = np.random.default_rng(seed)
        made = 0
        while made < count // 2:
            text = construct(texts, style="plain", rng=rng)
            if len(text.arabic) >= 4 and len(text.english) >= 4:
                made += 1
                yield f"constructed plain {seed}", text.arabic, text.english, text.gold


def strict_counts(found: Beads, gold: Beads) -> np.ndarray:
    ours, theirs = ({bead for bead in beads if all(bead)} for beads in (found, gold))
    return np.array([len(ours & theirs), len(ours), len(ours & theirs), len(theirs)])


def lax_counts(found: Beads, gold: Beads) -> np.ndarray:
    ours, theirs = ({bead for bead in beads if all(bead)} for beads in (found, gold))
    cells = [{(i, j) for a, b in beads for i in a for j in b} for beads in (ours, theirs)]
    right = [sum(any((i, j) in other for i in a for j in b) for a, b in beads) for beads, other in
             ((ours, cells[1]), (theirs, cells[0]))]  # fmt: skip
    return np.array([right[0], len(ours), right[1], len(theirs)])


def rates(counts: np.ndarray) -> str:
    precision, recall = counts[0] / max(counts[1], 1), counts[2] / max(counts[3], 1)
    return f"{precision:.3f} {recall:.3f} {2 * precision * recall / max(precision + recall, 1e-9):.3f}"


def beads_of(path: list[tuple[int, int, Move]]) -> Beads:
    return [(tuple(range(i, i + m)), tuple(range(j, j + n))) for i, j, (m, n) in path]


def muqabala(name: str) -> Aligner:
    """Our engine on one encoder."""

    def align(arabic: list[str], english: list[str]) -> Beads:
        return [(b.arabic, b.english) for b in align_sentences(arabic, english, encoder=load_encoder(name)).beads]

    return align


def _spans(arabic: list[str], english: list[str]) -> Spans:
    encoder = load_encoder()
    sides = [
        (encoder.encode(side), np.array([max(len(text), 1) for text in side], float)) for side in (arabic, english)
    ]
    return Spans(sides[0], sides[1])


def vecalign_like(arabic: list[str], english: list[str]) -> Beads:
    """Least cost: (1 - cosine) × m × n over those of random neighbours (Thompson & Koehn 2019), up to 8 in all."""
    spans = _spans(arabic, english)
    rows, columns = spans.shape
    far = 1 - spans.cosines((1, 1))
    gains: dict[Move, Grid] = {}
    for m in range(1, 8):
        for n in range(1, 9 - m):
            if m <= rows and n <= columns:
                cost = 1 - spans.cosines((m, n))
                gains[m, n] = -cost * m * n / (far.mean() + (cost.mean(axis=1, keepdims=True) + cost.mean(axis=0)) / 2)
    skip = float(np.quantile(-gains[1, 1], 0.2))
    return beads_of(best_path(_with_nulls(gains, -skip, rows, columns), rows=rows, columns=columns))


def bertalign_like(arabic: list[str], english: list[str]) -> Beads:
    """Most (cosine less half its neighbours') × length factor, nulls at -0.1 (Liu & Zhu 2023), up to 8 a side."""
    spans = _spans(arabic, english)
    rows, columns = spans.shape
    everywhere = np.ones((rows, columns), dtype=np.bool_)
    gains = {
        (m, n): spans.features({(m, n): find_spots(everywhere, (m, n))})[1].reshape(rows + 1 - m, columns + 1 - n)
        for m in range(1, 9)
        for n in range(1, 9)
        if m <= rows and n <= columns and (m == 1 or n == 1 or m + n <= 8)
    }
    return beads_of(best_path(_with_nulls(gains, -0.1, rows, columns), rows=rows, columns=columns))


def _with_nulls(gains: dict[Move, Grid], gain: float, rows: int, columns: int) -> dict[Move, Grid]:
    first, second = NULLS
    return {first: np.full((rows, columns + 1), gain), second: np.full((rows + 1, columns), gain), **gains}


def gale_church() -> Aligner | None:
    try:
        import galechurch
    except ImportError:
        return None

    def align(arabic: list[str], english: list[str]) -> Beads:
        lines = galechurch.align(arabic, english).to_pharaoh_lines()
        return [(bead.arabic, bead.english) for bead in read_ladder("\n".join(lines))]

    return align


Bands = dict[int, list[tuple[float, bool]]]


def confidence_bands(cases: list[Case]) -> Bands:
    """Tenth of confidence → the confidence of each bead with both sides, and whether it is right."""
    seen: Bands = defaultdict(list)
    for _, arabic, english, gold in cases:
        for bead in align_sentences(arabic, english, encoder=load_encoder()).beads:
            if bead.arabic and bead.english:
                seen[min(int(bead.confidence * 10), 9)].append((bead.confidence, (bead.arabic, bead.english) in gold))
    return dict(sorted(seen.items()))


def print_calibration(bands: Bands) -> None:
    """How often beads of a confidence are right, and the mean distance between the two (weighted by beads)."""
    print("\nconfidence  beads  mean  right")
    apart = 0.0
    for band, beads in bands.items():
        mean, share = np.mean([chance for chance, _ in beads]), np.mean([hit for _, hit in beads])
        apart += abs(mean - share) * len(beads)
        bar = "#" * round(40 * share)
        print(f"{band / 10:.1f}-{(band + 1) / 10:.1f}  {len(beads):9}  {mean:.2f}  {share:.2f}  {bar}")
    print(f"expected calibration error {apart / max(sum(map(len, bands.values())), 1):.3f}")


def draw_reliability(bands: Bands, path: Path) -> None:
    """The reliability plot: the share of right beads by confidence, with two standard errors and how many there are."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure

    figure = Figure(figsize=(5, 5), layout="constrained")
    axes = figure.subplots()
    axes.plot([0, 1], [0, 1], color="0.6", linestyle="--", linewidth=1)
    for beads in bands.values():
        mean, share = (float(values) for values in np.mean(beads, axis=0))
        spread = 2 * float(np.sqrt(share * (1 - share) / len(beads)))
        axes.errorbar(mean, share, yerr=spread, marker="o", color="#1f5f8b", capsize=3)
        axes.annotate(f"{len(beads)}", (mean, share), xytext=(7, -11), textcoords="offset points", fontsize=8)
    axes.set(xlabel="confidence of a bead", ylabel="share of right beads", xlim=(0, 1.02), ylim=(0, 1.02), aspect=1)
    with rc_context({"svg.hashsalt": "reliability", "svg.fonttype": "none"}):
        figure.savefig(path, metadata={"Date": None})


def print_rows(name: str, aligner: Aligner, cases: list[Case]) -> None:
    """One row for each kind of text, and one for both gold documents."""
    sums: dict[str, list[np.ndarray]] = defaultdict(lambda: [np.zeros(4), np.zeros(4), np.zeros(4)])
    seconds: dict[str, float] = defaultdict(float)
    for kind, arabic, english, gold in cases:
        start = time.perf_counter()
        found = aligner(arabic, english)
        seconds[kind] += time.perf_counter() - start
        sums[kind][0] += strict_counts(found, gold)
        sums[kind][1] += lax_counts(found, gold)
        ours, theirs = null_sentences(found), null_sentences(gold)
        sums[kind][2] += np.array([len(ours & theirs), len(ours), len(ours & theirs), len(theirs)])
    for kind, (strict, lax, nulls) in sums.items():
        print(f"{name:20} {kind:24} {rates(strict)}  {rates(lax)}  {rates(nulls)}  {seconds[kind]:7.1f}", flush=True)
    documents = [sums[kind][0] for kind in sums if kind in {"law-001", "literature-001"}]
    if documents:
        print(f"{name:20} {'both gold documents':24} {rates(np.sum(documents, axis=0))}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--plain", action="store_true")
    parser.add_argument("--sections", action="store_true")
    parser.add_argument("--free", action="store_true")
    parser.add_argument("--verses", type=Path, metavar="FILE", help="quran_en.json, as verses.py tells")
    parser.add_argument("--hadiths", type=Path, metavar="FILE", help="dawud.json.gz, as hadiths.py tells")
    parser.add_argument("--encoder", action="append", default=[], help="another encoder for our engine")
    parser.add_argument("--plot", type=Path, help="where to draw the reliability plot (SVG or PNG)")
    parser.add_argument("--count", type=int, help="constructed texts (40; 60 of each other kind)")
    chosen = parser.parse_args()
    kinds = {"plain": load_plain, "sections": load_sections, "free": load_free}
    loaders = [load for name, load in kinds.items() if getattr(chosen, name)] or [load_cases]
    count = chosen.count if chosen.count is not None else 40 if loaders == [load_cases] else 60
    cases = [case for load in loaders for case in load(count)]
    if chosen.verses:
        cases = list(load_verses(chosen.verses, count))
    if chosen.hadiths:
        cases = list(load_hadiths(chosen.hadiths, count))
    aligners: dict[str, Aligner | None] = {
        "Gale-Church": gale_church(),
        "vecalign-like": vecalign_like,
        "Bertalign-like": bertalign_like,
        "muqabala": muqabala("use"),
        **{f"muqabala, {name}": muqabala(name) for name in chosen.encoder},
    }
    print(f"load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print(f"{'aligner':20} {'texts':24} strict P/R/F1      lax P/R/F1         nulls P/R/F1       seconds")
    for name, aligner in aligners.items():
        if aligner is None:
            print(f"{name:20} not installed")
        else:
            print_rows(name, aligner, cases)
    bands = confidence_bands(cases)
    print_calibration(bands)
    if chosen.plot:
        draw_reliability(bands, chosen.plot)


if __name__ == "__main__":
    main()
