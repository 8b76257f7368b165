"""A visit: one request with the desk it asks, the person who asks, and the form that was sent."""

from __future__ import annotations

import hashlib
import hmac
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from reports.desk.desk import Desk
from reports.desk.guard import LARGEST

ROLES = ("nobody", "reader", "editor", "admin")  # each may do what the ones before may
_FIELDS = 50  # of a form
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff]")


class Refusal(HTTPException):
    """A request that is not done: the status, and why, as a message of the catalogues with its values."""

    def __init__(
        self,
        status: int,
        text: str,
        *,
        headers: Mapping[str, str] | None = None,
        said: Mapping[str, object] | None = None,
    ) -> None:
        super().__init__(status, detail=text, headers=headers)
        self.said = said or {}


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """Who asks; ``token`` is the secret of the browser's cookie, and what forms must show follows from it.

    ``interface`` is the language that their account chose for the pages, empty where it chose none.
    """

    name: str
    role: str
    token: str
    account: bool = False  # whether the name is that of an account, and not only what they call themselves
    interface: str = ""

    @property
    def proof(self) -> str:
        """What a form of ours carries and a page of somebody else cannot know (against cross-site requests)."""
        return hmac.new(self.token.encode(), b"muqabala desk form", hashlib.sha256).hexdigest()

    def may(self, role: str) -> bool:
        """Whether the visitor has at least a role."""
        return ROLES.index(self.role) >= ROLES.index(role)

    def need(self, role: str) -> None:
        """Refuse (403) a visitor without a role."""
        if not self.may(role):
            raise Refusal(403, "Your account may read, and not change or undo this. Ask whoever runs the desk.")


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One request, and the language that it is answered in."""

    desk: Desk
    request: Request
    visitor: Visitor
    interface: str
    form: Mapping[str, str] = field(default_factory=dict)

    def text(self, name: str, *, longest: int = 400) -> str:
        """A field of the form, of one line; too long is an error of the sender (400)."""
        return " ".join(self.long_text(name, longest=longest).split())

    def long_text(self, name: str, *, longest: int = 20_000) -> str:
        """A field of the form that may have lines; control characters are dropped."""
        text = _CONTROL.sub("", self.form.get(name, "").replace("\r\n", "\n")).strip()
        if len(text) > longest:
            raise Refusal(400, "More than %(number)s characters were written.", said={"number": f"{longest:,}"})
        return text

    def number(self, name: str) -> int:
        """A whole number of the form."""
        text = self.form.get(name, "")
        if not re.fullmatch(r"[0-9]{1,15}", text):
            raise Refusal(400, "Nothing was asked for.")
        return int(text)


Handler = Callable[[Visit], Response]


async def read_form(request: Request) -> dict[str, str]:
    """The fields of a form; the last one where a name comes twice. Files cannot be sent.

    Raises:
        Refusal: it is of another kind (415), too large (413), or has too many fields (400).
    """
    kind = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if kind != "application/x-www-form-urlencoded":
        raise Refusal(415, "Only forms are taken, and no files.")
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            raise Refusal(413, "More than %(number)s bytes were sent.", said={"number": f"{LARGEST:,}"})
    try:
        fields = parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=_FIELDS)
    except ValueError as error:
        raise Refusal(400, "The form has too many fields.") from error
    return dict(fields)


def check_sender(request: Request, form: Mapping[str, str], visitor: Visitor) -> None:
    """Refuse what a page of somebody else made the browser send.

    Raises:
        Refusal: the form does not carry the visitor's proof, or the browser names another origin (403).
    """
    origin = request.headers.get("origin")
    elsewhere = origin is not None and urlsplit(origin).netloc.lower() != request.headers.get("host", "").lower()
    if elsewhere or request.headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        raise Refusal(403, "This was sent from another site.")
    if not hmac.compare_digest(form.get("proof", "").encode(), visitor.proof.encode()):
        raise Refusal(403, "This page was opened by somebody else or before you came in. Go back and load it again.")
