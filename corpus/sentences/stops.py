"""Full stops and their like: which surely end a sentence, and which only might.

What is sure and what is surely no end is decided here in one pass, by the word before and the letter after; only about
the rest is the sentence library asked (``corpus.sentences.splitting``), which is slow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from yasbd.rules.ar import ArRules
from yasbd.rules.en import EnRules

CLOSERS = "\"'\u201d\u2019\u00bb\u203a)]"
OPENERS = "\"'\u201c\u2018\u00ab\u2039(["
STOPS = ".!?\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{HORIZONTAL ELLIPSIS}"
# Inside "U.N." and before a small letter no stop is looked at: the library ends a sentence only after a letter without
# case, or at a blank that no small letter follows; and a blank is missed only after four small letters (``joined``).
_PASSED = r"(?!(?<=[A-Za-z0-9].)(?:(?<![a-z]{4}.)[A-Za-z](?![^\x00-\x7f])|\s[a-z]))"
# A line end is no blank: a piece may be several lines.
_AFTER = rf"{_PASSED}[{re.escape(CLOSERS)}]*(?=[^\S\n]|[^\W\d])"
_LONGEST_PLAIN = 40  # characters of a word that is looked at
_WORD_BEFORE = re.compile(r"(?<![\w.])(?:[\w.]*[.])?(?P<last>\w+)\Z")
RULES = {"ar": ArRules, "en": EnRules}  # classes: to make one compiles its patterns
_WORD = re.compile(r"\w+(?:[.'\u2019]\w+)*\.?")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LONGEST_ABBREVIATION = 20  # characters
_REMEMBERED = 8192  # words, of up to 40 characters


# What a full stop after a word is by the word alone: nobody can say, no abbreviation's, that of a title before a name,
# or that of an abbreviation if a figure follows.
_UNKNOWN, _PLAIN, _TITLE, _SHORTENED = range(4)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Signs:
    """What stands around a stop that only an abbreviation before it could make doubtful."""

    marks: str  # that end a sentence
    closed: str  # that may stand before a full stop
    quotes: str  # that may stand after one
    begins: str  # how the next sentence begins after a blank
    joined: re.Pattern[str]  # the same where the blank is missing
    plain: re.Pattern[str]  # a word that the full stop after it does not shorten, if it is in no list


_MIXED = r"(?=[a-z\d]*[A-Z]\w)(?![IVXLCDM\d]+\Z)(?!\w\d*\Z)[A-Za-z\d]*[A-Z\d]"  # "EU", "IgG", "hACE2"
_FIGURES = r"[$\u20ac\u00a3]\d+|(?:\d+[.,:\u2013-])*\d+%"
_SIGNS = {
    "en": _Signs(
        marks=".?!",
        closed=')\u201d"',
        quotes='\u201d"',
        begins=r"[\"\u201c\u2018(]?[A-Z]",
        joined=re.compile(r"(?<=[a-z]{4}\.)[A-Z][a-z]"),
        plain=re.compile(
            r"(?<![\w.'\u2019-])(?:(?:\w+-)*(?![ivxIVX]+\Z)"
            r"(?P<word>\w[a-z\u00df-\u00f6\u00f8-\u00ff]{2,}|[a-z]{2}|[A-Z]{3,}|\d{4}|(?<=[A-Za-z]-)\d{1,3}"
            rf"|\d{{2,4}}s|{_MIXED})|[$\u20ac\u00a3]?(?:\d+[,:\u2013-])+\d+|{_FIGURES})\Z"
        ),
    ),
    "ar": _Signs(
        marks=".?!\u061f",
        closed=')\u00bb\u201d"',
        quotes='\u00bb\u201d"',
        begins=r"[\u0621-\u064a\"\u00ab\u201c]",
        joined=re.compile(r"(?<=[\u0621-\u064a]{3}\.)[\u0621-\u064a]{3}"),
        plain=re.compile(
            r"(?<![\w.'\u2019-])(?:(?:\w+-)*"
            r"(?P<word>[\u0621-\u0652]{2,}|\d{4}|(?<=[\u0621-\u064aA-Za-z]-)\d{1,3}"
            rf"|[A-Za-z][a-z]{{2,}}|{_MIXED})|{_FIGURES})\Z"
        ),
    ),
}


class Stops(NamedTuple):
    """The stops of a piece; an end is behind the closing marks after the stop."""

    ends: list[int]  # of those of which nobody could doubt that a sentence ends there
    begins: list[int]  # where the next sentence begins after each of these
    others: list[re.Match[str]]  # those about which more must be asked


class Doubts(NamedTuple):
    """What the stops of a piece are that were not told at once; one may be two things."""

    sure: list[int]  # ends, of which nobody could doubt either
    others: list[int]  # all ends that are not sure
    asked: list[int]  # those of them that the library is to be asked about
    closed: list[tuple[int, int]]  # (start, end) of those with closing marks before a blank, that are not sure


def find_stops(piece: str, language: str) -> Stops:
    """Every stop that could end a sentence before more of its line; those that surely end none are left out.

    >>> ends, begins, others = find_stops("Dr. Haddad came. She stood on page 9. Then she left.", "en")
    >>> ends, begins, [match.end() for match in others]
    ([16], [17], [37])
    """
    pattern, kinds = _pattern(language) if has_other_marks(piece) else _full_stop(language), _KINDS[language]
    ends: list[int] = []
    begins: list[int] = []
    others: list[re.Match[str]] = []
    for match in pattern.finditer(piece):
        start, end = match.span()
        blank = piece.rfind(" ", start - _LONGEST_PLAIN if start > _LONGEST_PLAIN else 0, start)
        is_whole = blank >= 0 or start <= _LONGEST_PLAIN
        word = kinds[piece[blank + 1 : start]] if is_whole else _UNKNOWN
        if word == _PLAIN and match.lastindex:
            ends.append(end)
            begins.append(match.end(1))
        elif word < _TITLE or not _is_shortening(word, piece, start, end):
            others.append(match)
    return Stops(ends, begins, others)


def has_other_marks(piece: str) -> bool:
    """Whether a mark but the full stop stands in a piece, written out because it is asked of every one."""
    if "!" in piece or "?" in piece or "\N{HORIZONTAL ELLIPSIS}" in piece:
        return True
    return "\N{ARABIC QUESTION MARK}" in piece or "\N{ARABIC FULL STOP}" in piece


@cache
def _pattern(language: str) -> re.Pattern[str]:
    """What could end a sentence; its group is the blank between a mark and what surely begins one."""
    signs = _SIGNS[language]
    begins = rf"(?=([^\S\n]+){signs.begins})"
    return re.compile(rf"(?:[{signs.marks}]|\.[{signs.quotes}]){begins}|[{re.escape(STOPS)}]{_AFTER}")


@cache
def _full_stop(language: str) -> re.Pattern[str]:
    """The same for full stops alone: one letter is found far faster than one of several."""
    signs = _SIGNS[language]
    return re.compile(rf"\.(?:[{signs.quotes}]?(?=([^\S\n]+){signs.begins})|{_AFTER})")


def judge_stops(stops: Iterable[re.Match[str]], piece: str, language: str) -> Doubts:
    """What those stops are about which more must be asked than the word before them."""
    doubts = Doubts([], [], [], [])
    for match in stops:
        start, end = match.span()
        if _is_sure(match, piece, language):
            doubts.sure.append(end)
            continue
        doubts.others.append(end)
        if not _goes_on(piece, start, end, language):
            doubts.asked.append(end)
        if end - start > 1 and piece[end].isspace():
            doubts.closed.append((start, end))
    return doubts


def _is_sure(stop: re.Match[str], piece: str, language: str) -> bool:
    """Whether a stop stands after a long word that is no abbreviation and before a word that begins a sentence."""
    signs = _SIGNS[language]
    start, end = stop.span()
    last = start
    if stop.lastindex:
        if end - start == 1 and piece[start] == "." and start and piece[start - 1] in signs.closed:
            last -= 1
    elif end - start > 1 or piece[start] != "." or piece[end].isspace() or not signs.joined.match(piece, end):
        return False
    blank = piece.rfind(" ", max(0, last - _LONGEST_PLAIN), last)
    if blank >= 0 or last <= _LONGEST_PLAIN:
        return _KINDS[language][piece[blank + 1 : last]] == _PLAIN
    return _is_long(signs.plain.search(piece, last - _LONGEST_PLAIN, last), language)


class _Kinds(dict[str, int]):
    """Word → what a full stop is after it, worked out once for each of many words; a dictionary is asked fastest."""

    def __init__(self, language: str) -> None:
        self.language = language

    def __missing__(self, word: str) -> int:
        if len(self) >= _REMEMBERED:
            self.clear()
        kind = self[word] = _kind_of(word[word.rfind("\n") + 1 :], self.language)
        return kind


_KINDS = {language: _Kinds(language) for language in _SIGNS}


def _kind_of(word: str, language: str) -> int:
    """What a full stop is after the last word of a stretch without blanks."""
    if _is_long(_SIGNS[language].plain.search(word), language):
        return _PLAIN
    last = _WORD_BEFORE.search(word)
    if last is None or language == "ar" or len(word) >= _LONGEST_ABBREVIATION - 1:
        return _UNKNOWN  # in Arabic an abbreviation may stand after a year, and end a sentence there
    written = last[0].lower()
    if written in _titles(language):
        return _TITLE
    return _SHORTENED if written in _abbreviations(language) else _UNKNOWN


def _is_shortening(word: int, piece: str, start: int, end: int) -> bool:
    """Whether a stop is one full stop that shortens a title before a blank, or another abbreviation before a figure."""
    if end - start > 1 or piece[start] != "." or not piece[end].isspace():
        return False
    return word == _TITLE or piece[end + 1 : end + 2].isdecimal()


def _is_long(found: re.Match[str] | None, language: str) -> bool:
    word = "" if found is None else (found["word"] or "").lower()
    return found is not None and word not in _abbreviations(language) and (language == "en" or word not in _exclaimed())


@cache
def _exclaimed() -> frozenset[str]:
    """The last words of names such as "Yahoo!", which no Arabic sentence ends with."""
    return frozenset(name.split()[-1].lower() for name in ArRules.NAMES_WITH_EXCLAMATION)


def _goes_on(piece: str, start: int, end: int, language: str) -> bool:
    """Whether nobody could take a stop for an end: "U.N. sent", "Dr. Haddad", "Jan. 5", "they? and"."""
    spaced, after = piece[end].isspace(), piece[end : end + 2].strip()
    before = piece[start - 1 : start]
    if before.isalnum() and before.isascii() and after.isascii() and (end - start > 1 or not spaced or after.islower()):
        return True
    if end - start > 1 or piece[start] != "." or not before.isalnum():
        return False
    if spaced:
        return after.islower() or _is_shortened(piece, start, end, after, language)
    word = _WORD_BEFORE.search(piece, max(0, end - _LONGEST_ABBREVIATION), start)
    is_initial = word is not None and len(word["last"]) == 1 and _INITIAL.match(piece, end) is not None
    return is_initial or (word is not None and word["last"].islower() and after.islower())  # a web address


def _is_shortened(piece: str, start: int, end: int, after: str, language: str) -> bool:
    """Whether the full stop before a blank is an abbreviation's that goes on: a title, one before a figure, ours."""
    word = _WORD_BEFORE.search(piece, max(0, end - _LONGEST_ABBREVIATION), start)
    written = word[0].lower() if word is not None else ""
    if written in _titles(language) or (written in _abbreviations(language) and after.isdecimal()):
        return True
    return is_abbreviated(piece[max(0, end - _LONGEST_PLAIN) : end], piece[end : end + _LONGEST_PLAIN], language)


def is_abbreviated(before: str, after: str, language: str) -> bool:
    """Whether a full stop at the end of ``before`` is an abbreviation's of ours, and no usual first word follows it."""
    word = before.rsplit(None, 1)[-1]
    if word.lstrip(OPENERS) not in _own(language, "abbreviations"):
        return False
    following = _WORD.search(after)
    return following is not None and (language == "ar" or following[0].rstrip(".,") not in _own(language, "starters"))


@cache
def _own(language: str, kind: str) -> frozenset[str]:
    return frozenset(sentence_words(language)[kind])


@cache
def _titles(language: str) -> frozenset[str]:
    return frozenset(RULES[language].TITLE_ABBRVS)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """Every abbreviation that the library or our data knows, without its last full stop."""
    rules = RULES[language]
    theirs = {word for name in dir(rules) if name.endswith("ABBRVS") for word in getattr(rules, name)}
    ours = sentence_words(language)
    known = {word.lower().rstrip(".") for word in theirs | set(ours["abbreviations"])}
    return frozenset(known - set(ours["words"]))


@cache
def sentence_words(language: str) -> dict[str, Any]:
    """The words of ``data/sentences.toml`` for one language."""
    words: dict[str, Any] = tomllib.loads((files("corpus") / "data" / "sentences.toml").read_text("utf-8"))[language]
    return words
