"""When a planted fault counts as found."""

import pytest

from alignments.encoders import load_encoder
from scores.findings.finding import Finding, Mark
from scores.planting import FAMILIES, Fault, Text, check_text, count_alarms, is_found

TEXT = Text(
    name="t",
    arabic=("جاء الوفد يوم الثلاثاء إلى المدينة.", "وعاد المزارعون إلى الحقول بعد المطر."),
    english=("The delegation came to the city on Tuesday.", "The farmers went back to the fields after the rain."),
)
SPOILT = Fault(
    text=TEXT,
    english=("The delegation came to the city on Sunday.", TEXT.english[1]),
    arabic_place=frozenset({0}),
    english_place=frozenset({0}),
    words=(35, 41),
)


def finding(category, start, text, *, sentence=0):
    mark = Mark(sentences=(sentence,), start=start, end=start + len(text), text=text)
    return Finding(
        category=category, severity="major", confidence=0.9, arabic=None, english=mark, evidence="!", check="a check"
    )


@pytest.mark.parametrize(
    ("category", "start", "text", "found"),
    [("date", 35, "Sunday", True), ("date", 4, "delegation", False), ("number", 35, "Sunday", False)],
)
def test_changed_words_must_be_marked_themselves(category, start, text, found):
    assert is_found(SPOILT, [finding(category, start, text)], frozenset({"date"})) is found


def test_the_real_path_finds_it_and_leaves_the_clean_text_alone():
    encoder = load_encoder()
    assert is_found(
        SPOILT, check_text(TEXT.arabic, SPOILT.english, encoder=encoder), FAMILIES["wrong weekday"].categories
    )
    alarms = count_alarms([TEXT], encoder=encoder)
    assert (alarms.words, alarms.pairs, alarms.grave, alarms.numbers) == (18, 2, 0, 0)
