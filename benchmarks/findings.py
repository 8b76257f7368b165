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
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import numpy as np

from alignments.encoders import Encoder, load_encoder
from alignments.sentences import align_sentences
from scores.findings.confidence import fit_shift, kind_of
from scores.findings.finding import Finding
from scores.findings.weights import load_weights
from scores.planting import FAMILIES, Alarms, Fault, Text, check_text, count_alarms, is_found, plant
from scores.planting.memory import Memory

# Lines whose two sides tell of different events, found by reading every line that fits badly: no clean pairs.
NO_TRANSLATIONS = {
    ("https://en.wikinews.org/wiki/The_Onion:_An_interview_with_%27America%27s_Finest_News_Source%27", 1),
    ("https://en.wikinews.org/wiki/UK_government_outlines_plans_for_rail_transport", 0),
    ("https://en.wikinews.org/wiki/Mumbai_2008_attack_plotter_sentenced_to_35_years", 0),
}


def read_texts(path: Path, half: str) -> list[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    sides = [
        tuple(
            tuple(line.strip() for k, line in enumerate(row[side]) if (row["doc"], k) not in NO_TRANSLATIONS)
            for side in ("ar", "en")
        )
        for row in rows
    ]
    texts = [
        Text(name=row["doc"], arabic=arabic, english=english)
        for row, (arabic, english) in zip(rows, sides, strict=True)
    ]
    return [text for text in texts if text.english and half in ("all", half_of(text.name))]


def half_of(name: str) -> str:
    digest = hashlib.blake2b(name.encode(), digest_size=2).digest()
    return "test" if digest[1] % 2 else "calibration"


def align_all(texts: Sequence[Text], *, encoder: Encoder) -> float:
    """The seconds that encoding and aligning take, without any check."""
    begin = time.perf_counter()
    for text in texts:
        vectors = (encoder.encode(list(text.arabic)), encoder.encode(list(text.english)))
        align_sentences(list(text.arabic), list(text.english), encoder=encoder, vectors=vectors)
    return time.perf_counter() - begin


def show_alarms(alarms: Alarms) -> None:
    counts = Counter(f"{finding.category} {finding.severity}" for finding in alarms.findings)
    for key, count in sorted(counts.items()):
        print(f"{key:45} {count}")
    print(f"{'words':45} {alarms.words}")
    print(f"{'major or critical per 1,000 words':45} {alarms.grave:.3g}")
    print(f"{'pairs with a number finding, share':45} {alarms.numbers:.3g}")


def show_precision(judged: Sequence[Judged]) -> None:
    """Of the findings in spoilt texts, how many are about the fault; then confidence against that share.

    What the English alone proves is real in a clean text, too, so it counts there only where it was planted.
    """
    for kind in sorted({each.kind for each in judged}):
        own = [each for each in judged if each.kind == kind]
        mean = sum(each.confidence for each in own) / len(own)
        print(f"precision, {kind:34} {share(own):.3f} of {len(own)}, mean confidence {mean:.2f}")
    claims = [each for each in judged if each.kind.split()[-2] not in PROVED or each.right]
    for low in np.arange(0, 1, 0.1):
        own = [each for each in claims if low <= each.confidence < low + 0.1 + 1e-9 * (low > 0.85)]
        if own:
            print(f"reliability, confidence {low:.1f} to {low + 0.1:.1f}{'':10} {share(own):.3f} of {len(own)}")
    error = sum((each.confidence - each.right) ** 2 for each in claims) / max(len(claims), 1)
    print(f"{'Brier score of the confidence':45} {error:.3f}")


def share(judged: Sequence[Judged]) -> float:
    return sum(each.right for each in judged) / max(len(judged), 1)


def show_fit(judged: Sequence[Judged], *, spoilt: int, clean: int) -> None:
    """The table of shifts that makes the confidences those of these texts; what they are now is part of the fit.

    Each kind is fitted as if half an alarm more had stood in the ``clean`` texts, and come back in the ``spoilt`` ones.
    """
    planted = {category for family in FAMILIES.values() for category in family.categories}
    for kind in sorted({each.kind for each in judged}):
        own = [(each.confidence, each.right) for each in judged if each.kind == kind]
        if len(own) >= LEAST_JUDGED and kind.split()[-2] in planted - PROVED:  # else nobody knows how many are to find
            shift = fit_shift(own, unseen=spoilt / clean / 2) + load_weights()["calibration"].get(kind, 0.0)
            print(f'"{kind}" = {shift:.3f}')


@dataclass(frozen=True, kw_only=True)
class Judged:
    """A finding in a spoilt text, and whether it is about the planted fault."""

    kind: str  # as ``scores.findings.confidence.kind_of`` names it
    confidence: float
    right: bool


PROVED = {"doubled-word", "punctuation", "run-on", "terminology"}  # those of the clean texts are real, too
LEAST_JUDGED = 10  # findings of a kind, to say anything about its confidence


def missed_row(family: str, fault: Fault, said: Sequence[str]) -> str:
    """One line of JSON to look at; never done for the test half while checks are being made."""
    places = sorted(fault.arabic_place | fault.english_place)
    lines = [[fault.text.arabic[k] for k in sorted(fault.arabic_place)]]
    lines += [[side[k] for k in places if k < len(side)] for side in (fault.text.english, fault.english)]
    return json.dumps({"family": family, "text": fault.text.name, "lines": lines, "said": said}, ensure_ascii=False)


def judged_row(family: str | None, text: str, finding: Finding, *, right: bool) -> str:
    """One line of JSON of a finding; ``family`` is None for the untouched texts."""
    row = asdict(finding) | {"family": family, "text": text, "right": right}
    return json.dumps(row, ensure_ascii=False)


def try_family(
    texts: Sequence[Text], name: str, *, seed: int, count: int, encoder: Encoder
) -> tuple[list[Judged], list[str], int]:
    """Plant one family and check; prints its recall, gives what was said, lines about it, and how many were planted."""
    judged, missed = [], []
    found = neutral = planted = wrong = elsewise = 0
    family = FAMILIES[name]
    for fault in plant(texts, name, seed=seed, count=count):
        findings = check_text(fault.text.arabic, fault.english, encoder=encoder, glossary=fault.glossary)
        hits = [is_found(fault, [finding], family.categories) for finding in findings]
        if fault.glossary or fault.text not in texts:  # the untouched texts say nothing of these
            clean = check_text(fault.text.arabic, fault.text.english, encoder=encoder, glossary=fault.glossary)
            place = replace(fault, english=fault.text.english, words=None)  # the line of the fault, which is right here
            wrong += sum(is_found(place, [finding], family.categories) for finding in clean)
        planted += 1
        found += any(hits)
        severities = {each.severity for each, right in zip(findings, hits, strict=True) if right}
        neutral += severities == {"neutral"}
        for finding, right in zip(findings, hits, strict=True):
            judged.append(Judged(kind=kind_of(finding), confidence=finding.confidence, right=right))
            missed.append(judged_row(name, fault.text.name, finding, right=right))
        if not any(hits):
            line = replace(fault, words=None)
            elsewise += any(
                is_found(line, [each], frozenset({each.category})) for each in findings if each.severity == "major"
            )
            missed.append(missed_row(name, fault, [f"{each.category}: {each.evidence}" for each in findings]))
    unsure = f", {neutral} of them to look at only" if neutral else ""
    aim = "" if family.aim is None else f", aim {family.aim}"
    clean_text = f", {wrong} such findings in that line without it" if wrong else ""
    other = f", {elsewise} of the missed in a line with a major finding of another kind" if elsewise else ""
    print(f"{name:45} {found / max(planted, 1):.3f} of {planted}{aim}{unsure}{clean_text}{other}", flush=True)
    return judged, missed, planted


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--count", type=int, default=200, help="faults of each family")
    parser.add_argument("--family", choices=sorted(FAMILIES), action="append")
    parser.add_argument("--fit", action="store_true", help="print the table of shifts of the confidences")
    parser.add_argument("--missed", type=Path, help="write what was missed and every finding to this file")
    arguments = parser.parse_args()
    texts = read_texts(arguments.data, arguments.half)
    encoder = Memory(load_encoder())
    missed: list[str] = []
    if not arguments.family:
        aligning = align_all(texts, encoder=encoder)
        encoding, begin = encoder.seconds, time.perf_counter()
        alarms = count_alarms(texts, encoder=encoder)
        show_alarms(alarms)
        missed += [judged_row(None, "", finding, right=False) for finding in alarms.findings]
        checking = time.perf_counter() - begin - (aligning - encoding)
        print(
            f"{'seconds of encoding, of checking, ratio':45} {encoding:.1f}, {checking:.1f}, {checking / encoding:.2f}"
        )
    judged: list[Judged] = []
    planted = 0
    for name in arguments.family or FAMILIES:
        said, lost, faults = try_family(texts, name, seed=arguments.seed, count=arguments.count, encoder=encoder)
        judged += said
        missed += lost
        planted += faults
    show_precision(judged)
    if arguments.fit:
        show_fit(judged, spoilt=planted, clean=len(texts))
    if arguments.missed:
        arguments.missed.write_text("\n".join(missed), encoding="utf-8")


if __name__ == "__main__":
    main()
