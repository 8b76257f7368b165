"""All checks of one translation, in an order in which a later one leaves alone what an earlier one explained."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence

from alignments.beads import Bead
from alignments.encoders import Encoder, Vectors
from alignments.texts import encode_sentences
from corpus.documents import Sentence
from scores.findings.clauses import check_clauses
from scores.findings.dates import check_dates
from scores.findings.finding import Finding
from scores.findings.fluency import check_fluency
from scores.findings.names import check_names
from scores.findings.negations import check_negations
from scores.findings.numbers import check_numbers
from scores.findings.reading import Reading
from scores.findings.repetitions import check_repetitions
from scores.findings.sentences import check_sentences
from scores.findings.untranslated import check_untranslated

Check = Callable[[Reading, list[Finding]], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "untranslated": check_untranslated,
    "repetitions": check_repetitions,
    "sentences": check_sentences,
    "clauses": check_clauses,
    "numbers": check_numbers,
    "dates": check_dates,
    "negations": check_negations,
    "names": check_names,
    "fluency": check_fluency,
}
"""Name → check, in the order in which they run; each is handed what was found before it."""


def find_findings(
    arabic: Sequence[Sentence],
    english: Sequence[Sentence],
    beads: Sequence[Bead],
    *,
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors] | None = None,
    off: Collection[str] = (),
) -> list[Finding]:
    """Every finding of one translation, in the order of the English text.

    ``vectors`` are those of the sentences on either side, where the aligner has them already, one row each;
    without them they are encoded. ``off`` names checks of ``CHECKS`` that are not to run. With no ``arabic``
    only what the English alone can prove is found.
    """
    if vectors is None:
        vectors = (encode_sentences(arabic, encoder=encoder), encode_sentences(english, encoder=encoder))
    reading = Reading(
        arabic=tuple(arabic), english=tuple(english), beads=tuple(beads), encoder=encoder, vectors=vectors
    )
    found: list[Finding] = []
    for name, check in CHECKS.items():
        if name not in off:
            found += list(check(reading, found))
    return sorted(found, key=lambda finding: _place(reading, finding))


def _place(reading: Reading, finding: Finding) -> tuple[int, int, str, int]:
    """Where in the English a finding belongs; an omission stands where its words should be."""
    arabic = finding.arabic.start if finding.arabic else 0
    if finding.english:
        return finding.english.start, arabic, finding.category, finding.english.end
    bead = finding.bead or 0
    before = [j for each in reading.beads[:bead] for j in each.english]
    return (reading.english[max(before)].end if before else -1), arabic, finding.category, 0
