"""What a bead shows: names, numbers, words and lengths of one side that the other lacks speak against it."""

import numpy as np
import pytest

from alignments.encoders import load_encoder
from alignments.pairing.sides import read_side
from alignments.pairing.signs import read_signs, usual_ratio
from corpus.documents import Body, Document, Sentence

ARABIC = ("افتتحت المدرسة الجديدة أبوابها أمام ٤٠٠ طالب.", "وقال المدير خالد حداد إن العمل استغرق 18 شهرا.")
ENGLISH = (
    "The new school opened its doors to 400 students.",
    "The director, Khaled Haddad, said the work took 18 months.",
)
AGREEING, DISAGREEING, FOUND, MISSING = 4, 5, 6, 7  # places among the features


def side_of(sentences, language):
    parts = tuple(Sentence(text=text, start=0, end=len(text)) for text in sentences)
    document = Document(
        id=language, file="f", article=1, language=language, title="", title_start=0, title_end=0, metadata=(),
        body=Body(language=language, start=0, end=0), sentences=parts, notes=(), offset=0, text="",
    )  # fmt: skip
    return read_side(document, encoder=load_encoder())


def signs_of(english, rows=(1, 2), columns=(1, 2)):
    """The signs of the second pair, by what the encoder says of true pairs."""
    return read_signs(side_of(ARABIC, "ar"), side_of(english, "en"), rows, columns, cosine=0.7, ratio=-0.2)


def counts(signs):
    return np.expm1(signs.features[[AGREEING, DISAGREEING, FOUND, MISSING]]).round().tolist()


@pytest.mark.parametrize(
    ("second", "expected", "missing"),
    [
        (ENGLISH[1], [2, 0, 2, 0], ()),
        ("The director, Khaled Haddad, said the work took 25 months.", [0, 2, 2, 0], ()),
        ("The director, Khaled Haddad, said the work took years.", [0, 1, 2, 0], ()),
        ("The director, Khaled Dupont, said the work took 18 months.", [2, 0, 1, 1], ("Dupont",)),
        (
            "The director, Michel Dupont, said to 400 of them that it took 18 months.",
            [3, 0, 0, 2],
            ("Michel", "Dupont"),
        ),
    ],
    ids=["the same", "another figure", "no figure", "another name", "a neighbour's figure"],
)
def test_numbers_and_names_are_held_against_the_other_side(second, expected, missing):
    signs = signs_of((ENGLISH[0], second))
    assert (counts(signs), signs.missing) == (expected, missing)
    if second != ENGLISH[1]:
        assert signs.chance < signs_of(ENGLISH).chance


def test_what_is_far_longer_is_less_likely_a_translation():
    longer = f"{ENGLISH[1]} {' '.join(['He thanked everybody who had a share in it and wished them well.'] * 4)}"
    assert signs_of((ENGLISH[0], longer)).chance < 0.8 * signs_of(ENGLISH).chance


def test_the_usual_ratio_is_that_of_most_beads_and_near_the_commonest_where_they_are_few():
    arabic, english = np.array([80.0] * 40 + [500.0]), np.array([100.0] * 40 + [100.0])
    assert np.exp(usual_ratio(arabic, english)) == pytest.approx(0.81, abs=0.01)
    none = usual_ratio(np.array([]), np.array([]))
    assert abs(usual_ratio(arabic[:1], english[:1]) - none) < 0.05
