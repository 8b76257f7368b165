"""Months and weekdays by meaning."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings


def dates(arabic: str, english: str) -> list[tuple[str, str]]:
    sides = [[Sentence(text=line, start=0, end=len(line))] for line in (arabic, english)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.99)
    findings = find_findings(*sides, [bead], encoder=load_encoder(), off=["sentences", "clauses", "numbers", "names"])
    return [(each.english.text, each.severity) for each in findings if each.category == "date" and each.english]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("يبدأ الدوام في كانون الثاني.", "Work begins in January."),
        ("تصل الحافلات في موفى أوت.", "The buses arrive at the end of August."),
        ("أبوابنا مفتوحة كل يوم أربعاء.", "Our doors are open every Wednesday."),
        ("نلتقي صباح كل خميس أمام الباب.", "We meet at the door every Thursday morning."),
        ("يعود الوفد يوم الأحد.", "The delegation returns on Sunday."),
        ("توفي في الخامس من رمضان.", "He died on the fifth of Ramadan."),
    ],
)
def test_the_same_day_or_month_is_no_finding(arabic, english):
    assert dates(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("يبدأ العمل في 15 تشرين الأول.", "Work begins on 15 November.", [("15 November", "major")]),
        ("يعود الوفد يوم الأحد.", "The delegation returns on Monday.", [("Monday", "major")]),
        ("عقدت القمة في حزيران.", "The March summit was held.", [("March", "major")]),
        ("يعود الوفد غداً.", "The delegation returns on Monday.", [("Monday", "neutral")]),
        ("بين حزيران وآب.", "Between August and August.", [("August", "major")]),
        ("وصلوا في 7 نيسان وغادروا في آذار.", "They came on April 7 and left in January.", [("January", "major")]),
        ("من كل بيت أحد يعمل هنا.", "From every house somebody works here on Sunday.", [("Sunday", "neutral")]),
    ],
)
def test_another_day_or_month_is_marked(arabic, english, expected):
    assert dates(arabic, english) == expected


def test_a_month_that_the_next_sentence_answers_already_explains_no_other():
    pairs = [
        ("سافروا في حزيران.", "They left in June."),
        ("وعادوا بعد أيام.", "They came back in June, after some days."),
    ]
    sides = [
        [Sentence(text=pair[k], start=40 * j, end=40 * j + len(pair[k])) for j, pair in enumerate(pairs)]
        for k in (0, 1)
    ]
    beads = [Bead(arabic=(k,), english=(k,), similarity=0.8, confidence=0.99) for k in (0, 1)]
    findings = find_findings(*sides, beads, encoder=load_encoder(), off=["sentences", "clauses", "numbers", "names"])
    assert [(each.english.text, each.bead) for each in findings if each.category == "date"] == [("June", 1)]
