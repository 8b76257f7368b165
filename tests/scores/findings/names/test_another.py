"""Names: another one is found on its words, and every spelling and meaning of the right one is left alone."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings
from scores.findings.finding import Finding


def check(arabic: list[str], english: list[str]) -> list[Finding]:
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in (arabic, english)]
    bead = Bead(arabic=tuple(range(len(arabic))), english=tuple(range(len(english))), similarity=0.8, confidence=0.99)
    return find_findings(*sides, [bead], encoder=load_encoder(), off=["sentences", "clauses", "numbers"])


def names(arabic: list[str], english: list[str]) -> list[str]:
    return [each.english.text for each in check(arabic, english) if each.category == "name" and each.english]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("وصلت القافلة إلى قسطل المشط مساء أمس.", "The convoy reached Qastal al-Musht yesterday evening."),
        ("وجاء الزوار من صنعاء والمكلا وزنجبار.", "The visitors came from Sanaa, Mukalla and Zanzibar."),
        ("يقع المعهد في جبل الحسين قرب السوق.", "The institute is on Jabal al-Hussein near the market."),
        ("سافر بالقطار إلى فيينا ثم عاد.", "He took the train to Vienna and then came back."),
        ("وكانت لدمشق يومها سبعة أبواب.", "In those days there were seven gates to Damascus."),
        ("كان توت عنخ آمون صبياً.", "It is said that Tutankhamun was a boy."),
        ("المباراة في راين-نيكار أرينا ظهراً.", "The match is at Rhein-Neckar-Arena at noon."),
    ],
)
def test_a_name_with_clitics_or_another_spelling_is_known(arabic, english):
    assert names([arabic], [english]) == []


def test_another_name_is_marked_with_its_family_name():
    arabic = "وكتب الرسالة المهندس ناصر الحداد قبل سفره إلى القرية."
    assert names([arabic], ["The letter was written by the engineer Yusuf al-Khayyat before he left."]) == [
        "Yusuf al-Khayyat"
    ]


def test_another_family_name_after_the_right_first_name_is_marked_alone():
    arabic = "وكتب الرسالة المهندس خالد غارسيا قبل سفره إلى القرية."
    sides = [arabic], ["The letter was written by the engineer Khaled Kowalski before he left."]
    (finding,) = [each for each in check(*sides) if each.category == "name"]
    assert (finding.english.text, finding.arabic.text) == ("Kowalski", "غارسيا")


def test_the_mark_ends_where_the_right_family_name_begins():
    arabic = "وكتب الرسالة المهندس ناصر الحداد قبل سفره إلى القرية."
    assert names([arabic], ["The letter was written by the engineer Yusuf al-Haddad before he left."]) == ["Yusuf"]


def test_a_name_said_twice_in_one_bead_is_found_once():
    arabic = "وكتب الرسالة المهندس ناصر الحداد، ثم عاد إلى بيته القديم."
    english = [
        "The letter was written by the engineer Yusuf that night.",
        "Then the tired Yusuf went to his old house.",
    ]
    assert names([arabic], english) == ["Yusuf"]


@pytest.mark.parametrize("owner", ["Yusuf's", "Yusuf\N{RIGHT SINGLE QUOTATION MARK}s"])
def test_a_name_that_owns_something_is_a_name(owner):
    assert names(["وباع المهندس بيت ناصر القديم."], [f"The engineer sold the {owner} old house."]) == ["Yusuf"]


def test_the_arabic_mark_is_the_word_that_nothing_answers():
    sides = ["وباع المهندس بيت ناصر القديم.", "The engineer sold the old house of Yusuf."]
    (finding,) = [each for each in check(*[[side] for side in sides]) if each.category == "name"]
    assert finding.arabic.text == "ناصر"


def test_the_evidence_names_the_marked_arabic_first_and_no_month():
    sides = ["وفي نيسان سافر المهندس ناصر الحداد.", "In April the engineer Yusuf al-Khayyat travelled."]
    (finding,) = [each for each in check(*[[side] for side in sides]) if each.category == "name"]
    assert f"unanswered here: {finding.arabic.text}" in finding.evidence
    assert "نيسان" not in finding.evidence


@pytest.mark.parametrize(
    ("english", "severity"),
    [
        ("The letter was written by the engineer Thompson before he left.", "major"),
        ("The letter was written by the engineer Nasser Thompson before he left.", "minor"),
    ],
)
def test_only_a_clear_other_name_is_a_major_fault(english, severity):
    arabic = "وكتب الرسالة المهندس ناصر الحداد قبل سفره إلى القرية."
    assert [each.severity for each in check([arabic], [english]) if each.category == "name"] == [severity]


def test_the_arabic_mark_stands_beside_the_title_that_the_english_has_beside_the_name():
    arabic = "وكتب الرسالة المهندس ناصر الحداد قبل سفره إلى القرية."
    english = "The letter was written by the engineer Thompson before he left."
    (finding,) = [each for each in check([arabic], [english]) if each.category == "name"]
    assert finding.arabic.text == "ناصر الحداد"


def test_what_the_text_calls_the_name_elsewhere_is_the_repair():
    arabic = ["وباع المهندس بيت ناصر القديم.", "ثم سافر ناصر إلى البحر."]
    english = ["The engineer sold the old house of Yusuf.", "After that the tired Nasser went to the sea."]
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in (arabic, english)]
    beads = [Bead(arabic=(k,), english=(k,), similarity=0.8, confidence=0.99) for k in range(2)]
    findings = find_findings(*sides, beads, encoder=load_encoder(), off=["sentences", "clauses"])
    assert [(each.english.text, each.repair) for each in findings if each.category == "name"] == [("Yusuf", "Nasser")]
