"""Words that are one slip of the keyboard away from a known one: "Publihser", "Publising date"."""

from __future__ import annotations

from collections.abc import Iterable

_LEAST = 8  # letters; shorter words are often one letter from another word


def correct_slip(word: str, known: Iterable[str]) -> str | None:
    """The one known word that a folded word differs from by a letter too many, too few or wrong, or by two swapped.

    The first letter and the end are right: what differs there is another word or another form of it.

    >>> correct_slip("publihser", ["publisher", "published", "date"]), correct_slip("publishers", ["publisher"])
    ('publisher', None)
    """
    if len(word) < _LEAST:
        return None
    near = [each for each in known if abs(len(each) - len(word)) <= 1 and _is_slip(word, each)]
    return near[0] if len(near) == 1 else None


def _is_slip(word: str, meant: str) -> bool:
    if word[:1] != meant[:1] or word[-1:] != meant[-1:]:
        return False
    at = next((at for at, (left, right) in enumerate(zip(word, meant, strict=False)) if left != right), len(meant))
    rest, wanted = word[at:], meant[at:]
    swapped = rest[1:2] + rest[:1] + rest[2:]
    return wanted in {rest[1:], swapped} or rest == wanted[1:] or rest[1:] == wanted[1:]
