"""What of the Arabic answers an English name: by meaning, by sound, or by nothing."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import numpy as np

from alignments.encoders import Vectors
from alignments.names import nearest_name
from corpus.folding import fold_text
from corpus.frequencies import zipf
from scores.findings.names.clitics import bare_forms
from scores.findings.reading import Reading
from scores.findings.sentences.likeness import word_cosines
from scores.findings.weights import load_weights

MEANS = 0.5  # cosine of two words alone from which one can be the other's translation
_BARE = 0.65  # and of one without what Arabic joins to its front
SOUNDS = 0.66  # name similarity from which a word that is not accounted for can be the other's spelling
_HEARD = 0.9  # and from which any word can, a common noun among them: Jabal is a mountain
ANSWERED = 0.6  # cosine from which an Arabic word has its English counterpart already
_LONG = 6  # letters of an English word that the Arabic may write as two or three
_BETTER = 0.1  # by so much another English word must answer an Arabic one better to take it away from the name
_SURELY = 0.75  # cosine from which the name keeps it in any case
_COMMON = 5.2  # Zipf frequency from which an Arabic word is no name
_MOST_UNANSWERED = 5  # Arabic words that may be the right name; more of them say no more


@dataclass(frozen=True, kw_only=True)
class Answers:
    """The Arabic words of a bead, and how well the English words other than the name answer them."""

    arabic: list[str]
    others: list[str]
    reading: Reading

    @cached_property
    def _best(self) -> Vectors:
        if not self.others:
            return np.zeros(len(self.arabic), dtype=np.float32)
        return np.asarray(word_cosines(self.arabic, self.others, self.reading.encoder).max(axis=1))

    @cached_property
    def unanswered(self) -> list[str]:
        """Arabic words that may be names and that no other English word translates."""
        return [
            word
            for word, cosine in zip(self.arabic, self._best, strict=True)
            if cosine < ANSWERED and len(word) > 2 and zipf(word, "ar") < _COMMON
        ]

    def nearest(self, parts: list[str]) -> float:
        """The greatest cosine of any Arabic word with any part of a name, whatever else that word may mean."""
        return float(word_cosines(self.arabic, parts, self.reading.encoder).max())

    def likeness(self, parts: list[str]) -> tuple[float, float]:
        """How near in meaning and in sound some Arabic word comes to some part of a name.

        A word that another English word answers much better does not count: Spain is near to Lisbon, too.
        """
        cosines = word_cosines(self.arabic, parts, self.reading.encoder)
        free = (cosines >= self._best[:, None] - _BETTER) | (cosines >= _SURELY)
        meaning = float(np.where(free, cosines, 0.0).max())
        if meaning < MEANS and self._bare_meaning(parts) >= _BARE:
            meaning = _BARE
        sound = sound_of(self.unanswered, parts)
        if meaning >= MEANS or sound >= SOUNDS:  # enough to let the name pass, and matching letters is slow
            return meaning, sound
        heard = max(sound_of([word for word in self.arabic if len(word) > 2], parts), self._heard_in_pieces(parts))
        return meaning, heard if heard >= _HEARD else sound

    def _hears(self, part: str) -> bool:
        """Whether the Arabic surely has a part of a name, in one word or in pieces."""
        return max(sound_of(self.arabic, [part]), self._heard_in_pieces([part])) >= _HEARD

    def _heard_in_pieces(self, parts: list[str]) -> float:
        """How near two or three words of the Arabic together come in sound to a long part: Tut Ankh Amun."""
        long = [part for part in parts if len(part) >= _LONG]
        pieces = [
            "".join(self.arabic[at : at + count]) for count in (2, 3) for at in range(len(self.arabic) - count + 1)
        ]
        return max(
            (nearest_name((each for each in pieces if len(each) <= len(part)), [part]) for part in long), default=0.0
        )

    def strangeness(self, parts: list[str]) -> float:
        """The chance that the name is another one, by the weights in ``data/findings.toml``."""
        weights = load_weights()["name"]
        meaning, sound = self.likeness(parts)
        heard = sum(self._hears(part) for part in parts) if sound >= SOUNDS else 0
        if heard == len(parts):
            return 0.0
        value = (
            weights["meaning"] * meaning
            + weights["sound"] * sound
            + weights["nearest"] * self.nearest(parts)
            + weights["unanswered"] * min(len(self.unanswered), _MOST_UNANSWERED)
            + weights["words"] * (len(parts) - heard)
            + weights["bias"]
        )
        return 1 / (1 + math.exp(-value))

    def _bare_meaning(self, parts: list[str]) -> float:
        """How near the words that nothing answers come without what is joined to their front: "to Damascus"."""
        bare = sorted({form for word in self.unanswered for form in bare_forms(fold_text(word))})
        return float(word_cosines(bare, parts, self.reading.encoder).max()) if bare else 0.0


def sound_of(arabic: list[str], parts: list[str]) -> float:
    """How near any of the Arabic words, or two of them together, come to any part of a name in sound."""
    joined = [first + second for first, second in pairwise(arabic)]
    return nearest_name([*arabic, *joined], parts)
