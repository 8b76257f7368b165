"""What the quick alignment of two texts shows."""

from alignments.encoders import load_encoder
from alignments.pairing.matches import find_answers, match_sides
from alignments.pairing.sides import read_side
from corpus.documents import Body, Document, Sentence

ARABIC = ("افتتحت المدرسة الجديدة أبوابها أمام ٤٠٠ طالب.", "وقال المدير خالد حداد إن العمل استغرق 18 شهرا.")
ENGLISH = (
    "The new school opened its doors to 400 students.",
    "The director, Khaled Haddad, said the work took 18 months.",
)
RETOLD = (ARABIC[0], "وقال المدير بيار حداد إن العمل استغرق 25 شهرا.")


def side_of(sentences, language):
    parts = tuple(Sentence(text=text, start=0, end=len(text)) for text in sentences)
    document = Document(
        id=f"{language} {len(parts)}", file="f", article=1, language=language, title="", title_start=0, title_end=0,
        metadata=(), body=Body(language=language, start=0, end=0), sentences=parts, notes=(), offset=0, text="",
    )  # fmt: skip
    return read_side(document, encoder=load_encoder())


def test_a_translation_is_covered_likely_and_shares_its_numbers():
    found = match_sides(side_of(ENGLISH, "en"), side_of(ARABIC, "ar"))
    assert (found.english, found.arabic, found.answered, found.looked_at) == (1, 1, 2, 2)
    assert min(found.likely_english, found.likely_arabic) > 0.8
    assert (found.shared_numbers, found.missing_names) == (("400", "18"), ())


def test_a_retelling_is_less_likely_and_the_names_it_lacks_are_missed():
    found = match_sides(side_of(ENGLISH, "en"), side_of(RETOLD, "ar"))
    assert found.arabic == 1
    assert found.likely_arabic < match_sides(side_of(ENGLISH, "en"), side_of(ARABIC, "ar")).likely_arabic - 0.1
    assert (found.shared_numbers, found.missing_names) == (("400",), ("Khaled",))


def test_strangers_have_no_answers():
    strange = side_of(("Red wine goes well with cheese.", "The hotels expect 90 skiers in the Alps."), "en")
    assert find_answers(strange, side_of(ARABIC, "ar")) == []
    found = match_sides(strange, side_of(ARABIC, "ar"))
    assert (found.english, found.likely_english, found.words, found.answered) == (0, 0, 0, 0)


def test_answers_stand_in_reading_order_on_both_sides():
    answers = find_answers(side_of((*ENGLISH, *ENGLISH), "en"), side_of((*ARABIC, *ARABIC), "ar"))
    assert [(answer.arabic, answer.english) for answer in answers] == [((i, i + 1), (i, i + 1)) for i in range(4)]
