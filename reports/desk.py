"""The desk: the reports of a run, served on this machine alone, to be read."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Callable
from pathlib import Path

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from corpus.problems import UsageError
from reports.assets import STRICTEST, header_policy
from reports.collecting import collect_report
from reports.exports import to_csv, to_json, to_markdown
from reports.report import Report
from reports.tables import Tables, open_tables
from reports.tmx import to_tmx
from reports.units import units_of
from reports.writing import NAME, write_reports
from reports.xliff import to_xliff

_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([^:\[\]/@]{1,253}))(?::[0-9]{1,5})?")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def _tmx(report: Report) -> bytes:
    return to_tmx(units_of(report), version=report.run.version)


def _xliff(report: Report) -> bytes:
    return to_xliff(units_of(report), original=report.translation.file)


_EXPORTS: dict[str, tuple[str, Callable[[Report], str | bytes]]] = {
    "json": ("application/json", to_json),
    "csv": ("text/csv; charset=utf-8", to_csv),
    "md": ("text/markdown; charset=utf-8", to_markdown),
    "tmx": ("application/xml", _tmx),
    "xlf": ("application/xliff+xml", _xliff),
}


def build_desk(run: Path) -> Starlette:
    """The web application that shows the reports of a run and changes nothing.

    Raises:
        UsageError: the folder is no run.
    """
    tables = open_tables(run)
    if not (run / "index.html").is_file():
        write_reports(run)

    async def index(_: Request) -> Response:
        return await run_in_threadpool(_page, run, "index.html")

    async def corpus(_: Request) -> Response:
        return await run_in_threadpool(_page, run, "corpus.html")

    async def document(request: Request) -> Response:
        name, kind = request.path_params["name"], request.path_params["kind"]
        if not NAME.fullmatch(name):
            raise HTTPException(404)
        if kind == "html":
            return await run_in_threadpool(_page, run, f"documents/{name}.html")
        return await run_in_threadpool(_export, tables, name, kind)

    return Starlette(
        routes=[
            Route("/", index),
            Route("/index.html", index),
            Route("/corpus.html", corpus),
            Route("/documents/{name}.{kind}", document),
        ],
        middleware=[Middleware(_Guard)],
    )


def serve(
    run: Path, host: str = "127.0.0.1", port: int = 8765, *, announce: Callable[[str], None] = lambda _: None
) -> None:
    """Serve the desk until it is stopped; ``announce`` is told the address once it is open (port 0: any free one).

    Raises:
        UsageError: the address is taken, or is not of this machine alone (others need accounts, and there are none).
    """
    if not is_loopback(host):
        raise UsageError(
            "the desk has no accounts and is served on this machine only",
            value=host,
            remedy="use 127.0.0.1, and a tunnel (ssh -L) from elsewhere",
        )
    import uvicorn

    desk = build_desk(run)
    with _listen(host, port) as listening:
        name = f"[{host}]" if ":" in host else host
        announce(f"http://{name}:{listening.getsockname()[1]}/")
        uvicorn.Server(uvicorn.Config(desk, log_level="warning", server_header=False)).run(sockets=[listening])


def _listen(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UsageError(
            "the address cannot be opened", value=f"{host}:{port}, {reason}", remedy="choose another --port"
        ) from error


def is_loopback(host: str) -> bool:
    """Whether a host name is of this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


class _Guard:
    """Refuses requests for another host (a page elsewhere whose name was pointed here), and adds the headers."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", STRICTEST)
                headers.update(_HEADERS)
            await send(message)

        if is_loopback(_host(Headers(scope=scope).get("host", ""))):
            await self._app(scope, receive, send_guarded)
        else:
            refusal = PlainTextResponse("The desk answers to 127.0.0.1 and localhost only.\n", status_code=421)
            await refusal(scope, receive, send_guarded)


def _host(header: str) -> str:
    """The host of a Host header, its port and the brackets of IPv6 taken off; empty where it is malformed."""
    found = _HOST.fullmatch(header)
    return (found[1] or found[2]).lower() if found else ""


def _page(run: Path, name: str) -> Response:
    path, root = (run / name).resolve(), run.resolve()
    if not path.is_file() or not path.is_relative_to(root):
        raise HTTPException(404)
    page = path.read_text(encoding="utf-8")
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": header_policy(page)})


def _export(tables: Tables, name: str, kind: str) -> Response:
    if kind not in _EXPORTS:
        raise HTTPException(404)
    try:
        report = collect_report(tables, name)
    except UsageError as error:
        raise HTTPException(404) from error
    media, convert = _EXPORTS[kind]
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(convert(report), media_type=media, headers=disposition)
