"""The same article twice: exact copies, and versions that share most of their wording.

A text is sketched by the smallest hashes of its word sequences (Broder 1997): two sketches overlap as much as the
two texts do. Two translations of one letter share few sequences of five words, and stay two.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field

from corpus.documents import Document
from corpus.folding import fold_text

_SEQUENCE = 5  # words
_SKETCH = 128  # hashes kept of a text
_LEAST_OVERLAP = 0.6  # share of common sequences above which two texts are versions of one
_LONGEST = 200_000  # characters of a text that are looked at


@dataclass(slots=True)
class Duplicates:
    """The documents met so far, by their sketches."""

    _sketches: dict[str, frozenset[int]] = field(default_factory=dict)
    _places: dict[str, str] = field(default_factory=dict)
    _by_hash: dict[int, list[str]] = field(default_factory=lambda: defaultdict(list))

    def add(self, document: Document) -> str | None:
        """Remember a document; says of which earlier one it is a copy or a version, None where of none."""
        sketch = _sketch(document.text[:_LONGEST])
        shared = Counter(each for value in sorted(sketch)[:32] for each in self._by_hash[value])
        best = max(shared, key=lambda each: (_overlap(sketch, self._sketches[each]), each), default=None)
        overlap = _overlap(sketch, self._sketches[best]) if best else 0.0
        self._sketches[document.id] = sketch
        self._places[document.id] = f"{document.file}, article {document.article} ({document.id})"
        for value in sketch:
            self._by_hash[value].append(document.id)
        if best is None or overlap < _LEAST_OVERLAP:
            return None
        if overlap == 1.0:
            return f"the same text as {self._places[best]}"
        return f"shares about {overlap:.0%} of its wording with {self._places[best]}"


def _sketch(text: str) -> frozenset[int]:
    words = re.findall(r"\w+", fold_text(text))
    sequences = {" ".join(words[at : at + _SEQUENCE]) for at in range(max(1, len(words) - _SEQUENCE + 1))}
    hashes = sorted(
        int.from_bytes(hashlib.blake2b(each.encode("utf-8", "surrogatepass"), digest_size=8).digest())
        for each in sequences
    )
    return frozenset(hashes[:_SKETCH])


def _overlap(first: frozenset[int], second: frozenset[int]) -> float:
    """Estimate of the share of sequences that two texts have in common, from the smallest hashes of both together."""
    smallest = sorted(first | second)[:_SKETCH]
    return sum(each in first and each in second for each in smallest) / max(1, len(smallest))
