"""Sides: the beginning of a document, with all that a quick alignment compares, read once for several candidates."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt

from alignments.encoders import Encoder, Vectors
from alignments.units import Numbers, Places
from alignments.vocabulary import find_names, find_words, plain_word, word_vectors, word_weights
from corpus.documents import Document
from corpus.numbers import find_numbers

_SENTENCES = 120  # of a document that are aligned to decide
_LONGEST = 4000  # characters of one sentence that are looked at
_LEAST = 10  # a smaller number stands in every text

Span = tuple[int, int]
Readings = frozenset[Fraction]


@dataclass(frozen=True, slots=True)
class Side:
    """The beginning of a document, ready to be aligned with several others."""

    document: Document
    vectors: Vectors  # (sentences, dimension)
    lengths: Numbers
    spelt: tuple[str, ...]  # the running words
    words: Vectors  # (running words, dimension)
    weights: Numbers  # of each word, by its rarity
    named: npt.NDArray[np.bool_]  # of each word, whether a capital inside a sentence makes it a name
    starts: Places  # where the words of each sentence begin; where those of the last end
    numbers: dict[Fraction, str]  # by value in reading order, as first written
    readings: tuple[tuple[Readings, ...], ...]  # of each sentence's numbers, every value that they could have

    def words_of(self, span: Span) -> slice:
        """The running words of a stretch of sentences."""
        return slice(int(self.starts[span[0]]), int(self.starts[span[1]]))


def read_side(document: Document, *, encoder: Encoder) -> Side:
    """Everything that is compared of a document that has sentences."""
    language = "ar" if document.language == "ar" else "en"
    texts = [sentence.text[:_LONGEST] for sentence in document.sentences[:_SENTENCES]]
    by_sentence = [[plain_word(text[start:end]) for start, end in find_words(text)] or ["."] for text in texts]
    words = [word for ones in by_sentence for word in ones]
    mentions = [
        [mention for mention in find_numbers(text, language) if mention.certain and mention.value >= _LEAST]
        for text in texts
    ]
    return Side(
        document=document,
        vectors=encoder.encode(texts),
        lengths=np.array([max(len(text), 1) for text in texts], dtype=np.float64),
        spelt=tuple(words),
        words=word_vectors(words, encoder=encoder),
        weights=word_weights(words, language),
        named=find_names(by_sentence),
        starts=np.cumsum([0, *(len(ones) for ones in by_sentence)]),
        numbers={mention.value: mention.text for ones in reversed(mentions) for mention in reversed(ones)},
        readings=tuple(tuple(frozenset(mention.readings) for mention in ones) for ones in mentions),
    )
