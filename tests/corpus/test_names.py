"""What short lines name."""

from __future__ import annotations

import pytest

from corpus.names import is_organisation, is_outlet, is_person, is_place


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Nablus", {"place"}),
        ("الزرقاء", {"place"}),
        ("Salma Haddad", {"person"}),
        ("سلمى القبّاني", {"person"}),
        ("Salma spoke", set()),
        ("كيف عدنا", set()),
        ("Salma", set()),
        ("نقابة الخبازين", {"organisation"}),
        ("Guild of Bakers, Hama", {"organisation"}),
        ("The Builders’ Journal", {"outlet"}),
        ("مجلّة البنّائين", {"outlet"}),
        ("الساحل اليوم", {"outlet"}),
        ("the news was read in the evening", set()),
    ],
)
def test_what_a_line_names(text: str, kinds: set[str]) -> None:
    tests = {"place": is_place, "person": is_person, "organisation": is_organisation, "outlet": is_outlet}
    assert {name for name, test in tests.items() if test(text)} == kinds


def test_a_newspaper_is_sure_only_by_its_own_word() -> None:
    assert is_outlet("جريدة الساحل", surely=True)
    assert not is_outlet("الساحل اليوم", surely=True)
    assert not is_outlet("عن جريدة الساحل", surely=True)


def test_a_long_word_beside_a_sign_is_no_name_and_takes_no_time() -> None:
    assert not is_person(f"{'A' * 60} B+C")
