"""Full stops and their like: which surely end a sentence, and which only might.

What is sure and what is surely no end is decided here in one pass, by the word before and the letter after; only about
the rest is the sentence library asked (``corpus.sentences.splitting``), which is slow.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache, lru_cache
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
_AFTER = rf"{_PASSED}[{re.escape(CLOSERS)}]*(?=\s|[^\W\d])"
_STOP = re.compile(rf"[{re.escape(STOPS)}]{_AFTER}")
_FULL_STOP = re.compile(rf"\.{_AFTER}")  # one letter is found far faster than one of several
_LONGEST_PLAIN = 40  # characters of a word that is looked at
_WORD_BEFORE = re.compile(r"(?<![\w.])(?:[\w.]*[.])?(?P<last>\w+)\Z")
_RULES = {"ar": ArRules, "en": EnRules}  # the classes: to make one compiles its patterns, and only its words are asked
_WORD = re.compile(r"\w+(?:[.'\u2019]\w+)*\.?")
_INITIAL = re.compile(r"[^\W\d_]\.")
_LONGEST_ABBREVIATION = 20  # characters


@dataclass(frozen=True, slots=True)
class _Signs:
    """What stands around a stop that only an abbreviation before it could make doubtful."""

    marks: str  # that end a sentence
    closed: str  # that may stand before a full stop
    quotes: str  # that may stand after one
    begins: re.Pattern[str]  # the blank and the beginning of the next sentence
    joined: re.Pattern[str]  # the same where the blank is missing
    plain: re.Pattern[str]  # a word that the full stop after it does not shorten, if it is in no list


_SIGNS = {
    "en": _Signs(
        marks=".?!",
        closed=')\u201d"',
        quotes='\u201d"',
        begins=re.compile(r"\s+[\"\u201c\u2018(]?[A-Z]"),
        joined=re.compile(r"(?<=[a-z]{4}\.)[A-Z][a-z]"),
        plain=re.compile(
            r"(?<![\w.'\u2019-])(?:\w+-)*(?![ivxIVX]+\Z)"
            r"(?P<word>\w[a-z]{2,}|[a-z]{2}|[A-Z]{3,}|\d{4}|(?<=[A-Za-z]-)\d{1,3})\Z"
            r"|(?<![\w.'\u2019-])[$\u20ac\u00a3]?(?:\d+[,:\u2013-])+\d+\Z"
        ),
    ),
    "ar": _Signs(
        marks=".?!\u061f",
        closed=')\u00bb\u201d"',
        quotes='\u00bb\u201d"',
        begins=re.compile(r"\s+[\u0621-\u064a\"\u00ab\u201c]"),
        joined=re.compile(r"(?<=[\u0621-\u064a]{3}\.)[\u0621-\u064a]{3}"),
        plain=re.compile(
            r"(?<![\w.'\u2019-])(?:\w+-)*(?P<word>[\u0621-\u0652]{2,}|\d{4}|(?<=[\u0621-\u064aA-Za-z]-)\d{1,3})\Z"
        ),
    ),
}


class Stops(NamedTuple):
    """Where the stops of a piece end, with the closing marks after them, by what they are; a stop may be two things."""

    sure: list[int]  # nobody could doubt that a sentence ends there
    others: list[int]  # all that are not sure, but for those that surely end nothing by the letters around them
    doubts: list[int]  # those of them that the library is to be asked about
    closed: list[tuple[int, int]]  # (start, end) of those with closing marks before a blank, that are not sure


def find_stops(piece: str, language: str) -> Stops:
    """Every stop that could end a sentence; those inside or after an abbreviation that goes on are left out.

    >>> find_stops("Dr. Haddad came. She stood on page 9. Then she left.", "en")
    Stops(sure=[16], others=[3, 37], doubts=[37], closed=[])
    """
    signs = _SIGNS[language]
    sure: list[int] = []
    others: list[int] = []
    doubts: list[int] = []
    closed: list[tuple[int, int]] = []
    pattern = _FULL_STOP if _has_only_full_stops(piece) else _STOP
    for match in pattern.finditer(piece):
        start, end = match.span()
        if _is_sure(piece, start, end, language, signs):
            sure.append(end)
            continue
        others.append(end)
        if not _goes_on(piece, start, end, language):
            doubts.append(end)
        if end - start > 1 and piece[end].isspace():
            closed.append((start, end))
    return Stops(sure, others, doubts, closed)


def _has_only_full_stops(piece: str) -> bool:
    """Whether no other mark that ends a sentence stands in a piece, written out because it is asked of every one."""
    if "!" in piece or "?" in piece or "\N{HORIZONTAL ELLIPSIS}" in piece:
        return False
    return "\N{ARABIC QUESTION MARK}" not in piece and "\N{ARABIC FULL STOP}" not in piece


def _is_sure(piece: str, start: int, end: int, language: str, signs: _Signs) -> bool:
    """Whether a stop stands after a long word that is no abbreviation and before a word that begins a sentence."""
    mark, last = piece[start], start
    if signs.begins.match(piece, end):
        if end - start > 2 or mark not in signs.marks:
            return False
        if end - start == 2 and (mark != "." or piece[end - 1] not in signs.quotes):
            return False
        if end - start == 1 and mark == "." and start and piece[start - 1] in signs.closed:
            last -= 1
    elif end - start > 1 or mark != "." or piece[end].isspace() or not signs.joined.match(piece, end):
        return False
    blank = piece.rfind(" ", max(0, last - _LONGEST_PLAIN), last)
    if blank >= 0 or last <= _LONGEST_PLAIN:
        return _is_plain(piece[blank + 1 : last], language)
    return _is_long(signs.plain.search(piece, last - _LONGEST_PLAIN, last), language)


@lru_cache(maxsize=8192)
def _is_plain(word: str, language: str) -> bool:
    """Whether the last word of a stretch without blanks is none that the full stop after it shortens."""
    return _is_long(_SIGNS[language].plain.search(word), language)


def _is_long(found: re.Match[str] | None, language: str) -> bool:
    return found is not None and (found["word"] or "").lower() not in _abbreviations(language)


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
    return frozenset(_RULES[language].TITLE_ABBRVS)


@cache
def _abbreviations(language: str) -> frozenset[str]:
    """Every abbreviation that the library or our data knows, without its last full stop."""
    rules = _RULES[language]
    theirs = {word for name in dir(rules) if name.endswith("ABBRVS") for word in getattr(rules, name)}
    ours = sentence_words(language)
    known = {word.lower().rstrip(".") for word in theirs | set(ours["abbreviations"])}
    return frozenset(known - set(ours["words"]))


@cache
def sentence_words(language: str) -> dict[str, Any]:
    """The words of ``data/sentences.toml`` for one language."""
    words: dict[str, Any] = tomllib.loads((files("corpus") / "data" / "sentences.toml").read_text("utf-8"))[language]
    return words
