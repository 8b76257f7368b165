"""What a short line names: a place, a person, an organisation, a newspaper. The words are in ``data/labels.toml``."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from corpus.lines import key, word_keys

_WORD = re.compile(r"[^\s\u2019'-]+")
_TOKEN = re.compile(r"\w+")
_NAME_WORD = re.compile(r"[.'-]*\w[\w.'-]*")
_PARTICLES = {"al", "el", "bin", "ibn", "abu", "de", "van", "von", "and", "of", "dr", "the", "for", "in"}
_HONORIFICS = {"dr", "prof", "mr", "mrs", "ms", "sheikh", "eng"}
_STOPS = ".!?\u061f\u06d4:\u2026;,\u060c\u061b"
_LONGEST_GROUP = 8  # words
_LONGEST_PERSON = 4  # words of a name that nothing introduces


def is_place(text: str) -> bool:
    """Whether a text is the name of a known city or country.

    >>> is_place("Cairo"), is_place("Cairo opens")
    (True, False)
    """
    return key(text) in word_keys("places", "dateline")


def is_organisation(text: str) -> bool:
    """Whether a short line names an office, a party, a council or the like.

    >>> is_organisation("Department of Media and Communications"), is_organisation("Bakers' Society, Hama")
    (True, True)
    """
    words = _TOKEN.findall(key(text))
    return len(words) <= 10 and any(word in word_keys("organisations", "signature") for word in words)


def is_group(text: str) -> bool:
    """Whether a short line is what people of one kind call themselves: "Friends of the Garden", "Free Teachers".

    >>> is_group("The Friends of the Garden"), is_group("We met the friends of the garden")
    (True, False)
    """
    words = key(text).removeprefix("the ").split()
    if not 2 <= len(words) <= _LONGEST_GROUP or not is_capitalised(text) or text[-1] in _STOPS:
        return False
    return any(word in word_keys("groups", "signature") for word in (words if text.isascii() else words[:1]))


def is_state(text: str) -> bool:
    """Whether a short line names a state, as above the name of a ministry.

    >>> is_state("Republic of Northland"), is_state("The republic has fallen into debt")
    (True, False)
    """
    words = key(text).split()
    return len(words) <= 5 and bool(words) and words[0] in word_keys("states", "signature") and is_capitalised(text)


def is_masthead(text: str) -> bool:
    """Whether a line is two to seven words in capitals, as a newspaper's name stands above its page.

    >>> is_masthead("THE COURIER OF THE COAST"), is_masthead("The Courier of the Coast")
    (True, False)
    """
    return text.isupper() and text.isascii() and 2 <= len(text.split()) <= 7 and text[-1] not in _STOPS


def is_outlet(text: str, *, surely: bool = False) -> bool:
    """Whether a short line names a newspaper, a magazine or the like; ``surely`` by its own word for one.

    >>> is_outlet("The Weavers' Magazine", surely=True), is_outlet("Coast Today"), is_outlet("Coast Today", surely=True)
    (True, True, False)
    """
    words = _TOKEN.findall(key(text))
    if not 2 <= len(words) <= 7 or not is_capitalised(text):
        return False
    if key(text) in word_keys("agencies", "dateline"):
        return True
    sure = word_keys("outlets", "signature")
    if any(word in sure for word in (words if text.isascii() or words[0].isascii() else words[:1])):
        return True
    if surely or len(words) > 4:
        return False
    first = words[1:2] if words[0] in {"al", "the", "an", "as", "ar", "ad"} else words[:1]
    return first[0] in word_keys("press", "signature") or any(
        word in word_keys("outlet_names", "signature") for word in words
    )


def is_name(text: str) -> bool:
    """Two to six words that could be a person's name: in Latin letters with capitals, in Arabic without digits."""
    words = _WORD.findall(text)
    if not 2 <= len(words) <= 6 or text[-1] in _STOPS or any(character.isdigit() for character in text):
        return False
    return is_capitalised(text)


def is_person(text: str, *, surely: bool = False) -> bool:
    """Whether a line that nothing introduces could be an author's name: no office, no place, no word of a sentence.

    ``surely`` where it begins with a given name of ``data/given_names.toml``, or with an initial or a title before it.

    >>> is_person("Salma Haddad"), is_person("Media Office"), is_person("Homs")
    (True, False, False)
    >>> is_person("Long Winter"), is_person("Long Winter", surely=True), is_person("Dr. Salma Haddad", surely=True)
    (True, False, True)
    """
    words = key(text).split()
    if not 2 <= len(words) <= _LONGEST_PERSON or (surely and not _begins_with_given_name(words)):
        return False
    if not is_name(text) or not all(map(_NAME_WORD.fullmatch, words)):
        return False
    if is_organisation(text) or is_outlet(text) or is_place(text):
        return False
    return word_keys("no_names", "signature").isdisjoint(words)


def _begins_with_given_name(words: Iterable[str]) -> bool:
    first = next((word for word in words if len(word.strip(".")) > 1 and word.strip(".") not in _HONORIFICS), "")
    return first in _given_names()


@cache
def _given_names() -> frozenset[str]:
    names = tomllib.loads((files("corpus") / "data" / "given_names.toml").read_text("utf-8"))
    return frozenset(key(name) for script in names.values() for name in script)


def is_capitalised(text: str) -> bool:
    """Whether every word in Latin letters begins with a capital, little words aside."""
    return all(
        not word[0].isascii() or not word[0].isalpha() or word[0].isupper() or word.lower().strip(".,") in _PARTICLES
        for word in _WORD.findall(text)
    )
