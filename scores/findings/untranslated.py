"""Stretches of the English that were left in Arabic script."""

from __future__ import annotations

import re
from collections.abc import Iterator

from scores.findings.finding import Finding
from scores.findings.reading import Reading, mark_words

CHECK = "untranslated 1"
_ARABIC_LETTER = "\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}\N{ARABIC LETTER PEH}-\N{ARABIC LETTER E}"
_STRETCH = re.compile(
    f"[{_ARABIC_LETTER}](?:[^A-Za-z\n]{{0,40}}[{_ARABIC_LETTER}\N{ARABIC FATHATAN}-\N{ARABIC SUKUN}])*"
)
_MOST = 20  # stretches of one sentence that are reported apart


def check_untranslated(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Each stretch of Arabic letters, with what lies between them; in brackets it may be a gloss, so minor."""
    for number, sentence in enumerate(reading.english):
        for match in list(_STRETCH.finditer(sentence.text))[:_MOST]:
            start, end = match.span()
            gloss = "(" in sentence.text[max(0, start - 2) : start] and ")" in sentence.text[end : end + 2]
            bead = reading.bead_of_english.get(number)
            whole = len(match.group()) > 0.6 * len(sentence.text)
            arabic = reading.beads[bead].arabic if bead is not None else ()
            yield Finding(
                category="untranslated",
                severity="minor" if gloss else "major",
                confidence=0.3 if gloss else 0.98,
                arabic=reading.mark_arabic(arabic) if whole and len(arabic) == 1 else None,
                english=mark_words(reading.english, number, start, end),
                evidence="These words are a gloss in Arabic script." if gloss else "These words are still in Arabic.",
                check=CHECK,
                bead=bead,
            )
