"""Names that stand on both sides, and one name spelt in several ways."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import CHECKS, check_reading, lay_out
from scores.findings.names.mentions import find_mentions


def reading(*pairs: tuple[str, str]):
    sides = [[Sentence(text=pair[side], start=0, end=len(pair[side])) for pair in pairs] for side in (0, 1)]
    beads = [Bead(arabic=(k,), english=(k,), similarity=0.8, confidence=0.99) for k in range(len(pairs))]
    return lay_out(*sides, beads, encoder=load_encoder())


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        (
            "وكتب المهندس ناصر الحداد الرسالة.",
            "The engineer Nasser al-Haddad wrote it.",
            ("ناصر الحداد", "Nasser al-Haddad", "person"),
        ),
        ("وصلوا إلى دمشق أمس.", "They came to Damascus yesterday.", ("دمشق", "Damascus", "place")),
        (
            "وقالت وزارة الصحة إنه مات.",
            "It was the Ministry of Health that said so.",
            ("وزارة الصحة", "Ministry of Health", "body"),
        ),
        ("وقفنا قرب باب الحديد.", "We stood near Bab al-Hadid.", ("باب الحديد", "Bab al-Hadid", "place")),
        ("جاء المعلمين من عمّان معنا.", "They came from Amman with us.", ("عمّان", "Amman", "place")),
    ],
)
def test_a_name_is_found_whole_on_both_sides(arabic, english, expected):
    assert [(m.arabic.text, m.english.text, m.kind) for m in find_mentions(reading((arabic, english)))] == [expected]


def test_and_parts_two_names():
    text = reading(("في أحياء العقبة وباب قنسرين.", "In the quarters of al-Aqaba and Bab Qinnasrin."))
    assert [(m.english.text, m.kind) for m in find_mentions(text)] == [
        ("al-Aqaba", "place"),
        ("Bab Qinnasrin", "place"),
    ]


def test_one_arabic_word_is_one_name():
    text = reading(
        ("تطالب جمعية منع القسوة بكاميرات في المسالخ الأسترالية.", "The Cruelty group asks Australian sites.")
    )
    assert [m.english.text for m in find_mentions(text)] == ["Australian"]


def test_the_first_word_of_a_sentence_a_date_and_a_stranger_are_no_names():
    text = reading(("في يوم الاثنين ٤ حزيران جاء الرجل.", "Then, on Monday, 4 June, the man of Toronto came."))
    assert find_mentions(text) == ()


def test_a_rarer_spelling_is_marked_with_the_usual_one():
    pairs = [
        ("جاء الحريري إلى البيت.", "Mr Hariri came to the house."),
        ("وقال الحريري ذلك.", "This is what al-Hariri said."),
        ("ثم خرج الحريري مساء.", "Then Mr Harriry left in the evening."),
    ]
    off = [name for name in CHECKS if name != "spellings"]
    (finding,) = check_reading(reading(*pairs), off=off)
    assert (finding.english.text, finding.arabic.text, finding.repair) == ("Harriry", "الحريري", "Hariri")
    assert check_reading(reading(*pairs[:2]), off=off) == []


def test_of_two_spellings_used_once_each_the_known_one_is_usual_whatever_arabic_joins_to_the_name():
    pairs = [
        ("سافروا لغرينلاند في الصيف.", "They travelled to Graenland in summer."),
        ("وعادوا من غرينلاند قبل الشتاء.", "They came back from Greenland before winter."),
    ]
    off = [name for name in CHECKS if name != "spellings"]
    (finding,) = check_reading(reading(*pairs), off=off)
    assert (finding.english.text, finding.repair) == ("Graenland", "Greenland")
    assert finding.evidence == "This text also writes Greenland for لغرينلاند."


def test_a_slip_in_a_name_is_marked_by_the_english_alone():
    pairs = [
        ("زار الوفد كمبوديا.", "The delegation visited Cambodia."),
        ("وغادر كمبوديا بعد يوم.", "It left Cambudia a day later."),
        ("وفي البلاد كوريون من كوريا.", "There are Koreans from Korea in the land."),
    ]
    off = [name for name in CHECKS if name != "spellings"]
    (finding,) = check_reading(reading(*pairs), off=off)
    assert (finding.english.text, finding.repair) == ("Cambudia", "Cambodia")
