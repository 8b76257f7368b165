"""One side of a pair, taken apart: sentences, their clauses, the clauses' words, each with its vectors."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from itertools import groupby
from operator import itemgetter

import numpy as np
import numpy.typing as npt

from alignments.dictionary import join_dictionary
from alignments.encoders import Encoder, Vectors, plain_text
from alignments.vocabulary import find_names, find_words, plain_word, word_vectors, word_weights

Numbers = npt.NDArray[np.float64]
Places = npt.NDArray[np.int64]

_FEWEST, _MOST = 4, 14  # words of one clause
_LONGEST = 20_000  # characters of one sentence that are taken apart; the rest of a longer one is not looked at


@dataclass(frozen=True, slots=True, kw_only=True)
class Units:
    """Sentences, clauses and words in reading order; every clause is in one sentence, every word in one clause."""

    lengths: Numbers  # letters of each sentence
    vectors: Vectors  # (sentences, dimension)
    clauses: Vectors  # (clauses, dimension)
    clause_lengths: Numbers
    sentence_of: Places  # the sentence of each clause, ascending
    spelt: tuple[str, ...]  # the different words
    named: npt.NDArray[np.bool_]  # of each of them, whether it is written as a name somewhere
    vocabulary: Vectors  # (different words, dimension)
    words: Places  # the row of each running word in the vocabulary
    word_weights: Numbers
    clause_of: Places  # the clause of each running word, ascending


def read_units(sentences: Sequence[str], language: str, *, encoder: Encoder, vectors: Vectors | None = None) -> Units:
    """Take one side apart; ``vectors`` saves encoding the sentences again."""
    clauses = [(clause, i) for i, text in enumerate(sentences) for clause in split_clauses(text, language)]
    if vectors is None:
        vectors = encoder.encode(sentences)
    words = [(word, k) for k, (clause, _) in enumerate(clauses) for word in _words(clause)]
    different = {word: row for row, word in enumerate(dict.fromkeys(word for word, _ in words))}
    spelt = tuple(different)
    return Units(
        lengths=letter_counts(sentences),
        vectors=vectors,
        clauses=_clause_vectors([clause for clause, _ in clauses], dict(zip(sentences, vectors, strict=True)), encoder),
        clause_lengths=letter_counts([clause for clause, _ in clauses]),
        sentence_of=np.array([i for _, i in clauses], dtype=np.int64),
        spelt=spelt,
        named=_find_names(spelt, [(word, clauses[k][1]) for word, k in words]),
        vocabulary=join_dictionary(spelt, language, word_vectors(spelt, encoder=encoder), encoder=encoder),
        words=np.array([different[word] for word, _ in words], dtype=np.int64),
        word_weights=word_weights([word for word, _ in words], language),
        clause_of=np.array([k for _, k in words], dtype=np.int64),
    )


def split_clauses(sentence: str, language: str) -> list[str]:
    """A sentence in clauses of 4 to 14 words: cut at marks and conjunctions, joined where short, halved where long.

    >>> split_clauses("He looked at the sea for an hour, and then he went back home.", "en")
    ['He looked at the sea for an hour,', 'and then he went back home.']
    """
    joined: list[list[str]] = []
    spaced = " ".join(sentence[:_LONGEST].split())
    for piece in _breaks(language).split(spaced):
        words = piece.split()
        if joined and (len(joined[-1]) < _FEWEST or not words):
            joined[-1] += words
        else:
            joined.append(words)
    if len(joined) > 1 and len(joined[-1]) < _FEWEST:
        last = joined.pop()
        joined[-1] += last
    return [" ".join(part) for words in joined for part in _halved(words)] or [sentence]


def _clause_vectors(clauses: Sequence[str], known: dict[str, Vectors], encoder: Encoder) -> Vectors:
    """The vectors of clauses; those that are whole sentences are known already."""
    new = list(dict.fromkeys(clause for clause in clauses if clause not in known))
    known |= dict(zip(new, encoder.encode(new), strict=True))
    return np.stack([known[clause] for clause in clauses])


def _halved(words: list[str]) -> list[list[str]]:
    pieces = -(-len(words) // _MOST) or 1
    size = -(-len(words) // pieces) or 1
    return [words[start : start + size] for start in range(0, len(words), size)]


def _words(clause: str) -> list[str]:
    return [plain_word(clause[start:end]) for start, end in find_words(clause)] or ["."]


def _find_names(spelt: Sequence[str], running: Sequence[tuple[str, int]]) -> npt.NDArray[np.bool_]:
    """Which of the different words are names in one place at least; the running words come with their sentence."""
    by_sentence = [[word for word, _ in words] for _, words in groupby(running, key=itemgetter(1))]
    names = {word for (word, _), name in zip(running, find_names(by_sentence), strict=True) if name}
    return np.array([word in names for word in spelt], dtype=np.bool_)


def letter_counts(texts: Sequence[str]) -> Numbers:
    """The characters of each text as encoders read it, shape (texts,); 1 at least."""
    return np.array([max(len(plain_text(text)), 1) for text in texts], dtype=np.float64)


@cache
def _breaks(language: str) -> re.Pattern[str]:
    """The space after a mark or before a conjunction."""
    data = tomllib.loads(resources.files("alignments").joinpath("data/clauses.toml").read_text(encoding="utf-8"))
    openers = "|".join(data["openers"][language])
    after = r"\w{3}" if language == "ar" else " "
    return re.compile(rf"(?<=[{data['marks']}]) | (?=(?:{openers}){after})")
