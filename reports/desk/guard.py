"""What every request passes first: the name it was asked under, its size, and the headers of every answer."""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Collection

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from reports.assets import STRICTEST

LARGEST = 64 * 1024  # bytes of what a form sends; the longest is a rendering of one passage
_LONGEST = 4096  # characters of an address with its query
_HOST = re.compile(r"(?:\[([0-9A-Fa-f:.]{2,45})\]|([^:\[\]/@]{1,253}))(?::[0-9]{1,5})?")
_HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}


class Guard:
    """Refuses requests under a foreign name or too large ones, and adds the headers.

    A page elsewhere can point a name of its own at this machine (DNS rebinding) and then reads what the browser
    is shown; but it cannot make the browser send another name than its own. So only ``names``, addresses of this
    machine and, where the desk is ``public``, bare addresses are answered.
    """

    def __init__(self, app: ASGIApp, *, names: Collection[str] = (), public: bool = False) -> None:
        self._app = app
        self._names = {name.lower() for name in names}
        self._public = public

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or hand the request on."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def send_guarded(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                headers.setdefault("Content-Security-Policy", STRICTEST)
                headers.setdefault("Cache-Control", "no-store")
                headers.update(_HEADERS)
            await send(message)

        refusal = self._refuse(scope)
        await (refusal or self._app)(scope, receive, send_guarded)

    def _refuse(self, scope: Scope) -> PlainTextResponse | None:
        headers = Headers(scope=scope)
        if not self._answers_to(host_of(headers.get("host", ""))):
            return PlainTextResponse("The desk does not answer to this name.\n", status_code=421)
        length = headers.get("content-length", "0")
        if not length.isdecimal() or int(length) > LARGEST:
            return PlainTextResponse(f"More than {LARGEST} bytes.\n", status_code=413)
        if len(scope["path"]) + len(scope["query_string"]) > _LONGEST:
            return PlainTextResponse("The address is too long.\n", status_code=414)
        return None

    def _answers_to(self, host: str) -> bool:
        return is_loopback(host) or host in self._names or (self._public and _is_address(host))


def is_loopback(host: str) -> bool:
    """Whether a host name is of this machine alone.

    >>> is_loopback("127.0.0.1"), is_loopback("localhost"), is_loopback("0.0.0.0"), is_loopback("example.org")
    (True, True, False, False)
    """
    return host == "localhost" or (_is_address(host) and ipaddress.ip_address(host).is_loopback)


def host_of(header: str) -> str:
    """The host of a Host header, its port and the brackets of IPv6 taken off; empty where it is malformed.

    >>> host_of("[::1]:8765"), host_of("LOCALHOST:1"), host_of("user@localhost")
    ('::1', 'localhost', '')
    """
    found = _HOST.fullmatch(header)
    return (found[1] or found[2]).lower() if found else ""


def _is_address(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
