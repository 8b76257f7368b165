"""The worklist and the documents."""

from __future__ import annotations

from dataclasses import replace

from starlette.responses import Response

from reports.desk.routes.asking import page_number
from reports.desk.views import view
from reports.desk.visits import Visit
from reports.desk.worklist import (
    PAGE,
    STATES,
    STATUSES,
    Wish,
    count_documents,
    find_document,
    list_categories,
    list_documents,
    list_passages,
)


def show_worklist(visit: Visit) -> Response:
    """Passages, worst first."""
    visit.desk.refresh()
    wish, number = Wish.of(visit.request.query_params), page_number(visit)
    with visit.desk.database.reading() as connection:
        listed = list_passages(connection, wish, page=number)
        categories, documents = list_categories(connection), list(list_documents(connection))
        chosen = find_document(connection, wish.document) if wish.document else None
    if chosen and chosen not in documents:
        documents.insert(0, chosen)
    return view(
        visit,
        "worklist",
        wish=wish,
        everywhere=replace(wish, state="all").query,
        listed=listed,
        number=number,
        more=(number + 1) * PAGE < listed.total,
        first=number * PAGE + 1,
        categories=tuple(categories),
        documents=tuple((each.translation, each.title or each.file) for each in documents),
        states=STATES,
        statuses=STATUSES,
    )


def show_documents(visit: Visit) -> Response:
    """Documents, those with most to decide first."""
    visit.desk.refresh()
    number = page_number(visit)
    with visit.desk.database.reading() as connection:
        documents, total = list_documents(connection, page=number), count_documents(connection)
    more = (number + 1) * PAGE < total
    return view(visit, "documents", documents=documents, number=number, more=more, total=total)
