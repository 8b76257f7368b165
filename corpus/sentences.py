"""Sentences of Arabic and English, and the clauses inside them.

yasbd-lib decides inside one paragraph; what it does not know about press text is in ``data/sentences.toml``.
A line end always ends a sentence (one that only keeps a width is a blank by now, see ``corpus.wraps``) and a
quotation mark never holds one together, so that one forgotten closing mark costs nothing: long quotations fall
apart at their own sentence ends.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise

from yasbd import BoundaryDetector

from corpus.documents import Sentence
from corpus.folding import fold_text
from corpus.stops import CLOSERS, STOPS, find_doubts, find_sure_ends, sentence_words

_WINDOW = 10_000  # characters handed to the library at once: no single line can cost more than linear time
_LEAST_CLAUSE = 4  # words on either side of a clause boundary

_OPENERS = "\"'\u201c\u2018\u00ab\u2039(["
_LINE = re.compile(r"[^\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_SPACES = "".join(filter(str.isspace, map(chr, range(0x3001))))
_MARKS = "".join(map(chr, (*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2060, 0x206A), 0xFEFF)))
_ENUMERATOR = re.compile(
    r"[\s(\[*\u2022\u2013\u2014-]*(?:\d{1,3}|[A-Za-z]|[\u0621-\u064a]|[ivxIVX]{1,5})[.)\]\u2013-]*[.)\]\u2013-]\s*"
)
_CLOSED = re.compile(rf"[{re.escape(STOPS)}][{re.escape(CLOSERS)}]+(?=\s)")
_CLOSING = re.compile(rf"[{re.escape(CLOSERS)}]+")
_LEADER = re.compile(rf"(?:[{re.escape(STOPS)}]\s?){{8,}}")  # a row of dots is no end, and the library is slow on it
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
    return [
        Sentence(text=text[start:end], start=offset + start, end=offset + end)
        for line in _LINE.finditer(text)
        for start, end in _split_line(text, line.start(), line.end(), script)
    ]


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


def _split_line(text: str, start: int, end: int, language: str) -> Iterator[tuple[int, int]]:
    """Sentence spans of one line, trimmed."""
    for left, right in _windows(text, start, end):
        piece = text[left:right]
        easy = find_sure_ends(piece, language)
        cuts = sorted({0, len(piece), *easy, *_library_cuts(piece, easy, language), *_further_cuts(piece, language)})
        sure = set(easy)
        kept = [cut for cut in cuts[1:-1] if cut in sure or not _joins(piece, cuts, cut, language)]
        for first, last in zip([0, *kept], [*kept, len(piece)], strict=True):
            trimmed = _trim(piece, first, last)
            if trimmed:
                yield left + trimmed[0], left + trimmed[1]


def _windows(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The line in stretches of bounded length, cut after a full stop where there is one, else at a space."""
    while end - start > _WINDOW:
        cut = max(
            text.rfind(mark, start + _WINDOW // 2, start + _WINDOW) for mark in (". ", "\N{ARABIC QUESTION MARK} ")
        )
        if cut < 0:
            cut = text.rfind(" ", start + _WINDOW // 2, start + _WINDOW)
        cut = start + _WINDOW if cut < 0 else cut + 1
        yield start, cut
        start = cut
    yield start, end


def _library_cuts(piece: str, easy: Sequence[int], language: str) -> Iterator[int]:
    """The library's boundaries; it is asked only about stretches between the ends that nobody could doubt."""
    doubts = find_doubts(piece, easy, language)
    if not doubts:
        return
    for start, end in pairwise([0, *easy, len(piece)]):
        if any(start < doubt < end - 1 for doubt in doubts):
            yield from (start + cut for cut in _asked_cuts(piece[start:end], language))


def _asked_cuts(piece: str, language: str) -> list[int]:
    legible = _LEADER.sub(lambda match: "x" * len(match[0]), piece)
    cuts = []
    for position in _detector(language).detect(legible):
        closing = _CLOSING.match(piece, position)
        cuts.append(closing.end() if closing else position)
    return [cut for cut in cuts if 0 < cut < len(piece) and not _is_reported(piece, cut, language)]


def _further_cuts(piece: str, language: str) -> Iterator[int]:
    """Ends that the library misses: after a quotation that ends with its sentence, and after an Arabic year."""
    for match in _CLOSED.finditer(piece):
        rest = piece[match.end() : match.end() + 60].lstrip()[:1]
        if (
            rest
            and not rest.islower()
            and match[0][0] != "\N{HORIZONTAL ELLIPSIS}"
            and not _is_reported(piece, match.end(), language)
        ):
            yield match.end()
    for match in _era_end(language).finditer(piece) if language == "ar" else ():
        yield match.end()


def _is_reported(piece: str, cut: int, language: str) -> bool:
    """Whether the words after a quoted question say who asked it, so that the sentence goes on."""
    closed = piece[:cut][-4:].rstrip(CLOSERS)
    if piece[cut - 1 : cut] not in CLOSERS or closed[-1:] not in {"?", "!", "\N{ARABIC QUESTION MARK}"}:
        return False
    after = _WORD.findall(piece[cut : cut + 60])[:5]
    return any(word.rstrip(".") in sentence_words(language)["reporting"] for word in after)


@cache
def _era_end(language: str) -> re.Pattern[str]:
    eras = "|".join(re.escape(era) for era in sentence_words(language)["eras"])
    return re.compile(rf"\d{{3,4}}\s?(?:{eras})\.(?=\s+\S)")


def _joins(piece: str, cuts: Sequence[int], cut: int, language: str) -> bool:
    """Whether a cut is none: after a list number or an abbreviation, before closing marks or a dash in a sentence."""
    at = bisect_right(cuts, cut)
    before, after = piece[cuts[at - 2] : cut], piece[cut : cuts[at]]
    if _DASH.match(after) and before.rstrip()[-1:].isalnum():
        return True
    if not any(character.isalnum() for character in after) or _ENUMERATOR.fullmatch(before):
        return True
    words = before.rsplit(None, 1)
    following = _WORD.search(after)
    if not words or following is None or before.rstrip()[-1:] != ".":
        return False
    if words[-1].lstrip(_OPENERS) not in sentence_words(language)["abbreviations"]:
        return False
    return language == "ar" or following[0].rstrip(".,") not in sentence_words(language)["starters"]


def _trim(piece: str, start: int, end: int) -> tuple[int, int] | None:
    """Without space and invisible marks at either end; None where nothing is left."""
    rest = piece[start:end].lstrip(_SPACES + _MARKS)
    first = end - len(rest)
    last = first + len(rest.rstrip(_SPACES + _MARKS))
    return (first, last) if last > first else None
