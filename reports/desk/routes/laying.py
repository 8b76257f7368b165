"""Put beads right: join two passages, divide one, hand a sentence to the neighbour."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.desk.beads import meet, merge, move, split, to_texts
from reports.desk.places import passage_key
from reports.desk.presenting import Work, sides_of
from reports.desk.recording import Action
from reports.desk.routes.asking import asked_document
from reports.desk.routes.deciding import passage_of
from reports.desk.visits import Refusal, Visit
from reports.desk.worklist import Wish


def lay_beads(visit: Visit) -> Response:
    """Change the beads at a passage; the passage that has its first sentence then is shown."""
    what = visit.text("do")
    translation = asked_document(visit)

    def action(work: Work) -> Action:
        if not work.report.original:
            raise Refusal(400, "Without an original there is nothing to lay side by side.")
        worked, sides = passage_of(visit, work), sides_of(work.report)
        index = worked.number
        if what == "join-next":
            kind, (before, after) = "merge", merge(work.beads, index)
        elif what == "join-before":
            kind, (before, after) = "merge", merge(work.beads, index - 1)
        elif what == "divide":
            kind = "split"
            before, after = split(work.beads, index, english=visit.number("english"), arabic=visit.number("arabic"))
        else:
            kind, (before, after) = "move", move(work.beads, index, what)
        shown = next(bead for bead in after if meet(bead, worked.laid))
        return Action(
            by=visit.visitor.name,
            translation=translation,
            subject="beads",
            kind=kind,
            passage=passage_key(
                [sides[0][number].text for number in shown.english], [sides[1][number].text for number in shown.arabic]
            ),
            data={"before": to_texts(sides, before), "after": to_texts(sides, after)},
            seen=visit.number("version"),
        )

    event = visit.desk.act(translation, action)
    query = Wish.of(visit.request.query_params).query
    return RedirectResponse(f"/work/{translation}/{event.passage}{'?' if query else ''}{query}#beads", status_code=303)
