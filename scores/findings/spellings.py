"""One name spelt in several ways in one text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from corpus.folding import fold_text
from scores.findings.finding import Finding
from scores.findings.mentions import Mention, find_mentions, same_spelling
from scores.findings.reading import Reading

CHECK = "spellings 1"


def check_spellings(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Each use of a rarer spelling, with the commonest one of this text as the repair."""
    names: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in find_mentions(reading):
        if mention.by_sound:
            names[fold_text(mention.arabic.text)].append(mention)
    for mentions in names.values():
        counts = Counter(mention.english.text for mention in mentions)
        usual = max(counts, key=lambda text: (counts[text], -_first(mentions, text)))
        for mention in mentions:
            text = mention.english.text
            if same_spelling(text, usual) or len(text.split()) != len(usual.split()):
                continue
            yield Finding(
                category="name-spelling",
                severity="minor",
                confidence=0.6,
                arabic=mention.arabic,
                english=mention.english,
                evidence=f"This text also writes {usual} for {mention.arabic.text} ({counts[usual]} times).",
                check=CHECK,
                bead=mention.bead,
                repair=usual,
            )


def _first(mentions: list[Mention], text: str) -> int:
    return next(number for number, mention in enumerate(mentions) if mention.english.text == text)
