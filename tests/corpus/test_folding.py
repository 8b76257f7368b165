"""Folding for comparison."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from corpus.folding import fold, fold_text


@given(st.text(min_size=1, max_size=12), st.integers(1, 30))
def test_a_text_folds_letter_by_letter_however_long_it_is(text: str, times: int) -> None:
    long = f"{text}{' and then the council met' * times}"
    assert fold_text(long) == "".join(map(fold_text, long)) == fold(long).text


@given(st.text(max_size=40))
def test_folded_text_folds_to_itself(text: str) -> None:
    assert fold_text(fold_text(text)) == fold_text(text)
