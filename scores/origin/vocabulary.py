"""Words of either language, and how common they are."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache

from corpus.frequencies import zipf

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_COMMONEST = {"ar": 5.6, "en": 6.2}
"""The Zipf frequency above which a word builds sentences rather than carrying their matter."""


def words_of(text: str) -> list[str]:
    """The words of either language, in lower case, in order; digits are not words.

    >>> words_of("The mayor's car-park, 1994")
    ['the', "mayor's", 'car-park']
    """
    return [match.group().lower() for match in _WORD.finditer(text)]


@lru_cache(maxsize=1024)  # several measures ask of the same passage
def content_words(text: str, language: str) -> Mapping[str, Sequence[int]]:
    """Content words → the places (word numbers) where they stand.

    >>> content_words("The old dam and the new dam", "en")
    {'old': [1], 'dam': [2, 6]}
    """
    places: dict[str, list[int]] = {}
    for place, word in enumerate(words_of(text)):
        if len(word) > 2 and zipf(word, language) <= _COMMONEST[language]:
            places.setdefault(word, []).append(place)
    return places
