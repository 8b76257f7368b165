"""Under which name an editor works where there are no accounts."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.responses import RedirectResponse, Response

from reports.desk.access import NAME_COOKIE, clean_name, set_cookie
from reports.desk.visits import Visit


def set_name(visit: Visit) -> Response:
    """Work under another name from now on."""
    name = clean_name(visit.form.get("name", ""))
    if not name:
        raise HTTPException(400, "A name has at least one letter.")
    response = RedirectResponse("/", status_code=303)
    set_cookie(visit.request, response, NAME_COOKIE, name)
    return response
