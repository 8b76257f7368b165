"""A finding: one suspected fault of a translation, on the words it is about, with its reason."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from corpus.folding import fold_text

SEVERITIES = ("critical", "major", "minor", "neutral")  # MQM, worst first


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """The words on one side: sentence numbers they lie in, and their place in that side's text as read.

    ``text`` is the words at start:end; where the mark runs over several sentences, they are joined by one blank,
    whatever stands between them in the file.
    """

    sentences: tuple[int, ...]
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One suspected fault.

    ``category`` is a key of ``scores.findings.categories``; ``confidence`` in [0, 1] estimates how likely an editor
    confirms it; ``evidence`` says why in a translator's words; ``check`` is the name and version of the checker;
    ``repair`` is a proposal, never applied by itself.
    """

    category: str
    severity: str
    confidence: float
    arabic: Mark | None
    english: Mark | None
    evidence: str
    check: str
    bead: int | None = None
    repair: str | None = None


def finding_id(translation: str, finding: Finding, *, context: str = "") -> str:
    """A name that the same fault on the same words keeps in every later run, so that *dismissed* lasts.

    16 hexadecimal digits of BLAKE2b over the translation's id, the category and the marked words (folded: a
    change of vowel marks or quotation marks is no change). ``context`` tells apart the same fault on the same
    words in two places: hand whatever tells them apart, such as "1" for the second one.
    """
    marks = [mark.text if mark else "" for mark in (finding.arabic, finding.english)]
    parts = (translation, finding.category, *(fold_text(text) for text in (*marks, context)))
    text = "\0".join(" ".join(part.split()) for part in parts)
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
