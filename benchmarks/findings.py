"""How many planted faults the checkers find, and how often they cry wolf on untouched human text.

    python -m benchmarks.findings ../shared/data/parallel-documents.jsonl.gz --half test --seed 2024

Every family of faults (``scores.planting``) is planted one at a time, in one place of a clean human pair, and sent
down the real path: ``align_sentences``, then ``find_findings``. A fault counts as found when a finding of a fitting
category marks the very line; for words (numbers, dates, names) the mark must also touch the changed words or their
Arabic. Documents are split by the hash of their name: thresholds were set on ``calibration`` only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from alignments.encoders import Encoder, Vectors, load_encoder
from scores.planting import FAMILIES, Alarms, Fault, Text, check_text, count_alarms, is_found, plant


class Memory:
    """An encoder that encodes every text once: the same pairs come again and again."""

    def __init__(self, encoder: Encoder) -> None:
        self.signature = encoder.signature
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder behind it."""
        new = sorted({text for text in texts if text not in self._known})
        if new:
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
        return np.stack([self._known[text] for text in texts]) if texts else self._encoder.encode([])


def read_texts(path: Path, half: str) -> list[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sides = [tuple(tuple(line.strip() for line in row[side]) for side in ("ar", "en")) for row in rows]
    texts = [
        Text(name=row["doc"], arabic=arabic, english=english)
        for row, (arabic, english) in zip(rows, sides, strict=True)
    ]
    return [text for text in texts if half in ("all", half_of(text.name))]


def half_of(name: str) -> str:
    digest = hashlib.blake2b(name.encode(), digest_size=2).digest()
    return "test" if digest[1] % 2 else "calibration"


def show_alarms(alarms: Alarms) -> None:
    counts = Counter(f"{finding.category} {finding.severity}" for finding in alarms.findings)
    for key, count in sorted(counts.items()):
        print(f"{key:45} {count}")
    print(f"{'words':45} {alarms.words}")
    print(f"{'major or critical per 1,000 words':45} {alarms.grave:.3g}")
    print(f"{'pairs with a number finding, share':45} {alarms.numbers:.3g}")


def missed_row(family: str, fault: Fault, said: Sequence[str]) -> str:
    """One line of JSON to look at; never done for the test half while checks are being made."""
    places = sorted(fault.arabic_place | fault.english_place)
    lines = [[fault.text.arabic[k] for k in sorted(fault.arabic_place)]]
    lines += [[side[k] for k in places if k < len(side)] for side in (fault.text.english, fault.english)]
    return json.dumps({"family": family, "text": fault.text.name, "lines": lines, "said": said}, ensure_ascii=False)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--count", type=int, default=200, help="faults of each family")
    parser.add_argument("--family", choices=sorted(FAMILIES), action="append")
    parser.add_argument("--missed", type=Path, help="write what was missed to this file")
    arguments = parser.parse_args()
    texts = read_texts(arguments.data, arguments.half)
    encoder = Memory(load_encoder())
    begin = time.perf_counter()
    if not arguments.family:
        show_alarms(count_alarms(texts, encoder=encoder))
        print(f"{'seconds, first pass':45} {time.perf_counter() - begin:.0f}")
    missed = []
    for name in arguments.family or FAMILIES:
        family = FAMILIES[name]
        found, planted = 0, 0
        for fault in plant(texts, name, seed=arguments.seed, count=arguments.count):
            findings = check_text(fault.text.arabic, fault.english, encoder=encoder)
            planted += 1
            if is_found(fault, findings, family.categories):
                found += 1
            else:
                missed.append(missed_row(name, fault, [f"{each.category} {each.evidence}" for each in findings]))
        print(f"{name:45} {found / max(planted, 1):.3f} of {planted}, aim {family.aim}")
    if arguments.missed:
        arguments.missed.write_text("\n".join(missed), encoding="utf-8")


if __name__ == "__main__":
    main()
