"""One translation laid beside its original, ready for checking: what every checker is handed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from alignments.beads import Bead
from alignments.encoders import Encoder, Vectors
from corpus.documents import Sentence
from scores.findings.finding import Finding, Mark
from scores.findings.glossary import Glossary
from scores.findings.sentences.likeness import word_fit
from scores.language_models import LanguageModel

SURE = 0.5  # cosine from which two sentences are taken to say the same without looking at their words


@dataclass(frozen=True, kw_only=True, eq=False)
class Reading:
    """Both sides, the beads between them, and the sentence vectors (rows of unit length, one a sentence).

    It is equal to nothing but itself, so that what is found in it can be kept by it.
    """

    arabic: tuple[Sentence, ...]
    english: tuple[Sentence, ...]
    beads: tuple[Bead, ...]
    encoder: Encoder
    vectors: tuple[Vectors, Vectors]
    glossary: Glossary = field(default_factory=Glossary)
    language_model: LanguageModel | None = None
    _fits: dict[tuple[tuple[int, ...], tuple[int, ...]], float] = field(default_factory=dict)

    @cached_property
    def cosine(self) -> Vectors:
        """Cosine of every Arabic sentence (rows) with every English sentence (columns)."""
        if not self.arabic or not self.english:
            return np.zeros((len(self.arabic), len(self.english)), dtype=np.float32)
        return np.asarray(self.vectors[0] @ self.vectors[1].T)

    @cached_property
    def bead_of_arabic(self) -> dict[int, int]:
        """Arabic sentence → number of its bead."""
        return {sentence: number for number, bead in enumerate(self.beads) for sentence in bead.arabic}

    @cached_property
    def bead_of_english(self) -> dict[int, int]:
        """English sentence → number of its bead."""
        return {sentence: number for number, bead in enumerate(self.beads) for sentence in bead.english}

    @cached_property
    def bead_texts(self) -> list[tuple[str, str]]:
        """The Arabic and the English of each bead."""
        return [(self.arabic_text(bead.arabic), self.english_text(bead.english)) for bead in self.beads]

    def beads_beside(self, number: int) -> tuple[Bead, ...]:
        """The beads before and after bead ``number``, where there are any."""
        return self.beads[max(0, number - 1) : number] + self.beads[number + 1 : number + 2]

    def arabic_text(self, sentences: Iterable[int]) -> str:
        """The Arabic sentences, joined by a blank."""
        return " ".join(self.arabic[number].text for number in sentences)

    def english_text(self, sentences: Iterable[int]) -> str:
        """The English sentences, joined by a blank."""
        return " ".join(self.english[number].text for number in sentences)

    def fit(self, arabic: tuple[int, ...], english: tuple[int, ...]) -> float:
        """How well the sentences answer each other, about 0.9 for strangers and 2.1 for translations.

        The cosine plus both word fits; the words are looked at only where the cosine leaves a doubt.
        """
        known = self._fits.get((arabic, english))
        if known is None:
            cosine = self.similarity(arabic, english)
            known = 3 * cosine if cosine >= SURE else cosine + sum(self.word_fit(arabic, english))
            self._fits[arabic, english] = known
        return known

    def similarity(self, arabic: tuple[int, ...], english: tuple[int, ...]) -> float:
        """Cosine of the two sides, several sentences pooled by their lengths."""
        if len(arabic) == 1 and len(english) == 1:
            return float(self.cosine[arabic[0], english[0]])
        first = _pool(self.vectors[0], arabic, self.arabic)
        return float(first @ _pool(self.vectors[1], english, self.english))

    def word_fit(self, arabic: tuple[int, ...], english: tuple[int, ...]) -> tuple[float, float]:
        """How well the words of either side are answered by the other's, see ``likeness.word_fit``."""
        return word_fit(self.arabic_text(arabic), self.english_text(english), self.encoder)

    def mark_arabic(self, sentences: Iterable[int]) -> Mark | None:
        """A mark over whole Arabic sentences, from the first to the last; None without any."""
        return mark_sentences(self.arabic, sentences)

    def mark_english(self, sentences: Iterable[int]) -> Mark | None:
        """A mark over whole English sentences, from the first to the last; None without any."""
        return mark_sentences(self.english, sentences)

    def english_vector(self, sentences: tuple[int, ...]) -> Vectors:
        """The pooled vector of these English sentences, of unit length."""
        return _pool(self.vectors[1], sentences, self.english)

    def trust(self, bead: int) -> float:
        """How far the bead itself can be relied on, 0 to 1: 1 where its two sides clearly say the same."""
        each = self.beads[bead]
        return max(each.confidence, min(1.0, self.similarity(each.arabic, each.english) / SURE))

    def open_beads(self, found: Sequence[Finding], *, in_doubt: bool = False) -> Iterator[tuple[int, Bead]]:
        """Beads with words on both sides that no finding covers whole; the others need no closer look.

        ``in_doubt``: also those that only may say something else; their values tell, their words do not.
        """
        found = [each for each in found if not (in_doubt and _is_doubtful(each))]
        covered = [
            {number for finding in found if (mark := pick(finding)) for number in mark.sentences if whole(finding)}
            for pick, whole in ((_arabic_of, _is_whole), (_english_of, _is_whole))
        ]
        for number, bead in enumerate(self.beads):
            if bead.arabic and bead.english and not (covered[0] & {*bead.arabic} or covered[1] & {*bead.english}):
                yield number, bead


_PARTIAL = ("clauses", "sentences, doubtful")  # checks whose findings explain a sentence only in part
_WHOLE = frozenset({"omission", "addition", "mistranslation", "order", "untranslated", "wrong-language"})


def _is_whole(finding: Finding) -> bool:
    return finding.category in _WHOLE and not finding.check.startswith(_PARTIAL)


def _is_doubtful(finding: Finding) -> bool:
    return finding.category == "mistranslation" and finding.severity == "minor"


def _arabic_of(finding: Finding) -> Mark | None:
    return finding.arabic


def _english_of(finding: Finding) -> Mark | None:
    return finding.english


def _pool(vectors: Vectors, numbers: tuple[int, ...], sentences: tuple[Sentence, ...]) -> Vectors:
    weights = np.array([max(len(sentences[number].text), 1) for number in numbers], dtype=np.float32)
    pooled = weights @ vectors[list(numbers)]
    return np.asarray(pooled / max(float(np.linalg.norm(pooled)), 1e-9))


def mark_sentences(side: Sequence[Sentence], numbers: Iterable[int]) -> Mark | None:
    """A mark from the first of these sentences to the last."""
    numbers = tuple(sorted(numbers))
    if not numbers:
        return None
    run = tuple(range(numbers[0], numbers[-1] + 1))
    text = " ".join(side[number].text for number in run)
    return Mark(sentences=run, start=side[run[0]].start, end=side[run[-1]].end, text=text)


def mark_words(side: Sequence[Sentence], number: int, start: int, end: int) -> Mark:
    """A mark on the words ``start:end`` of one sentence's text."""
    sentence = side[number]
    return Mark(
        sentences=(number,),
        start=sentence.start + start,
        end=sentence.start + end,
        text=sentence.text[start:end],
    )
