"""The desk as a web application: which address is answered by what, and by whom it may be asked."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from corpus.problems import DocumentError
from reports.desk.access import Access, greet
from reports.desk.desk import Desk
from reports.desk.guard import Guard
from reports.desk.recording import Conflict
from reports.desk.routes import adding, commenting, deciding, downloads, entering, laying, listing, naming, reading
from reports.desk.views import view
from reports.desk.visits import Handler, Visit, check_sender, read_form

_READ: dict[str, Handler] = {
    "/": listing.show_worklist,
    "/documents/": listing.show_documents,
    "/index.html": downloads.show_index,
    "/corpus.html": downloads.show_corpus,
    "/names.html": downloads.show_names,
    "/documents/{name}.{kind}": downloads.show_report,
    "/work/{translation}": reading.show_document,
    "/work/{translation}/changes": reading.tell_changes,
    "/work/{translation}/{key}": reading.show_passage,
}
_WRITE: dict[str, Handler] = {
    "/work/{translation}/status": deciding.set_status,
    "/work/{translation}/undo": deciding.take_back,
    "/work/{translation}/{key}/findings/{finding}": deciding.decide,
    "/work/{translation}/{key}/rendering": deciding.render,
    "/work/{translation}/{key}/comments": commenting.comment,
    "/work/{translation}/{key}/findings": adding.add_finding,
    "/work/{translation}/{key}/beads": laying.lay_beads,
}


def build_desk(desk: Desk, access: Access, *, names: Collection[str] = (), public: bool = False) -> Starlette:
    """The web application over a desk; ``public`` where other machines may ask, under ``names`` or bare addresses."""
    gate = _Gate(desk, access)
    routes = [Route("/assets/{name}", gate.asking(downloads.load_asset, role="nobody"))]
    routes += [Route(path, gate.asking(handler)) for path, handler in _READ.items()]
    routes += [Route(path, gate.doing(handler), methods=["POST"]) for path, handler in _WRITE.items()]
    if access.accounts:
        routes += [
            Route("/login", gate.asking(entering.show_login, role="nobody"), methods=["GET"]),
            Route("/login", gate.doing(entering.enter, role="nobody"), methods=["POST"]),
            Route("/logout", gate.doing(entering.leave, role="reader"), methods=["POST"]),
        ]
    else:
        routes += [Route("/name", gate.doing(naming.set_name, role="reader"), methods=["POST"])]
    return Starlette(routes=routes, middleware=[Middleware(Guard, names=names, public=public)])


def _conflict(visit: Visit, conflict: Conflict) -> dict[str, object]:
    """What the page of a conflict shows: what they did, what was sent, and the ways on."""
    url, place = visit.request.url, visit.request.path_params
    back = "/".join(["/work", place["translation"], *([place["key"]] if "key" in place else [])])
    query = f"?{url.query}" if url.query else ""
    return {"since": conflict.since, "path": url.path + query, "form": visit.form, "back": back + query}


class _Gate:
    """Wraps handlers: who asks, may they, did they send it themselves; and what to answer when something is wrong."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access

    def asking(self, handler: Handler, *, role: str = "reader") -> Callable[[Request], Awaitable[Response]]:
        """For pages that change nothing."""

        async def answer(request: Request) -> Response:
            return await run_in_threadpool(self._answer, handler, request, None, role)

        return answer

    def doing(self, handler: Handler, *, role: str = "editor") -> Callable[[Request], Awaitable[Response]]:
        """For what changes something."""

        async def answer(request: Request) -> Response:
            form = await read_form(request)
            return await run_in_threadpool(self._answer, handler, request, form, role)

        return answer

    def _answer(self, handler: Handler, request: Request, form: dict[str, str] | None, role: str) -> Response:
        visitor = self._access.visitor(request)
        if visitor.role == "nobody" and role != "nobody":
            return RedirectResponse("/login", status_code=303)
        visit = Visit(desk=self._desk, request=request, visitor=visitor, form=form or {})
        response = self._handle(handler, visit, role, sent=form is not None)
        greet(request, response, visitor)
        return response

    def _handle(self, handler: Handler, visit: Visit, role: str, *, sent: bool) -> Response:
        try:
            if sent:
                check_sender(visit.request, visit.form, visit.visitor)
            visit.visitor.need(role)
            return handler(visit)
        except Conflict as conflict:
            return view(visit, "conflict", status=409, **_conflict(visit, conflict))
        except HTTPException as error:
            response = view(visit, "refusal", status=error.status_code, detail=error.detail)
            response.headers.update(error.headers or {})
            return response
        except DocumentError as error:
            return view(visit, "refusal", status=400, detail=str(error))
