"""What an address asks for."""

from __future__ import annotations

from corpus.problems import UsageError
from reports.desk.presenting import Work, Worked
from reports.desk.visits import Refusal, Visit
from reports.writing import NAME

_PAGES = 100_000


def page_number(visit: Visit) -> int:
    """The page of a list, from 0; the first where the address says nonsense."""
    text = visit.request.query_params.get("page", "")
    return min(int(text), _PAGES) if text.isdecimal() and text.isascii() and len(text) < 7 else 0


def asked_document(visit: Visit) -> str:
    """The name of the translation in the address.

    Raises:
        Refusal: it cannot be a name (404).
    """
    name = str(visit.request.path_params["translation"])
    if not NAME.fullmatch(name):
        raise Refusal(404, "There is no such page.")
    return name


def asked_work(visit: Visit) -> Work:
    """The document of the address as it stands.

    Raises:
        Refusal: the run has no such translation (404).
    """
    name = asked_document(visit)
    try:
        return visit.desk.work(name)
    except UsageError as error:
        raise Refusal(404, "This run has no such document.") from error


def asked_passage(visit: Visit, work: Work) -> Worked:
    """The passage of the address.

    Raises:
        Refusal: its sentences stand in other passages now, or it never was one (404).
    """
    found = work.passage(str(visit.request.path_params["key"]))
    if found is None:
        raise Refusal(404, "There is no such passage: its sentences may have been joined or divided since.")
    return found
