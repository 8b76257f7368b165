"""Who speaks: words that the English gives to one of two persons, and the Arabic to the other."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.folding import fold_text
from scores.findings.clitics import bare_forms
from scores.findings.finding import Finding, Mark
from scores.findings.likeness import WORDS
from scores.findings.mentions import Mention, find_mentions
from scores.findings.reading import Reading

CHECK = "speakers 1"
_NEAR = 5  # Arabic words after the verb within which its subject begins: titles come first
_CLOSED = (
    "[,?!\"'\N{RIGHT SINGLE QUOTATION MARK}\N{RIGHT DOUBLE QUOTATION MARK}]"  # "he said Adam left" is another matter
)
_LINKS = {"of", "for", "the", "and"}  # inside the name of a body
_TITLES = r"(?:[A-Z][a-z.]+ ){0,4}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Speech:
    """The verbs of saying of either language, and what shows who says it."""

    english: re.Pattern[str]  # any verb
    before: re.Pattern[str]  # between an English name and the end of the verb after it
    after: re.Pattern[str]  # from the end of a quotation to the name of the one who said it
    arabic: frozenset[str]
    closing: frozenset[str]


def check_speakers(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding at most for each bead: both name two persons, and each lets another one of them speak."""
    persons: defaultdict[int, list[Mention]] = defaultdict(list)
    for mention in filter(_may_be_person, find_mentions(reading)):
        persons[mention.bead].append(mention)
    for number, bead in reading.open_beads(found):
        if number not in persons or len(bead.arabic) != 1 or len(bead.english) != 1:
            continue
        arabic, english = reading.arabic[bead.arabic[0]], reading.english[bead.english[0]]
        if not _may_speak(arabic.text, english.text):
            continue
        here = [each for each in persons[number] if _speaks_english(english.text, each, english.start)]
        there = [each for each in persons[number] if _speaks_arabic(arabic.text, each, arabic.start)]
        if len(here) == len(there) == 1 and not _is_one(here[0], there[0]):
            yield _finding(number, here[0], there[0])


def _finding(bead: int, here: Mention, there: Mention) -> Finding:
    return Finding(
        category="quotation",
        severity="minor",
        confidence=0.3,
        arabic=there.arabic,
        english=here.english,
        evidence=f"In the English {here.english.text} says this; in the Arabic it is {there.english.text}.",
        check=CHECK,
        bead=bead,
        repair=there.english.text,
    )


def _is_one(first: Mention, second: Mention) -> bool:
    """Whether two mentions share words on either side: a full name, and the family name alone."""
    return _overlap(first.arabic, second.arabic) or bool(
        {*first.english.text.split()} & {*second.english.text.split()}
        or {*first.arabic.text.split()} & {*second.arabic.text.split()}
    )


def _may_be_person(mention: Mention) -> bool:
    """Whether it is a full name: bodies speak through persons, whom either side may name instead, and places not."""
    words = mention.english.text.split()
    return mention.kind in {"person", "name"} and len(words) > 1 and not _LINKS & {*words}


def _overlap(first: Mark, second: Mark) -> bool:
    return first.start < second.end and second.start < first.end


def _may_speak(arabic: str, english: str) -> bool:
    speech = _load_speech()
    return any(map(_is_verb, WORDS.findall(arabic))) and bool(speech.english.search(english))


def _speaks_english(text: str, mention: Mention, start: int) -> bool:
    """Whether a verb of saying follows the name, or a quotation and such a verb come before it."""
    speech = _load_speech()
    first, last = mention.english.start - start, mention.english.end - start
    return bool(speech.before.match(text, last)) or any(
        match.end() == first for match in speech.after.finditer(text, 0, first)
    )


def _speaks_arabic(text: str, mention: Mention, start: int) -> bool:
    """Whether the name is the subject after a verb of saying, or stands right before one."""
    words = [(match.group(), match.start(), match.end()) for match in WORDS.finditer(text)]
    first, last = mention.arabic.start - start, mention.arabic.end - start
    following = next((word for word, begin, _ in words if begin >= last), "")
    if following and _is_verb(following):
        return True
    before = [word for word, _, end in words if end <= first][-_NEAR:]
    for word in reversed(before):
        if _is_verb(word):
            return True
        if fold_text(word) in _load_speech().closing:
            return False
    return False


def _is_verb(word: str) -> bool:
    folded = fold_text(word)
    return any(form in _load_speech().arabic for form in (folded, *bare_forms(folded)))


@cache
def _load_speech() -> _Speech:
    data = tomllib.loads(files("scores").joinpath("data", "speech.toml").read_text(encoding="utf-8"))
    verbs, inverted, between = ("|".join(data["english"][name]) for name in ("verbs", "inverted", "between"))
    return _Speech(
        english=re.compile(rf"\b(?:{verbs})\b"),
        before=re.compile(rf"(?:, [^,]{{1,60}},)?(?: (?:{between}))* (?:{verbs})\b"),
        after=re.compile(rf"{_CLOSED} ?(?:{inverted}) {_TITLES}"),
        arabic=frozenset(map(fold_text, data["arabic"]["verbs"])),
        closing=frozenset(map(fold_text, data["arabic"]["closing"])),
    )
