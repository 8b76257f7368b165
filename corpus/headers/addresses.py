"""Lines of an address at the foot of a letter or statement: a street, a box, telephones, e-mail, the city below."""

from __future__ import annotations

import re
from functools import cache

from corpus.dates import find_dates
from corpus.folding import fold_text
from corpus.lines import spell_out, word_keys
from corpus.names import is_place

_LONGEST = 110  # characters
_LONGEST_REST = 6  # words beside an e-mail address or a telephone number
_MAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
_PHONE = re.compile(r"(?<!\w)\+?\(?\d[\d\s()./-]{5,}\d(?!\w)")
_STOPS = ".!?:"
_COMMAS = re.compile(r"\s*[,\u060c]\s*|\s+[-\u2013\u2014]\s+")


def is_address(text: str) -> bool:
    """Whether a line is a part of a postal address, or holds little but a telephone number or an e-mail address.

    >>> is_address("P.O. Box 114, Amman"), is_address("+962 6 555 0100 / press@example.org")
    (True, True)
    >>> is_address("Our street has 114 houses."), is_address("30-07-2018")
    (False, False)
    """
    if len(text) > _LONGEST or text[-1] in _STOPS:
        return False
    folded = fold_text(text)
    without = _PHONE.sub(" ", _MAIL.sub(" ", folded))
    if without != folded and not find_dates(text):
        return len(without.split()) <= _LONGEST_REST
    return any(each.isdigit() for each in folded) and _words().match(folded) is not None


def is_town(text: str) -> bool:
    """Whether a line holds nothing but known cities and countries: "Amman, Jordan".

    >>> is_town("Amman, Damascus"), is_town("Amman waits")
    (True, False)
    """
    return len(text) <= _LONGEST and all(map(is_place, _COMMAS.split(text)))


@cache
def _words() -> re.Pattern[str]:
    """A line that begins with a number and a street, or with words of an address and a number after them."""
    words = spell_out(word_keys("address"))
    return re.compile(rf"(?:\d{{1,5}},?\s(?:\w+\s){{1,3}})?(?<!\w)(?:{words})(?!\w)")
