import re
from importlib.resources import files

import pytest
from babel.messages.frontend import CommandLineInterface
from babel.messages.pofile import read_po

from corpus.problems import UsageError
from reports.catalogues import LANGUAGES, catalogue, phrase, say_count

PLACES = re.compile(r"%\((\w+)\)s")


@pytest.fixture(scope="module")
def messages(tmp_path_factory):
    """The messages of the source as ``make messages`` extracts them."""
    path = tmp_path_factory.mktemp("messages") / "messages.pot"
    keywords = [
        word
        for name in ("phrase:1", "say_count:2,3", "count:2,3", "message:1", "Refusal:2")
        for word in ("--keywords", name)
    ]
    source = str(files("reports"))
    mapping = ["--mapping-file", str(files("reports").joinpath("..", "pyproject.toml"))]
    CommandLineInterface().run(["pybabel", "--quiet", "extract", *mapping, *keywords, "--output", str(path), source])
    with path.open("rb") as file:
        return {message.id for message in read_po(file) if message.id}


@pytest.mark.parametrize("language", [name for name in LANGUAGES if name != "en"])
def test_every_message_is_translated_and_none_is_left_over(messages, language: str) -> None:
    path = files("reports") / "locale" / language / "LC_MESSAGES" / "muqabala.po"
    with path.open("rb") as file:
        found = {message.id: message for message in read_po(file, locale=language) if message.id}
    assert found.keys() == messages, "run `make messages` and translate what is new"
    for name, message in found.items():
        forms = [message.string] if isinstance(message.string, str) else list(message.string)
        assert all(forms), name
        assert not message.fuzzy, name
        whole = name if isinstance(name, str) else name[1]
        for form in forms:
            assert set(PLACES.findall(form)) <= set(PLACES.findall(whole)), name
        if isinstance(name, str):
            assert set(PLACES.findall(message.string)) == set(PLACES.findall(name)), name


@pytest.mark.parametrize(
    ("number", "shown"),
    [(1, "مقطع واحد"), (2, "مقطعان"), (7, "7 مقاطع"), (11, "11 مقطعًا"), (100, "100 مقطع"), (1203, "1,203 مقاطع")],
)
def test_a_number_takes_the_form_that_arabic_has_for_it(number: int, shown: str) -> None:
    assert say_count(number, "%(number)s passage", "%(number)s passages", language="ar") == shown


def test_values_are_filled_in() -> None:
    assert phrase("Passage %(number)s", language="ar", number=12) == "المقطع 12"


def test_an_unknown_language_is_refused_with_those_there_are() -> None:
    with pytest.raises(UsageError, match="en or ar"):
        catalogue("fr")
