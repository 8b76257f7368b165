"""What evidence quotes of a text: its first words, or as much of it as is short enough."""

from __future__ import annotations

_WORDS = 9  # by which a sentence or a passage is named
_LONGEST = 80  # characters of whatever is quoted
_MARKS = "\"“”‘’' "


def quote_beginning(text: str) -> str:
    """The first words of a text in quotation marks, without marks of its own around them.

    >>> quote_beginning('"Nobody knows."'), quote_beginning("one two three four five six seven eight nine ten")
    ('“Nobody knows”', '“one two three four five six seven eight nine …”')
    """
    words = text.strip(_MARKS).split()
    return quote(" ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else ""))


def quote(text: str) -> str:
    """The text in quotation marks, in one line, cut where it is long; its full stop is left to what quotes it.

    >>> quote("Nobody knows."), quote("Nobody knows ...")
    ('“Nobody knows”', '“Nobody knows ...”')
    """
    line = " ".join(text.split())
    return f"“{cut(line if line.endswith('..') else line.removesuffix('.'))}”"


def cut(text: str) -> str:
    """As much of the text as is quoted at most."""
    return text if len(text) <= _LONGEST else text[: _LONGEST - 2] + " …"
