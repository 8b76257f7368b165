"""Checks that look at one sentence against one: units, attribution, quotations, language, calendars."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import CHECKS, find_findings


def found(check: str, arabic: str, english: str) -> list[tuple[str, str, str]]:
    sides = [[Sentence(text=line, start=0, end=len(line))] for line in (arabic, english)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.99)
    off = [name for name in CHECKS if name not in check.split()]
    findings = find_findings(*sides, [bead], encoder=load_encoder(), off=off)
    return [
        (each.arabic.text if each.arabic else "", each.english.text, each.severity) for each in findings if each.english
    ]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("تبعد القرية ٤٠ كيلومتراً عن البحر.", "The village is 40 km from the sea."),
        ("دفع ألف ليرة ثمناً لها.", "He paid a thousand pounds for it."),
        ("كلفت ٣٠٠ دولار.", "It cost $300."),
        ("كلفت ٣٠٠ دولار أي ٢٧٠ يورو.", "It cost 300 dollars, or €270."),
        ("بقي خمسة أيام في البيت.", "He stayed at home for five days."),
        ("بعد ٧٠ قدماً", "After 70 feet"),
        # a place in a row: the first day of the month, not one month
        ("تُعرض في اليوم الأول من الشهر.", "They are shown on the first day of the month."),
    ],
)
def test_the_same_unit_in_any_spelling_is_no_finding(arabic, english):
    assert found("units", arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "marks"),
    [
        ("تبعد القرية ٤٠ كيلومتراً عن البحر.", "The village is 40 miles from the sea.", ("٤٠ كيلومتراً", "40 miles")),
        ("دفع ثلاثين يورو ثمناً لها.", "He paid $30 for it.", ("ثلاثين يورو", "$30")),
        ("غاب خمسة أشهر.", "He was away for five weeks.", ("خمسة أشهر", "five weeks")),
        ("غاب شهرين.", "He was away for two years.", ("شهرين", "two years")),
        ("غاب في السنوات الأربع الماضية.", "He was away for the past four months.", ("السنوات الأربع", "four months")),
        ("ينتظر 2 من الأيام.", "He waits 2 weeks.", ("2 من الأيام", "2 weeks")),
    ],
)
def test_another_unit_is_marked_with_its_number(arabic, english, marks):
    assert found("units", arabic, english) == [(*marks, "major")]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("زعم الوزير أن الطريق مفتوح.", "The minister claimed that the road was open."),
        ("وأكد الوزير أن الطريق مفتوح.", "The minister confirmed that the road was open."),
        ("ربما يصل غداً.", "He may arrive tomorrow."),
        ("وأكد الوزير أن الطريق مفتوح.", "The minister said the road was open."),
        ("زعم أن الطريق مفتوح.", "According to him the road was open."),
        ("قرأ الكتاب في المكتبة.", "He read the book in the library."),
        ("يجب أن يدفع الضريبة.", "He must pay the tax, and he may go."),
        ("يجب ألا يدفع الضريبة.", "He may not pay the tax."),
        ("قد يصل غداً.", "He could arrive tomorrow."),
        ("وقد وصل أمس.", "He arrived yesterday."),
        ("الاحتمالات كبيرة أن يصل.", "The odds are high of his arrival."),
        ("اختار اللقاحات المحتملة.", "He chose the candidate vaccines."),
    ],
)
def test_a_text_as_sure_as_the_original_is_no_finding(arabic, english):
    assert found("attribution", arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        (
            "زعم الوزير أن الطريق مفتوح.",
            "The minister confirmed that the road was open.",
            ("زعم", "confirmed", "major"),
        ),
        ("أكد الوزير أن الطريق مفتوح.", "The minister claimed that the road was open.", ("أكد", "claimed", "major")),
        ("ربما يصل غداً.", "He arrives tomorrow.", ("ربما", "He arrives tomorrow.", "minor")),
        ("يجب أن يدفع الضريبة.", "He may pay the tax.", ("يجب", "may", "minor")),
        ("وقد يصل غداً.", "He will arrive tomorrow.", ("وقد", "He will arrive tomorrow.", "minor")),
        (
            "ومزاعم الشرطة قديمة.",
            "The facts of the police are old.",
            ("ومزاعم", "The facts of the police are old.", "minor"),
        ),
    ],
)
def test_a_text_surer_or_less_sure_is_marked(arabic, english, expected):
    assert found("attribution", arabic, english) == [expected]


def test_quoted_words_need_a_quotation_on_the_other_side():
    quoted, plain = "وقال: «لن نترك بيوتنا ولو بقينا وحدنا فيها».", "وقال إنهم لن يتركوا بيوتهم ولو بقوا وحدهم فيها."
    said, told = "He said: “We will not leave our houses.”", "He said that they would not leave their houses."
    assert found("quotations", quoted, said) == found("quotations", plain, told) == []
    assert found("quotations", quoted, told) == [("«لن نترك بيوتنا ولو بقينا وحدنا فيها»", told, "minor")]
    assert found("quotations", plain, said) == [(plain, "“We will not leave our houses.”", "minor")]


@pytest.mark.parametrize(
    ("arabic", "english", "marks"),
    [
        (
            "قال خالد حسن إن ليلى منصور عادت.",
            "Layla Mansour said that Khaled Hassan was back.",
            ("خالد حسن", "Layla Mansour"),
        ),
        (
            "وكان خالد حسن قد أكد أن ليلى منصور عادت.",
            "The adviser, Layla Mansour, confirmed that Khaled Hassan was back.",
            ("خالد حسن", "Layla Mansour"),
        ),
        (
            "وبحسب خالد حسن فإن ليلى منصور عادت.",
            "According to Layla Mansour, Khaled Hassan was back.",
            ("خالد حسن", "Layla Mansour"),
        ),
        ("يقول خالد حسن أما ليلى منصور فلا.", "Khaled Hassan says so, but Layla Mansour does not.", None),
        ("وأضاف الوزير خالد حسن أن ليلى عادت.", "“Layla is back,” added Minister Khaled Hassan.", None),
        ("قال خالد حسن إن ليلى منصور عادت.", "Hassan said that Layla Mansour was back.", None),
        ("وقال إن ليلى منصور عادت مع خالد حسن.", "Layla Mansour said that Khaled Hassan was back.", None),
        ("وقال متحف دمشق إن خالد حسن عاد.", "Khaled Hassan said that the Museum of Damascus was back.", None),
        ("قالت ليلى منصور لخالد حسن إنها عادت.", "He said Layla Mansour told Khaled Hassan that she was back.", None),
    ],
)
def test_words_given_to_another_speaker_are_marked(arabic, english, marks):
    assert found("speakers", arabic, english) == ([(*marks, "minor")] if marks else [])


@pytest.mark.parametrize(
    "text",
    [
        "Le ministre a déclaré que la route était ouverte depuis lundi.",
        "Die Straße ist nach Angaben des Ministers seit Montag wieder offen.",
    ],
)
def test_a_sentence_in_another_language_is_marked(text):
    assert found("language", "قال الوزير إن الطريق مفتوح.", text) == [("قال الوزير إن الطريق مفتوح.", text, "major")]


@pytest.mark.parametrize(
    "text", ["The minister said that the road was open.", "Damascus, Aleppo, Homs, Hama, Tartus, Latakia", "Al-Hayat"]
)
def test_english_and_lists_of_names_are_left_alone(text):
    assert found("language", "قال الوزير إن الطريق مفتوح.", text) == []


def test_a_hijri_date_answers_the_gregorian_one_of_its_day():
    arabic = "صدر القرار في ١ رمضان ١٤٣٥ في دمشق."
    assert found("dates numbers", arabic, "The decree was issued in Damascus on 28 June 2014.") == []
    (other,) = found("dates", arabic, "The decree was issued in Damascus on 28 August 2014.")
    assert other == ("١ رمضان ١٤٣٥", "28 August 2014", "major")


@pytest.mark.parametrize(
    ("english", "marks"),
    [
        ("The keepers fed 450 hungry lions on May 12.", [("12 نيسان", "May 12", "major")]),
        (
            "The keepers fed the hungry lions.",
            [("بيعت 450 تذكرة في 12 نيسان.", "The keepers fed the hungry lions.", "major")],
        ),
    ],
)
def test_a_sentence_with_all_values_but_one_is_no_other_one(english, marks):
    assert found("sentences dates", "بيعت 450 تذكرة في 12 نيسان.", english) == marks
