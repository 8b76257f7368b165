"""A headline meets only a headline."""

import pytest

from alignments.encoders import load_encoder
from alignments.texts import align_texts, check_languages
from corpus.documents import Sentence
from corpus.problems import UsageError

ARABIC = [
    "افتتاح حديقة جديدة في حمص",
    "افتتحت البلدية صباح أمس حديقة واسعة قرب النهر.",
    "وزرع الأطفال فيها مئة شجرة زيتون.",
]
ENGLISH = [
    "New Park Opens in Homs",
    "Yesterday morning the municipality opened a large park near the river.",
    "The children planted a hundred olive trees there.",
]


def sentences(texts, *, titled):
    return [
        Sentence(text=text, start=0, end=len(text), kind="title" if titled and number == 0 else "body")
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        (sentences(ARABIC, titled=True), sentences(ENGLISH, titled=True), [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]),
        (sentences(ARABIC, titled=True), sentences(ENGLISH[1:], titled=False), [((1,), (0,)), ((2,), (1,))]),
        (sentences(ARABIC[1:], titled=False), sentences(ENGLISH, titled=True), [((0,), (1,)), ((1,), (2,))]),
    ],
)
def test_a_title_that_only_one_side_has_is_in_no_bead(arabic, english, expected):
    alignment = align_texts(arabic, english, encoder=load_encoder())
    assert [(bead.arabic, bead.english) for bead in alignment.beads] == expected


def test_vectors_at_hand_give_the_same_beads():
    encoder = load_encoder()
    arabic, english = sentences(ARABIC, titled=True), sentences(ENGLISH[1:], titled=False)
    vectors = (encoder.encode(ARABIC), encoder.encode(ENGLISH[1:]))
    assert align_texts(arabic, english, encoder=encoder, vectors=vectors) == align_texts(
        arabic, english, encoder=encoder
    )


@pytest.mark.parametrize("sides", [(ENGLISH, ARABIC), (ARABIC, ARABIC), (ENGLISH, ENGLISH)])
def test_a_side_in_the_wrong_language_is_refused(sides):
    with pytest.raises(UsageError, match="side is not"):
        check_languages(*sides)


@pytest.mark.parametrize(
    "sides", [(ARABIC, ENGLISH), ([], []), (["١٢ – 3"], ["…"]), ([*ARABIC, "NATO (OTAN)"], ENGLISH)]
)
def test_sides_in_their_language_or_without_letters_pass(sides):
    check_languages(*sides)
