"""Full stops and their like: which surely end a sentence, and which only might.

What is sure and what is surely no end is decided here, by the word before and the letter after; only about the rest
is the sentence library asked (``corpus.sentences``), which is slow.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Any

from yasbd.rules.ar import ArRules
from yasbd.rules.en import EnRules

CLOSERS = "\"'\u201d\u2019\u00bb\u203a)]"
STOPS = ".!?\N{ARABIC QUESTION MARK}\N{ARABIC FULL STOP}\N{HORIZONTAL ELLIPSIS}"
_STOP = re.compile(rf"[{re.escape(STOPS)}][{re.escape(CLOSERS)}]*(?=[^\W\d]|\s)")
_SURE_STOP = {  # a stop that only an abbreviation before it could make doubtful; a blank may be missing after it
    "en": re.compile(
        r"[.?!)\u201d\"](?:(?:(?<=[.?!])|(?<=[)\u201d\"])\.|(?<=\.)[\u201d\"])(?=\s+[\"\u201c\u2018(]?[A-Z])"
        r"|(?<=[a-z]{4}\.)(?=[A-Z][a-z]))"
    ),
    "ar": re.compile(
        r"[.?!\u061f)\u00bb\u201d\"](?:(?:(?<=[.?!\u061f])|(?<=[)\u00bb\u201d\"])\.|(?<=\.)[\u00bb\u201d\"])"
        r"(?=\s+[\u0621-\u064a\"\u00ab\u201c])|(?<=[\u0621-\u064a]{3}\.)(?=[\u0621-\u064a]{3}))"
    ),
}
_PLAIN_WORD = {  # a word that the full stop after it does not shorten, if it is in no list
    "en": re.compile(
        r"(?<![\w.'\u2019-])(?:\w+-)*(?![ivxIVX]+\Z)(?P<word>\w[a-z]{2,}|[a-z]{2}|[A-Z]{3,}|\d{4}|(?<=[A-Za-z]-)\d{1,3})\Z"
    ),
    "ar": re.compile(
        r"(?<![\w.'\u2019-])(?:\w+-)*(?P<word>[\u0621-\u0652]{2,}|\d{4}|(?<=[\u0621-\u064aA-Za-z]-)\d{1,3})\Z"
    ),
}
_LONGEST_PLAIN = 40  # characters
_WORD_BEFORE = re.compile(r"(?<![\w.])(?:[\w.]*[.])?(?P<last>\w+)\Z")
_RULES = {"ar": ArRules, "en": EnRules}  # the classes: to make one compiles its patterns, and only its words are asked
_INITIAL = re.compile(r"[^\W\d_]\.")
_LONGEST_ABBREVIATION = 20  # characters


def find_sure_ends(piece: str, language: str) -> list[int]:
    """Ends after a long word that is no abbreviation and before a word that begins a sentence."""
    known, plain = _abbreviations(language), _PLAIN_WORD[language]
    cuts = []
    for match in _SURE_STOP[language].finditer(piece):
        end = match.start()
        first = max(0, end - _LONGEST_PLAIN)
        word = plain.search(piece, max(first, piece.rfind(" ", first, end) + 1), end)
        if word is not None and word["word"].lower() not in known:
            cuts.append(match.end())
    return cuts


def find_doubts(piece: str, easy: Sequence[int], language: str) -> list[int]:
    """Where a stop ends that might end a sentence: not one inside or after an abbreviation that goes on."""
    sure = frozenset(easy)
    ends = [end for match in _STOP.finditer(piece) if (end := match.end()) not in sure]
    return [end for end in ends if piece[end - 1] != "." or not _goes_on(piece, end, language)]


def _goes_on(piece: str, end: int, language: str) -> bool:
    """Whether nobody could take the full stop before a place for an end: "U.N. sent", "Dr. Haddad", "Jan. 5"."""
    if not piece[end - 2 : end - 1].isalnum():
        return False
    spaced, after = piece[end].isspace(), piece[end : end + 2].strip()
    if spaced and after.islower():
        return True
    word = _WORD_BEFORE.search(piece, max(0, end - _LONGEST_ABBREVIATION), end - 1)
    if word is None:
        return False
    if not spaced:
        is_initial = len(word["last"]) == 1 and _INITIAL.match(piece, end) is not None
        return is_initial or (word["last"].islower() and after.islower())  # a web address
    before = word[0].lower()
    return before in _titles(language) or (before in _abbreviations(language) and after.isdecimal())


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
