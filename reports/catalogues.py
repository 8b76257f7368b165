"""The interface in other languages: message catalogues of gettext, extracted and read by Babel.

The messages are the English texts of the templates and modules, of the files of ``data``, and the explanations of the
categories. A language is one file, ``locale/LANGUAGE/LC_MESSAGES/muqabala.po``; it is compiled when it is first
used, so nothing but the file that translators edit has to be shipped.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from gettext import NullTranslations
from importlib.resources import files
from io import BytesIO
from typing import IO, Any

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from corpus.problems import UsageError
from scores.findings.categories import CATEGORIES

LANGUAGES = ("en", "ar")  # of the interface


@cache
def catalogue(language: str) -> NullTranslations:
    """The messages of a language; English is the language that they are written in.

    Raises:
        UsageError: the interface does not speak that language.
    """
    if language == "en":
        return NullTranslations()
    if language not in LANGUAGES:
        raise UsageError("the interface does not speak this language", value=language, remedy="ask for en or ar")
    path = files("reports") / "locale" / language / "LC_MESSAGES" / "muqabala.po"
    compiled = BytesIO()
    with path.open("rb") as file:
        write_mo(compiled, read_po(file, locale=language))
    compiled.seek(0)
    found: NullTranslations = Translations(compiled)
    return found


def phrase(text: str, *, language: str, **values: object) -> str:
    """A message in a language, with its values filled in.

    >>> phrase("Passage %(number)s", language="en", number=3)
    'Passage 3'
    """
    found = catalogue(language).gettext(text)
    return found % values if values else found


def message(text: str) -> str:
    """Mark a message that is translated where it is shown, not where it is written.

    >>> message("there is no next passage")
    'there is no next passage'
    """
    return text


def say_count(number: int, one: str, many: str, *, language: str = "en") -> str:
    """A number with its noun, in the form that the language has for it (Arabic has six).

    >>> say_count(1200, "%(number)s finding", "%(number)s findings")
    '1,200 findings'
    """
    return catalogue(language).ngettext(one, many, number) % {"number": f"{number:,}"}


def extract_words(
    file: IO[bytes], keywords: Mapping[str, Any], comment_tags: object, options: object
) -> Iterator[tuple[int, str, str, list[str]]]:
    """Babel's extraction method for the files of ``data``: labels and explanations, with those of the categories."""
    del keywords, comment_tags, options
    found = tomllib.loads(file.read().decode("utf-8"))
    for group in found.keys() - {"languages"}:
        for entry in found[group].values():
            for part in ("label", "what"):
                if part in entry:
                    yield 1, "gettext", entry[part], []
    for category in CATEGORIES.values():
        yield 1, "gettext", category.label, []
        yield 1, "gettext", category.explanation, []
