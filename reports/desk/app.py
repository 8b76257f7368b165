"""The desk as a web application: which address is answered by what, and by whom it may be asked."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Collection
from concurrent.futures import ThreadPoolExecutor

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from corpus.problems import DocumentError
from reports.catalogues import message
from reports.desk.access import Access, greet, interface_of
from reports.desk.desk import Desk
from reports.desk.guard import Guard
from reports.desk.recording import Conflict
from reports.desk.routes import adding, commenting, deciding, downloads, entering, laying, listing, naming, reading
from reports.desk.views import view
from reports.desk.visits import Handler, Refusal, Visit, check_sender, read_form

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


_WRITTEN = ("rendering", "text", "reason", "english", "arabic", "evidence")  # fields that hold a person's words
_THREADS = 4  # pages are made by the processor alone: more at once only wait for each other
_REFUSALS = {
    404: message("There is no such page."),
    405: message("Nothing was asked for."),
    500: message(
        "Something went wrong here. What was answered before is kept; whoever runs the desk finds the reason."
    ),
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
    routes += [Route("/interface", gate.doing(naming.set_interface, role="nobody"), methods=["POST"])]
    return Starlette(
        routes=routes,
        middleware=[Middleware(Guard, names=names, public=public)],
        exception_handlers={HTTPException: gate.refuse, 500: gate.refuse},
    )


def _conflict(visit: Visit, conflict: Conflict) -> dict[str, object]:
    """What the page of a conflict shows: what they did, what was sent, and the ways on."""
    url = visit.request.url
    query = f"?{url.query}" if url.query else ""
    return {
        "since": conflict.since,
        "path": url.path + query,
        "form": visit.form,
        "written": _written(visit),
        "back": _back(visit),
    }


def _back(visit: Visit) -> str:
    """The page that the form of a request stood on; empty where it is none that could be known."""
    place = visit.request.path_params
    if visit.request.method == "GET" or "translation" not in place:
        return ""
    path = "/".join(["/work", place["translation"], *([place["key"]] if "key" in place else [])])
    return f"{path}?{visit.request.url.query}" if visit.request.url.query else path


def _written(visit: Visit) -> list[str]:
    """What a person wrote into the form that could not be done, so that it is not lost with the page."""
    return [visit.form[name] for name in _WRITTEN if visit.form.get(name)]


def _refused(visit: Visit, error: Refusal, *, value: str = "", remedy: str = "") -> Response:
    """The page that says what is wrong, and gives back what was written."""
    said = {"detail": error.detail, "said": error.said, "value": value, "remedy": remedy}
    response = view(visit, "refusal", status=error.status_code, **said, back=_back(visit), written=_written(visit))
    response.headers.update(error.headers or {})
    return response


class _Gate:
    """Wraps handlers: who asks, may they, did they send it themselves; and what to answer when something is wrong."""

    def __init__(self, desk: Desk, access: Access) -> None:
        self._desk = desk
        self._access = access
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="desk")

    def asking(self, handler: Handler, *, role: str = "reader") -> Callable[[Request], Awaitable[Response]]:
        """For pages that change nothing."""

        async def answer(request: Request) -> Response:
            return await self._outside(self._answer, handler, request, None, role)

        return answer

    def doing(self, handler: Handler, *, role: str = "editor") -> Callable[[Request], Awaitable[Response]]:
        """For what changes something."""

        async def answer(request: Request) -> Response:
            form = await read_form(request)
            return await self._outside(self._answer, handler, request, form, role)

        return answer

    async def refuse(self, request: Request, error: Exception) -> Response:
        """For what no handler was asked: a page that says what is wrong."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        known = error if isinstance(error, Refusal) else Refusal(status, _REFUSALS.get(status, _REFUSALS[404]))
        return await self._outside(self._answer, lambda visit: _refused(visit, known), request, None, "nobody")

    async def _outside(self, work: Callable[..., Response], *values: object) -> Response:
        """Do work that waits for disk and database beside the loop that listens."""
        return await asyncio.get_running_loop().run_in_executor(self._threads, work, *values)

    def _answer(self, handler: Handler, request: Request, form: dict[str, str] | None, role: str) -> Response:
        visitor = self._access.visitor(request)
        if visitor.role == "nobody" and role != "nobody":
            return RedirectResponse("/login", status_code=303)
        interface = visitor.interface or interface_of(request, self._desk.interface)
        visit = Visit(desk=self._desk, request=request, visitor=visitor, form=form or {}, interface=interface)
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
        except Refusal as error:
            return _refused(visit, error)
        except DocumentError as error:
            return _refused(visit, Refusal(400, error.what), value=error.value, remedy=error.remedy)
