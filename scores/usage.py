"""Names that a translation spells otherwise than its corpus mostly does: known only once all of it is checked.

Full names, places and bodies only: one Khalil may spell himself as another does not.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import polars as pl

from alignments.beads import Bead
from corpus.documents import Sentence
from scores.findings.finding import Finding
from scores.findings.names.mentions import same_spelling
from scores.findings.reading import mark_words
from scores.ledger import group_mentions

CHECK = "usage 1"
_LEAST_TIMES = 5  # uses of a spelling that is called usual
_LEAST_TRANSLATIONS = 3  # and translations that have it
_LEAST_SHARE = 0.75  # of all uses of the name
_CONFIDENCE = 0.5
DEPARTURES = pl.Schema(
    {
        "translation": pl.String(),
        "bead": pl.Int32(),
        "arabic": pl.String(),  # as written, like the next
        "english": pl.String(),
        "english_start": pl.Int64(),
        "usual": pl.String(),  # what the corpus mostly writes
        "times": pl.Int64(),
        "mentions": pl.Int64(),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """One use of a rare spelling; ``times`` of ``mentions`` is how often the corpus writes the usual one."""

    bead: int
    arabic: str
    english: str
    english_start: int
    usual: str
    times: int
    mentions: int


def find_departures(mentions: pl.DataFrame) -> pl.DataFrame:
    """The uses of rare spellings, with the schema ``DEPARTURES``; ``mentions`` are those of the whole corpus.

    A translation that also uses the usual spelling has its finding already, from the check of the one text.
    """
    rows = [
        {"translation": translation, **asdict(departure)}
        for _, said in group_mentions(mentions)
        for translation, departure in _depart(said)
    ]
    return pl.DataFrame(rows, schema=DEPARTURES)


def load_departures(frame: pl.DataFrame) -> dict[str, tuple[Departure, ...]]:
    """Translation → its uses of rare spellings, in the frame's order."""
    found: defaultdict[str, list[Departure]] = defaultdict(list)
    for row in frame.iter_rows(named=True):
        found[row.pop("translation")].append(Departure(**row))
    return {translation: tuple(departures) for translation, departures in found.items()}


def _depart(said: Sequence[Mapping[str, Any]]) -> Iterator[tuple[str, Departure]]:
    counts = Counter(row["english"] for row in said)
    usual = min(counts, key=lambda text: (-counts[text], text))
    agreeing = [row for row in said if same_spelling(row["english"], usual)]
    using = {row["translation"] for row in agreeing}
    full = any(row["kind"] != "name" for row in agreeing)
    if not full or len(agreeing) < max(_LEAST_TIMES, _LEAST_SHARE * len(said)) or len(using) < _LEAST_TRANSLATIONS:
        return
    for row in said:
        other = not same_spelling(row["english"], usual) and len(row["english"].split()) == len(usual.split())
        if other and row["translation"] not in using:
            yield (
                row["translation"],
                Departure(
                    **{name: row[name] for name in ("bead", "arabic", "english", "english_start")},
                    usual=usual,
                    times=len(agreeing),
                    mentions=len(said),
                ),
            )


def name_departures(
    departures: Iterable[Departure], *, arabic: Sequence[Sentence], english: Sequence[Sentence], beads: Sequence[Bead]
) -> list[Finding]:
    """The departures of one translation as findings, with the usual spelling as their repair."""
    findings = []
    for each in departures:
        (i,) = beads[each.bead].arabic  # names are only looked for beside one Arabic sentence
        place = arabic[i].text.find(each.arabic)
        j = next(j for j in beads[each.bead].english if english[j].start <= each.english_start < english[j].end)
        start = each.english_start - english[j].start
        findings.append(
            Finding(
                category="name-spelling",
                severity="minor",
                confidence=_CONFIDENCE,
                arabic=mark_words(arabic, i, place, place + len(each.arabic)),
                english=mark_words(english, j, start, start + len(each.english)),
                evidence=f"The corpus writes {each.usual} for {each.arabic} {each.times} of {each.mentions} times.",
                check=CHECK,
                bead=each.bead,
                repair=each.usual,
            )
        )
    return findings
