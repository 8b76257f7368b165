"""Whole sentences: left out, added, in another order, or saying something else."""

from __future__ import annotations

import re
from collections.abc import Iterator

from corpus.documents import Sentence
from scores.excerpts import quote_beginning
from scores.findings.finding import Finding
from scores.findings.reading import Reading
from scores.findings.sentences.matching import Matches, match_sentences, reunite
from scores.findings.values.differing import values_tell

CHECK = "sentences 6"
CHECK_DOUBT = "sentences, doubtful 2"  # such a finding covers no sentence: the other checks look at it too
_FEW_WORDS = 4  # a sentence shorter than this proves little
_HEADING_WORDS = 8  # and up to so many, without a mark that closes a sentence
_CLOSED = re.compile(r"[.!?\u2026\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}]\W{0,3}$")
_RUN_TOGETHER = 20  # characters of what is hardly one word of Arabic
_MUCH = 0.3  # share of a text in such words
_CLEAR = 0.85  # confidence from which a sentence surely says something else; below, most are short and free
_PASSAGE = 3  # as many sentences missing together are critical


def check_sentences(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Strangers on both sides of one place are a mistranslation; the rest are omissions and additions."""
    if not reading.arabic:
        return
    matches = match_sentences(reading)
    explained = ({i for i, _ in matches.moved}, {j for _, j in matches.moved})
    for finding in found:
        if finding.category in {"untranslated", "wrong-language", "repetition"}:
            explained[0].update(finding.arabic.sentences if finding.arabic else ())
            explained[1].update(finding.english.sentences if finding.english else ())
    reunited = reunite(reading, matches, explained)
    explained[0].update(i for i, _ in reunited)
    explained[1].update(j for _, j in reunited)
    yield from _moved(reading, (*matches.moved, *reunited), matches.anchors)
    for arabic, english in _places(matches):
        yield from _judge_place(
            reading, [i for i in arabic if i not in explained[0]], [j for j in english if j not in explained[1]]
        )
    for i in sorted(matches.doubtful - explained[0]):
        if not _is_fragment(reading.arabic[i]):
            yield _perhaps_left_out(reading, i)


_Pairs = tuple[tuple[int, int], ...]


def _moved(reading: Reading, moved: _Pairs, anchors: _Pairs) -> Iterator[Finding]:
    """One finding for each pair that another one crosses; of two that cross each other, for the first."""
    said: set[tuple[int, int]] = set()
    for i, j in moved:
        crossed = [(a, b) for a, b in {*anchors, *moved} if (a < i) != (b < j) and (a, b) != (i, j)]
        if not crossed or said & {*crossed}:
            continue
        said.add((i, j))
        shown = [(i, j), *sorted(crossed)] if len(crossed) <= 3 else [(i, j)]
        nearest = min(crossed, key=lambda anchor: (abs(anchor[0] - i), anchor))
        first, second = (quote_beginning(reading.english[b].text) for _, b in sorted([(i, j), nearest]))
        yield Finding(
            category="order",
            severity="major",
            confidence=round(min(0.95, 0.45 + 0.7 * float(reading.cosine[i, j])), 3),
            arabic=reading.mark_arabic([a for a, _ in shown]),
            english=reading.mark_english([b for _, b in shown]),
            evidence=f"The Arabic has these the other way round: first {first}, then {second}.",
            check=CHECK,
            bead=reading.bead_of_english.get(j),
        )


def _places(matches: Matches) -> Iterator[tuple[list[int], list[int]]]:
    """Sentences without counterpart that stand together, with nothing translated between them."""
    arabic: list[int] = []
    english: list[int] = []
    for number, block in enumerate(matches.blocks):
        if number in matches.strange:
            arabic += block[0]
            english += block[1]
        elif arabic or english:
            yield arabic, english
            arabic, english = [], []
    if arabic or english:
        yield arabic, english


def _judge_place(reading: Reading, arabic: list[int], english: list[int]) -> Iterator[Finding]:
    pairs = _pair_up(reading, arabic, english)
    for i, j in pairs:
        if _is_fragment(reading.arabic[i]) and _is_fragment(reading.english[j]):
            continue  # too little to go by
        if not values_tell(reading, i, j):  # else the checks of numbers and dates name the very words
            yield _says_something_else(reading, i, j)
    for run in _together([i for i in arabic if i not in {a for a, _ in pairs}]):
        yield _left_out(reading, run)
    for run in _together([j for j in english if j not in {b for _, b in pairs}]):
        yield _added(reading, run)


def _pair_up(reading: Reading, arabic: list[int], english: list[int]) -> list[tuple[int, int]]:
    """As many pairs as there can be, in order, of the most equal lengths when one side has more."""
    if len(arabic) == len(english):
        return list(zip(arabic, english, strict=True))
    few, many = sorted((arabic, english), key=len)
    sides = (reading.arabic, reading.english) if few is arabic else (reading.english, reading.arabic)
    pairs, start = [], 0
    for place, one in enumerate(few):
        window = many[start : len(many) - (len(few) - place - 1)]
        length = len(sides[0][one].text)
        other = min(window, key=lambda each: abs(len(sides[1][each].text) - length))
        start = many.index(other) + 1
        pairs.append((one, other) if few is arabic else (other, one))
    return pairs


def _is_fragment(sentence: Sentence) -> bool:
    """Whether it is a heading, a list item, an address or a word or two: such lines are rendered most freely."""
    words = len(sentence.text.split())
    closed = _CLOSED.search(sentence.text) is not None
    return sentence.kind == "title" or words < _FEW_WORDS or (words < _HEADING_WORDS and not closed)


def _together(numbers: list[int]) -> list[list[int]]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs


def _says_something_else(reading: Reading, i: int, j: int) -> Finding:
    fit = reading.fit((i,), (j,))
    free = _is_fragment(reading.arabic[i]) or _is_fragment(reading.english[j])
    doubt = free or _has_lost_blanks(reading.arabic[i].text)
    confidence = _confidence(fit, short=doubt)
    return Finding(
        category="mistranslation",
        severity="major" if confidence >= _CLEAR else "minor",
        confidence=confidence,
        arabic=reading.mark_arabic([i]),
        english=reading.mark_english([j]),
        evidence="The English sentence stands where this Arabic sentence should be, but shares too few of its words.",
        check=CHECK,
        bead=reading.bead_of_english.get(j),
    )


def _has_lost_blanks(text: str) -> bool:
    """Whether much of the text has its words run together, as copied out of some PDF files: its words say little."""
    words = text.split()
    return sum(len(word) for word in words if len(word) >= _RUN_TOGETHER) > _MUCH * sum(map(len, words))


def _confidence(fit: float, *, short: bool) -> float:
    """About how likely a pair of this fit is no translation; a line laid through the calibration half's fits."""
    return round(max(0.3, min(0.97, 0.97 - 0.9 * max(0.0, fit - 1.05))) * (0.6 if short else 1.0), 3)


def _left_out(reading: Reading, run: list[int]) -> Finding:
    short = all(_is_fragment(reading.arabic[i]) for i in run)
    best = max((reading.fit((i,), (j,)) for i in run for j in _near(reading, i)), default=0.0)
    whole = "This sentence has" if len(run) == 1 else f"These {len(run)} sentences have"
    return Finding(
        category="omission",
        severity="minor" if short else "critical" if len(run) >= _PASSAGE else "major",
        confidence=_confidence(best - 0.2, short=short),
        arabic=reading.mark_arabic(run),
        english=None,
        evidence=f"{whole} no counterpart in the English, here or in the sentences around.",
        check=CHECK,
        bead=reading.bead_of_arabic.get(run[0]),
    )


def _perhaps_left_out(reading: Reading, i: int) -> Finding:
    return Finding(
        category="omission",
        severity="minor",
        confidence=0.4,
        arabic=reading.mark_arabic([i]),
        english=None,
        evidence="This may have been left out: the English sentence beside it shares few of its words.",
        check=CHECK_DOUBT,
        bead=reading.bead_of_arabic.get(i),
    )


def _added(reading: Reading, run: list[int]) -> Finding:
    short = all(_is_fragment(reading.english[j]) for j in run)
    lead = all(reading.english[j].kind == "title" for j in range(run[0]))
    whole = "This sentence translates" if len(run) == 1 else f"These {len(run)} sentences translate"
    perhaps = " It may be an editor's introduction." if lead else ""
    return Finding(
        category="addition",
        severity="minor" if short or lead else "major",
        confidence=0.5 if short or lead else 0.85,
        arabic=None,
        english=reading.mark_english(run),
        evidence=f"{whole} nothing in the Arabic, here or in the sentences around.{perhaps}",
        check=CHECK,
        bead=reading.bead_of_english.get(run[0]),
    )


def _near(reading: Reading, i: int) -> range:
    """English sentences around the place of an Arabic one."""
    bead = reading.bead_of_arabic[i]
    around = [j for each in reading.beads[max(0, bead - 1) : bead + 2] for j in each.english]
    return range(min(around), max(around) + 1) if around else range(0)
