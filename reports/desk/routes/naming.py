"""Under which name an editor works where there are no accounts, and in which language the pages speak to them."""

from __future__ import annotations

from starlette.responses import RedirectResponse, Response

from reports.catalogues import LANGUAGES
from reports.desk.access import INTERFACE_COOKIE, NAME_COOKIE, clean_name, set_cookie
from reports.desk.accounts import choose_interface
from reports.desk.visits import Refusal, Visit


def set_name(visit: Visit) -> Response:
    """Work under another name from now on."""
    name = clean_name(visit.form.get("name", ""))
    if not name:
        raise Refusal(400, "A name has at least one letter.")
    response = RedirectResponse("/", status_code=303)
    set_cookie(visit.request, response, NAME_COOKIE, name)
    return response


def set_interface(visit: Visit) -> Response:
    """Speak another language from now on, on the page where that was asked for: to this browser, and to the account."""
    interface, back = visit.form.get("interface", ""), visit.form.get("back", "/")
    if interface not in LANGUAGES:
        raise Refusal(400, "Nothing was asked for.")
    if visit.visitor.account and visit.visitor.name:
        choose_interface(visit.desk.database, visit.visitor.name, interface)
    ours = back.startswith("/") and not back.startswith(("//", "/\\"))
    response = RedirectResponse(back if ours else "/", status_code=303)
    set_cookie(visit.request, response, INTERFACE_COOKIE, interface)
    return response
