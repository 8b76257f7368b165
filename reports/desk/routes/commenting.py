"""Talk about a passage: a comment, or an answer to one."""

from __future__ import annotations

import secrets

from starlette.responses import Response

from reports.desk.presenting import Work, Worked
from reports.desk.recording import Action
from reports.desk.routes.asking import asked_document
from reports.desk.routes.deciding import back, passage_of
from reports.desk.visits import Refusal, Visit


def comment(visit: Visit) -> Response:
    """Say something about a passage; ``answers`` names the comment that it answers, 0 for none."""
    text, answers = visit.long_text("text", longest=4000), visit.number("answers")
    if not text:
        raise Refusal(400, "There is nothing in the comment.")

    def action(work: Work) -> Action:
        worked = passage_of(visit, work)
        if answers and answers not in {event.id for event in worked.comments}:
            raise Refusal(409, "The comment that you answer was withdrawn. Nothing was written.")
        return Action(
            by=visit.visitor.name,
            translation=asked_document(visit),
            subject=f"comment:{secrets.token_hex(8)}",
            kind="comment",
            passage=worked.key,
            data={"text": text, "answers": answers, "place": _place(worked)},
        )

    event = visit.desk.act(asked_document(visit), action)
    return back(visit, event.passage, f"comment-{event.id}")


def _place(worked: Worked) -> list[str] | None:
    """The first sentence of the passage, by which a comment is found again when passages are joined or divided."""
    for side, sentences in (("english", worked.passage.english), ("arabic", worked.passage.arabic)):
        if sentences:
            return [side, sentences[0].text]
    return None
