"""What a PDF is made into: reading order, columns, paragraphs, and the furniture of pages left out."""

from __future__ import annotations

import pytest

from corpus.formats.pdf import join_pages, to_reading_order, unfold_columns

FULL = "The council met on Friday to discuss the plan for the old"


@pytest.mark.parametrize(
    ("seen", "read"),
    [
        ("ﺔﺒﺘﻜﻤﻟا", "المكتبة"),
        (".بﺎﺘﻛ  فﻻآ    ﺔﺛﻼﺛ", "ثلاثة آلاف كتاب."),
        ("2014 نﺎﺴﻴﻧ   12.5", "12.5 نيسان 2014"),
        ("(ﻰﻤﻠﺳ    ) ةﺮﻳﺪﻤﻟا", "المديرة (سلمى)"),
        ("  A line   in English (2014).", "A line in English (2014)."),
        ("", ""),
        ("\N{ARABIC DAMMATAN}", ""),
        (  # vowel signs out of their place, as a browser's PDF has them
            "\ufe94\u064e\ufedf\ufe8e  \u064e\ufeb3\u0650\u0631 \u064e\u0644\ufe8e \u064e\ufed7\u064e\u0648",
            "وَقَالَ رِسَالَة",
        ),
        ("\ufeea\0\ufee7\u0650\u0625", "إِنه"),
    ],
)
def test_a_line_is_put_into_reading_order(seen: str, read: str) -> None:
    assert to_reading_order(seen) == read


def test_columns_are_read_one_after_the_other() -> None:
    lines = ["A title across both of the columns"] + [
        f"left {number} end{' ' * 9}right {number} end" for number in range(8)
    ]
    unfolded = [line for line in unfold_columns(lines) if line]
    assert unfolded[0] == lines[0]
    assert unfolded[1:9] == [f"left {number} end" for number in range(8)]
    assert unfolded[9:] == [f"right {number} end" for number in range(8)]


def test_the_right_column_is_first_in_arabic() -> None:
    lines = [f"{'رادلا'}{' ' * 9}{'ﺔﺒﺘﻜﻤﻟا'}"] * 8
    assert unfold_columns(lines)[0] == "ﺔﺒﺘﻜﻤﻟا"


def test_wide_gaps_that_no_lines_share_are_no_columns() -> None:
    lines = [f"{'x' * number}{' ' * 6}{'y' * 30}" for number in range(5, 75, 7)]
    assert unfold_columns(lines) == lines


def test_full_lines_are_joined_and_page_furniture_is_left_out() -> None:
    pages = [
        ["The Valley Gazette", "", FULL, "town and voted.", "", f"Para-{number} is short.", "", f"- {number} -"]
        for number in (1, 2, 3)
    ]
    decoded = join_pages(pages)
    assert decoded.text.split("\n\n")[:2] == [f"{FULL} town and voted.", "Para-1 is short."]
    assert "Gazette" not in decoded.text
    assert "Gazette" in decoded.notes[0]


def test_a_word_broken_at_the_end_of_a_line_is_whole_again() -> None:
    pages = [
        [
            "The members of the council spoke about the new develop-",
            "ments in the old town and about nothing else today.",
        ]
    ]
    assert "new developments in" in join_pages(pages).text


def test_a_page_without_text_is_noted() -> None:
    assert join_pages([[FULL], []]).notes == ("page 2 holds no text; if it is scanned it needs OCR",)


def test_what_a_browser_prints_around_a_page_is_left_out() -> None:
    decoded = join_pages([["11/26/26, 12:19 PM A Plan", "", FULL, "", "https://example.org/a-plan 1/1"]])
    assert decoded.text == FULL
