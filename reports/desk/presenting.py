"""The run's report of a document with every decision applied: what the desk shows, filters and writes out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.documents import Sentence
from reports.desk.beads import Laid, Sides, lay
from reports.desk.events import Event, State
from reports.desk.places import find_words, passage_key
from reports.passages import build_passages
from reports.report import Passage, Rendition, Report, ReportedFinding
from scores.findings.categories import CATEGORIES
from scores.findings.finding import Finding, Mark

WHOLE = "whole"  # the key of what is about the whole document


@dataclass(frozen=True, slots=True, kw_only=True)
class Decided:
    """A finding as it stands: with the category and severity that persons gave it, and what they decided.

    ``was`` is what the run said, None for a finding that a person added.
    """

    reported: ReportedFinding
    was: Finding | None
    decision: str  # undecided, confirmed, dismissed
    reason: str
    by: str
    at: str
    version: int

    @property
    def finding(self) -> Finding:
        """The finding itself."""
        return self.reported.finding

    @property
    def subject(self) -> str:
        """Its name in the log."""
        return f"finding:{self.reported.id}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Worked:
    """A passage as it stands."""

    key: str
    number: int  # 0-based place among the passages as they are laid now; -1 for the whole document
    passage: Passage
    laid: Laid
    findings: tuple[Decided, ...]
    rendering: Event | None
    version: int  # of its rendering
    comments: tuple[Event, ...]

    @property
    def undecided(self) -> int:
        """How many findings nobody has decided on."""
        return sum(each.decision == "undecided" for each in self.findings)


@dataclass(frozen=True, slots=True, kw_only=True)
class Work:
    """A document as it stands; ``lost`` are events whose finding or passage this run no longer has."""

    report: Report
    state: State
    beads: tuple[Laid, ...]
    passages: tuple[Worked, ...]
    lost: tuple[Event, ...]

    @property
    def status(self) -> str:
        """What an editor said of the whole document."""
        return str(self.state.values.get("status", {}).get("status", "waiting"))

    def passage(self, key: str) -> Worked | None:
        """The passage of a key."""
        return next((passage for passage in self.passages if passage.key == key), None)


def report_of(work: Work) -> Report:
    """The report of a document with every decision in it, as pages and exports show it."""
    passages = [each for each in work.passages if each.key != WHOLE]
    shown = tuple(replace(each.passage, rendering=rendering_of(each)) for each in passages)
    general = tuple(found.reported for each in work.passages if each.key == WHOLE for found in each.findings)
    return replace(work.report, passages=shown, general=general)


def rendering_of(worked: Worked) -> str | None:
    """What an editor wrote in place of the English of a passage; None where nothing stands."""
    return (worked.rendering.data["rendering"] or None) if worked.rendering else None


def sides_of(report: Report) -> Sides:
    """The sentences of both sides, English first."""
    return report.translation.sentences, report.original.sentences if report.original else ()


def present(report: Report, state: State) -> Work:
    """Apply what persons did to what the run found."""
    sides = sides_of(report)
    beads = lay(_laid(report, sides), state.standing.get("beads", ()), sides)
    findings = {each.reported.id: each for each in _decide(report, state, sides)}
    passages, general = _passages(report, beads, sides, [each.reported for each in findings.values()])
    keys = _keys(passages)
    homes = {
        (side, sentence.text): key
        for passage, key in zip(passages, keys, strict=True)
        for side, sentence in _sentences(passage)
    }
    comments = _comments(state, set(keys), homes)
    worked = [
        Worked(
            key=key,
            number=number,
            passage=passage,
            laid=laid,
            findings=tuple(findings[reported.id] for reported in passage.findings),
            rendering=state.latest(f"rendering:{key}"),
            version=state.version(f"rendering:{key}"),
            comments=tuple(comments.get(key, ())),
        )
        for number, (key, passage, laid) in enumerate(zip(keys, passages, beads, strict=True))
    ]
    about = _about_all(general, findings, comments.get(WHOLE, []))
    shown = {*(f"finding:{name}" for name in findings), *(f"rendering:{key}" for key in keys)}
    lost = [
        state.standing[name][-1]
        for kind in ("finding", "rendering")
        for name in state.subjects(kind)
        if name not in shown
    ]
    return Work(report=report, state=state, beads=tuple(beads), passages=(*about, *worked), lost=tuple(lost))


def _laid(report: Report, sides: Sides) -> list[Laid]:
    numbers = [{id(sentence): number for number, sentence in enumerate(side)} for side in sides]
    return [
        Laid(
            english=tuple(numbers[0][id(sentence)] for sentence in passage.english),
            arabic=tuple(numbers[1][id(sentence)] for sentence in passage.arabic),
            bead=passage.number,
        )
        for passage in report.passages
    ]


def _decide(report: Report, state: State, sides: Sides) -> list[Decided]:
    found = [_decided(reported, state, was=reported.finding) for reported in report.findings]
    known = {each.reported.id for each in found}
    added: list[Decided] = []
    for subject in state.subjects("finding"):
        first, name = state.standing[subject][0], subject.partition(":")[2]
        if first.kind == "add" and name not in known and (finding := _added(first, sides)):
            reported = ReportedFinding(number=len(found) + len(added) + 1, id=name, mqm="", finding=finding)
            added.append(_decided(reported, state, was=None))

    return found + added


def _decided(reported: ReportedFinding, state: State, *, was: Finding | None) -> Decided:
    subject = f"finding:{reported.id}"
    said, last = state.values.get(subject, {}), state.latest(subject)
    finding = reported.finding
    category = said.get("category", finding.category)
    finding = replace(finding, category=category, severity=said.get("severity", finding.severity))
    mqm = CATEGORIES[category].mqm if category in CATEGORIES else reported.mqm
    # what nobody here ever touched may be dismissed all the same: in an earlier version of the translation
    earlier = reported.dismissed if not state.version(subject) else None
    decision = said.get("decision", "undecided" if earlier is None else "dismissed")
    reason = said.get("reason", earlier or "")
    dismissed = reason if decision == "dismissed" else None
    return Decided(
        reported=replace(reported, finding=finding, mqm=mqm, dismissed=dismissed),
        was=was,
        decision=decision,
        reason=reason,
        by=last.by if last else "",
        at=last.at if last else "",
        version=state.version(subject),
    )


def _added(event: Event, sides: Sides) -> Finding | None:
    marks = [
        _mark(sentences, event.data.get(side)) for side, sentences in zip(("english", "arabic"), sides, strict=True)
    ]
    if not any(marks):
        return None
    return Finding(
        category=event.data["category"],
        severity=event.data["severity"],
        confidence=1.0,
        english=marks[0],
        arabic=marks[1],
        evidence=event.data["evidence"],
        check=f"editor:{event.by}",
    )


def _mark(sentences: Sequence[Sentence], place: Any) -> Mark | None:
    return find_words(sentences, range(len(sentences)), place[1], near=place[0]) if place and sentences else None


def _passages(
    report: Report, beads: Sequence[Laid], sides: Sides, findings: Sequence[ReportedFinding]
) -> tuple[tuple[Passage, ...], tuple[ReportedFinding, ...]]:
    """Passages over the beads as they are laid now; what the run said of a bead stays with an equal one."""
    known = {passage.number: passage for passage in report.passages}
    place: dict[int | None, int] = {bead.bead: number for number, bead in enumerate(beads) if bead.bead is not None}
    moved = [replace(each, finding=replace(each.finding, bead=place.get(each.finding.bead))) for each in findings]
    rows: list[dict[str, Any]] = [
        {
            "number": number,
            "english": bead.english,
            "arabic": bead.arabic,
            "similarity": known[bead.bead].similarity if bead.bead is not None else None,
            "confidence": 1.0 if bead.fixed else known[bead.bead].confidence if bead.bead is not None else None,
        }
        for number, bead in enumerate(beads)
    ]
    passages, general = build_passages(
        english=sides[0], arabic=sides[1], beads=rows, findings=moved, machines=(), scores={}
    )
    renditions = {id(sentence): old.renditions for old in report.passages for sentence in old.arabic}
    return tuple(replace(each, renditions=_renditions(each, renditions)) for each in passages), general


def _renditions(passage: Passage, known: dict[int, tuple[Rendition, ...]]) -> tuple[Rendition, ...]:
    """What the machines made of its Arabic; of a passage that was joined, the versions of its parts in their order."""
    texts: dict[str, dict[str, None]] = {}
    for sentence in passage.arabic:
        for rendition in known.get(id(sentence), ()):
            texts.setdefault(rendition.system, {})[rendition.text] = None
    return tuple(Rendition(system=system, text=" ".join(parts)) for system, parts in texts.items())


def _keys(passages: Sequence[Passage]) -> list[str]:
    taken: Counter[str] = Counter()
    keys = []
    for passage in passages:
        sides = [sentence.text for sentence in passage.english], [sentence.text for sentence in passage.arabic]
        key = passage_key(*sides)
        keys.append(passage_key(*sides, copy=taken[key]) if taken[key] else key)
        taken[key] += 1
    return keys


def _sentences(passage: Passage) -> list[tuple[str, Sentence]]:
    return [("english", each) for each in passage.english] + [("arabic", each) for each in passage.arabic]


def _comments(state: State, keys: set[str], homes: dict[tuple[str, str], str]) -> dict[str, list[Event]]:
    """Comments by the passage they were written at, or else by the one that has its first sentence now."""
    found: dict[str, list[Event]] = {}
    for subject in state.subjects("comment"):
        event = state.standing[subject][-1]
        side, text = event.data["place"] or ("", "")
        home = event.passage if event.passage in keys else homes.get((side, text), WHOLE)
        found.setdefault(home, []).append(event)
    return found


def _about_all(general: Sequence[ReportedFinding], findings: dict[str, Decided], comments: list[Event]) -> list[Worked]:
    if not general and not comments:
        return []
    passage = Passage(number=-1, english=(), arabic=(), similarity=None, confidence=None, findings=tuple(general))
    return [
        Worked(
            key=WHOLE,
            number=-1,
            passage=passage,
            laid=Laid(english=(), arabic=()),
            findings=tuple(findings[reported.id] for reported in general),
            rendering=None,
            version=0,
            comments=tuple(comments),
        )
    ]
