"""Stretches that a language model finds word-for-word: English words in an order that English does not expect.

The measure is SLOR, the syntactic log-odds ratio (Pauls & Klein 2012; Lau, Clark & Lappin 2017): what a stretch costs
the model less what its words cost by their frequency alone, for each word, so that rare words and names are no fault.
One sentence says little; only stretches are judged.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from math import log

from corpus.documents import Sentence
from corpus.frequencies import zipf
from scores.findings.finding import Finding
from scores.findings.reading import Reading
from scores.language_models import LanguageModel
from scores.origin.vocabulary import words_of

CHECK = "awkward 1"
WORDS = 120  # of a stretch; of fewer nothing is said
_RAREST = 1.0  # Zipf frequency that every word has at least, unknown ones too
GAIN = 2.2  # nats a word by which a model expects people's English better than its words alone


def check_awkward(reading: Reading, found: Sequence[Finding]) -> Iterator[Finding]:
    """Needs no original, and a language model; a stretch is minor, never more."""
    if reading.language_model is None:
        return
    other = {
        number
        for finding in found
        if finding.category in {"untranslated", "wrong-language"} and finding.english
        for number in finding.english.sentences
    }
    body = [number for number, each in enumerate(reading.english) if each.kind == "body" and number not in other]
    gains = measure_gains([reading.english[number] for number in body], reading.language_model)
    for start, end in find_stretches(gains):
        numbers = body[start:end]
        evidence = (
            f"A language model expects these {len(numbers)} sentences hardly better than their single words, "
            "as it does English put word for word."
        )
        yield Finding(
            category="awkward",
            severity="minor",
            confidence=0.5,
            arabic=None,
            english=reading.mark_english(numbers),
            evidence=evidence,
            check=CHECK,
            bead=reading.bead_of_english.get(numbers[0]),
        )


def measure_gains(sentences: Sequence[Sentence], model: LanguageModel) -> list[tuple[float, int]]:
    """For each sentence, the nats that the model saves over the words' frequencies alone, and its number of words."""
    texts = [sentence.text for sentence in sentences]
    costs = model.cost(texts)
    words = [words_of(text) for text in texts]
    alone = [sum((9 - max(zipf(word, "en"), _RAREST)) * log(10) for word in each) for each in words]
    return [(by_words - cost, len(each)) for by_words, cost, each in zip(alone, costs, words, strict=True)]


def slide(gains: Sequence[tuple[float, int]]) -> Iterator[tuple[int, int, float]]:
    """Every stretch of just so many words: its first sentence, the one after its last, and the gain for each word."""
    for start in range(len(gains)):
        total, words = 0.0, 0
        for end in range(start, len(gains)):
            total, words = total + gains[end][0], words + gains[end][1]
            if words >= WORDS:
                yield start, end + 1, total / words
                break


def find_stretches(gains: Sequence[tuple[float, int]]) -> list[tuple[int, int]]:
    """The stretches that gain too little, those that touch each other joined."""
    stretches: list[tuple[int, int]] = []
    for start, end, gain in slide(gains):
        if gain >= GAIN:
            continue
        if stretches and start <= stretches[-1][1]:
            stretches[-1] = (stretches[-1][0], end)
        else:
            stretches.append((start, end))
    return stretches
