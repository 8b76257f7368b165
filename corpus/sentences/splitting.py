"""Sentences of Arabic and English, and the clauses inside them.

yasbd-lib decides inside one paragraph; what it does not know about press text is in ``data/sentences.toml``.
A line end always ends a sentence (one that only keeps a width is a blank by now, see ``corpus.sentences.wraps``) and a
quotation mark never holds one together, so that one forgotten closing mark costs nothing: long quotations fall
apart at their own sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from functools import cache
from itertools import pairwise

from yasbd import BoundaryDetector

from corpus.documents import Sentence
from corpus.folding import fold_text
from corpus.line_places import split_lines
from corpus.sentences.stops import CLOSERS, STOPS, Stops, find_stops, is_abbreviated, sentence_words

_WINDOW = 10_000  # characters handed to the library at once: no single line can cost more than linear time
_LEAST_CLAUSE = 4  # words on either side of a clause boundary
_BEFORE, _AFTER = 24, 20  # characters around a full stop that the library is shown of a long stretch
_BEFORE_OTHERS = 40  # before a question or exclamation mark, which names have, too
_LONGEST_ERA = 12  # characters of a year, an era and a full stop
_NEAR = 6  # characters after a stop for which what it is shown suffices, too

_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_MARKS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
_EDGES = _SPACES + _MARKS
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
    sentences: list[Sentence] = []
    for place, line in split_lines(text, 0, len(text)):
        for left, right in _windows(line) if len(line) > _WINDOW else ((0, len(line)),):
            piece = line[left:right]
            first = 0
            for cut in (*_find_cuts(piece, script), len(piece)) if piece else ():
                rest = piece[first:cut].lstrip()
                sentence = rest.rstrip()
                if sentence and (sentence[0] in _MARKS or sentence[-1] in _MARKS):
                    rest = rest.lstrip(_EDGES)
                    sentence = rest.rstrip(_EDGES)
                if sentence:
                    start = offset + place + left + cut - len(rest)
                    sentences.append(Sentence(text=sentence, start=start, end=start + len(sentence)))
                first = cut
    return sentences


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
def _detector(language: str) -> BoundaryDetector:
    return BoundaryDetector(language, preserve_quote_and_paren=False)


def _find_cuts(piece: str, language: str) -> Sequence[int]:
    """Where the sentences of a piece end, but for the last."""
    stops = find_stops(piece, language)
    further = set(_further_cuts(piece, stops, language)) if stops.closed or stops.others else None
    if not stops.doubts and not further:
        return stops.sure
    cuts = sorted({0, len(piece), *stops.sure, *(further or ()), *_library_cuts(piece, stops, language)})
    sure = set(stops.sure)
    return [cut for cut in cuts[1:-1] if cut in sure or not _joins(piece, cuts, cut, language)]


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


def _library_cuts(piece: str, stops: Stops, language: str) -> Iterator[int]:
    """The library's boundaries; it is asked only about stretches between the ends that nobody could doubt."""
    if not stops.doubts:
        return
    for start, end in pairwise([0, *stops.sure, len(piece)]):
        doubts = {doubt - start for doubt in stops.doubts if start < doubt < end - 1}
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
    for position in _detector(language).detect(legible):
        closing = _CLOSING.match(stretch, position)
        cut = closing.end() if closing else position
        if 0 < cut < len(stretch) and not _is_reported(stretch, cut, language):
            yield cut


def _further_cuts(piece: str, stops: Stops, language: str) -> Iterator[int]:
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
