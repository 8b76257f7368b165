"""Pages of the desk: a template filled, under a policy that lets only our own style and script act."""

from __future__ import annotations

import hashlib
from collections.abc import Hashable
from functools import cache, lru_cache, partial
from importlib.resources import files

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from reports.assets import script, style
from reports.desk.visits import Visit
from reports.differing import compare_words
from reports.pages import environment
from scores.findings.categories import CATEGORIES

_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; font-src data:; connect-src 'self'; "
    "img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_KEPT = 4096  # pieces of pages; one is a few thousand characters at most
_SHEETS = ("page", "document", "desk")


@cache
def assets() -> dict[str, tuple[str, str]]:
    """What the pages load, by its name: media type and text. The name changes with the text, so it can be kept."""
    icon = (files("reports") / "static" / "desk.svg").read_text(encoding="utf-8")
    texts = {
        "css": ("text/css; charset=utf-8", style(*_SHEETS)),
        "js": ("text/javascript; charset=utf-8", script("desk")),
        "svg": ("image/svg+xml", icon),
    }
    return {
        f"desk-{hashlib.sha256(body.encode()).hexdigest()[:16]}.{kind}": (media, body)
        for kind, (media, body) in texts.items()
    }


@lru_cache(maxsize=_KEPT)
def fill_piece(template: str, *, interface: str, **values: Hashable) -> Markup:
    """A piece of a page that follows from its values alone, filled once for all readers as long as it is kept.

    There is nothing to go stale: what somebody decides changes the values, and other values are another piece.
    """
    page = environment(interface).get_template(f"desk/{template}.html").render(**values)
    return Markup(page)  # noqa: S704 - the template has escaped every text


def address_of(request: Request) -> str:
    """The page that is asked for, with its query; the worklist where a form was sent."""
    query = f"?{request.url.query}" if request.url.query else ""
    return f"{request.url.path}{query}" if request.method == "GET" else "/"


def view(visit: Visit, template: str, *, status: int = 200, **values: object) -> Response:
    """Answer with a page; every text in it is escaped."""
    sheet, code, icon = assets()
    page = (
        environment(visit.interface)
        .get_template(f"desk/{template}.html")
        .render(
            sheet=sheet,
            code=code,
            icon=icon,
            visitor=visit.visitor,
            trouble=visit.desk.trouble,
            known_categories=tuple(CATEGORIES),
            compare=compare_words,
            piece=partial(fill_piece, interface=visit.interface),
            address=address_of(visit.request),
            **values,
        )
    )
    return Response(page, status_code=status, media_type="text/html", headers={"Content-Security-Policy": _POLICY})
