"""Evidence and reasons in Arabic: known sentences are told, what stood in them stays, others are left alone."""

import re
from collections import Counter

import pytest

from reports.evidence import tell
from scores.verdicts import PassMarks, decide

TAGS = re.compile("<[^>]+>")


def plain(text: str) -> str:
    told = tell(text, language="ar")
    assert told is not None, text
    return TAGS.sub("", told)


@pytest.mark.parametrize(
    ("english", "arabic"),
    [
        ("The English says 65,200; the Arabic says 56,200.", "تقول الإنكليزية 65,200، وتقول العربية 56,200."),
        (
            "The English says Monday; the Arabic names no such weekday here.",
            "تقول الإنكليزية الاثنين، ولا تسمّي العربية هنا مثل هذا (يوم من أيام الأسبوع).",
        ),
        ("The authors agree: “نادر” and “نادر”.", "المؤلف واحد: «نادر» و«نادر»."),
        ("Both are dated 12 March 2019.", "كلاهما مؤرخ في 12 مارس 2019."),
        (
            "Major or critical findings that somebody must look at: left out (2), number (1).",
            "ملاحظات جسيمة أو حرجة لا بد أن ينظر فيها أحد: سقط (2)، العدد (1).",
        ),
        (
            "The word stands twice in a row. Another translation of this original follows the Arabic here.",
            "تكررت الكلمة مرتين متتاليتين. تتبع ترجمة أخرى لهذا الأصل العربيةَ هنا.",
        ),
    ],
)
def test_known_sentences_are_told_with_what_stood_in_them(english: str, arabic: str) -> None:
    assert plain(english) == arabic


def test_words_of_the_texts_keep_their_language_and_direction() -> None:
    told = tell("No Arabic word here sounds like Salon or means it.", language="ar")
    assert '<bdi lang="en" dir="ltr">Salon</bdi>' in told


def test_words_of_the_texts_do_not_act() -> None:
    told = tell("No Arabic word here sounds like <b>Salon</b> or means it.", language="ar")
    assert "&lt;b&gt;Salon" in told


@pytest.mark.parametrize("text", ["Nobody knows this.", "The word stands twice in a row. Nobody knows this."])
def test_a_text_with_an_unknown_sentence_is_left_as_it_is(text: str) -> None:
    assert tell(text, language="ar") is None


@pytest.mark.parametrize("penalty", [0.0, 20.0, 90.0])
@pytest.mark.parametrize("coverage", [None, 0.2, 0.85, 1.0])
@pytest.mark.parametrize("serious", [Counter(), Counter(omission=2, number=1)])
def test_every_reason_of_a_verdict_is_known(penalty: float, coverage: float | None, serious: Counter[str]) -> None:
    _, reasons = decide(penalty, coverage, serious=serious, marks=PassMarks())
    assert all(plain(reason) for reason in reasons)
