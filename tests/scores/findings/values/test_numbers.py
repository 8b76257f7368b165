"""Numbers by value: what answers what, and which of two equal ones is the wrong one."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import find_findings

OTHERS = ["sentences", "clauses", "names", "negations", "attribution", "units"]


def numbers(*pairs: tuple[str, str]) -> list[tuple[str | None, str | None, str | None]]:
    """(Arabic words, English words, repair) of every finding about a number."""
    arabic, english = ([Sentence(text=pair[k], start=0, end=len(pair[k])) for pair in pairs] for k in (0, 1))
    beads = [Bead(arabic=(k,), english=(k,), similarity=0.8, confidence=0.99) for k in range(len(pairs))]
    findings = find_findings(arabic, english, beads, encoder=load_encoder(), off=OTHERS)
    return [
        (each.arabic and each.arabic.text, each.english and each.english.text, each.repair)
        for each in findings
        if each.category == "number"
    ]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("بعد ساعة ونصف وصلوا.", "They arrived after 1.5 hours."),
        ("بعد ساعتين ونصف وصلوا.", "They arrived after 2.5 hours."),
        ("بعد 24 ساعة وصلوا.", "They arrived after a day."),
        ("بعد 12 شهراً عادوا.", "They came back after a year."),
        ("وافق 50 في المئة منهم.", "Half of them agreed."),
        ("سجل هدفين وأضاف زميله هدفين.", "He scored two goals, and his fellow another two."),
        ("سيارة دفع رباعي في الطريق.", "A 4x4 on the road."),
        ("نزح مئات الآلاف من بيوتهم.", "Hundreds of thousands fled their homes."),
        ("نزح الآلاف من بيوتهم.", "Many fled their homes."),
        ("فحصوا عدة مئات من العينات.", "They examined several hundred samples."),
        ("مضى عقد على الحرب.", "It is 10 years since the war."),
        ("وقع ذلك في 28 يناير 2020.", "It happened on 3 Jumada al-Thani 1441."),
    ],
)
def test_what_says_the_same_is_no_finding(arabic, english):
    assert numbers((arabic, english)) == []


@pytest.mark.parametrize(
    ("arabic", "english", "mark"),
    [
        ("غادروا قبل عام 2010.", "They left 12 years before 2010.", "12"),  # a year explains 12 months only
        ("بعد ساعة ونصف وصلوا.", "They arrived after 2.5 hours.", "2.5"),
        ("وقع العقد أربعة شركاء.", "Ten partners signed the contract.", "Ten"),  # a decade is ten years only
        (
            "في 23 و28 يناير 2020.",
            "On 23 and 26 January 2020.",
            "26",
        ),  # the 28th of January is no day of the Hijra here
        ("لا تسري الفقرة (١) على الآتي:", "Paragraph (2) shall not apply to the following:", "2"),
        ("نزح مئات الآلاف من بيوتهم.", "Tens of thousands fled their homes.", "Tens of thousands"),
        ("فحصوا عدة مئات من العينات.", "They examined several million samples.", "several million"),
        ("ثمانية من الأنواع العشرة.", "Eight of the eight species.", "eight"),
        ("كان أول من زار الباب السابع.", "He was the first to visit Part 2.", "2"),
        (
            "زرعوا ثلاث أشجار وشجيرتين وباعوا تسعاً.",
            "They planted three trees and three bushes, and sold nine.",
            "three",
        ),
    ],
)
def test_a_number_that_only_seems_explained_is_marked(arabic, english, mark):
    assert [said for _, said, _ in numbers((arabic, english))] == [mark]


def test_of_two_equal_numbers_the_one_out_of_order_is_wrong():
    arabic, english = "جاءت مجموعات من أربعة إلى ستة.", "Groups of six to six came."
    sides = [[Sentence(text=text, start=0, end=len(text))] for text in (arabic, english)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.99)
    (finding,) = find_findings(*sides, [bead], encoder=load_encoder(), off=OTHERS)
    assert (finding.english.start, finding.repair) == (english.index("six"), "four")


def test_a_missing_number_is_no_less_wrong_because_the_next_sentence_has_it():
    pairs = (
        ("في الهيئة عشرة خبراء.", "The body has two experts."),
        ("ويعمل عشرة آخرون معهم.", "Ten others work with them."),
    )
    assert numbers(*pairs) == [("عشرة", "two", "ten")]


@pytest.mark.parametrize(
    "pairs",
    [
        (("في الهيئة عشرة خبراء.", "The body has experts."), ("ويعملون معاً.", "The ten work together.")),
        (("في الهيئة عشرة خبراء.", "The body has ten experts."), ("ويعملون معاً.", "All ten work together.")),
        (("في الهيئة عشرة خبراء.", "The body has ten experts."), ("ويعمل العشرة معاً.", "They work together.")),
    ],
)
def test_a_number_from_the_next_sentence_is_no_finding(pairs):
    assert numbers(*pairs) == []


def test_a_number_that_the_next_sentence_answers_already_explains_no_other():
    pairs = ("في الهيئة عشرة خبراء.", "The body has ten experts."), ("ويعاونهم محامون.", "Ten lawyers assist them.")
    assert numbers(*pairs) == [(None, "Ten", None)]


@pytest.mark.parametrize(
    ("english", "severity"), [("Thirteen experts work here.", "major"), ("Experts work here.", "minor")]
)
def test_a_number_against_another_is_worse_than_one_alone(english, severity):
    sides = [[Sentence(text=text, start=0, end=len(text))] for text in ("يعمل هنا عشرة خبراء.", english)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.99)
    (finding,) = find_findings(*sides, [bead], encoder=load_encoder(), off=OTHERS)
    assert finding.severity == severity
