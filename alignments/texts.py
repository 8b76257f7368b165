"""Whole texts into beads: sentences with their kinds, so that a headline meets only a headline."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from alignments.beads import Alignment, Bead, Drawn
from alignments.encoders import Encoder, Vectors, plain_text
from alignments.sentences import align_sentences
from corpus.documents import Sentence
from corpus.problems import UsageError

_FIRST, _LAST = "\N{ARABIC LETTER HAMZA}", "\N{ARABIC LETTER FARSI YEH}"
_LOOKED_AT = 200  # characters of a sentence


def encode_sentences(sentences: Sequence[Sentence], *, encoder: Encoder) -> Vectors:
    """The vectors of sentences, one row each; no rows for none."""
    if not sentences:
        return np.zeros((0, 1), dtype=np.float32)
    return encoder.encode([sentence.text for sentence in sentences])


def align_texts(
    arabic: Sequence[Sentence],
    english: Sequence[Sentence],
    *,
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors] | None = None,
    fixed: Sequence[Drawn] = (),
) -> Alignment:
    """Align two texts. A title that only one side has is in no bead: a newspaper's headline is no addition.

    Bead numbers count in the sentences given, titles among them. ``vectors`` are those of all sentences, one
    row each, where the caller has them already; ``fixed`` are beads that a person drew (``fit_beads`` of
    alignments/corrections.py fits them to these sentences): they are kept, a title in them too.
    """
    drawn = [{number for bead in fixed for number in bead[side]} for side in (0, 1)]
    first = 0 if 0 in drawn[0] else _offset(arabic, english)
    second = 0 if 0 in drawn[1] else _offset(english, arabic)
    alignment = align_sentences(
        [sentence.text for sentence in arabic[first:]],
        [sentence.text for sentence in english[second:]],
        encoder=encoder,
        vectors=None if vectors is None else (vectors[0][first:], vectors[1][second:]),
        fixed=[(_moved(rows, -first), _moved(columns, -second)) for rows, columns in fixed],
    )
    beads = tuple(_shift(bead, first, second) for bead in alignment.beads)
    return replace(alignment, beads=beads)


def check_languages(arabic: Sequence[str], english: Sequence[str]) -> None:
    """Refuse sides in the wrong script, or given in the wrong order; an alignment of them would look sure.

    Raises:
        UsageError: most letters of the Arabic side are not Arabic, or most of the English side are.
    """
    for name, side, wanted in (("Arabic", arabic, True), ("English", english, False)):
        letters = [letter for text in side for letter in plain_text(text[:_LOOKED_AT]) if letter.isalpha()]
        share = sum(_FIRST <= letter <= _LAST for letter in letters) / (len(letters) or 1)
        if letters and (share > 0.5) != wanted:
            raise UsageError(
                f"the {name} side is not {name}",
                value=f"{share:.0%} of its letters are Arabic: {' '.join(side)[:40]}",
                remedy="give the Arabic text first and its English translation second",
            )


def _offset(side: Sequence[Sentence], other: Sequence[Sentence]) -> int:
    """1 where this side has a title and the other one has none, else 0."""
    titled = [bool(sentences) and sentences[0].kind == "title" for sentences in (side, other)]
    return int(titled == [True, False])


def _shift(bead: Bead, first: int, second: int) -> Bead:
    return replace(
        bead,
        arabic=_moved(bead.arabic, first),
        english=_moved(bead.english, second),
    )


def _moved(numbers: tuple[int, ...], by: int) -> tuple[int, ...]:
    return tuple(number + by for number in numbers)
