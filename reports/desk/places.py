"""Where words stand, said so that it holds after another run: the words, and how far from the begin.

Numbers of sentences and passages change when a splitter or an aligner gets better; texts do not.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

from corpus.documents import Sentence
from corpus.folding import fold_text
from scores.findings.finding import Mark

Place = tuple[int, str]  # distance from the begin of the first sentence, and the words


def place_of(sentences: Sequence[Sentence], number: int) -> Place:
    """The place of a sentence."""
    return sentences[number].start - sentences[0].start, sentences[number].text


def find_sentence(sentences: Sequence[Sentence], place: Place) -> int | None:
    """The number of the sentence with this very text, the nearest one where it comes twice; None where it is gone."""
    at, text = place
    same = [number for number, sentence in enumerate(sentences) if sentence.text == text]
    return min(same, key=lambda number: abs(sentences[number].start - sentences[0].start - at), default=None)


def find_words(sentences: Sequence[Sentence], numbers: Sequence[int], words: str, *, near: int = 0) -> Mark | None:
    """The words inside some sentences, as they stand or as they fold; the occurrence nearest to ``near``.

    ``near`` counts from the begin of the first of the sentences, joined by one blank. None where they are not there.
    """
    wanted = " ".join(words.split())
    joined, starts = "", []
    for number in numbers:
        starts.append((len(joined), number))
        joined += sentences[number].text + " "
    flat = "".join(" " if character.isspace() else character for character in joined)
    found = []
    at = flat.find(wanted) if wanted else -1
    while at >= 0:
        found.append(at)
        at = flat.find(wanted, at + 1)
    if not found:
        return None
    begin = min(found, key=lambda place: abs(place - near))
    return _mark(sentences, starts, begin, begin + len(wanted))


def _mark(sentences: Sequence[Sentence], starts: Sequence[tuple[int, int]], begin: int, end: int) -> Mark:
    hit = [(start, number) for start, number in starts if start < end and start + len(sentences[number].text) > begin]
    (first_start, first), (last_start, last) = hit[0], hit[-1]
    return Mark(
        sentences=tuple(number for _, number in hit),
        start=sentences[first].start + begin - first_start,
        end=sentences[last].start + end - last_start,
        text=" ".join(sentences[number].text[max(begin - start, 0) : end - start] for start, number in hit),
    )


def passage_key(english: Sequence[str], arabic: Sequence[str], *, copy: int = 0) -> str:
    """A name for a passage that follows from its sentences alone; ``copy`` tells the same sentences apart.

    >>> passage_key(["One."], []) == passage_key(["One."], [""]), len(passage_key(["One."], []))
    (False, 12)
    """
    sides = ("\0".join(fold_text(text) for text in side) for side in (english, arabic))
    text = "\1".join([*sides, str(len(english)), str(len(arabic)), str(copy)])
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()
