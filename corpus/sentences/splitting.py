"""Sentences of Arabic and English, and the clauses inside them.

yasbd-lib decides inside one paragraph; what it does not know about press text is in ``data/sentences.toml``.
A line end always ends a sentence (one that only keeps a width is a blank by now, see ``corpus.sentences.wraps``) and a
quotation mark never holds one together, so that one forgotten closing mark costs nothing: long quotations fall
apart at their own sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from yasbd.rules.base import Rules

from corpus.documents import Sentence
from corpus.folding import fold_text
from corpus.line_places import OTHER_ENDS, split_lines
from corpus.sentences.stops import (
    CLOSERS,
    RULES,
    STOPS,
    Doubts,
    find_stops,
    has_other_marks,
    is_abbreviated,
    judge_stops,
    sentence_words,
)

_WINDOW = 10_000  # characters handed to the library at once: no single line can cost more than linear time
_SHORT = 500  # characters of a line at the mean
_LEAST_CLAUSE = 4  # words on either side of a clause boundary
_BEFORE, _AFTER = 24, 20  # characters around a full stop that the library is shown of a long stretch
_BEFORE_OTHERS = 40  # before a question or exclamation mark, which names have, too
_LONGEST_ERA = 12  # characters of a year, an era and a full stop
_NEAR = 6  # characters after a stop for which what it is shown suffices, too

_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_MARKS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
_EDGES = _SPACES + _MARKS
_FILLED = re.compile(r"\S(?:[^\n]*\S)?")  # what a line holds
_ENUMERATOR = re.compile(
    r"[\s(\[*\u2022\u2013\u2014-]*(?:\d{1,3}|[A-Za-z]|[\u0621-\u064a]|[ivxIVX]{1,5})[.)\]\u2013-]*[.)\]\u2013-]\s*"
)
_CLOSING = re.compile(rf"[{re.escape(CLOSERS)}]+")
_LEADER = re.compile(rf"(?:[{re.escape(STOPS)}]\s?){{8,}}")  # a row of dots is no end, and the library is slow on it
_ANY_STOP = re.compile(rf"[{re.escape(STOPS)}]+[{re.escape(CLOSERS)}]*")
_MARKER = re.compile(r"(?:^|\s)(?:[-*+]|\w{1,2}[.)\uff0e\u3002\u0964\u0965\u00b7\u2022\u2219\u22c5]{1,2})(?=\s)")
_DOTS = re.compile(r"\.\s*\.")
_DASH = re.compile(r"\s*[-\u2013\u2014]\s")
_WORD = re.compile(r"\w+(?:[.'\u2019]\w+)*\.?")


def split_sentences(text: str, language: str, *, offset: int = 0) -> list[Sentence]:
    """The sentences of a text in ISO 639-1 ``language``, as written, with places that begin at ``offset``.

    Anything but Arabic is split by the rules of English. Sentences are in order, never overlap, never begin or
    end with space, and lie on one line each.

    >>> [each.text for each in split_sentences("Dr. Salma spoke. “We stay. We vote.” Then she left.", "en")]
    ['Dr. Salma spoke.', '“We stay.', 'We vote.”', 'Then she left.']
    """
    script = "ar" if language in {"ar", "fa", "ur", "ckb"} else "en"
    is_marked = not text.isascii() and any(map(text.__contains__, _MARKS))
    if not is_marked and _has_short_lines(text):
        spans: Iterable[tuple[int, int]] = _find_all_spans(text, script)
    else:
        spans = _find_spans_of_lines(text, script, is_marked=is_marked)
    return [Sentence(text[start:end], offset + start, offset + end) for start, end in spans]


def _has_short_lines(text: str) -> bool:
    """Whether a text is lines of a few sentences each that no mark but a full stop ends: those are read at once."""
    count = text.count("\n")
    if len(text) >= _SHORT * count or has_other_marks(text) or any(map(text.__contains__, OTHER_ENDS)):
        return False
    return len(text) <= _WINDOW or max(map(len, text.split("\n"))) <= _WINDOW


def _find_all_spans(text: str, language: str) -> list[tuple[int, int]]:
    """The places of the sentences of such a text: its full stops are looked for once, not in each line."""
    lines = [match.span() for match in _FILLED.finditer(text)]
    ends, begins, others = find_stops(text, language)
    begins = sorted([*begins, *(start for start, _ in lines)])
    spans = list(zip(begins, sorted([*ends, *(end for _, end in lines)]), strict=True))
    doubtful = {bisect_right(lines, (stop.start(), len(text))) - 1 for stop in others}
    for start, end in sorted((lines[number] for number in doubtful), reverse=True):
        first, last = text.rfind("\n", 0, start) + 1, text.find("\n", end)
        own = _find_spans(text[first : last if last >= 0 else None], language, is_marked=False)
        part = slice(bisect_left(begins, start), bisect_left(begins, end))
        spans[part] = [(first + left, first + right) for left, right in own]
    return spans


def _find_spans_of_lines(text: str, language: str, *, is_marked: bool) -> Iterator[tuple[int, int]]:
    """The places of the sentences of any text, line by line."""
    for place, line in split_lines(text, 0, len(text)):
        for left, right in _windows(line) if len(line) > _WINDOW else ((0, len(line)),):
            at = place + left
            for start, end in _find_spans(line[left:right], language, is_marked=is_marked):
                yield at + start, at + end


def _find_spans(piece: str, language: str, *, is_marked: bool) -> Iterable[tuple[int, int]]:
    """The places of the sentences of a line, or of a stretch of a long one, in which invisible marks may stand."""
    ends, begins, others = find_stops(piece, language)
    if others or is_marked:
        cuts = _settle(piece, ends, judge_stops(others, piece, language), language) if others else ends
        spans = (_trim(piece, start, end) for start, end in pairwise([0, *cuts, len(piece)]))
        return [(start, end) for start, end in spans if start < end]
    first, last = len(piece) - len(piece.lstrip()), len(piece.rstrip())  # no space else is to take off
    return zip([first, *begins], [*ends, last], strict=True) if first < last else ()


def _trim(piece: str, start: int, end: int) -> tuple[int, int]:
    """A stretch without the space around it, and without invisible marks."""
    rest = piece[start:end].lstrip()
    sentence = rest.rstrip()
    if sentence and (sentence[0] in _MARKS or sentence[-1] in _MARKS):
        rest = rest.lstrip(_EDGES)
        sentence = rest.rstrip(_EDGES)
    return end - len(rest), end - len(rest) + len(sentence)


def split_clauses(text: str, language: str) -> list[tuple[int, int]]:
    """A finer, secondary split for alignment: the clauses of a sentence as (start, end), covering all its words.

    A clause ends after a comma, semicolon, colon or dash, and before a connecting word; clauses of fewer than
    four words stay with their neighbour. It is never shown as a sentence.

    >>> text = "The council met in the old city, and the members voted against the plan"
    >>> [text[start:end] for start, end in split_clauses(text, "en")]
    ['The council met in the old city,', 'and the members voted against the plan']
    """
    words = [match.span() for match in re.finditer(r"\S+", text)]
    connectors = _connectors("ar" if language == "ar" else "en")
    if not words:
        return []
    starts = [0]
    for number in range(1, len(words)):
        long_enough = number - starts[-1] >= _LEAST_CLAUSE and len(words) - number >= _LEAST_CLAUSE
        if long_enough and _begins_clause(text, words[number - 1], words[number], connectors):
            starts.append(number)
    return [
        (words[first][0], words[last - 1][1]) for first, last in zip(starts, [*starts[1:], len(words)], strict=True)
    ]


def _begins_clause(text: str, before: tuple[int, int], word: tuple[int, int], connectors: frozenset[str]) -> bool:
    last = fold_text(text[before[1] - 1])
    return last in {",", ";", ":", "-"} or fold_text(text[slice(*word)]).strip("\"'(.,;:") in connectors


@cache
def _connectors(language: str) -> frozenset[str]:
    return frozenset(fold_text(word) for word in sentence_words(language)["connectors"])


@cache
def _rules(language: str) -> Rules:
    """The library's rules for a language; its detector cuts a text into paragraphs first, and ours are of one line."""
    return RULES[language]()


def _settle(piece: str, sure: list[int], doubts: Doubts, language: str) -> list[int]:
    """Where the sentences of a piece with doubtful stops end, but for the last; ``sure`` are the ends told at once."""
    if doubts.sure:
        sure = sorted([*sure, *doubts.sure])
    further = set(_further_cuts(piece, doubts, language)) if doubts.closed or doubts.others else None
    if not doubts.asked and not further:
        return sure
    cuts = sorted({0, len(piece), *sure, *(further or ()), *_library_cuts(piece, sure, doubts.asked, language)})
    settled = set(sure)
    return [cut for cut in cuts[1:-1] if cut in settled or not _joins(piece, cuts, cut, language)]


def _windows(line: str) -> Iterator[tuple[int, int]]:
    """The line in stretches of bounded length, cut after a full stop where there is one, else at a space."""
    start, end = 0, len(line)
    while end - start > _WINDOW:
        cut = max(
            line.rfind(mark, start + _WINDOW // 2, start + _WINDOW) for mark in (". ", "\N{ARABIC QUESTION MARK} ")
        )
        if cut < 0:
            cut = line.rfind(" ", start + _WINDOW // 2, start + _WINDOW)
        cut = start + _WINDOW if cut < 0 else cut + 1
        yield start, cut
        start = cut
    yield start, end


def _library_cuts(piece: str, sure: Sequence[int], asked: Sequence[int], language: str) -> Iterator[int]:
    """The library's boundaries; it is asked only about stretches between the ends that nobody could doubt."""
    if not asked:
        return
    for start, end in pairwise([0, *sure, len(piece)]):
        doubts = {doubt - start for doubt in asked if start < doubt < end - 1}
        if doubts:
            yield from (start + cut for cut in _asked_cuts(piece[start:end], doubts, language))


def _asked_cuts(stretch: str, doubts: AbstractSet[int], language: str) -> Iterator[int]:
    """The library's boundaries in a stretch; of a long one it is shown only what stands around the doubtful stops."""
    if len(stretch) < _BEFORE + _AFTER or len(_MARKER.findall(stretch)) > 1 or _DOTS.search(stretch):
        yield from _ask(stretch, language)
        return
    end = 0
    for match in _ANY_STOP.finditer(stretch, 0, len(stretch) - 1):
        if match.start() < end or (match.end() not in doubts and stretch[match.start() - 1].isascii()):
            continue
        before = _BEFORE if match[0] == "." else _BEFORE_OTHERS
        start = stretch.rfind(" ", 0, max(0, match.start() - before)) + 1
        last = stretch.find(" ", match.end() + _AFTER)
        for cut in _ask(stretch[start : last if last >= 0 else None], language):
            if match.start() < start + cut <= match.end() + _NEAR:
                yield start + cut
        end = match.end() + _NEAR


def _ask(stretch: str, language: str) -> Iterator[int]:
    legible = _LEADER.sub(lambda match: "x" * len(match[0]), stretch)
    for position in _rules(language).apply(legible.rstrip(), preserve_quote_and_paren=False)[1:]:
        closing = _CLOSING.match(stretch, position)
        cut = closing.end() if closing else position
        if 0 < cut < len(stretch) and not _is_reported(stretch, cut, language):
            yield cut


def _further_cuts(piece: str, stops: Doubts, language: str) -> Iterator[int]:
    """Ends that the library misses: after a quotation that ends with its sentence, and after an Arabic year."""
    for start, end in stops.closed:
        rest = piece[end : end + 60].lstrip()[:1]
        if (
            rest
            and not rest.islower()
            and piece[start] != "\N{HORIZONTAL ELLIPSIS}"
            and not _is_reported(piece, end, language)
        ):
            yield end
    for end in stops.others if language == "ar" else ():
        is_before_more = piece[end].isspace() and not piece[end:].isspace()
        if is_before_more and _era_end(language).search(piece, max(0, end - _LONGEST_ERA), end):
            yield end


def _is_reported(piece: str, cut: int, language: str) -> bool:
    """Whether the words after a quoted question say who asked it, so that the sentence goes on."""
    closed = piece[max(0, cut - 4) : cut].rstrip(CLOSERS)
    if piece[cut - 1 : cut] not in CLOSERS or closed[-1:] not in {"?", "!", "\N{ARABIC QUESTION MARK}"}:
        return False
    after = _WORD.findall(piece[cut : cut + 60])[:5]
    return any(word.rstrip(".") in sentence_words(language)["reporting"] for word in after)


@cache
def _era_end(language: str) -> re.Pattern[str]:
    eras = "|".join(re.escape(era) for era in sentence_words(language)["eras"])
    return re.compile(rf"\d{{3,4}}\s?(?:{eras})\.\Z")


def _joins(piece: str, cuts: Sequence[int], cut: int, language: str) -> bool:
    """Whether a cut is none: after a list number or an abbreviation, before closing marks or a dash in a sentence."""
    at = bisect_right(cuts, cut)
    before, after = piece[cuts[at - 2] : cut], piece[cut : cuts[at]]
    if _DASH.match(after) and before.rstrip()[-1:].isalnum():
        return True
    if not any(character.isalnum() for character in after) or _ENUMERATOR.fullmatch(before):
        return True
    return before.rstrip()[-1:] == "." and is_abbreviated(before, after, language)
