"""Pages of the desk: a template filled, under a policy that lets only our own style and script act."""

from __future__ import annotations

import hashlib
from functools import cache
from importlib.resources import files

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
            known_categories=CATEGORIES,
            compare=compare_words,
            address=address_of(visit.request),
            **values,
        )
    )
    return Response(page, status_code=status, media_type="text/html", headers={"Content-Security-Policy": _POLICY})
