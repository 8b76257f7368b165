"""Free tellings of real sentence pairs: clauses left out, added and moved, neighbours told in the other order.

Cut, joined and thinned afterwards in the style ``free`` of constructed.py, they are what a literary translation does
to its original, as far as that can be made out of literal ones. The Arabic often loses its marks, as in old prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

import numpy as np
from constructed import ARABIC_CUTS, ENGLISH_CUTS, Constructed, Text, construct

_MARKS = re.compile("[،؛.:]")


def construct_free(texts: list[Text], *, count: int, seed: int) -> Iterator[Constructed]:
    """``count`` constructed pairs out of free tellings of these texts."""
    rng = np.random.default_rng(seed)
    told = [_tell(text, texts, rng) for text in texts]
    made = 0
    while made < count:
        text = construct(told, style="free", rng=rng)
        if len(text.arabic) >= 4 and len(text.english) >= 4:
            made += 1
            yield text


def _tell(text: Text, texts: list[Text], rng: np.random.Generator) -> Text:
    """The whole text told freely; two pairs whose English is in the other order become one."""
    pairs: list[tuple[str, str]] = []
    swapped = False
    for pair in zip(*text, strict=True):
        arabic, english = tell_pair(pair, texts, rng)
        swapped = bool(pairs) and not swapped and rng.random() < 0.04
        if swapped:
            before = pairs.pop()
            arabic, english = f"{before[0]} {arabic}", f"{english} {before[1]}"
        pairs.append((arabic, english))
    return [arabic for arabic, _ in pairs], [english for _, english in pairs]


def tell_pair(pair: tuple[str, str], texts: list[Text], rng: np.random.Generator) -> tuple[str, str]:
    arabic, english = (
        [clause for clause in cuts.split(side) if clause and clause.strip()]
        for side, cuts in zip(pair, (ARABIC_CUTS, ENGLISH_CUTS), strict=True)
    )
    if len(english) > 2 and rng.random() < 0.3:
        english.pop(int(rng.integers(1, len(english))))
    if len(arabic) > 2 and rng.random() < 0.15:
        arabic.pop(int(rng.integers(1, len(arabic))))
    if len(english) > 2 and rng.random() < 0.3:
        place = int(rng.integers(len(english) - 1))
        english[place : place + 2] = english[place : place + 2][::-1]
    if rng.random() < 0.15:
        _, other = texts[rng.integers(len(texts))]
        strange = ENGLISH_CUTS.split(other[int(rng.integers(len(other)))])
        english.insert(int(rng.integers(len(english) + 1)), strange[int(rng.integers(len(strange)))])
    told = " ".join(arabic)
    return _MARKS.sub("", told) if rng.random() < 0.4 else told, " ".join(english)
