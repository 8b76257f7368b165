"""What Arabic joins to the front of a word: conjunctions, prepositions, the article."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from corpus.folding import fold_text
from scores.findings.weights import load_weights

_LEAST = 3  # letters of what is left


def bare_forms(word: str) -> Iterator[str]:
    """A folded word without each of the letters that may only be joined to its front, the longest first.

    >>> list(bare_forms("وبدمشق"))
    ['دمشق', 'بدمشق']
    """
    for joined in joined_letters():
        if word.startswith(joined) and len(word) - len(joined) >= _LEAST:
            yield word[len(joined) :]


@cache
def joined_letters() -> tuple[str, ...]:
    """All of them, folded, the longest first."""
    return tuple(sorted(map(fold_text, load_weights()["terminology"]["joined"]), key=lambda each: (-len(each), each)))
