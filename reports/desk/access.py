"""Who may come in: on this machine alone anybody who can open the page, under a name that they give themselves."""

from __future__ import annotations

import secrets
from typing import Protocol
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from reports.desk.visits import Visitor

COOKIE = "muqabala-desk"
NAME_COOKIE = "muqabala-name"
_YEAR = 365 * 24 * 3600
_LONGEST = 60  # characters of a name


class Access(Protocol):
    """How visitors are told apart."""

    def visitor(self, request: Request) -> Visitor | None:
        """Who asks; None where they must log in first."""

    def greet(self, request: Request, response: Response, visitor: Visitor) -> None:
        """Give the browser what it has to show the next time."""


class OpenAccess:
    """No accounts: everybody is an editor, the name is only so that the history can say who it was."""

    def __init__(self, name: str) -> None:
        self._name = name

    def visitor(self, request: Request) -> Visitor:
        """The name of the browser's cookie, or the one that the desk was started by."""
        token = request.cookies.get(COOKIE, "")
        name = clean_name(unquote(request.cookies.get(NAME_COOKIE, ""))) or self._name
        return Visitor(name=name, role="admin", token=token if len(token) >= 40 else secrets.token_urlsafe(32))

    def greet(self, request: Request, response: Response, visitor: Visitor) -> None:
        """Keep the secret that forms are checked by."""
        if request.cookies.get(COOKIE) != visitor.token:
            set_cookie(request, response, COOKIE, visitor.token)


def clean_name(text: str) -> str:
    r"""A name as it can be kept: printable, one line, at most 60 characters.

    >>> clean_name("  Amina \n B. ")
    'Amina B.'
    """
    return " ".join("".join(each if each.isprintable() else " " for each in text).split())[:_LONGEST]


def set_cookie(request: Request, response: Response, name: str, value: str) -> None:
    """A cookie that scripts cannot read and no other site can make the browser send."""
    response.set_cookie(
        name,
        quote(value),
        max_age=_YEAR,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
