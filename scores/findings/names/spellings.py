"""One name spelt in several ways in one text: for one Arabic name, or by a slip that the English alone shows."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator

from corpus.frequencies import zipf
from scores.findings.finding import Finding
from scores.findings.names.clitics import name_keys
from scores.findings.names.mentions import Mention, find_mentions, same_spelling
from scores.findings.reading import Reading, mark_words

CHECK = "spellings 2"
CHECK_SLIPS = "spellings, slips 1"
_CAPITAL = re.compile(r"(?<![\w-])[A-Z][a-z]{3,}(?![\w-])")
_SMALL = re.compile(r"\b[a-z]+\b")
_UNKNOWN = 1.6  # Zipf frequency up to which a word may be a slip: once in 25 million words
_COMMONER = 1.0  # and by how much its right spelling is commoner, at least: ten times


def check_spellings(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Names spelt in several ways, then names misspelt."""
    said = list(_check_names(reading))
    yield from said
    marked = {each.english.start for each in (*found, *said) if each.english and each.category in _EXPLAINED}
    yield from (each for each in _check_slips(reading) if each.english and each.english.start not in marked)


_EXPLAINED = {"name", "name-spelling"}


def _check_slips(reading: Reading) -> Iterator[Finding]:
    """Words with a capital that nobody writes, a letter off one that is known and no rarer in this text."""
    texts = [sentence.text for sentence in reading.english]
    counts = Counter(word for text in texts for word in _CAPITAL.findall(text))
    small = {word for text in texts for word in _SMALL.findall(text)}
    known: defaultdict[str, list[str]] = defaultdict(list)  # by their first letters
    for word in counts:
        if zipf(word, "en") >= _COMMONER:
            known[word[0]].append(word)
    right: dict[str, str] = {}
    for word in counts:
        if word.lower() in small or zipf(word, "en") > _UNKNOWN:
            continue
        near = [other for other in known[word[0]] if counts[other] >= counts[word] and _is_slip(word, other)]
        if near:
            right[word] = max(near, key=lambda other: (counts[other], other))
    for j, text in enumerate(texts):
        for match in _CAPITAL.finditer(text):
            if usual := right.get(match.group()):
                times = counts[usual]
                yield Finding(
                    category="name-spelling",
                    severity="minor",
                    confidence=0.6,
                    arabic=None,
                    english=mark_words(reading.english, j, *match.span()),
                    evidence=f"This text also writes {usual} ({times} times); this spelling is hardly ever used.",
                    check=CHECK_SLIPS,
                    bead=reading.bead_of_english.get(j),
                    repair=usual,
                )


def _is_slip(word: str, other: str) -> bool:
    """Whether a word is another one with one letter changed, put in or left out; an ending or a first letter is none.

    >>> _is_slip("Cambudia", "Cambodia"), _is_slip("Koreans", "Korean"), _is_slip("Kenye", "Kenya")
    (True, False, True)
    """
    if abs(len(word) - len(other)) > 1 or word.startswith(other) or other.startswith(word):
        return False
    shorter, longer = sorted((word, other), key=len)
    same = next(k for k, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1])
    alike = same > 0 and shorter[same + (len(word) == len(other)) :] == longer[same + 1 :]
    return alike and zipf(other, "en") >= zipf(word, "en") + _COMMONER


def _check_names(reading: Reading) -> Iterator[Finding]:
    """Each use of a rarer spelling, with the commonest one of this text as the repair."""
    mentions = [mention for mention in find_mentions(reading) if mention.by_sound]
    keys = name_keys(sorted({mention.arabic.text for mention in mentions}))
    names: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        names[keys[mention.arabic.text]].append(mention)
    for said in names.values():
        counts = Counter(mention.english.text for mention in said)
        usual = max(counts, key=lambda text: (counts[text], _commonness(text)))
        times = f" ({counts[usual]} times)" if counts[usual] > 1 else ""
        for mention in said:
            text = mention.english.text
            if same_spelling(text, usual) or len(text.split()) != len(usual.split()):
                continue
            yield Finding(
                category="name-spelling",
                severity="minor",
                confidence=0.6,
                arabic=mention.arabic,
                english=mention.english,
                evidence=f"This text also writes {usual} for {mention.arabic.text}{times}.",
                check=CHECK,
                bead=mention.bead,
                repair=usual,
            )


def _commonness(name: str) -> float:
    """How common the rarest word of a name is: of two spellings used equally often the better known one is usual."""
    return min(zipf(word, "en") for word in name.split())
