"""The document's verdict: an MQM penalty from the findings, and apart from it, what to do.

Penalty points by severity after Lommel et al. (2014) and the MQM scorecard (critical 25, major 5, minor 1), each
times the finding's confidence, per 1,000 English words. Similarity to the Arabic is in none of it: it is higher
for every machine system than for a human translator.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Literal

from alignments.beads import Bead
from corpus.documents import Sentence
from scores.findings.categories import label_of
from scores.findings.finding import Finding

Decision = Literal["publish", "revise", "retranslate"]
WEIGHTS: Mapping[str, float] = MappingProxyType({"critical": 25.0, "major": 5.0, "minor": 1.0, "neutral": 0.0})
_CLAIMING = frozenset({"omission", "mistranslation"})
_LEAST_WORDS = 100  # a shorter text is counted as this long: one slip in three lines is no reason to start again


@dataclass(frozen=True, slots=True, kw_only=True)
class PassMarks:
    """Where a decision turns. Penalties are points per 1,000 English words, coverage a share of Arabic words."""

    publish: float = 10.0  # at most this penalty
    retranslate: float = 60.0  # from this penalty
    least_coverage: float = 0.7  # under this, too much is missing to revise
    publish_coverage: float = 0.9
    least_confidence: float = 0.0  # from which an open major or critical finding asks for a person
    weights: Mapping[str, float] = field(default_factory=lambda: WEIGHTS)

    @property
    def signature(self) -> str:
        """All settings in one line: equal signatures judge alike."""
        weights = ",".join(f"{name}:{value:g}" for name, value in sorted(self.weights.items()))
        marks = f"publish:{self.publish:g}|retranslate:{self.retranslate:g}"
        shares = f"coverage:{self.least_coverage:g},{self.publish_coverage:g}|confidence:{self.least_confidence:g}"
        return f"verdict|3|{weights}|{marks}|{shares}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What to do with one translation and why.

    Without an original ``coverage`` is None, and ``verdict`` too unless the English alone shows serious faults:
    nobody can say of a text without its original that it may be published.
    """

    verdict: Decision | None
    penalty: float
    coverage: float | None
    words: int
    reasons: tuple[str, ...]
    signature: str


def penalty(findings: Sequence[Finding], words: int, weights: Mapping[str, float] = WEIGHTS) -> float:
    """MQM points per 1,000 words, each finding weighed by its confidence.

    >>> penalty([], 250)
    0.0
    """
    points = sum(weights[finding.severity] * finding.confidence for finding in findings)
    return round(1000 * points / max(words, _LEAST_WORDS), 2)


def coverage(findings: Sequence[Finding], arabic: Sequence[Sentence]) -> float | None:
    """The share of the Arabic words that no omission and no sentence of another meaning claims; None without Arabic.

    A neutral finding claims nothing.
    """
    total = sum(len(sentence.text.split()) for sentence in arabic)
    if not total:
        return None
    claims = [each for each in findings if each.category in _CLAIMING and each.severity != "neutral"]
    marks = [each.arabic for each in claims if each.arabic]
    missing = sum(len(mark.text.split()) for mark in {(mark.start, mark.end): mark for mark in marks}.values())
    return round(max(0.0, 1 - missing / total), 4)


def decide(
    penalty: float, coverage: float | None, *, serious: Mapping[str, int], marks: PassMarks
) -> tuple[Decision | None, list[str]]:
    """The decision and its reasons; nothing is scored here, so other pass marks can be tried at once.

    ``serious`` counts the major and critical findings by category: while one is open, somebody must look.
    """
    share = 1.0 if coverage is None else coverage
    missing = f"{share:.0%} of the Arabic has a counterpart"
    points = f"{penalty:g} penalty points per 1,000 words"
    open_findings = ", ".join(
        f"{label_of(category)} ({count})"
        for category, count in sorted(serious.items(), key=lambda each: (-each[1], each[0]))
    )
    reasons = []
    if coverage is None:
        reasons.append("No original was found: only what the English alone can prove was checked.")
    if serious:
        reasons.append(f"Major or critical findings that somebody must look at: {open_findings}.")
    if penalty >= marks.retranslate:
        return "retranslate", [*reasons, f"{points}; from {marks.retranslate:g} on, to translate anew is less work."]
    if share < marks.least_coverage:
        return "retranslate", [*reasons, f"{missing}; {marks.least_coverage:.0%} is the least."]
    if penalty > marks.publish:
        reasons.append(f"{points}; up to {marks.publish:g} is good enough to publish.")
    if share < marks.publish_coverage:
        reasons.append(f"{missing}; {marks.publish_coverage:.0%} is asked for.")
    if serious or penalty > marks.publish or share < marks.publish_coverage:
        return "revise", reasons
    if coverage is None:
        return None, reasons
    return "publish", [*reasons, f"{points}, at most {marks.publish:g} allowed."]


def judge(
    findings: Sequence[Finding],
    *,
    arabic: Sequence[Sentence],
    english: Sequence[Sentence],
    beads: Sequence[Bead] = (),
    marks: PassMarks | None = None,
) -> Verdict:
    """Score, then decide. ``beads`` tell an original that was aligned from none at all."""
    marks = marks or PassMarks()
    words = sum(len(sentence.text.split()) for sentence in english)
    points = penalty(findings, words, marks.weights)
    share = coverage(findings, arabic) if beads else None
    serious = Counter(
        finding.category
        for finding in findings
        if finding.severity in {"critical", "major"} and finding.confidence >= marks.least_confidence
    )
    decision, reasons = decide(points, share, serious=serious, marks=marks)
    return Verdict(
        verdict=decision,
        penalty=points,
        coverage=share,
        words=words,
        reasons=tuple(reasons),
        signature=marks.signature,
    )
