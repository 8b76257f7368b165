"""All checks of one translation, in an order in which a later one leaves alone what an earlier one explained."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence

from alignments.beads import Bead
from alignments.encoders import Encoder, Vectors
from alignments.texts import encode_sentences
from corpus.documents import Sentence
from corpus.problems import UsageError
from scores.findings.attribution import check_attribution
from scores.findings.awkward import check_awkward
from scores.findings.confidence import calibrate
from scores.findings.finding import Finding
from scores.findings.fluency import check_fluency
from scores.findings.glossary import Glossary
from scores.findings.language import check_language
from scores.findings.names.another import check_names
from scores.findings.names.spellings import check_spellings
from scores.findings.negations import check_negations
from scores.findings.quotations import check_quotations
from scores.findings.reading import Reading
from scores.findings.repetitions import check_repetitions
from scores.findings.sentences.clauses import check_clauses
from scores.findings.sentences.whole import check_sentences
from scores.findings.speakers import check_speakers
from scores.findings.terminology import check_terminology
from scores.findings.untranslated import check_untranslated
from scores.findings.values.dates import check_dates
from scores.findings.values.numbers import check_numbers
from scores.findings.values.units import check_units
from scores.language_models import LanguageModel

Check = Callable[[Reading, list[Finding]], Iterator[Finding]]

CHECKS: dict[str, Check] = {
    "untranslated": check_untranslated,
    "language": check_language,
    "repetitions": check_repetitions,
    "sentences": check_sentences,
    "clauses": check_clauses,
    "numbers": check_numbers,
    "units": check_units,
    "dates": check_dates,
    "negations": check_negations,
    "attribution": check_attribution,
    "quotations": check_quotations,
    "speakers": check_speakers,
    "names": check_names,
    "spellings": check_spellings,
    "terminology": check_terminology,
    "fluency": check_fluency,
    "awkward": check_awkward,
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
    glossary: Glossary | None = None,
    language_model: LanguageModel | None = None,
) -> list[Finding]:
    """Every finding of one translation, in the order of the English text.

    ``vectors`` are those of the sentences on either side, where the aligner has them already, one row each;
    without them they are encoded. ``off`` names checks of ``CHECKS`` that are not to run. With no ``arabic``
    only what the English alone can prove is found, and without a ``language_model`` nothing is called awkward.

    Raises:
        UsageError: ``off`` names a check that there is none of.
    """
    reading = lay_out(
        arabic, english, beads, encoder=encoder, vectors=vectors, glossary=glossary, language_model=language_model
    )
    return check_reading(reading, off=off)


def lay_out(
    arabic: Sequence[Sentence],
    english: Sequence[Sentence],
    beads: Sequence[Bead],
    *,
    encoder: Encoder,
    vectors: tuple[Vectors, Vectors] | None = None,
    glossary: Glossary | None = None,
    language_model: LanguageModel | None = None,
) -> Reading:
    """One translation beside its original, as every check is handed it."""
    if vectors is None:
        vectors = (encode_sentences(arabic, encoder=encoder), encode_sentences(english, encoder=encoder))
    return Reading(
        arabic=tuple(arabic),
        english=tuple(english),
        beads=tuple(beads),
        encoder=encoder,
        vectors=vectors,
        glossary=glossary or Glossary(),
        language_model=language_model,
    )


def check_reading(reading: Reading, *, off: Collection[str] = ()) -> list[Finding]:
    """All checks but those that are off, in the order of ``CHECKS``; the findings in that of the English."""
    known_checks(off)
    found: list[Finding] = []
    for name, check in CHECKS.items():
        if name not in off:
            found += list(check(reading, found))
    return sorted(map(calibrate, found), key=lambda finding: _place(reading, finding))


def known_checks(names: Iterable[str]) -> tuple[str, ...]:
    """The same names, sorted, each once.

    Raises:
        UsageError: a name is none of ``CHECKS``.
    """
    names = tuple(sorted(set(names)))
    if unknown := [name for name in names if name not in CHECKS]:
        raise UsageError("there is no such check", value=", ".join(unknown), remedy=f"one of {', '.join(CHECKS)}")
    return names


def _place(reading: Reading, finding: Finding) -> tuple[int, int, str, int]:
    """Where in the English a finding belongs; an omission stands where its words should be."""
    arabic = finding.arabic.start if finding.arabic else 0
    if finding.english:
        return finding.english.start, arabic, finding.category, finding.english.end
    bead = finding.bead or 0
    before = [j for each in reading.beads[:bead] for j in each.english]
    return (reading.english[max(before)].end if before else -1), arabic, finding.category, 0
