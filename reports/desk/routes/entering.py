"""Log in to an account, and log out."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.desk.access import COOKIE, clean_name, set_cookie
from reports.desk.accounts import TooManyTries, log_in, log_out
from reports.desk.views import view
from reports.desk.visits import Refusal, Visit

_WAIT = 15 * 60  # seconds after which the oldest tries are forgotten


def show_login(visit: Visit) -> Response:
    """The page that asks for name and password."""
    return view(visit, "login", wrong=False)


def enter(visit: Visit) -> Response:
    """Check name and password; a good one begins a session under a new secret."""
    name, password = clean_name(visit.form.get("name", "")), visit.form.get("password", "")
    client = visit.request.client
    try:
        token = log_in(
            visit.desk.database, name, password, address=client.host if client else "", now=visit.desk.clock()
        )
    except TooManyTries as error:
        raise Refusal(
            429, "Too many wrong passwords. Wait a quarter of an hour.", headers={"Retry-After": str(_WAIT)}
        ) from error
    if token is None:
        return view(visit, "login", status=403, wrong=True)
    response = RedirectResponse("/", status_code=303)
    set_cookie(visit.request, response, COOKIE, token)
    return response


def leave(visit: Visit) -> Response:
    """End the session."""
    log_out(visit.desk.database, visit.visitor.token)
    response = RedirectResponse("/login", status_code=303)
    response.delete_cookie(COOKIE)
    return response
