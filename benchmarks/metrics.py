"""How fast a corpus is scored with 1,000 bootstrap samples, beside sacrebleu's own command on the same files.

    python benchmarks/metrics.py [--segments 2000] [--systems 3]

Text is made here (sentences of common words, systems that exchange a share of them), so nothing is needed. Both
sides do the same work in fresh processes: read the files, score every system by BLEU and chrF++, and test every
system against the first by the paired bootstrap. The ratio is of processor time, which other work on the machine
changes less than the clock; the p-values are compared too. Prints JSON.
"""

from __future__ import annotations

import argparse
import json
import re
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage

import numpy as np

from corpus.frequencies import commonest_words

OURS = """
import sys
from pathlib import Path
from scores.contests import compare_statistics
from scores.metrics.scoring import measure_segments, whole_score
reference, *systems = [Path(name).read_text(encoding="utf-8").splitlines() for name in sys.argv[1:]]
measured = [measure_segments(lines, [reference], metrics=["BLEU", "chrF++"]) for lines in systems]
for number, each in enumerate(measured):
    for place, statistics in enumerate(each):
        contest = compare_statistics(("first", measured[0][place]), ("other", statistics)) if number else None
        print(statistics.metric, whole_score(statistics).value, contest.p_value if contest else None)
"""


def write_texts(folder: Path, *, segments: int, systems: int) -> list[Path]:
    """A reference and some systems, a sentence a line, 15 to 35 words."""
    rng = np.random.default_rng(20_240_611)
    words = np.array(commonest_words("en", 5_000))
    chance = 1 / np.arange(1, len(words) + 1)
    chance /= chance.sum()
    reference = [list(rng.choice(words, size, p=chance)) for size in rng.integers(15, 36, segments)]
    texts = [reference]
    for number in range(systems):
        spoilt = 0.3 + 0.01 * number
        texts.append([[str(rng.choice(words)) if rng.random() < spoilt else w for w in line] for line in reference])
    paths = [folder / f"{'reference' if number == 0 else f'system{number}'}.txt" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text("".join(" ".join(line) + ".\n" for line in text), encoding="utf-8")
    return paths


def run(command: list[str]) -> tuple[float, float, str]:
    """Seconds of a fresh process, those of the processor, and what it printed."""
    began, before = time.perf_counter(), getrusage(RUSAGE_CHILDREN)
    done = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own commands
    after = getrusage(RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return time.perf_counter() - began, used, done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--segments", type=int, default=2_000)
    parser.add_argument("--systems", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        reference, *systems = map(
            str, write_texts(Path(folder), segments=arguments.segments, systems=arguments.systems)
        )
        metrics = ["-m", "bleu", "chrf", "--chrf-word-order", "2"]
        theirs = [sys.executable, "-m", "sacrebleu", reference, "-i", *systems, *metrics, "--paired-bs", "-f", "text"]
        ours = [sys.executable, "-c", OURS, reference, *systems]
        rounds = [(run(ours), run(theirs)) for _ in range(arguments.rounds)]
    (*_, printed), (*_, report) = rounds[-1]
    (seconds, used), (their_seconds, they_used) = (
        [sorted(each[side][kind] for each in rounds)[len(rounds) // 2] for kind in (0, 1)] for side in (0, 1)
    )
    found = [line.split()[-1] for line in printed.splitlines()]
    expected = [float(value) for value in re.findall(r"\(p = ([\d.]+)\)", report)]
    print(
        json.dumps(
            {
                "segments": arguments.segments,
                "systems": arguments.systems,
                "seconds": round(seconds, 2),
                "sacrebleu_seconds": round(their_seconds, 2),
                "processor_seconds": round(used, 2),
                "sacrebleu_processor_seconds": round(they_used, 2),
                "ratio": round(they_used / used, 2),
                "p_values": [round(float(value), 4) for value in found if value != "None"],
                "sacrebleu_p_values": [round(value, 4) for value in expected],
            }
        )
    )


if __name__ == "__main__":
    main()
