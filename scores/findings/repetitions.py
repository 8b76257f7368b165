"""The same words again: a sentence twice, a loop of words, a word doubled, the end of the text cut off."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.folding import fold_text
from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words
from scores.findings.weights import load_weights

CHECK = "repetitions 2"
_LEAST_WORDS = 5  # of a sentence that must not come twice
_NEAR = 3  # sentences within which it must not
_DOUBLED = re.compile(r"\b([a-z]{2,15}) (\1)\b", re.IGNORECASE)
_LOOP = re.compile(r"\b(\w{1,20}(?:[ ,]{1,2}\w{1,20}){0,5})(?:[ ,]{1,2}\1\b){2,}", re.IGNORECASE)
_LONGEST = 5_000  # characters of a sentence that are looked at
_LEAST_TOLD = 3  # and of one that breaks off
_MOSTLY = 0.6  # share of the sentences that are closed, from which one that is not is strange
_CUT = 1.35  # how much longer its Arabic is than it, at least, once a sentence is cut off
_END = re.compile(
    "[.!?:\u2026\"'\N{RIGHT DOUBLE QUOTATION MARK}\N{RIGHT SINGLE QUOTATION MARK})\\]#*"
    "\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}]\\s*$"
)


def check_repetitions(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """What the English alone can prove, unless the Arabic repeats itself too."""
    seen: dict[str, int] = {}
    for number, sentence in enumerate(reading.english):
        key = fold_text(sentence.text).strip()
        before = seen.get(key)
        seen[key] = number
        again = len(key.split()) >= _LEAST_WORDS and before is not None and number - before <= _NEAR
        if again and before is not None and not _arabic_repeats(reading, number, before):
            yield _twice(reading, number)
            continue
        yield from _loops(reading, number)
    yield from _cut_off(reading)


def _arabic_repeats(reading: Reading, number: int, before: int) -> bool:
    """Whether either English sentence has a counterpart of its own that says the same."""
    if not reading.arabic:
        return False
    places = [reading.bead_of_english.get(each) for each in (before, number)]
    if places[0] == places[1]:  # one Arabic sentence cannot ask for both
        return False
    texts = [reading.arabic_text(reading.beads[place].arabic) if place is not None else "" for place in places]
    return bool(texts[0]) and fold_text(texts[0]).split()[:4] == fold_text(texts[1]).split()[:4]


def _twice(reading: Reading, number: int) -> Finding:
    return Finding(
        category="repetition",
        severity="major",
        confidence=0.9,
        arabic=None,
        english=reading.mark_english([number]),
        evidence="This sentence has just been said in the same words.",
        check=CHECK,
        bead=reading.bead_of_english.get(number),
    )


def _loops(reading: Reading, number: int) -> Iterator[Finding]:
    text = reading.english[number].text[:_LONGEST]
    loops = [match.span() for match in _LOOP.finditer(text) if not match.group(1).isdigit()]
    for start, end in loops:
        yield Finding(
            category="repetition",
            severity="major" if end - start > 30 else "minor",
            confidence=0.8,
            arabic=None,
            english=mark_words(reading.english, number, start, end),
            evidence="The same words come three times or more in a row.",
            check=CHECK,
            bead=reading.bead_of_english.get(number),
        )
    for match in _DOUBLED.finditer(text):
        looped = any(start <= match.start() < end for start, end in loops)
        if (
            match.group(1).lower() in load_weights()["repetition"]["may_double"]
            or match.group(1)[0].isupper()
            or looped
        ):
            continue
        yield Finding(
            category="doubled-word",
            severity="minor",
            confidence=0.9,
            arabic=None,
            english=mark_words(reading.english, number, *match.span()),
            evidence="The word stands twice in a row.",
            check=CHECK,
            bead=reading.bead_of_english.get(number),
            repair=match.group(1),
        )


def _cut_off(reading: Reading) -> Iterator[Finding]:
    """The last sentence ends in a word that cannot end one, or without a stop and far too short for its Arabic."""
    if not reading.english:
        return
    number = len(reading.english) - 1
    text = reading.english[number].text.rstrip()
    words = text.split()
    if not words or _END.search(text):
        return
    proved = len(words) >= _LEAST_TOLD and words[-1].lower() in load_weights()["repetition"]["never_last"]
    if proved or (len(words) >= _LEAST_TOLD and _is_cut(reading, number)):
        yield Finding(
            category="truncation",
            severity="major",
            confidence=0.85 if proved else 0.7,
            arabic=None,
            english=mark_words(reading.english, number, len(text) - len(words[-1]), len(text)),
            evidence=f"The text breaks off after the word {words[-1]}.",
            check=CHECK,
            bead=reading.bead_of_english.get(number),
        )


def _is_cut(reading: Reading, number: int) -> bool:
    """Whether most sentences of the text are closed, and this one's Arabic, closed as well, is far longer."""
    bead = reading.bead_of_english.get(number)
    closed = sum(bool(_END.search(each.text)) for each in reading.english)
    if bead is None or not reading.beads[bead].arabic or closed < _MOSTLY * len(reading.english):
        return False
    said = reading.arabic_text(reading.beads[bead].arabic)
    ratio = load_weights()["length"]["ratio"]
    length = len(reading.english_text(reading.beads[bead].english))
    return bool(_END.search(said.rstrip())) and len(said) / ratio > _CUT * length
