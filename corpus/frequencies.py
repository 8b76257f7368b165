"""How common words are, by wordfreq's lists and its arithmetic (Speer 2022)."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.util import module_from_spec, spec_from_file_location
from itertools import islice
from types import ModuleType

from corpus.files import package_folder
from corpus.folding import fold_text
from corpus.wordlists import load_words

_WORD = re.compile(r"[^\W\d_]+")
_UNKNOWN = 2.0  # log10 of occurrences in a billion words below which the lists know no word
_LONGEST = 60  # characters of a word; no longer one is in a list
_LEAST = 1e-9  # share of all words; what the lists lack is taken for as frequent
_VOWEL_MARKS = re.compile(r"[\u064B-\u0652\u0670\u0640]+")  # and tatweel
# Words that wordfreq leaves whole and changes in case alone; what stands before an apostrophe and a vowel it can part.
_WHOLE = {
    "ar": re.compile(r"[\u0621-\u063A\u0641-\u064A\u0660-\u06690-9a-zà-öø-ÿ]+"),
    "en": re.compile(r"[a-zà-öø-ÿ0-9]+|[a-z]+(?:['’](?![aeiouyh])[a-z]+)?|[a-z]{3,}['’][a-z]+"),
}
_DIGITS = re.compile(r"\d[\d.,]")  # several count as zeroes in the lists


@lru_cache(maxsize=200_000)
def zipf(word: str, language: str) -> float:
    """How common a word is: log10 of its occurrences in a billion words, 0 where unknown, as wordfreq says.

    >>> zipf("The", "en"), zipf("car-park", "en"), zipf("xqzt", "en")
    (7.73, 4.98, 0.0)
    """
    frequency = max(_frequency(word[:_LONGEST], language), _LEAST)
    digits = math.floor(-math.log10(frequency)) + 3
    return round(math.log10(round(frequency, digits)) + 9, 2)


def commonest_words(language: str, count: int) -> list[str]:
    """So many words of a language, the commonest first, without those of several digits.

    >>> commonest_words("en", 3)
    ['the', 'to', 'and']
    """
    return list(islice((word for word, _ in load_words(language) if not _DIGITS.match(word)), count))


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
    known: dict[str, float] = {}
    for word, rarity in load_words(language, "small"):
        known.setdefault(fold_text(word), math.log10(_share(rarity)) + 9)
    return known


def _share(rarity: int) -> float:
    return float(10 ** (-rarity / 100))


def _frequency(word: str, language: str) -> float:
    """The share of a word in all words, 0 where it or a part of it is unknown; parts are as rare as all together."""
    words = load_words(language)
    inverse = 0.0
    for token, share in _tokens(word, language):
        rarity = words.rarity(token)
        if rarity is None:
            return 0.0
        inverse += 1.0 / (_share(rarity) * share)
    return 1.0 / inverse if inverse else 0.0


def _tokens(word: str, language: str) -> list[tuple[str, float]]:
    """The parts of a word as they stand in the lists, and the share of each in what stands there."""
    folded = (_VOWEL_MARKS.sub("", word) if language == "ar" else word).casefold()
    parts = folded.split("-")
    if all(map(_WHOLE[language].fullmatch, parts)):
        return [_without_digits(part.replace("’", "'")) for part in parts]
    from wordfreq.tokens import lossy_tokenize  # on use: a quarter of a second that few documents need

    return [_without_digits(token) for token in lossy_tokenize(word, language)]


def _without_digits(token: str) -> tuple[str, float]:
    """How a word of several digits stands in the lists, and how many of those that stand so it is."""
    if not _DIGITS.search(token):
        return token, 1.0
    numbers = _load_numbers()
    smashed: str = numbers.smash_numbers(token)
    return smashed, float(numbers.digit_freq(token)) if smashed != token else 1.0


@cache
def _load_numbers() -> ModuleType:
    """Wordfreq's module of digits by itself, without the rest of the package."""
    spec = spec_from_file_location("wordfreq_numbers", package_folder("wordfreq") / "numbers.py")
    assert spec is not None  # noqa: S101 - a Python file
    assert spec.loader is not None  # noqa: S101 - likewise
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
