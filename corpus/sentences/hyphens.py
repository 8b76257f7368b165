"""Words that a hyphen parts at a wrapped line's end, put together again without moving anything else.

The first half moves to the second, and blanks stand where it stood, in the middle of a sentence; at a sentence's
beginning the second half moves to the first. So a text keeps its length, and every sentence its place.
"""

from __future__ import annotations

import re

from corpus.frequencies import zipf

_PARTED = re.compile(r"(?P<half>[^\W\d_]{2,})(?P<mark>[-\N{HYPHEN}\N{SOFT HYPHEN}])\Z")
_FIRST = re.compile(r"\S+\Z")
_REST = re.compile(r"(?P<half>[^\W\d_]+)\S*")
_INSIDE = re.compile(r"[^\W\d_][,;]?[^\S\r\n]+\Z")
_LONGEST = 60  # characters of a word
NEAR = 20_000  # characters around a word in which its whole may stand
_KNOWN = 3.0  # log10 of a word's occurrences in a billion words


def join_hyphen(text: str, start: int, end: int) -> tuple[int, int, str] | None:
    r"""What ``text[first:last]`` becomes where a wrap at start:end parts a word: (first, last, as many characters).

    None where no word is parted. The hyphen stays where both halves are words of their own and the whole is none.

    >>> join_hyphen("They voted for some-\nthing else.", 20, 21)
    (15, 26, '  something')
    >>> join_hyphen("They asked for a cease-\nfire and well-\nknown men.", 38, 39)
    (33, 44, ' well-known')
    """
    parted = _PARTED.search(text, max(0, start - _LONGEST), start)
    word = _FIRST.search(text, max(0, start - _LONGEST), start)
    rest = _REST.match(text, end, end + _LONGEST)
    if parted is None or word is None or rest is None:
        return None
    first, last = word.start(), rest.end()
    near = text[max(0, start - NEAR) : end + NEAR]
    keeps = parted["mark"] != "\N{SOFT HYPHEN}" and _keeps_hyphen(near, parted["half"], rest["half"])
    whole = text[first : start - 1 + keeps] + rest[0]
    blanks = " " * (last - first - len(whole))
    if _INSIDE.search(text, max(0, first - 4), first):
        return first, last, blanks + whole
    return (first, last, whole + blanks) if text[last : last + 1].isspace() and rest[0][-1].isalpha() else None


def _keeps_hyphen(near: str, left: str, right: str) -> bool:
    """Whether the hyphen is the word's own: before a capital, or between two words that make none together."""
    if right[0].isupper():
        return True
    whole = left + right
    if re.search(rf"(?<!\w){re.escape(whole)}(?!\w)", near):
        return False
    known = [zipf(each, "en") >= _KNOWN for each in (whole, left, right)]
    return known[1] and known[2] and not known[0]
