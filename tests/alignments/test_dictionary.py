"""The dictionary beside the encoder's own: words looked up bare, and what happens to those it lacks."""

import numpy as np
import pytest

from alignments.dictionary import bare_forms, join_dictionary, load_dictionary, pack, unpack
from alignments.encoders import load_encoder
from alignments.vocabulary import word_vectors


@pytest.mark.parametrize(
    ("word", "form"),
    [
        ("والمدينة", "مدينة"),
        ("وبالمدينة", "مدينة"),
        ("للمدينة", "المدينة"),
        ("مدينتهم", "مدينة"),
        ("كتابها", "كتاب"),
        ("سيكتب", "يكتب"),
    ],
)
def test_what_is_written_onto_a_word_comes_off(word, form):
    assert form in bare_forms(word)


@pytest.mark.parametrize("word", ["", "و", "من", "ولد", "علي"])
def test_too_little_never_is_left(word):
    assert all(len(form) >= 3 for form in bare_forms(word))


def test_packed_numbers_come_back():
    numbers = np.arange(-7, 7, dtype=np.int8).reshape(2, 7).repeat(2, axis=1)
    assert unpack(pack(numbers)).tolist() == numbers.tolist()
    assert unpack(pack(numbers)[:0]).shape == (0, 14)


def look_up(words, language):
    encoder = load_encoder()
    return load_dictionary().look_up(words, language, word_vectors(words, encoder=encoder))


def test_a_word_lies_nearest_to_its_translation():
    arabic = look_up(["مدينة", "حكومة", "ماء", "كتاب"], "ar")
    english = look_up(["city", "Government", "water", "book"], "en")
    assert (arabic @ english.T).argmax(axis=1).tolist() == [0, 1, 2, 3]


def test_a_form_that_the_table_lacks_is_the_word_beneath():
    bare, joined = look_up(["بالمستشفى", "فبالمستشفى"], "ar")
    assert bare == pytest.approx(joined)


def test_a_word_that_the_table_lacks_is_guessed_from_the_encoder():
    english = look_up(["xylophonically", "xylophone", "government"], "en")
    assert np.linalg.norm(english, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert english[0] @ english[1] > english[0] @ english[2]


def test_the_dictionary_stands_beside_the_encoder_with_equal_weight():
    encoder = load_encoder()
    words = ["city", "water"]
    vectors = word_vectors(words, encoder=encoder)
    joined = join_dictionary(words, "en", vectors, encoder=encoder)
    found = load_dictionary().look_up(words, "en", vectors)
    assert joined @ joined.T == pytest.approx((vectors @ vectors.T + found @ found.T) / 2, abs=1e-5)


class Other:
    signature = "other|1"

    def encode(self, texts):
        return np.ones((len(texts), 3), dtype=np.float32)


def test_another_encoder_keeps_its_vectors():
    vectors = Other().encode(["city"])
    assert join_dictionary(["city"], "en", vectors, encoder=Other()) is vectors
