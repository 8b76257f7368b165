"""One name for a publisher that is written in several ways."""

from __future__ import annotations

from pathlib import Path

import polars as pl
import pytest

from corpus.problems import DocumentError
from scores.bodies import name_bodies, name_publishers, one_name, read_aliases

ARABIC = "المكتب الإعلامي"
OTHER = "دار النشر"


def test_the_usual_spelling_stands_for_the_others() -> None:
    names = ["Media Office", "Media Office", "MEDIA OFFICE", "Media-Office.", "Press Office"]
    assert set(one_name(names, [], aliases={}).values()) == {"Media Office", "Press Office"}


def test_vowel_marks_and_hamza_make_no_other_name() -> None:
    assert one_name([ARABIC, ARABIC, "المكتب الاعلامي"], [], aliases={})["المكتب الاعلامي"] == ARABIC


@pytest.mark.parametrize(
    ("couples", "one"),
    [
        ([("Media Office", ARABIC)] * 2, True),
        ([("Media Office", ARABIC)], False),  # a single pair may be by another publisher
        ([("Media Office", ARABIC)] * 2 + [("Press House", ARABIC)] * 2, False),  # both cannot be the same
        ([("Media Office", ARABIC)] * 9 + [("Press House", ARABIC)], True),
        ([("Media Office", ARABIC)] * 2 + [("Media Office", OTHER)] * 3, False),
        ([("Media Office", "Media Bureau")] * 5, False),  # two English names are not one because of a pair
    ],
)
def test_pairs_speak_for_a_name_in_two_languages(couples: list[tuple[str, str]], one: bool) -> None:  # noqa: FBT001
    found = one_name(["Media Office", ARABIC, OTHER], couples, aliases={})
    assert (found[ARABIC] == "Media Office") == one
    assert found[OTHER] == OTHER


def test_what_a_person_declares_comes_first() -> None:
    couples = [("Media Office", ARABIC)] * 2
    aliases = {"media office": "Office of the Media", ARABIC: "Another Body"}
    found = one_name(["Media Office", ARABIC], couples, aliases=aliases)
    assert found == {"Media Office": "Office of the Media", ARABIC: "Another Body"}
    found = one_name(["Media Office", ARABIC], couples, aliases={"Media Office": "Office of the Media"})
    assert found[ARABIC] == "Office of the Media"


def test_the_table_of_documents_gets_one_name() -> None:
    described = pl.DataFrame(
        {
            "translation": ["a", "b", "c", "m"],
            "role": ["translation"] * 3 + ["machine"],
            "publisher": ["Media Office", "Media Office", ARABIC, None],
            "author": [None, None, "Samir", None],
        },
        schema_overrides={"author": pl.String},
    )
    fields = pl.DataFrame(
        [("o", "publisher", ARABIC), ("p", "publisher", ARABIC), ("p", "publisher", OTHER), ("a", "publisher", "x")],
        schema=["document", "name", "value"],
        orient="row",
    )
    pairs = pl.DataFrame({"translation": ["a", "b", "c", "m"], "original": ["o", "p", None, "o"]})
    named = name_bodies(described, fields, pairs, aliases={"Samir": "Samir Q."})
    assert named["publisher"].to_list() == ["Media Office"] * 3 + [None]
    assert named["author"].to_list() == [None, None, "Samir Q.", None]
    assert name_bodies(described.clear(), fields, pairs, aliases={}).is_empty()


def test_a_source_stands_for_the_publisher_that_is_not_named() -> None:
    rows = [("a", "source", "Media Office"), ("b", "source", "Agency"), ("b", "publisher", "The Post")]
    fields = pl.DataFrame(rows, schema=["document", "name", "value"], orient="row")
    named = name_publishers(fields).filter(pl.col("name") == "publisher")
    assert sorted(named.select("document", "value").iter_rows()) == [("a", "Media Office"), ("b", "The Post")]
    assert name_publishers(fields.clear()).is_empty()


def test_a_table_of_aliases_is_read_and_a_broken_one_refused(tmp_path: Path) -> None:
    path = tmp_path / "names.csv"
    path.write_text("alias,name\nMO,Media Office\n,\nPH,\n", encoding="utf-8-sig")
    assert read_aliases(path) == {"MO": "Media Office"}
    path.write_text("short,long\nMO,Media Office\n", encoding="utf-8")
    with pytest.raises(DocumentError, match=r"names\.csv: alias, name.*alias,name"):
        read_aliases(path)
    with pytest.raises(DocumentError):
        read_aliases(tmp_path / "none.csv")
