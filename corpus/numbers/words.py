"""The words of numbers, from data files, and the stretches of text that they fill."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.folding import fold_text

# Tables of the data file and the letter of their words; where a word stands in two, the earlier is likelier.
_LETTERS = {
    "units": "u",
    "teens": "t",
    "tens": "y",
    "hundreds": "h",
    "scales": "s",
    "dual_scales": "d",
    "plural_scales": "p",
    "suffixes": "x",
    "ordinals": "o",
    "firsts": "e",
    "pronouns": "r",
    "fractions": "f",
    "plural_fractions": "q",
}
# Digits, of which a fraction of one character is folded to three: 5½ to 51⁄2.
WORD = re.compile(r"(?:\d(?:[\d,]*\d)? )?(?:\d+,)*\d+\N{FRACTION SLASH}\d+|\d+(?:[.,]\d+)*|[^\W\d_]+|[^\w\s]")
_GLUE = frozenset({"", " ", "-", " - ", " -", "- "})


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """Digits or a number word at ``start:end`` of the folded text.

    ``letter`` says what it does: n digits, u unit, t ten to nineteen, y tens, h hundred, s scale, d two of a
    scale, p plural scale, x suffix, o ordinal, g ordinal or fraction (third), e first, f fraction, q plural fraction,
    r pronoun, a article, w and, % percent, j after and c the hundred that follows it ("the tenth after the hundred"),
    a comma after a scale; a capital where an Arabic conjunction is fused to it. ``opens``: a preposition is fused to
    it, so it begins another number ("one to eight hundred").
    """

    letter: str
    value: Fraction
    others: tuple[Fraction, ...]  # what else the word could say: "khums" is a fifth beside five
    text: str
    start: int
    end: int
    opens: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """The number words of one language, folded."""

    words: dict[str, tuple[tuple[str, Fraction], ...]]
    hints: dict[str, tuple[Fraction, ...]]
    percents: frozenset[str]
    prefixes: tuple[str, ...]
    conjunction: str
    inner: frozenset[str]  # prefixes that a word inside a number can carry: conjunction and article
    after: frozenset[str]  # between an ordinal and the hundred that belongs to it
    article: str
    never: frozenset[str]  # words that only look like a number with a prefix
    vague: dict[str, Fraction]  # hundreds, thousands
    several: frozenset[str]  # before a scale: several hundred
    of: str  # between two of them: tens of thousands
    idioms: frozenset[str]  # number and next word of what needs no number on the other side
    before_hyphen: frozenset[str]  # what may stand before a hyphen and digits without making a code of them

    def forms(self, word: str) -> Iterator[tuple[str, str]]:
        """The word, then the word without each prefix it may carry; and that prefix."""
        yield word, ""
        for prefix in self.prefixes:
            if word.startswith(prefix) and len(word) > len(prefix) + 1:
                yield word[len(prefix) :], prefix


@cache
def load_lexicon(language: str) -> Lexicon:
    """Read ``data/numbers_<language>.toml``."""
    path = files("corpus").joinpath("data", f"numbers_{language}.toml")
    data: dict[str, Any] = tomllib.loads(path.read_text(encoding="utf-8"))
    words: dict[str, list[tuple[str, Fraction]]] = {}
    for table, letter in _LETTERS.items():
        for form, value in _entries(data.get(table, {})):
            words.setdefault(form, []).append((letter, value))
    glue = data["joining"]
    words = _with_suffixes(words, [fold_text(suffix) for suffix in glue["suffixes"]]) | words
    words |= {fold_text(form): [("w", Fraction(0))] for form in glue["and"]}
    words |= {fold_text(form): [("a", Fraction(1))] for form in glue["articles"]}
    hints: dict[str, list[Fraction]] = {}
    for form, value in _entries(data["hints"]):
        hints.setdefault(form, []).append(value)
    return Lexicon(
        words={form: tuple(entries) for form, entries in words.items()},
        hints={form: tuple(values) for form, values in hints.items()},
        percents=frozenset(fold_text(form) for form in data["percent"]["after"]) | {"%"},
        prefixes=tuple(fold_text(prefix) for prefix in glue["prefixes"]),
        conjunction=fold_text(glue["conjunction"]),
        inner=frozenset(
            fold_text(form) for form in ("", glue["conjunction"], glue["article"], *glue["joined_article"])
        ),
        after=frozenset(fold_text(form) for form in glue["after"]),
        article=fold_text(glue["article"]),
        never=frozenset(fold_text(form) for form in data.get("never", {}).get("words", ())),
        vague=dict(_entries(data["vague"])),
        several=frozenset(fold_text(form) for form in glue["several"]),
        of=glue["of"],
        idioms=frozenset(fold_text(form) for form in glue["idioms"]),
        before_hyphen=frozenset(fold_text(form) for form in glue["before_hyphen"]),
    )


def _entries(table: dict[str, list[str]]) -> Iterator[tuple[str, Fraction]]:
    return ((fold_text(form), Fraction(value)) for value, forms in table.items() for form in forms)


_SUFFIXED = frozenset("foqe")


def _with_suffixes(
    words: dict[str, list[tuple[str, Fraction]]], suffixes: list[str]
) -> dict[str, list[tuple[str, Fraction]]]:
    """Fractions and ordinals with a pronoun written onto them: "three quarters of them" is two words in Arabic."""
    return {
        form + suffix: kept
        for form, entries in words.items()
        for suffix in suffixes
        if (kept := [entry for entry in entries if entry[0] in _SUFFIXED])
    }


def read_runs(text: str, lexicon: Lexicon) -> Iterator[list[Token]]:
    """Tokens that touch each other, with only blanks or a hyphen between them, in the folded text.

    In English a comma after a scale word stays in the run: "two billion, two hundred and fifty million".
    """
    run: list[Token] = []
    previous = ""
    alone: int | None = None  # where an Arabic "and" stands that should be joined to the word after it
    for match in WORD.finditer(text):
        word = match.group()
        if word == "-":
            continue
        if lexicon.conjunction and word == lexicon.conjunction:
            alone = match.start()
            continue
        token = _token(match, previous, lexicon)
        previous = word
        if token is not None and alone is not None and token.letter != "%":
            token = replace(token, letter=token.letter.upper())
            gap = text[run[-1].end : alone] + text[alone + 1 : match.start()] if run else ""
        else:
            gap = text[run[-1].end : match.start()] if run else ""
        alone = None
        if word == "," and run and run[-1].letter == "s" and run[-1].end == match.start() and not lexicon.conjunction:
            token = Token(letter=",", value=Fraction(0), others=(), text=word, start=match.start(), end=match.end())
        if run and (token is None or token.opens or gap.replace("  ", " ") not in _GLUE):
            yield run
            run = []
        if token is not None:
            run.append(token)
    if run:
        yield run


def _token(match: re.Match[str], previous: str, lexicon: Lexicon) -> Token | None:
    word = match.group()
    start, end = match.span()
    zero = Fraction(0)
    if word[0].isdigit():
        return Token(letter="n", value=zero, others=(), text=word, start=start, end=end)
    if word in lexicon.percents or f"{previous} {word}" in lexicon.percents:
        return Token(letter="%", value=zero, others=(), text=word, start=start, end=end)
    if word in lexicon.after:
        return Token(letter="j", value=zero, others=(), text=word, start=start, end=end)
    for form, prefix in lexicon.forms(word):
        if form in lexicon.words and word not in lexicon.never:
            entries = lexicon.words[form]
            letter = "g" if [entry[0] for entry in entries] == ["o", "f"] else entries[0][0]
            if previous in lexicon.after and letter in "hsd" and prefix == lexicon.article:
                letter = "c"
            if lexicon.conjunction and prefix.startswith(lexicon.conjunction):
                letter = letter.upper()
            others = tuple(2 * value if kind == "d" else value for kind, value in entries[1:])
            return Token(
                letter=letter,
                value=entries[0][1],
                others=others,
                text=form,
                start=start,
                end=end,
                opens=prefix not in lexicon.inner,
            )
    return None
