"""Lines and their places."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.line_places import Lines, find_lines, split_lines

TEXTS = st.text(alphabet=st.sampled_from("aB *_\t\r\n\v\u2028\u200f\u0627."), max_size=80)


@given(TEXTS)
def test_lines_are_what_stands_at_their_places(text: str) -> None:
    lines = find_lines(text)
    assert all(text[line.start : line.end] == line.text != "" for line in lines)
    assert [*Lines(text)] == lines
    assert [letter for line in lines for letter in line.text if letter.isalnum()] == [*filter(str.isalnum, text)]


@given(TEXTS)
def test_split_lines_leaves_out_nothing_but_line_ends_and_empty_lines(text: str) -> None:
    lines = list(split_lines(text, 0, len(text)))
    assert [line for _, line in lines] == [*filter(None, text.splitlines())]
    assert all(text.startswith(line, place) for place, line in lines)


def test_a_gap_is_an_empty_line_whatever_the_line_ends() -> None:
    gaps = [[line.after_gap for line in find_lines(f"a{end}b{end}{end}c")] for end in ("\n", "\r\n", "\r")]
    assert gaps == [[True, False, True]] * 3
    assert [line.after_gap for line in Lines("a\nb").article(1, 2)] == [True]
