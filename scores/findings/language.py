"""Sentences of the English that are in another language."""

from __future__ import annotations

from collections.abc import Iterator

from corpus.folding import fold_text
from corpus.languages import count_scripts, detect_language, language_name
from scores.findings.finding import Finding
from scores.findings.reading import Reading
from scores.findings.sentences.likeness import WORDS
from scores.findings.weights import load_weights

CHECK = "language 1"
_LEAST_WORDS = 6  # of a sentence whose language can be told
_ENGLISH = 0.12  # share of the commonest English words from which nothing else is asked
_SURE = 0.9


def check_language(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Needs no original; words in Arabic script are left to the check of untranslated words."""
    common = frozenset(load_weights()["language"]["common"])
    for number, sentence in enumerate(reading.english):
        words = WORDS.findall(fold_text(sentence.text))
        if len(words) < _LEAST_WORDS or sum(word in common for word in words) >= _ENGLISH * len(words):
            continue
        scripts = count_scripts(sentence.text)
        if scripts.most_common(1)[0][0] == "arabic":
            continue
        language = detect_language(sentence.text)
        if language.code in {"en", "und"} or language.certainty < _SURE:
            continue
        bead = reading.bead_of_english.get(number)
        yield Finding(
            category="wrong-language",
            severity="major",
            confidence=0.85,
            arabic=reading.mark_arabic(reading.beads[bead].arabic) if bead is not None else None,
            english=reading.mark_english([number]),
            evidence=f"This sentence is in {language_name(language.code)}.",
            check=CHECK,
            bead=bead,
        )
