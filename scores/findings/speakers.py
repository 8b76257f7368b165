"""Who speaks: words that the English gives to one of two persons, and the Arabic to the other."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from corpus.documents import Sentence
from corpus.folding import fold_text
from scores.findings.finding import Finding, Mark
from scores.findings.names.clitics import bare_forms
from scores.findings.names.mentions import Mention, find_mentions
from scores.findings.reading import Reading
from scores.findings.sentences.likeness import WORDS

CHECK = "speakers 2"
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
    after: re.Pattern[
        str
    ]  # from the end of a quotation, or from what names a source, to the name of the one who said it
    arabic: frozenset[str]
    closing: frozenset[str]
    particles: frozenset[str]  # what may stand between an Arabic name and its verb


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
        there = [each for each in persons[number] if _speaks_arabic(arabic, each, persons[number])]
        if len(here) == len(there) == 1 and not _is_one(here[0], there[0]):
            yield _finding(number, here[0], there[0])


def _finding(bead: int, here: Mention, there: Mention) -> Finding:
    return Finding(
        category="quotation",
        severity="minor",
        confidence=0.5,
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
    return any(_is_verb(fold_text(word)) for word in WORDS.findall(arabic)) and bool(speech.english.search(english))


def _speaks_english(text: str, mention: Mention, start: int) -> bool:
    """Whether a verb of saying follows the name, or a quotation and such a verb come before it."""
    speech = _load_speech()
    first, last = mention.english.start - start, mention.english.end - start
    return bool(speech.before.match(text, last)) or any(
        match.end() == first for match in speech.after.finditer(text, 0, first)
    )


def _speaks_arabic(sentence: Sentence, mention: Mention, persons: list[Mention]) -> bool:
    """Whether the name is the subject after a verb of saying, or stands before one; no other person is between."""
    text, first, last = sentence.text, mention.arabic.start - sentence.start, mention.arabic.end - sentence.start
    words = [(fold_text(match.group()), *match.span()) for match in WORDS.finditer(text)]
    speech = _load_speech()
    after = [word for word, begin, _ in words if begin >= last and word not in speech.particles]
    if after and _is_verb(after[0]):
        return True
    others = [each.arabic for each in persons if each is not mention]
    for word, begin, end in reversed([each for each in words if each[2] <= first][-_NEAR:]):
        if _is_verb(word):
            return True
        named = any(mark.start - sentence.start < end and begin < mark.end - sentence.start for mark in others)
        if named or word in speech.closing:
            return False
    return False


def _is_verb(word: str) -> bool:
    return any(form in _load_speech().arabic for form in (word, *bare_forms(word)))


@cache
def _load_speech() -> _Speech:
    data = tomllib.loads(files("scores").joinpath("data", "speech.toml").read_text(encoding="utf-8"))
    parts = ("verbs", "inverted", "between", "sources")
    verbs, inverted, between, sources = ("|".join(data["english"][name]) for name in parts)
    return _Speech(
        english=re.compile(rf"\b(?:{verbs}|{sources})\b"),
        before=re.compile(rf"(?:,(?: [^,]{{1,60}},)?)?(?: (?:{between}))* (?:{verbs})\b"),
        after=re.compile(rf"(?:{_CLOSED} ?(?:{inverted})|\b(?:{sources})) {_TITLES}"),
        arabic=frozenset(map(fold_text, (*data["arabic"]["verbs"], *data["arabic"]["sources"]))),
        closing=frozenset(map(fold_text, data["arabic"]["closing"])),
        particles=frozenset(map(fold_text, data["arabic"]["particles"])),
    )
