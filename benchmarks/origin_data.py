"""The data that ``train_origin.py`` fits and ``origin.py`` reports on: measured beads, grouped into model documents."""

from __future__ import annotations

import gzip
import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from alignments.encoders import load_encoder
from scores.origin.literalness import measure_beads
from scores.origin.measures import measure_english
from scores.origin.patterns import count_patterns
from scores.origin.vocabulary import words_of

Array = npt.NDArray[np.float64]
Chosen = npt.NDArray[np.bool_]
SIZES = (5, 10, 20, 40)  # beads of a model document
LEAST = 40  # beads that a pattern stands in, to have a weight
HUMAN = "human"
ALWAYS = "gold"  # the machine of the gold alignments; its fields have no other
HUMAN_FIELDS = ("ntrex128", "tico19")  # no machine there
KINDRED = ({"bergamot-base", "bergamot-base-memory"},)  # too near to each other to be another machine's version


@dataclass(frozen=True, slots=True, kw_only=True)
class Beads:
    """All beads of all versions, measured once; the column of the patterns is filled when these are fitted."""

    field: npt.NDArray[np.str_]
    document: npt.NDArray[np.str_]
    system: npt.NDArray[np.str_]
    passage: npt.NDArray[np.int64]  # the same number in all versions of one Arabic passage
    words: Array
    rows: Array  # (beads, ENGLISH + literalness.FEATURES)
    patterns: tuple[str, ...]  # those that ``LEAST`` beads have
    runs: Array  # (beads, patterns): how often each stands in a bead, over the root of the number of all its runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """One model document: its beads by number, and those of the machine versions of the same Arabic beside it."""

    field: str
    system: str
    size: int
    words: int
    beads: tuple[int, ...]
    companion: str = ""  # the system of the version beside it, or several
    beside: tuple[int, ...] = ()


def read_beads(folder: Path) -> Iterable[tuple[str, str, str, str, str]]:
    """(field, document, system, Arabic, English) of every bead of every version, a person's version first."""
    for row in _lines(folder / "machine-translations.jsonl.gz"):
        field = row["doc"].split("/")[2].split(".")[1]
        for system, english in [(HUMAN, row["en_human"]), *sorted(row["mt"].items())]:
            yield field, row["doc"], system, row["ar"], english
    for row in _lines(folder / "gold-alignments.jsonl.gz"):
        for number, (ours, theirs) in enumerate(row["gold"]):
            if ours and theirs:
                document = f"{row['doc']}#{number // 10}"
                arabic = " ".join(row["ar"][i] for i in ours)
                yield row["genre"], document, HUMAN, arabic, " ".join(row["en_human"][i] for i in theirs)
                yield row["genre"], document, ALWAYS, arabic, " ".join(row["en_machine_per_ar_line"][i] for i in ours)
    for row in _lines(folder / "parallel-documents.jsonl.gz"):
        if row["set"] in HUMAN_FIELDS:
            for arabic, english in zip(row["ar"], row["en"], strict=True):
                yield row["set"], row["doc"], HUMAN, arabic, english


def measure(folder: Path) -> Beads:
    """Every feature of every bead but the patterns."""
    raw = list(read_beads(folder))
    pairs = [(arabic, english) for *_, arabic, english in raw]
    english = np.array([measure_english(text, {}) for _, text in pairs])
    close = measure_beads(pairs, encoder=load_encoder("use"))
    patterns, runs = measure_patterns([text for _, text in pairs])
    system = np.array([row[2] for row in raw])
    return Beads(
        field=np.array([row[0] for row in raw]),
        document=np.array([row[1] for row in raw]),
        system=system,
        passage=np.cumsum(system == HUMAN),
        words=np.array([len(words_of(text)) for _, text in pairs], dtype=float),
        rows=np.concatenate([english, close], axis=1),
        patterns=patterns,
        runs=runs,
    )


def measure_patterns(texts: Sequence[str]) -> tuple[tuple[str, ...], Array]:
    """The frequent patterns and the table of their runs."""
    counts = [count_patterns(text) for text in texts]
    seen = Counter(pattern for count in counts for pattern in count)
    patterns = tuple(sorted(pattern for pattern, number in seen.items() if number >= LEAST))
    place = {pattern: number for number, pattern in enumerate(patterns)}
    runs = np.zeros((len(texts), len(patterns)))
    for line, count in enumerate(counts):
        for pattern in count.keys() & place.keys():
            runs[line, place[pattern]] = count[pattern] / count.total() ** 0.5
    return patterns, runs


def make_samples(beads: Beads, chosen: Chosen, *, seed: int) -> list[Sample]:
    """Model documents of whole articles in shuffled order, every bead once a size."""
    rng = np.random.default_rng(seed)
    samples: list[Sample] = []
    for field in sorted(set(beads.field[chosen])):
        for system in sorted(set(beads.system[chosen & (beads.field == field)])):
            groups: dict[str, list[int]] = defaultdict(list)
            for number in np.flatnonzero(chosen & (beads.field == field) & (beads.system == system)):
                groups[str(beads.document[number])].append(int(number))
            for size in SIZES:
                shuffled = [sorted(groups)[i] for i in rng.permutation(len(groups))]
                sequence = [group for name in shuffled for group in _pieces(groups[name], size)]
                samples += [
                    Sample(field=field, system=system, size=size, words=int(beads.words[list(held)].sum()), beads=held)
                    for held in _fill(sequence, size)
                ]
    return samples


def pair_samples(beads: Beads, chosen: Chosen, samples: Iterable[Sample], *, versions: int = 1) -> list[Sample]:
    """Every model document beside the versions of every so many other systems among the beads that are chosen."""
    place = {(int(beads.passage[n]), str(beads.system[n])): int(n) for n in np.flatnonzero(chosen)}
    pairs = []
    for sample in samples:
        found: dict[str, tuple[int, ...]] = {}
        for companion in sorted({system for _, system in place} - {sample.system, HUMAN}):
            numbers = [place.get((int(beads.passage[number]), companion)) for number in sample.beads]
            beside = tuple(number for number in numbers if number is not None)
            if len(beside) == len(numbers) and {companion, sample.system} not in KINDRED:
                found[companion] = beside
        for names in combinations(found, versions):
            rows = tuple(number for name in names for number in found[name])
            pairs.append(replace(sample, companion="+".join(names), beside=rows))
    return pairs


def two_sided(fields: npt.NDArray[np.str_], machine: Array) -> Chosen:
    """Which documents are of fields that have people and machines."""
    both: Chosen = np.isin(fields, sorted({*fields[machine == 0]} & {*fields[machine == 1]}))
    return both


def _pieces(numbers: Sequence[int], size: int) -> list[Sequence[int]]:
    return [numbers[start : start + size] for start in range(0, len(numbers), size)]


def _fill(groups: Iterable[Sequence[int]], size: int) -> Iterable[tuple[int, ...]]:
    held: tuple[int, ...] = ()
    for group in groups:
        held = (*held, *group)
        if len(held) >= size:
            yield held
            held = ()


def balance(groups: Sequence[str] | npt.NDArray[np.str_], target: Array) -> Array:
    """Weights that sum to 1, the same for every group and, inside it, for human and machine."""
    names = np.array(groups)
    weight = np.zeros(len(target))
    for group in sorted(set(names)):
        for value in sorted(set(target)):
            here = (names == group) & (target == value)
            if here.any():
                weight[here] = 1 / here.sum()
    total: Array = weight / weight.sum()
    return total


def _lines(path: Path) -> Iterable[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield json.loads(line)
