"""A finding that a person adds, on words that were selected or typed."""

from __future__ import annotations

from collections.abc import Sequence

from starlette.responses import Response

from corpus.documents import Sentence
from corpus.problems import UsageError
from reports.catalogues import message
from reports.desk.places import find_words
from reports.desk.presenting import Work, sides_of
from reports.desk.recording import Action
from reports.desk.routes.asking import asked_document
from reports.desk.routes.deciding import back, passage_of
from reports.desk.visits import Refusal, Visit
from scores.findings.categories import CATEGORIES
from scores.findings.finding import SEVERITIES, Finding, Mark, finding_id


def add_finding(visit: Visit) -> Response:
    """Add a finding on words of either side or of both; it is confirmed, for a person made it."""
    category, severity = visit.text("category"), visit.text("severity")
    if category not in CATEGORIES or severity not in SEVERITIES:
        raise Refusal(400, "There is no such kind or weight.")
    evidence = visit.text("evidence", longest=2000)
    translation = asked_document(visit)

    def action(work: Work) -> Action:
        worked = passage_of(visit, work)
        english, arabic = sides_of(work.report)
        marks = [
            _mark(visit, "english", english, worked.laid.english),
            _mark(visit, "arabic", arabic, worked.laid.arabic),
        ]
        if not any(marks):
            raise Refusal(400, "Select or type the words that it is about, English or Arabic.")
        finding = Finding(
            category=category,
            severity=severity,
            confidence=1.0,
            english=marks[0],
            arabic=marks[1],
            evidence=evidence,
            check=f"editor:{visit.visitor.name}",
        )
        data = {
            "category": category,
            "severity": severity,
            "evidence": evidence,
            "english": _place(english, marks[0]),
            "arabic": _place(arabic, marks[1]),
            "decision": "confirmed",
            "words": [mark.text if mark else "" for mark in marks],
        }
        return Action(
            by=visit.visitor.name,
            translation=translation,
            subject=f"finding:{_free_name(work, translation, finding)}",
            kind="add",
            passage=worked.key,
            data=data,
        )

    event = visit.desk.act(translation, action)
    return back(visit, event.passage, event.subject.replace(":", "-"))


def _mark(visit: Visit, side: str, sentences: Sequence[Sentence], numbers: Sequence[int]) -> Mark | None:
    words = visit.text(side, longest=2000)
    if not words:
        return None
    near = int(at) if (at := visit.form.get(f"{side}-at", "")).isdecimal() and at.isascii() and len(at) < 9 else 0
    found = find_words(sentences, numbers, words, near=near)
    if found is None:
        raise UsageError(
            message("these words do not stand in the passage"),
            value=words,
            remedy=message("copy them as they are written"),
        )
    return found


def _place(sentences: Sequence[Sentence], mark: Mark | None) -> list[object] | None:
    return [mark.start - sentences[0].start, mark.text] if mark else None


def _free_name(work: Work, translation: str, finding: Finding) -> str:
    """An id as the run would give it; told apart from one that the run or somebody else has given already."""
    taken = {each.reported.id for worked in work.passages for each in worked.findings}
    taken |= {subject.partition(":")[2] for subject in work.state.last}
    number = 0
    while (name := finding_id(translation, finding, context=f"editor {number}")) in taken:
        number += 1
    return name
