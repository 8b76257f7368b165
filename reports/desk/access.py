"""Who asks: on this machine alone anybody, under a name that they give themselves; elsewhere whoever has an account."""

from __future__ import annotations

import secrets
from typing import Protocol
from urllib.parse import quote, unquote

from starlette.requests import Request
from starlette.responses import Response

from reports.catalogues import LANGUAGES
from reports.desk.visits import Visitor

COOKIE = "muqabala-desk"
NAME_COOKIE = "muqabala-name"
INTERFACE_COOKIE = "muqabala-interface"
_YEAR = 365 * 24 * 3600
_LONGEST = 60  # characters of a name


class Access(Protocol):
    """How visitors are told apart."""

    @property
    def accounts(self) -> bool:
        """Whether a name has to be proved by a password."""

    def visitor(self, request: Request) -> Visitor:
        """Who asks; with the role *nobody* where they must log in first."""


class OpenAccess:
    """No accounts: everybody is an editor, the name is only so that the history can say who it was."""

    accounts = False

    def __init__(self, name: str) -> None:
        self._name = name

    def visitor(self, request: Request) -> Visitor:
        """The name of the browser's cookie, or the one that the desk was started by."""
        name = clean_name(unquote(request.cookies.get(NAME_COOKIE, ""))) or self._name
        return Visitor(name=name, role="admin", token=token_of(request))


def token_of(request: Request) -> str:
    """The secret of the browser's cookie; a new one where it has none that could be ours."""
    token = request.cookies.get(COOKIE, "")
    return token if len(token) >= 40 else secrets.token_urlsafe(32)


def interface_of(request: Request, otherwise: str) -> str:
    """The language that the browser's owner chose for the pages, or the run's."""
    chosen = request.cookies.get(INTERFACE_COOKIE, otherwise)
    return chosen if chosen in LANGUAGES else LANGUAGES[0]


def greet(request: Request, response: Response, visitor: Visitor) -> None:
    """Give a browser that came without one the secret that its forms are checked by."""
    if request.cookies.get(COOKIE) != visitor.token and "set-cookie" not in response.headers:
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
