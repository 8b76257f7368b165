"""Passages: beads with their sentences, their findings, and what the machines made of the same Arabic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from corpus.documents import Sentence
from reports.report import Passage, Rendition, ReportedFinding, join_sentences
from reports.tables import Row
from scores.findings.finding import Finding, Mark
from scores.metrics.scoring import Score

Machine = tuple[str, tuple[Sentence, ...], list[Row]]  # system, its sentences, its beads


def number_findings(rows: Sequence[Row]) -> tuple[ReportedFinding, ...]:
    """Findings numbered from 1 in reading order; those about no passage come last."""
    ordered = sorted(rows, key=_reading_order)
    return tuple(
        ReportedFinding(
            number=number,
            id=row["finding"],
            mqm=row["mqm"] or "",
            finding=_finding(row),
            dismissed=row["dismissed"],
        )
        for number, row in enumerate(ordered, 1)
    )


def build_passages(
    *,
    english: Sequence[Sentence],
    arabic: Sequence[Sentence],
    beads: Sequence[Row],
    findings: Sequence[ReportedFinding],
    machines: Sequence[Machine],
    scores: Mapping[int | None, tuple[Score, ...]],
) -> tuple[tuple[Passage, ...], tuple[ReportedFinding, ...]]:
    """The passages in reading order, and the findings that belong to none.

    Without beads every English sentence is a passage of its own: nothing was aligned.
    """
    rows = list(beads) or [_lone(number) for number in range(len(english))]
    placed = _place(findings, rows, aligned=bool(beads))
    renditions = _Renditions(machines)
    passages = tuple(
        Passage(
            number=row["number"],
            english=_pick(english, row["english"]),
            arabic=_pick(arabic, row["arabic"]),
            similarity=row["similarity"],
            confidence=row["confidence"],
            findings=tuple(placed.get(row["number"], ())),
            renditions=renditions(row["arabic"] or []),
            scores=scores.get(row["number"], ()),
        )
        for row in rows
    )
    return passages, tuple(placed.get(None, ()))


def _lone(number: int) -> Row:
    return {"number": number, "english": [number], "arabic": [], "similarity": None, "confidence": None}


def _pick(sentences: Sequence[Sentence], numbers: Sequence[int] | None) -> tuple[Sentence, ...]:
    return tuple(sentences[number] for number in numbers or () if 0 <= number < len(sentences))


def _place(
    findings: Sequence[ReportedFinding], rows: Sequence[Row], *, aligned: bool
) -> dict[int | None, list[ReportedFinding]]:
    """Findings by passage: by the bead they name, else by the first sentence that they mark."""
    numbers = {row["number"] for row in rows}
    english = {sentence: row["number"] for row in rows for sentence in row["english"] or ()}
    arabic = {sentence: row["number"] for row in rows for sentence in row["arabic"] or ()}
    placed: dict[int | None, list[ReportedFinding]] = {}
    for reported in findings:
        finding = reported.finding
        passage = finding.bead if aligned and finding.bead in numbers else None
        for mark, homes in ((finding.english, english), (finding.arabic, arabic)):
            if passage is None and mark and mark.sentences:
                passage = homes.get(mark.sentences[0])
        placed.setdefault(passage, []).append(reported)
    return placed


class _Renditions:
    """For the Arabic sentences of a passage: the English that each system made of them."""

    def __init__(self, machines: Sequence[Machine]) -> None:
        self._machines = machines
        self._homes: list[dict[int, list[Row]]] = []
        for _, _, beads in machines:
            homes: dict[int, list[Row]] = {}
            for bead in sorted(beads, key=lambda bead: bead["number"]):
                for sentence in bead["arabic"] or ():
                    homes.setdefault(sentence, []).append(bead)
            self._homes.append(homes)

    def __call__(self, arabic: Sequence[int]) -> tuple[Rendition, ...]:
        found = []
        for (system, sentences, _), homes in zip(self._machines, self._homes, strict=True):
            beads = [bead for sentence in arabic for bead in homes.get(sentence, ())]
            numbers = dict.fromkeys(number for bead in beads for number in bead["english"] or ())
            text = join_sentences(_pick(sentences, sorted(numbers)))
            if beads:
                found.append(Rendition(system=system, text=text))
        return tuple(found)


def _reading_order(row: Row) -> tuple[object, ...]:
    def position(name: str) -> tuple[bool, int]:
        return row[name] is None, row[name] or 0

    return *position("bead"), *position("english_start"), *position("arabic_start"), row["category"], row["finding"]


def _finding(row: Row) -> Finding:
    return Finding(
        category=row["category"],
        severity=row["severity"],
        confidence=row["confidence"] or 0.0,
        arabic=_mark(row, "arabic"),
        english=_mark(row, "english"),
        evidence=row["evidence"] or "",
        check=row["check"] or "",
        bead=row["bead"],
        repair=row["repair"],
    )


def _mark(row: Row, side: str) -> Mark | None:
    start, end = row[f"{side}_start"], row[f"{side}_end"]
    if start is None or end is None:
        return None
    return Mark(sentences=tuple(row[f"{side}_sentences"] or ()), start=start, end=end, text=row[f"{side}_text"] or "")
