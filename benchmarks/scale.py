"""Seconds and memory of one alignment by length, up to 10,000 sentences on either side.

    python benchmarks/scale.py [LENGTH…]      (1000 3000 10000 by default)

Every sentence is two of the shared parallel documents' joined, drawn at random (seed 5), so that no two are alike;
one in fifty is missing on either side and one Arabic sentence in ten answers two English ones. The lengths are
aligned one after another in this process, so the memory is the most so far.
"""

from __future__ import annotations

import os
import resource
import sys
import time

import numpy as np
from alignment import rates, strict_counts
from constructed import Beads, load_texts

from alignments.encoders import load_encoder
from alignments.lattices.blocks import cut_blocks
from alignments.sentences import align_sentences


def construct_long(length: int, *, seed: int) -> tuple[list[str], list[str], Beads]:
    rng = np.random.default_rng(seed)
    pairs = [pair for part in (0, 1) for text in load_texts(part=part) for pair in zip(*text, strict=True)]
    arabic: list[str] = []
    english: list[str] = []
    gold: Beads = []
    while len(arabic) < length:
        one, two = (pairs[number] for number in rng.integers(len(pairs), size=2))
        kind = rng.choice(["whole", "cut", "no English", "no Arabic"], p=[0.86, 0.1, 0.02, 0.02])
        rows, columns = (len(arabic),), (len(english),)
        if kind != "no Arabic":
            arabic.append(f"{one[0]} {two[0]}")
        if kind == "cut":
            english += [one[1], two[1]]
            columns = (*columns, columns[0] + 1)
        elif kind != "no English":
            english.append(f"{one[1]} {two[1]}")
        gold.append((() if kind == "no Arabic" else rows, () if kind == "no English" else columns))
    return arabic, english, gold


def main() -> None:
    encoder = load_encoder()
    print("sentences        blocks  encoding s  aligning s  the most memory MB  strict P/R/F1      load")
    for length in [int(word) for word in sys.argv[1:]] or [1000, 3000, 10_000]:
        arabic, english, gold = construct_long(length, seed=5)
        start = time.process_time()
        vectors = (encoder.encode(arabic), encoder.encode(english))
        encoded = time.process_time()
        found = align_sentences(arabic, english, encoder=encoder, vectors=vectors)
        done = time.process_time()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        score = rates(strict_counts([(bead.arabic, bead.english) for bead in found.beads], gold))
        print(
            f"{len(arabic):6} x {len(english):6} {len(cut_blocks(*vectors)):7} {encoded - start:11.1f}"
            f" {done - encoded:11.1f} {memory:19.0f}  {score}  {os.getloadavg()[0]:.1f}",
            flush=True,
        )


if __name__ == "__main__":
    main()
