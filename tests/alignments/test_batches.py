"""Batches of texts: each text in one of them, none too large, and of a steady shape where that is asked for."""

from hypothesis import given
from hypothesis import strategies as st

from alignments.batches import form_batches

SIZES = st.lists(st.integers(min_value=0, max_value=500), max_size=200)


@given(SIZES, st.booleans())
def test_each_text_is_in_one_batch_that_is_not_too_large(sizes, steady):
    batches = list(form_batches(sizes, steady=steady, widest=501, most_rows=16, most_tokens=2_000))
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
        batches = form_batches(texts, steady=True, widest=501, most_rows=16, most_tokens=2_000)
        shapes.append({place: (batch.width, batch.rows) for batch in batches for place in batch.places})
    assert all(shapes[1][place] == shape for place, shape in shapes[0].items())


def test_without_need_nothing_is_filled_up():
    [batch] = form_batches([7, 3], steady=False, widest=512, most_rows=16, most_tokens=2_000)
    assert (batch.places, batch.width, batch.rows) == ((0, 1), 7, 2)
