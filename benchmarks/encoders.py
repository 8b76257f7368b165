"""Encoders side by side: sentences a second and core on news, and how often the nearest sentence is the translation.

    python benchmarks/encoders.py [NAME…]      (use by default; e5, labse, use+e5 … where installed)

On the news of the shared parallel documents (nothing was fitted on which encoder to take). Sentences a second are
given for CPU time, which other work on the machine disturbs less, and for the clock; the first round meets every
word for the first time, the second knows them. Two processes are timed with their start.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time

import numpy as np
from constructed import SHARED

from alignments.encoders import encode_many, load_encoder


def load_news() -> tuple[list[str], list[str]]:
    with gzip.open(SHARED / "parallel-documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if "ntrex" in row["set"].lower()]
    return [text for row in rows for text in row["ar"]], [text for row in rows for text in row["en"]]


def main() -> None:
    arabic, english = load_news()
    texts = [*arabic, *english]
    print(f"{len(texts)} sentences; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("encoder        sentences/s of CPU: first, again   of the clock   two processes   nearest is right")
    for name in sys.argv[1:] or ["use"]:
        encoder = load_encoder(name)
        encoder.encode(["start"])
        rounds = []
        for _ in range(2):
            start = time.process_time(), time.perf_counter()
            vectors = encoder.encode(texts)
            rounds.append((time.process_time() - start[0], time.perf_counter() - start[1]))
        start_two = time.perf_counter()
        encode_many(texts, name=name, processes=2)
        two = time.perf_counter() - start_two
        cosines = vectors[: len(arabic)] @ vectors[len(arabic) :].T
        right = np.mean([cosines.argmax(axis=axis) == np.arange(len(arabic)) for axis in (0, 1)])
        speeds = [len(texts) / seconds for seconds in (rounds[0][0], rounds[1][0], rounds[0][1], two)]
        print(f"{name:14} {speeds[0]:18.0f} {speeds[1]:12.0f} {speeds[2]:15.0f} {speeds[3]:15.0f} {right:18.3f}")


if __name__ == "__main__":
    main()
