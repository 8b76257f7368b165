"""One name spelt in several ways in one text."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from corpus.frequencies import zipf
from scores.findings.clitics import name_keys
from scores.findings.finding import Finding
from scores.findings.mentions import Mention, find_mentions, same_spelling
from scores.findings.reading import Reading

CHECK = "spellings 2"


def check_spellings(reading: Reading, _: list[Finding]) -> Iterator[Finding]:
    """Each use of a rarer spelling, with the commonest one of this text as the repair."""
    mentions = [mention for mention in find_mentions(reading) if mention.by_sound]
    keys = name_keys(sorted({mention.arabic.text for mention in mentions}))
    names: defaultdict[str, list[Mention]] = defaultdict(list)
    for mention in mentions:
        names[keys[mention.arabic.text]].append(mention)
    for said in names.values():
        counts = Counter(mention.english.text for mention in said)
        usual = max(counts, key=lambda text: (counts[text], _commonness(text)))
        times = f" ({counts[usual]} times)" if counts[usual] > 1 else ""
        for mention in said:
            text = mention.english.text
            if same_spelling(text, usual) or len(text.split()) != len(usual.split()):
                continue
            yield Finding(
                category="name-spelling",
                severity="minor",
                confidence=0.6,
                arabic=mention.arabic,
                english=mention.english,
                evidence=f"This text also writes {usual} for {mention.arabic.text}{times}.",
                check=CHECK,
                bead=mention.bead,
                repair=usual,
            )


def _commonness(name: str) -> float:
    """How common the rarest word of a name is: of two spellings used equally often the better known one is usual."""
    return min(zipf(word, "en") for word in name.split())
