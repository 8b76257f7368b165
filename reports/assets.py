"""What every page carries inside: the style sheet with its font, the script, and the policy that allows only these."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from importlib.resources import files

_HEAD = 4096  # characters of a page in which its policy stands, before any text of a document
_POLICY = re.compile(
    r'<meta http-equiv="Content-Security-Policy" content="'
    r"[^\"]*?style-src '(sha256-[A-Za-z0-9+/=]{44})'; script-src '(sha256-[A-Za-z0-9+/=]{44})'[^\"]*\">"
)
STRICTEST = "default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"


@cache
def style(*names: str) -> str:
    """The named style sheets with the Arabic font inside, as one text."""
    sheets = [(files("reports") / "static" / f"{name}.css").read_text(encoding="utf-8") for name in names]
    font = (files("reports") / "static" / "fonts" / "scheherazade-new-arabic-400.woff2").read_bytes()
    return "\n".join(sheets).replace("FONT_DATA", base64.b64encode(font).decode("ascii"))


@cache
def script(name: str) -> str:
    """A script of ours, as text."""
    return (files("reports") / "static" / f"{name}.js").read_text(encoding="utf-8")


def policy(style_text: str, script_text: str) -> str:
    """The Content-Security-Policy of a page: nothing but this style, this script and fonts from inside.

    Content Security Policy Level 3, hash sources. ``frame-ancestors`` is for the header alone, see ``headers``.
    """
    return _policy(_digest(style_text), _digest(script_text))


def header_policy(page: str) -> str:
    """The policy for the response header of a page of ours, which says in its head what it carries.

    The head stands before any text of a document, so no document can write its own. A page that does not
    say gets the strictest policy: it is shown, and nothing in it acts.
    """
    found = _POLICY.search(page[:_HEAD])
    return f"{_policy(*found.groups())}; frame-ancestors 'none'" if found else STRICTEST


def _policy(style_hash: str, script_hash: str) -> str:
    return (
        f"default-src 'none'; style-src '{style_hash}'; script-src '{script_hash}'; "
        "font-src data:; base-uri 'none'; form-action 'none'"
    )


def _digest(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode("utf-8")).digest()).decode("ascii")
