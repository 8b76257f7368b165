"""Folding: one spelling for comparison, with the way back to the text as written.

Arabic is written with and without vowel marks, hamza, tatweel and presentation forms, with three kinds of
digits and two kinds of punctuation. Folded text is compared, matched and looked up; it is never shown.
Compatibility decomposition after Unicode Standard Annex #15 (NFKD), marks dropped, then the letters below.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

_LETTERS = {
    "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER TEH MARBUTA}": "\N{ARABIC LETTER HEH}",
    "\N{ARABIC LETTER ALEF MAKSURA}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER FARSI YEH}": "\N{ARABIC LETTER YEH}",
    "\N{ARABIC LETTER KEHEH}": "\N{ARABIC LETTER KAF}",
    "\N{ARABIC TATWEEL}": "",
    "\N{ARABIC COMMA}": ",",
    "\N{ARABIC SEMICOLON}": ";",
    "\N{ARABIC QUESTION MARK}": "?",
    "\N{ARABIC FULL STOP}": ".",
    "\N{ARABIC PERCENT SIGN}": "%",
    "\N{ARABIC DECIMAL SEPARATOR}": ".",
    "\N{ARABIC THOUSANDS SEPARATOR}": ",",
    "\N{LEFT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{RIGHT-POINTING DOUBLE ANGLE QUOTATION MARK}": '"',
    "\N{LEFT DOUBLE QUOTATION MARK}": '"',
    "\N{RIGHT DOUBLE QUOTATION MARK}": '"',
    "\N{DOUBLE LOW-9 QUOTATION MARK}": '"',
    "\N{LEFT SINGLE QUOTATION MARK}": "'",
    "\N{RIGHT SINGLE QUOTATION MARK}": "'",
    "\N{SINGLE LEFT-POINTING ANGLE QUOTATION MARK}": "'",
    "\N{SINGLE RIGHT-POINTING ANGLE QUOTATION MARK}": "'",
}


class _Table(dict[int, str]):
    """Code point → folded text, worked out once for each character that is ever met."""

    def __missing__(self, code: int) -> str:
        folded = self[code] = _fold_character(chr(code))
        return folded


def _fold_character(character: str) -> str:
    if character.isspace():
        return " "
    folded = []
    for part in unicodedata.normalize("NFKD", _LETTERS.get(character, character)):
        category = unicodedata.category(part)
        if category in {"Mn", "Me", "Cf", "Cc", "Cs"}:
            continue
        if category == "Nd":
            folded.append(str(unicodedata.digit(part)))
        elif category == "Pd":
            folded.append("-")
        else:
            folded.append(_LETTERS.get(part, part).casefold())
    return "".join(folded)


_TABLE = _Table()
_LONG = 100  # characters from which a text is looked at before it is folded
_MOSTLY_ASCII = 1.2  # bytes of UTF-8 a character
_FOREIGN = re.compile(r"[^\x00-\x7f]+")
_REMEMBERED = 1000  # characters of a text that is kept; about 10 kB each


@dataclass(frozen=True, slots=True)
class Folded:
    """Folded ``text``; ``origins[i]`` is where character ``i`` came from in the text as written."""

    text: str
    origins: tuple[int, ...]
    length: int  # of the text as written

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the written text that folded to ``text[start:end]``.

        Marks that were dropped after the last letter belong to it, so whole written words come back.
        """
        if start >= end:
            position = self.origins[start] if start < len(self.origins) else self.length
            return position, position
        last = self.origins[end - 1]
        after = bisect_right(self.origins, last)
        return self.origins[start], self.origins[after] if after < len(self.origins) else self.length


def fold_text(text: str) -> str:
    r"""One spelling for comparison, without the way back.

    >>> fold_text("\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}\N{ARABIC FATHA}\N{ARABIC-INDIC DIGIT TWO} Étude")
    'ا2 etude'
    """
    if len(text) >= _LONG and len(text) < len(text.encode("utf-8", "surrogatepass")) < len(text) * _MOSTLY_ASCII:
        text = _FOREIGN.sub(_fold_run, text)  # what is left is all ASCII as a rule, which folds ten times as fast
    return text.translate(_TABLE)


def _fold_run(match: re.Match[str]) -> str:
    return match[0].translate(_TABLE)


def fold(text: str) -> Folded:
    """Fold and remember where every character came from.

    >>> fold("Ab\N{ARABIC TATWEEL}c").span(1, 3)
    (1, 4)
    """
    return _fold_sentence(text) if len(text) <= _REMEMBERED else _fold(text)


@lru_cache(maxsize=4096)
def _fold_sentence(text: str) -> Folded:
    """Many questions are asked of one sentence, each of its folded text."""
    return _fold(text)


def _fold(text: str) -> Folded:
    if text.isascii() and len(folded := text.translate(_TABLE)) == len(text):  # no control character was dropped
        return Folded(folded, tuple(range(len(text))), len(text))
    pieces = [_TABLE[ord(character)] for character in text]
    origins = tuple(position for position, piece in enumerate(pieces) for _ in piece)
    return Folded("".join(pieces), origins, len(text))
