"""Texts on a page: always as text, with what would act unseen made visible."""

from __future__ import annotations

import re

from markupsafe import Markup, escape

# an override reverses the letters of everything after it; a mark or an embedding only orders, and stays as written
_OVERRIDES = {
    "\N{LEFT-TO-RIGHT OVERRIDE}": "LRO",
    "\N{RIGHT-TO-LEFT OVERRIDE}": "RLO",
}
_CONTROLS = {chr(code): chr(0x2400 + code) for code in range(32) if chr(code) not in "\t\n\r"} | {
    "\N{DELETE}": "\N{SYMBOL FOR DELETE}"
}
_RUN = Markup('<bdi lang="ar" dir="rtl">{}</bdi>')
_VISIBLE = {ord(character): f"[{name}]" for character, name in _OVERRIDES.items()} | {
    ord(character): picture for character, picture in _CONTROLS.items()
}
_LETTERS = r"[\u0600-\u06FF\u0750-\u077F\u0870-\u08FF\uFB50-\uFDFF\uFE70-\uFEFC]"
# Marks and figures between two Arabic words belong to the run; those at its ends only where they are guillemets.
_BETWEEN = r"[ \u00AB\u00BB:;,.!()\-0-9]"
_ARABIC_RUN = re.compile(rf"(\u00AB?{_LETTERS}+(?:{_BETWEEN}{{1,8}}{_LETTERS}+)*\u00BB?)")
_ISOLATE, _END = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
# An Arabic quotation that a step kept to itself is one run, whatever marks are in it.
_QUOTED_RUN = re.compile(rf"(?<={_ISOLATE}\u201C)([^{_END}A-Za-z]*{_LETTERS}[^{_END}A-Za-z]*)(?=\u201D{_END})")


def visible(text: str) -> str:
    r"""The text with overrides and control characters spelt out.

    >>> visible("a\N{RIGHT-TO-LEFT OVERRIDE}b\x07")
    'a[RLO]b␇'
    """
    return text.translate(_VISIBLE)


def show(text: str) -> Markup:
    """The text for a page: escaped, and nothing in it acts."""
    return escape(visible(text))


def show_prose(text: str) -> Markup:
    """An English sentence of ours that may name Arabic words: each Arabic run says its language and direction.

    >>> show_prose("the month \N{ARABIC LETTER HAH}\N{ARABIC LETTER ZAIN} <b>")
    Markup('the month <bdi lang="ar" dir="rtl">حز</bdi> &lt;b&gt;')
    """
    pieces = _QUOTED_RUN.split(visible(text))
    return Markup("").join(_RUN.format(piece) if odd % 2 else _show_runs(piece) for odd, piece in enumerate(pieces))


def _show_runs(text: str) -> Markup:
    pieces = _ARABIC_RUN.split(text)
    return Markup("").join(_RUN.format(piece) if odd % 2 else escape(piece) for odd, piece in enumerate(pieces))


def show_sentence(text: str) -> Markup:
    """A reason as a sentence: it begins with a capital and ends with a full stop, however its step wrote it.

    >>> show_sentence("both are dated 2009")
    Markup('Both are dated 2009.')
    """
    begun = text[:1].upper() + text[1:]
    return show_prose(f"{begun}." if begun[-1:].isalnum() else begun)


def isolate(text: str) -> str:
    """The text for a plain-text file, its direction kept to itself (Unicode Standard Annex #9, isolates)."""
    return f"{_ISOLATE}{visible(text)}{_END}" if text else ""
