"""One passage with its context, one document, its history, and what others did since."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from starlette.responses import JSONResponse, Response

from reports.desk.events import Event, read_events
from reports.desk.following import texts_of
from reports.desk.presenting import WHOLE, Decided, Work, Worked
from reports.desk.routes.asking import asked_document, asked_passage, asked_work
from reports.desk.views import view
from reports.desk.visits import Visit
from reports.desk.worklist import Wish, find_spot
from reports.marking import Stretch, mark_side, wide_findings

_SIDES = ("english", "arabic")
_CONTEXT = 2  # passages shown before and after


def show_passage(visit: Visit) -> Response:
    """One passage: to decide on."""
    visit.desk.refresh()
    work = asked_work(visit)
    worked, wish = asked_passage(visit, work), Wish.of(visit.request.query_params)
    with visit.desk.database.reading() as connection:
        spot = find_spot(connection, wish, work.report.translation.document, worked.key)
    place = work.passages.index(worked)
    around = [each for each in work.passages if each.key != WHOLE]
    start = around.index(worked) if worked in around else 0
    reaching = _reaching(work, worked)
    return view(
        visit,
        "passage",
        work=work,
        worked=worked,
        text=work.report.translation,
        original=work.report.original,
        last=_last(work),
        wish=wish,
        spot=spot,
        above=around[max(start - _CONTEXT, 0) : start] if worked.key != WHOLE else [],
        below=around[start + 1 : start + 1 + _CONTEXT] if worked.key != WHOLE else [],
        reading_before=work.passages[place - 1] if place else None,
        reading_after=work.passages[place + 1] if place + 1 < len(work.passages) else None,
        marks=partial(_marked, by=[*worked.findings, *(each for _, each in reaching)]),
        plain=partial(_marked, by=worked.findings),
        reaching=reaching,
        english_of=lambda each: texts_of(each)[0],
        history=[event for event in _history(work) if _concerns(event, worked)],
        undone=work.state.undone,
        standing=_standing(work),
    )


def show_document(visit: Visit) -> Response:
    """One document: its status, its passages in reading order, its history."""
    visit.desk.refresh()
    work = asked_work(visit)
    return view(
        visit,
        "document",
        work=work,
        text=work.report.translation,
        original=work.report.original,
        last=_last(work),
        history=_history(work),
        undone=work.state.undone,
        standing=_standing(work),
    )


def tell_changes(visit: Visit) -> Response:
    """What was done to a document after an event, for the pages that look."""
    translation = asked_document(visit)
    after = visit.request.query_params.get("after", "")
    number = int(after) if after.isdecimal() and after.isascii() and len(after) < 16 else 0
    with visit.desk.database.reading() as connection:
        events = read_events(connection, translation, after=number)
    told = [{"id": each.id, "by": each.by, "kind": each.kind, "passage": each.passage} for each in events]
    return JSONResponse(told)


def _marked(worked: Worked, side: str, *, by: Sequence[Decided]) -> tuple[tuple[Stretch, ...], ...]:
    """The sentences of a side, cut where marks of findings that were not dismissed begin and end."""
    return mark_side(worked.passage, [each.reported for each in by if each.decision != "dismissed"], side)


def _reaching(work: Work, worked: Worked) -> list[tuple[Worked, Decided]]:
    """Findings of other passages that lie on words of this one too."""
    found = []
    for other in work.passages:
        wide = {each.number for each in wide_findings(each.reported for each in other.findings)}
        for each in other.findings if other is not worked else ():
            shown = each.reported.number in wide and each.decision != "dismissed"
            if shown and any(
                part.findings for side in _SIDES for parts in _marked(worked, side, by=[each]) for part in parts
            ):
                found.append((other, each))
    return found


def _standing(work: Work) -> set[int]:
    """The events that are the last word on their subject, and so can be taken back."""
    return {events[-1].id for events in work.state.standing.values() if events}


def _last(work: Work) -> int:
    return max((event.id for event in work.state.last.values()), default=0)


def _history(work: Work) -> list[Event]:
    """Everything that was done to a document, the newest first."""
    return list(reversed(work.state.events))


def _concerns(event: Event, worked: Worked) -> bool:
    subjects = {each.subject for each in worked.findings} | {f"rendering:{worked.key}"}
    return event.passage == worked.key or event.subject in subjects
