"""How many planted faults the checkers find, and how often they cry wolf on untouched human text.

    python -m benchmarks.findings ../shared/data/parallel-documents.jsonl.gz --half test --seed 2024

Every family of faults is planted one at a time, in one place of a clean human pair, and sent down the real
path: ``align_sentences``, then ``find_findings``. A fault counts as found when a finding of a fitting category
marks the very sentence; for words (numbers, dates, names) the mark must also touch the changed words or their
Arabic. Documents are split by the hash of their name: thresholds were set on ``calibration`` only.
"""

from __future__ import annotations

import argparse
import gzip
import hashlib
import json
import random
import re
import time
from calendar import day_name, month_name
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np

from alignments.encoders import Encoder, Vectors, load_encoder
from alignments.sentences import align_sentences
from corpus.documents import Sentence
from scores.findings import find_findings
from scores.findings.finding import Finding


@dataclass(frozen=True, kw_only=True)
class Text:
    """A clean pair: sentence i of either side is the other's translation."""

    name: str
    arabic: list[str]
    english: list[str]


@dataclass(frozen=True, kw_only=True)
class Fault:
    """A spoilt English side and where the fault lies: sentence numbers, and characters of the English sentence."""

    text: Text
    english: list[str]
    arabic_place: frozenset[int]
    english_place: frozenset[int]
    words: tuple[int, int] | None = None


class Memory:
    """An encoder that encodes every text once: the same pairs come again and again."""

    def __init__(self, encoder: Encoder) -> None:
        self.signature = encoder.signature
        self._encoder = encoder
        self._known: dict[str, Vectors] = {}
        self.seconds = 0.0

    def encode(self, texts: Sequence[str]) -> Vectors:
        """As the encoder behind it; ``seconds`` counts what was new."""
        new = sorted({text for text in texts if text not in self._known})
        if new:
            begin = time.perf_counter()
            self._known.update(zip(new, self._encoder.encode(new), strict=True))
            self.seconds += time.perf_counter() - begin
        return np.stack([self._known[text] for text in texts]) if texts else self._encoder.encode([])


def read_texts(path: Path, half: str) -> list[Text]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [
        Text(name=row["doc"], arabic=[s.strip() for s in row["ar"]], english=[s.strip() for s in row["en"]])
        for row in rows
    ]
    return [text for text in texts if half in ("all", half_of(text.name))]


def half_of(name: str) -> str:
    digest = hashlib.blake2b(name.encode(), digest_size=2).digest()
    return "test" if digest[1] % 2 else "calibration"


# The faults: each takes a clean text and says one spoilt version, or None where it cannot be planted.
Plant = Callable[[random.Random, Text, list[str]], Fault | None]


def omitted_sentence(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    if len(text.english) < 3:
        return None
    k = rng.randrange(len(text.english))
    english = text.english[:k] + text.english[k + 1 :]
    return Fault(text=text, english=english, arabic_place=frozenset({k}), english_place=frozenset())


_CLAUSE = re.compile(
    r"(?:, (?:and|but|which|who|where|while|because|as|with|after|when)?|; | and | which | because | while | after )"
)


def omitted_clause(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    options = []
    for k, sentence in enumerate(text.english):
        cuts = [match.start() for match in _CLAUSE.finditer(sentence)]
        edges = [0, *cuts, len(sentence.rstrip('.!?"”'))]
        for begin, end in pairwise(edges[1:]):
            rest = sentence[:begin] + sentence[end:]
            if len(sentence[begin:end].split()) >= 5 and len(rest.split()) >= 6:
                options.append((k, rest))
    if not options:
        return None
    k, rest = rng.choice(options)
    return _replaced(text, k, rest)


def added_sentence(rng: random.Random, text: Text, others: list[str]) -> Fault | None:
    k = rng.randrange(len(text.english) + 1)
    english = [*text.english[:k], rng.choice(others), *text.english[k:]]
    return Fault(text=text, english=english, arabic_place=frozenset(), english_place=frozenset({k}))


def wrong_digits(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    def change(match: re.Match[str]) -> str:
        digits = list(match.group())
        spots = [i for i, digit in enumerate(digits) if digit.isdigit()]
        spot = rng.choice(spots)
        digits[spot] = rng.choice([d for d in "123456789" if d != digits[spot]])
        return "".join(digits)

    return _change_words(rng, text, re.compile(r"(?<![\w-])\d+(?:[.,]\d+)*(?![\w:/])"), change)


_NUMBER_WORDS = [
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
    "fifteen",
    "twenty",
    "thirty",
    "forty",
    "fifty",
    "sixty",
    "hundred",
    "thousand",
    "million",
    "billion",
]


def wrong_number_word(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    def change(match: re.Match[str]) -> str:
        word = match.group().lower()
        scales = _NUMBER_WORDS[-4:]
        return rng.choice([w for w in (scales if word in scales else _NUMBER_WORDS[:-4]) if w != word])

    return _change_words(rng, text, re.compile(rf"\b(?:{'|'.join(_NUMBER_WORDS)})\b", re.IGNORECASE), change)


_MONTHS = list(month_name)[1:]
_DAYS = list(day_name)


def wrong_month(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    def change(match: re.Match[str]) -> str:
        return rng.choice([month for month in _MONTHS if month != match.group()])

    return _change_words(rng, text, re.compile(rf"\b(?:{'|'.join(_MONTHS)})\b"), change)


def wrong_weekday(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    def change(match: re.Match[str]) -> str:
        return rng.choice([day for day in _DAYS if day != match.group()])

    return _change_words(rng, text, re.compile(rf"\b(?:{'|'.join(_DAYS)})\b"), change)


def untranslated(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    k = rng.randrange(len(text.english))
    if rng.random() < 0.5:
        return _replaced(text, k, text.arabic[k])
    arabic, english = text.arabic[k].split(), text.english[k].split()
    begin = rng.randrange(max(1, len(english) - 4))
    english[begin : begin + 4] = arabic[begin : begin + 4] or arabic[:2]
    return _replaced(text, k, " ".join(english))


_AFFIRMED = re.compile(r"\b(?:is|are|was|were|will|would|can|could|has|have|had)\b(?! not\b)(?!n)")
_DENIED = re.compile(r" not\b|(?<=[a-z])n't\b| never\b| no longer\b|(?<!can)not\b")


def negation_inserted(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    return _change_words(rng, text, _AFFIRMED, lambda match: match.group() + " not")


def negation_dropped(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    return _change_words(rng, text, _DENIED, lambda _: "")


_NAME = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{3,}(?: [A-Z][a-z]{3,})?\b")
_NAMES = [
    "Khaled",
    "Hassan",
    "Omar Farouk",
    "Layla",
    "Mansour",
    "Thompson",
    "Kowalski",
    "Nakamura",
    "Rodriguez",
    "Bergman",
    "Damascus",
    "Nairobi",
    "Lisbon",
    "Jakarta",
    "Toronto",
    "Marrakesh",
    "Helsinki",
    "Karachi",
    "Baghdad",
    "Budapest",
]
_NO_NAME = frozenset({*_MONTHS, *_DAYS})


def another_name(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    known = " ".join(text.english)

    def change(match: re.Match[str]) -> str:
        if match.group() in _NO_NAME or match.group().lower() in known:
            return match.group()
        return rng.choice([name for name in _NAMES if name not in known])

    return _change_words(rng, text, _NAME, change)


def swapped_sentences(rng: random.Random, text: Text, _: list[str]) -> Fault | None:
    if len(text.english) < 4:
        return None
    k = rng.randrange(len(text.english) - 1)
    j = min(k + rng.choice([1, 1, 2, 3]), len(text.english) - 1)
    english = list(text.english)
    english[k], english[j] = english[j], english[k]
    place = frozenset({k, j})
    return Fault(text=text, english=english, arabic_place=place, english_place=place)


def says_something_else(rng: random.Random, text: Text, others: list[str]) -> Fault | None:
    return _replaced(text, rng.randrange(len(text.english)), rng.choice(others))


def _replaced(text: Text, k: int, sentence: str) -> Fault:
    english = [*text.english[:k], sentence, *text.english[k + 1 :]]
    return Fault(text=text, english=english, arabic_place=frozenset({k}), english_place=frozenset({k}))


def _change_words(
    rng: random.Random, text: Text, pattern: re.Pattern[str], change: Callable[[re.Match[str]], str]
) -> Fault | None:
    """One match in the document, drawn at random, changed."""
    spots = [(k, match) for k, sentence in enumerate(text.english) for match in pattern.finditer(sentence)]
    if not spots:
        return None
    k, match = rng.choice(spots)
    new = change(match)
    if new == match.group():
        return None
    sentence = text.english[k]
    fault = _replaced(text, k, sentence[: match.start()] + new + sentence[match.end() :])
    words = (match.start(), match.start() + len(new))
    return Fault(
        text=text,
        english=fault.english,
        arabic_place=fault.arabic_place,
        english_place=fault.english_place,
        words=words,
    )


FAMILIES: dict[str, tuple[Plant, frozenset[str], float]] = {
    "omitted sentence": (omitted_sentence, frozenset({"omission", "mistranslation"}), 0.97),
    "omitted clause": (omitted_clause, frozenset({"omission", "mistranslation"}), 0.75),
    "added sentence": (added_sentence, frozenset({"addition", "mistranslation"}), 0.95),
    "wrong number, digits": (wrong_digits, frozenset({"number", "date"}), 0.97),
    "wrong number, words": (wrong_number_word, frozenset({"number", "date"}), 0.97),
    "wrong month": (wrong_month, frozenset({"date"}), 0.97),
    "wrong weekday": (wrong_weekday, frozenset({"date"}), 0.97),
    "untranslated": (untranslated, frozenset({"untranslated"}), 0.99),
    "negation inserted": (negation_inserted, frozenset({"negation"}), 0.70),
    "negation dropped": (negation_dropped, frozenset({"negation"}), 0.70),
    "another name": (another_name, frozenset({"name"}), 0.80),
    "swapped sentences": (swapped_sentences, frozenset({"order"}), 0.95),
    "says something else": (says_something_else, frozenset({"mistranslation"}), 0.95),
}
"""Family → how it is planted, which categories count, and the aim for its recall."""


def check(arabic: list[str], english: list[str], encoder: Encoder) -> list[Finding]:
    """The real path for one pair given sentence by sentence, one a line."""
    sides = (as_sentences(arabic), as_sentences(english))
    vectors = (encoder.encode(arabic), encoder.encode(english))
    alignment = align_sentences(arabic, english, encoder=encoder, vectors=vectors)
    return find_findings(*sides, alignment.beads, encoder=encoder, vectors=vectors)


def as_sentences(lines: list[str]) -> list[Sentence]:
    sentences, start = [], 0
    for line in lines:
        sentences.append(Sentence(text=line, start=start, end=start + len(line)))
        start += len(line) + 1
    return sentences


def is_found(fault: Fault, findings: list[Finding], categories: frozenset[str]) -> bool:
    return any(_hits(fault, finding) for finding in findings if finding.category in categories)


def _hits(fault: Fault, finding: Finding) -> bool:
    by_arabic = finding.arabic and fault.arabic_place & {*finding.arabic.sentences}
    if by_arabic and (fault.words is None or finding.english is None):
        return True
    if not (finding.english and fault.english_place & {*finding.english.sentences}):
        return False
    if fault.words is None or len(finding.english.sentences) > 1:
        return True
    (place,) = fault.english_place
    begin = finding.english.start - as_sentences(fault.english)[place].start
    return begin < fault.words[1] + 2 and fault.words[0] - 2 < begin + len(finding.english.text)


def plant(texts: list[Text], family: str, *, seed: int, count: int) -> Iterator[Fault]:
    """Up to ``count`` faults of one family, spread over documents drawn at random."""
    rng = random.Random(f"{seed} {family}")
    pool = [sentence for text in texts for sentence in text.english if len(sentence.split()) > 5]
    made, tries = 0, 0
    while made < count and tries < 20 * count:
        tries += 1
        text = rng.choice(texts)
        others = [rng.choice(pool)]
        if others[0] not in text.english and (fault := FAMILIES[family][0](rng, text, others)):
            made += 1
            yield fault


def false_alarms(texts: list[Text], encoder: Encoder) -> dict[str, float]:
    """Findings on untouched pairs: by category, major and critical per 1,000 words, pairs with a number finding."""
    words = sum(len(sentence.split()) for text in texts for sentence in text.english)
    pairs = sum(len(text.english) for text in texts)
    counts: dict[str, float] = {}
    for text in texts:
        for finding in check(text.arabic, text.english, encoder):
            key = f"{finding.category} {finding.severity}"
            counts[key] = counts.get(key, 0) + 1
    grave = sum(count for key, count in counts.items() if key.endswith(("major", "critical")))
    numbers = sum(count for key, count in counts.items() if key.startswith("number"))
    return {
        **dict(sorted(counts.items())),
        "words": words,
        "major or critical per 1,000 words": 1000 * grave / words,
        "pairs with a number finding, share": numbers / pairs,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--count", type=int, default=200, help="faults of each family")
    parser.add_argument("--family", choices=sorted(FAMILIES), action="append")
    arguments = parser.parse_args()
    texts = read_texts(arguments.data, arguments.half)
    encoder = Memory(load_encoder())
    begin = time.perf_counter()
    if not arguments.family:
        for key, value in false_alarms(texts, encoder).items():
            print(f"{key:45} {value:.4g}")
        spent = time.perf_counter() - begin
        print(f"{'seconds: encoding sentences, all the rest':45} {encoder.seconds:.1f} {spent - encoder.seconds:.1f}")
    for family in arguments.family or FAMILIES:
        faults = list(plant(texts, family, seed=arguments.seed, count=arguments.count))
        hits = [
            is_found(fault, check(fault.text.arabic, fault.english, encoder), FAMILIES[family][1]) for fault in faults
        ]
        recall = sum(hits) / max(len(hits), 1)
        print(f"{family:25} found {sum(hits):4} of {len(hits):4} = {recall:.3f}   aim {FAMILIES[family][2]:.2f}")


if __name__ == "__main__":
    main()
