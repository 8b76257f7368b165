"""How often two translations of one original have the same finding: where the check is wrong, and where it is right.

    python -m benchmarks.witnesses ../shared/data/machine-translations.jsonl.gz --half calibration --system google

False are the findings on the untouched human translation; right are those about a planted fault. Either is shared
where the machine's translation of the same Arabic has a finding of the same category on the same Arabic words.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import polars as pl

from alignments.encoders import Encoder, load_encoder
from benchmarks.findings import half_of
from scores.findings.finding import Finding
from scores.planting import FAMILIES, Fault, Text, check_text, is_found, plant
from scores.planting.memory import Memory
from scores.tables import findings_frame
from scores.witnesses import CATEGORIES, SHARED, hear_witnesses

SHAREABLE = ("omitted sentence", "omitted clause", "wrong number, digits", "wrong number, words", "another name")


def read_versions(path: Path, half: str, system: str) -> list[tuple[Text, Text]]:
    """The human and the machine's version of each document."""
    rows = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            rows[row["doc"]].append(row)
    versions = []
    for name, own in sorted(rows.items()):
        if half not in ("all", half_of(name)):
            continue
        arabic = tuple(row["ar"].strip() for row in own)
        human = tuple(row["en_human"].strip() for row in own)
        machine = tuple(row["mt"][system].strip() for row in own)
        both = [Text(name=name, arabic=arabic, english=side) for side in (human, machine)]
        versions.append((both[0], both[1]))
    return versions


def count_shared(findings: Sequence[Finding], witness: Sequence[Finding]) -> tuple[int, int]:
    """How many of the findings the witness shares, of how many that it can share."""
    own = [each for each in findings if each.category in CATEGORIES and each.arabic]
    tables = [findings_frame(side, translation=name, original="o") for name, side in (("a", own), ("b", witness))]
    heard = hear_witnesses(pl.concat(tables), "a", witnesses={"b"})
    return heard["evidence"].str.ends_with(SHARED).sum(), len(own)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--system", default="google")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--count", type=int, default=30, help="faults of each family")
    arguments = parser.parse_args()
    versions = read_versions(arguments.data, arguments.half, arguments.system)
    encoder = Memory(load_encoder())
    witness = {human.name: check_text(human.arabic, machine.english, encoder=encoder) for human, machine in versions}
    texts = [human for human, _ in versions]
    false = [count_shared(check_text(text.arabic, text.english, encoder=encoder), witness[text.name]) for text in texts]
    right = [
        count_shared(found_in(fault, name, encoder=encoder), witness[fault.text.name])
        for name in SHAREABLE
        for fault in plant(texts, name, seed=arguments.seed, count=arguments.count)
    ]
    shares = []
    for label, counts in (("false", false), ("right", right)):
        shared, of = map(sum, zip(*counts, strict=True))
        shares.append((shared + 0.5) / (of + 1))
        print(f"{label + ' findings that the other translation shares':50} {shared} of {of}")
    print(f"{'shift of the logit where shared':50} {math.log(shares[1] / shares[0]):.2f}")
    print(f"{'and where not':50} {math.log((1 - shares[1]) / (1 - shares[0])):.2f}")


def found_in(fault: Fault, family: str, *, encoder: Encoder) -> list[Finding]:
    """The findings about the fault itself."""
    findings = check_text(fault.text.arabic, fault.english, encoder=encoder)
    return [each for each in findings if is_found(fault, [each], FAMILIES[family].categories)]


if __name__ == "__main__":
    main()
