"""How common words are in languages of one script, for stretches too short for letter patterns (wordfreq)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache

from corpus.folding import fold_text

_WORD = re.compile(r"[^\W\d_]+")
_UNKNOWN = 2.0  # log10 of occurrences in a billion words below which the lists know no word


def compare_frequencies(text: str, languages: Sequence[str]) -> dict[str, float]:
    """The mean commonness of a text's words in each language: log10 of their occurrences in a billion words.

    Words are compared as folded, so that a hamza or a Persian letter of the keyboard tells nothing.

    >>> compare_frequencies("the council", ["en", "fr"])["en"] > 5
    True
    """
    words = _WORD.findall(fold_text(text))
    return {
        language: sum(_known_words(language).get(word, _UNKNOWN) for word in words) / max(1, len(words))
        for language in languages
    }


@cache
def _known_words(language: str) -> dict[str, float]:
    """Folded word → its commonness, of the spellings that fold to it the commonest's."""
    from wordfreq import get_frequency_dict  # on use: a second that texts of some length need not wait for

    known: dict[str, float] = {}
    for word, frequency in get_frequency_dict(language, "small").items():  # the commonest first
        known.setdefault(fold_text(word), math.log10(frequency) + 9)
    return known
