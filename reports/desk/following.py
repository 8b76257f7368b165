"""The tables that follow from the run and the log: made for a document, and only where they differ."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, Table, and_, delete, insert, select, update

from alignments.corrections import bead_texts
from corpus.folding import fold_text
from reports.desk.presenting import Decided, Work, Worked, sides_of
from reports.desk.schema import CORRECTIONS, DOCUMENTS, FINDINGS, PASSAGES, RENDERINGS
from reports.report import join_sentences
from scores.findings.finding import SEVERITIES, Mark

NOTHING_FOUND = 9
_UNSTORABLE = re.compile("[\0\ud800-\udfff]")

Values = dict[str, Any]


def storable(text: str) -> str:
    r"""The text as every database takes it: NUL and lone surrogates replaced.

    >>> storable("a\0b")
    'a\ufffdb'
    """
    return _UNSTORABLE.sub("\N{REPLACEMENT CHARACTER}", text)


def follow(connection: Connection, work: Work) -> None:
    """Bring the rows of a document up to what its report and its events say."""
    translation = work.report.translation.document
    _set(connection, DOCUMENTS, {"translation": translation}, ("translation",), [_document(work)])
    passages = [_passage(translation, passage) for passage in work.passages]
    _set(connection, PASSAGES, {"translation": translation}, ("number",), passages)
    findings = {row["finding"]: row for row in _lost_findings(work)}
    findings |= {row["finding"]: row for row in _findings(work)}
    _set(connection, FINDINGS, {"translation": translation}, ("finding",), list(findings.values()))
    _set(connection, RENDERINGS, {"translation": translation}, ("passage",), list(_renderings(work)))
    _set(connection, CORRECTIONS, {"translation": translation}, ("translation",), list(_corrections(work)))


def _document(work: Work) -> Values:
    report = work.report
    return {
        "translation": report.translation.document,
        "original": report.original.document if report.original else "",
        "title": storable(report.translation.title),
        "file": storable(report.translation.file),
        "language": report.translation.language,
        "verdict": report.decision,
        "status": work.status,
        "findings": sum(len(passage.findings) for passage in work.passages),
        "undecided": sum(passage.undecided for passage in work.passages),
        "present": True,
    }


def _passage(translation: str, worked: Worked) -> Values:
    english, arabic = texts_of(worked)
    severities = [_rank(each.finding.severity) for each in worked.findings]
    open_ = [_rank(each.finding.severity) for each in worked.findings if each.decision != "dismissed"]
    return {
        "translation": translation,
        "key": worked.key,
        "number": worked.number,
        "english": storable(english),
        "arabic": storable(arabic),
        "folded": storable(" ".join(fold_text(f"{english}\n{arabic}").split())),
        "worst": min(open_, default=NOTHING_FOUND),
        # By all that was found: a passage whose findings are dismissed keeps its place, and so does who works there.
        "rank": _place(
            min(severities, default=NOTHING_FOUND), sum(each.finding.confidence for each in worked.findings)
        ),
        "findings": len(worked.findings),
        "undecided": worked.undecided,
        "comments": len(worked.comments),
        "rendered": worked.rendering is not None,
    }


def texts_of(worked: Worked) -> tuple[str, str]:
    """The English and the Arabic of a passage, its sentences joined by a blank."""
    return join_sentences(worked.passage.english), join_sentences(worked.passage.arabic)


def _place(worst: int, weight: float) -> float:
    """Where a passage stands in the list: by its worst finding, within that by the confidence of all together.

    >>> _place(1, 0.9) < _place(1, 0.5) < _place(2, 5.0)
    True
    """
    return round(worst - weight / (1 + weight), 6)


def _rank(severity: str) -> int:
    return SEVERITIES.index(severity) if severity in SEVERITIES else len(SEVERITIES) - 1


def _findings(work: Work) -> Iterator[Values]:
    for worked in work.passages:
        for each in worked.findings:
            yield {
                "translation": work.report.translation.document,
                "finding": each.reported.id,
                "passage": worked.key,
                "category": each.finding.category,
                "severity": each.finding.severity,
                "decision": each.decision,
                "reason": storable(each.reason),
                "by": each.by,
                "at": each.at,
                "english": _words(each.finding.english),
                "arabic": _words(each.finding.arabic),
            }


def _lost_findings(work: Work) -> Iterator[Values]:
    """Decisions on findings that this run does not have: kept, for it may have them again."""
    for event in work.lost:
        kind, _, name = event.subject.partition(":")
        said = work.state.values[event.subject]
        if kind == "finding":
            yield {
                "translation": event.translation,
                "finding": name,
                "passage": "",
                "category": said.get("category", ""),
                "severity": said.get("severity", ""),
                "decision": said.get("decision", "undecided"),
                "reason": said.get("reason", ""),
                "by": event.by,
                "at": event.at,
                "english": said.get("words", ["", ""])[0],
                "arabic": said.get("words", ["", ""])[1],
            }


def _renderings(work: Work) -> Iterator[Values]:
    """Every rendering that stands, whether this run still has its passage or not."""
    for subject in work.state.subjects("rendering"):
        event = work.state.standing[subject][-1]
        if event.data["rendering"]:
            yield {
                "translation": event.translation,
                "passage": subject.partition(":")[2],
                **{name: event.data[name] for name in ("english", "arabic", "rendering")},
                "by": event.by,
                "at": event.at,
            }


def _corrections(work: Work) -> Iterator[Values]:
    fixed = [(bead.arabic, bead.english) for bead in work.beads if bead.fixed]
    last = work.state.latest("beads")
    english, arabic = ([sentence.text for sentence in side] for side in sides_of(work.report))
    if fixed and last and work.report.original:
        yield {
            "translation": work.report.translation.document,
            "original": work.report.original.document,
            "beads": json.dumps({"beads": fixed, "texts": bead_texts(fixed, arabic, english)}),
            "by": last.by,
            "at": last.at,
        }


def words_of(each: Decided) -> list[str]:
    """The words of a finding, English first, as the log keeps them beside a decision."""
    return [_words(each.finding.english), _words(each.finding.arabic)]


def _words(mark: Mark | None) -> str:
    return storable(mark.text) if mark else ""


def _set(
    connection: Connection, table: Table, where: Mapping[str, str], key: Sequence[str], rows: Sequence[Values]
) -> None:
    """Make the rows of a document these rows: what is equal is left alone."""
    of_document = and_(*(table.c[name] == value for name, value in where.items()))
    present = {
        tuple(row[name] for name in key): dict(row)
        for row in connection.execute(select(table).where(of_document)).mappings()
    }
    wanted = {tuple(row[name] for name in key): row for row in rows}

    def at(place: tuple[Any, ...]) -> Any:
        return and_(of_document, *(table.c[name] == value for name, value in zip(key, place, strict=True)))

    changed = [
        place
        for place, row in present.items()
        if place not in wanted or any(row[name] != value for name, value in wanted[place].items())
    ]
    if table is PASSAGES and any(
        place in wanted and wanted[place]["key"] != present[place]["key"] for place in changed
    ):
        gone = changed  # keys change hands among passages: all at once, or two would hold one key for a moment
    else:
        gone = [place for place in changed if place not in wanted]
        for place in set(changed) - set(gone):
            connection.execute(update(table).where(at(place)).values(wanted[place]))
    for place in gone:
        connection.execute(delete(table).where(at(place)))
    new = [row for place, row in wanted.items() if place not in present or place in gone]
    if new:
        connection.execute(insert(table), new)
