"""What the quick alignment of two texts shows."""

import pytest

from alignments.encoders import load_encoder
from alignments.matches import match_sides, read_side
from corpus.documents import Body, Document, Sentence

ARABIC = ("افتتحت المدرسة الجديدة أبوابها أمام ٤٠٠ طالب.", "وقال المدير إن العمل استغرق 18 شهرا.")
ENGLISH = ("The new school opened its doors to 400 students.", "The director said that the work took 18 months.")


def document_of(sentences, language):
    parts = [Sentence(text=text, start=0, end=len(text)) for text in sentences]
    return Document(
        id=language, file=f"{language}.txt", article=1, language=language, title="", title_start=0, title_end=0,
        metadata=(), body=Body(language=language, start=0, end=0), sentences=tuple(parts), notes=(), offset=0, text="",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("english", "agreeing", "disagreeing"),
    [
        (ENGLISH, 4, 0),
        ((ENGLISH[0].replace("400", "350"), ENGLISH[1]), 2, 2),  # either side lacks the other's
        ((ENGLISH[0], "The director said that the work took a long time."), 2, 1),
        (ENGLISH[::-1], 4, 0),  # a neighbour has it
        (("Red wine goes well with cheese.", "The hotels expect 90 skiers in the Alps this week."), 0, 0),
    ],
    ids=["the same", "another figure", "no figure", "neighbours", "no bead"],
)
def test_numbers_of_beads_are_held_against_the_other_side(english, agreeing, disagreeing):
    sides = [
        read_side(document_of(texts, language), encoder=load_encoder())
        for texts, language in ((english, "en"), (ARABIC, "ar"))
    ]
    found = match_sides(*sides)
    assert (found.agreeing, found.disagreeing) == (agreeing, disagreeing)
