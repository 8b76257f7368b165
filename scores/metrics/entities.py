"""HTML entities that a translation system left in its output: each counts as wrong words where texts are compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from html import unescape

_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-f]{1,6}|[a-z][a-z0-9]{1,31});", re.IGNORECASE)


def find_entities(lines: Sequence[str]) -> dict[int, str]:
    """Numbers of the lines that hold HTML entities → the first of them; a bare ampersand is none.

    >>> find_entities(["He said &quot;no&quot;.", "Marks & Spencer", "AT&T; and others"])
    {0: '&quot;'}
    """
    found = {}
    for number, line in enumerate(lines):
        entity = next(
            (match.group() for match in _ENTITY.finditer(line) if unescape(match.group()) != match.group()), None
        )
        if entity is not None:
            found[number] = entity
    return found


def describe_entities(found: dict[int, str], lines: int) -> tuple[str, str, str]:
    """What is wrong, the value that shows it, and what to do, for people."""
    number, entity = next(iter(found.items()))
    return (
        "HTML entities were left in the text, and each counts as wrong words",
        f"{entity} in line {number + 1}; {len(found)} of {lines} lines",
        "turn them into characters (in Python: html.unescape) and score again",
    )
