"""Word links without gold: how far they tell a true pair from a false one, and an answered word from a dropped one.

    python benchmarks/words.py [COUNT]      (400 by default)

On the news of half 1 of the shared parallel documents (no links are given). *Linked, true* and *linked, false*
are the shares of telling Arabic words linked in a sentence pair and in the same sentence with the next but seven's
English: the higher and the lower the better. *Dropped* is the area under the curve that tells the Arabic words of a
pair from those of another sentence put behind it, whose English was left out.
"""

from __future__ import annotations

import sys

import numpy as np
from constructed import load_texts

from alignments.encoders import load_encoder
from alignments.vocabulary import find_words, plain_word, word_weight
from alignments.words import link_words, word_chances

_TELLING = 0.3


def telling(text: str) -> list[tuple[int, int]]:
    return [(i, j) for i, j in find_words(text) if word_weight(plain_word(text[i:j]), "ar") >= _TELLING]


def linked(arabic: str, english: str) -> list[bool]:
    links = link_words(arabic, english, encoder=load_encoder())
    spans = {link.arabic for link in links}
    return [span in spans for span in telling(arabic)]


def area(right: list[float], wrong: list[float]) -> float:
    """The chance that a right one ranks above a wrong one."""
    ranks = np.argsort(np.argsort([*right, *wrong], kind="stable"), kind="stable")[: len(right)] + 1
    return float((ranks.sum() - len(right) * (len(right) + 1) / 2) / (len(right) * len(wrong)))


def main() -> None:
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 400
    pairs = [pair for text in load_texts(part=1) for pair in zip(*text, strict=True)][:count]
    true = [hit for pair in pairs for hit in linked(*pair)]
    shifted = zip(pairs, [*pairs[7:], *pairs[:7]], strict=True)
    false = [hit for (arabic, _), (_, english) in shifted for hit in linked(arabic, english)]
    kept, dropped = [], []
    for (arabic, english), (other, _) in zip(pairs[::2], pairs[1::2], strict=False):
        spans = telling(f"{arabic} {other}")
        chances = dict(word_chances(f"{arabic} {other}", english, encoder=load_encoder()))
        kept += [chances[span] for span in spans if span[1] <= len(arabic)]
        dropped += [chances[span] for span in spans if span[0] > len(arabic)]
    print(f"{len(pairs)} pairs")
    print("linked, true   linked, false   dropped (area)")
    print(f"{np.mean(true):12.3f} {np.mean(false):15.3f} {area(kept, dropped):16.3f}")


if __name__ == "__main__":
    main()
