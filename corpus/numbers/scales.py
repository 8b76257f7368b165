"""Numbers that say only how many noughts there are: hundreds, several million, tens of thousands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from corpus.folding import fold
from corpus.numbers.mentions import find_numbers
from corpus.numbers.words import WORD, Lexicon, load_lexicon


@dataclass(frozen=True, slots=True, kw_only=True)
class Scale:
    """Such words at start:end of a text; ``value`` is 1,000 for thousands and 10,000 for tens of thousands."""

    value: Fraction
    start: int
    end: int
    text: str


def find_scales(text: str, language: str) -> list[Scale]:
    """All of them, in reading order; a scale that belongs to a number ("three thousand") is none.

    >>> [(int(scale.value), scale.text) for scale in find_scales("several hundred of tens of thousands", "en")]
    [(100, 'several hundred'), (10000, 'tens of thousands')]
    """
    folded, lexicon = fold(text), load_lexicon(language)
    words = list(WORD.finditer(folded.text))
    counted = [(each.start, each.end) for each in find_numbers(text, language) if each.certain]
    found: list[Scale] = []
    place = 0
    while place < len(words):
        value, count = _read([match.group() for match in words[place : place + 4]], lexicon)
        if count:
            start, end = folded.span(words[place].start(), words[place + count - 1].end())
            if not any(first < end and start < last for first, last in counted):
                found.append(Scale(value=value, start=start, end=end, text=text[start:end]))
        place += max(count, 1)
    return found


def _read(words: list[str], lexicon: Lexicon) -> tuple[Fraction, int]:
    """The value of the words that begin here, and how many they are; 0 words where none is one."""
    if words[0] in lexicon.several and len(words) > 1:
        few = lexicon.words.get(words[1], ())
        if few and few[0][0] in "hs" and few[0][1] >= 100:
            return few[0][1], 2
    value = _plural(words[0], lexicon)
    if value is None:
        return Fraction(0), 0
    more = words[2:3] if lexicon.of and words[1:2] == [lexicon.of] else [] if lexicon.of else words[1:2]
    if more and (scale := _plural(more[0], lexicon)) is not None:
        return value * scale, 3 if lexicon.of else 2
    return value, 1


def _plural(word: str, lexicon: Lexicon) -> Fraction | None:
    return next((lexicon.vague[form] for form, _ in lexicon.forms(word) if form in lexicon.vague), None)
