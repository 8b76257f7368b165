"""The word lists of wordfreq, asked without the dictionaries of everything that it would make of them.

wordfreq needs the longer part of a second to read its list of 620,000 Arabic words and to make a dictionary of it,
and a third of one to be imported. A document asks for a few hundred words, so the list stays as it lies in its file, a
hundred words here and there of one frequency each in alphabetical order, and a word is searched for in each; only who
asks for thousands pays for the dictionary.
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import cache
from threading import Lock

from corpus.files import package_folder
from corpus.problems import UsageError

_SEARCHES = 1_000  # of a list, which take half as long as to make a dictionary of it
_LOADING = Lock()


class WordList:
    """Words and how rare each is: a number of hundredths of a power of ten (centibels)."""

    def __init__(self, buckets: Sequence[Sequence[bytes]]) -> None:
        """Take the words of each rarity, from 0 on, in the order of their UTF-8 bytes."""
        self._buckets = [(rarity, words) for rarity, words in enumerate(buckets) if words]
        self._searches = 0
        self._rarities: dict[bytes, int] = {}

    def rarity(self, word: str) -> int | None:
        """How rare a word is, None for one that the list lacks.

        >>> WordList([[], [b"a", b"the"]]).rarity("the")
        1
        """
        sought = word.encode("utf-8", "surrogatepass")
        if self._rarities:
            return self._rarities.get(sought)
        self._searches += 1
        if self._searches >= _SEARCHES:
            self._rarities = {word: rarity for rarity, words in self._buckets for word in words}
        for rarity, words in self._buckets:
            place = bisect_left(words, sought)
            if place < len(words) and words[place] == sought:
                return rarity
        return None

    def __iter__(self) -> Iterator[tuple[str, int]]:
        """All words with their rarity, the commonest first."""
        return ((word.decode(), rarity) for rarity, words in self._buckets for word in words)


def load_words(language: str, size: str = "large") -> WordList:
    """The ``large`` or the ``small`` list of a language; each is read once a process."""
    with _LOADING:
        return _load(language, size)


@cache
def _load(language: str, size: str) -> WordList:
    import msgpack

    data = gzip.decompress((package_folder("wordfreq") / "data" / f"{size}_{language}.msgpack.gz").read_bytes())
    header, *buckets = msgpack.unpackb(data, raw=True)
    if header != {b"format": b"cB", b"version": 1}:
        remedy = "install wordfreq as constraints.txt names it"
        raise UsageError("the word lists have another form", value=repr(header), remedy=remedy)
    return WordList(buckets)
