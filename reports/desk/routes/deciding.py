"""Confirm, dismiss, classify, render, say how far a document is, undo."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from starlette.responses import RedirectResponse, Response

from reports.desk.events import Event
from reports.desk.following import texts_of, words_of
from reports.desk.presenting import Decided, Work, Worked
from reports.desk.recording import Action
from reports.desk.routes.asking import asked_document
from reports.desk.visits import Refusal, Visit
from reports.desk.worklist import STATUSES, Wish
from scores.findings.categories import CATEGORIES
from scores.findings.finding import SEVERITIES

_DECISIONS = {"confirm": "confirmed", "dismiss": "dismissed", "reopen": "undecided"}


def decide(visit: Visit) -> Response:
    """Confirm or dismiss a finding, take a decision back, or say that it is of another kind or weight."""
    kind = visit.text("do")
    reason = visit.text("reason", longest=2000)
    if kind == "dismiss" and not reason:
        raise Refusal(400, "Say why it is no fault: the reason is kept for those who come after you.")

    def action(work: Work) -> Action:
        worked, found = _finding(visit, work)
        return _action(
            visit, found.subject, kind, worked.key, _said(visit, kind, found, reason), seen=visit.number("version")
        )

    event = visit.desk.act(asked_document(visit), action)
    return back(visit, event.passage, f"finding-{visit.request.path_params['finding']}")


def _said(visit: Visit, kind: str, found: Decided, reason: str) -> dict[str, Any]:
    said: dict[str, Any] = {"words": words_of(found), "category": found.finding.category}
    said["severity"] = found.finding.severity
    if kind in _DECISIONS:
        return said | {"decision": _DECISIONS[kind], "reason": reason}
    if kind != "classify":
        raise Refusal(400, "Nothing was asked for.")
    category, severity = visit.text("category"), visit.text("severity")
    if category not in CATEGORIES or severity not in SEVERITIES:
        raise Refusal(400, "There is no such kind or weight.")
    return said | {"category": category, "severity": severity}


def render(visit: Visit) -> Response:
    """Write a better rendering of a passage; an empty one takes it back to what was published."""
    rendering = "" if visit.text("withdraw") else visit.long_text("rendering")

    def action(work: Work) -> Action:
        worked = passage_of(visit, work)
        english, arabic = texts_of(worked)
        data = {"rendering": rendering, "english": english, "arabic": arabic}
        return _action(visit, f"rendering:{worked.key}", "render", worked.key, data, seen=visit.number("version"))

    event = visit.desk.act(asked_document(visit), action)
    return back(visit, event.passage, "rendering")


def set_status(visit: Visit) -> Response:
    """Say how far a document is."""
    status = visit.text("status")
    if status not in STATUSES:
        raise Refusal(400, "There is no such state of a document.")
    translation = asked_document(visit)
    visit.desk.act(
        translation, lambda _: _action(visit, "status", "status", "", {"status": status}, seen=visit.number("version"))
    )
    return RedirectResponse(f"/work/{translation}", status_code=303)


def take_back(visit: Visit) -> Response:
    """Undo an event."""
    translation = asked_document(visit)
    undone: Event = visit.desk.undo(
        translation, visit.number("event"), by=visit.visitor.name, anybodys=visit.visitor.may("admin")
    )
    passage = undone.passage if visit.text("at") != "document" else ""
    return back(visit, passage if visit.desk.work(translation).passage(passage) else "", "history")


def passage_of(visit: Visit, work: Work) -> Worked:
    """The passage of the address, inside a change.

    Raises:
        Refusal: it is no more, for somebody joined or divided it (409).
    """
    found = work.passage(str(visit.request.path_params["key"]))
    if found is None:
        raise Refusal(409, "This passage is no more: somebody joined or divided it. Nothing was written.")
    return found


def back(visit: Visit, passage: str, place: str) -> Response:
    """To the passage where it was done, in the list it was come from; to the document where it was none."""
    translation, query = asked_document(visit), Wish.of(visit.request.query_params).query
    path = f"/work/{translation}" + (f"/{passage}" if passage else "")
    return RedirectResponse(f"{path}{'?' if query else ''}{query}#{place}", status_code=303)


def _finding(visit: Visit, work: Work) -> tuple[Worked, Decided]:
    wanted = visit.request.path_params["finding"]
    for worked in work.passages:
        for found in worked.findings:
            if found.reported.id == wanted:
                return worked, found
    raise Refusal(404, "There is no such finding any more.")


def _action(
    visit: Visit, subject: str, kind: str, passage: str, data: Mapping[str, Any], *, seen: int | None
) -> Action:
    return Action(
        by=visit.visitor.name,
        translation=asked_document(visit),
        subject=subject,
        kind=kind,
        passage=passage,
        data=data,
        seen=seen,
    )
