"""Batches of texts: each text in one of them, none too large, and of a steady shape where that is asked for."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from alignments.batches import Limits, all_there, form_batches
from corpus.problems import DocumentError

SIZES = st.lists(st.integers(min_value=0, max_value=500), max_size=200)


def limits():
    return Limits(widest=501, most_rows=16, most_tokens=2_000)


@given(SIZES, st.booleans())
def test_each_text_is_in_one_batch_that_is_not_too_large(sizes, steady):
    batches = list(form_batches(sizes, limits(), steady=steady))
    assert sorted(place for batch in batches for place in batch.places) == list(range(len(sizes)))
    assert [batch.width for batch in batches] == sorted((batch.width for batch in batches), reverse=True)
    for batch in batches:
        assert len(batch.places) <= batch.rows <= 16
        assert batch.rows * batch.width <= 2_000
        assert all(sizes[place] <= batch.width for place in batch.places)


@given(SIZES, SIZES)
def test_where_it_is_steady_a_text_meets_the_same_shape_in_any_company(sizes, others):
    shapes = []
    for texts in (sizes, [*sizes, *others]):
        batches = form_batches(texts, limits(), steady=True)
        shapes.append({place: (batch.width, batch.rows) for batch in batches for place in batch.places})
    assert all(shapes[1][place] == shape for place, shape in shapes[0].items())


def test_without_need_nothing_is_filled_up():
    [batch] = form_batches([7, 3], limits(), steady=False)
    assert (batch.places, batch.width, batch.rows) == ((0, 1), 7, 2)


def test_batches_sink_with_the_limits():
    sunk = limits()
    batches = form_batches([100] * 40, sunk, steady=False)
    assert len(next(batches).places) == 16
    sunk.most_tokens = 300
    assert {len(batch.places) for batch in batches} == {3}


def test_the_first_error_among_results_is_raised():
    assert all_there([1, 2]) == [1, 2]
    error = DocumentError("no memory", value="one text", remedy="take less")
    with pytest.raises(DocumentError, match="no memory"):
        all_there([1, error])
