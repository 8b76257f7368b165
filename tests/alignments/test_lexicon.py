"""A lexicon out of a handful of beads."""

import numpy as np
import pytest

from alignments.encoders import load_encoder
from alignments.lexicon import learn_lexicon, stem
from alignments.words import link_words

BEADS = [
    ("وصل سمهون إلى المدينة", "Samhoun arrived in the city"),
    ("غادر سمهون القرية", "Samhoun left the village"),
    ("في المدينة مدرسة", "There is a school in the city"),
    ("في القرية نهر", "There is a river in the village"),
    ("قال سمهون إن النهر بعيد", "Samhoun said that the river is far"),
]


def test_words_that_always_meet_stand_for_each_other():
    chances = learn_lexicon(BEADS).similarity(["سمهون", "المدينة"], ["Samhoun", "city", "village"])
    assert chances.argmax(axis=1).tolist() == [0, 1]
    assert chances[0, 0] > 0.6
    assert chances[0, 2] < 0.2


def test_what_met_once_is_not_learned():
    assert learn_lexicon(BEADS[:1]).chances == {}


@pytest.mark.parametrize("beads", [[], [("", "word")], [("كلمة", "")], [("كلمة " * 200, "word")]])
def test_beads_that_teach_nothing(beads):
    lexicon = learn_lexicon(beads)
    assert lexicon.chances == {}
    assert lexicon.similarity(["كلمة"], ["word", "a"]).tolist() == [[0.0, 0.0]]
    assert lexicon.similarity([], []).shape == (0, 0)


def test_the_order_of_beads_does_not_matter():
    words = ["سمهون", "النهر"], ["river", "Samhoun"]
    first, second = (learn_lexicon(beads).similarity(*words) for beads in (BEADS, BEADS[::-1]))
    assert np.allclose(first, second, atol=1e-3)


@pytest.mark.parametrize(
    ("word", "language", "expected"),
    [("كتابهم", "ar", "كتاب"), ("cities", "en", "citi"), ("٢٠", "ar", "20"), ("", "en", ""), ("و", "ar", "و")],
)
def test_stems(word, language, expected):
    assert stem(word, language) == expected


def test_a_learned_name_is_linked():
    arabic, english = "ثم عاد سمهون", "Then Q. came back"
    lexicon = learn_lexicon(
        [("قال سمهون شيئا", "Q said something"), ("سمهون هنا", "Q is here"), ("هو هنا", "He is here")]
    )
    links = link_words(arabic, english, encoder=load_encoder(), lexicon=lexicon)
    assert ("سمهون", "Q") in {(arabic[slice(*link.arabic)], english[slice(*link.english)]) for link in links}
