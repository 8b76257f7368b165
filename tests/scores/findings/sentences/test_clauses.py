"""A clause left out is found and marked from its beginning to its end."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import CHECKS, find_findings
from scores.findings.sentences.windows import Words

OFF = [name for name in CHECKS if name != "clauses"]


def left_out(arabic: list[str], english: list[str]) -> list[str]:
    sides = [[Sentence(text=line, start=0, end=len(line)) for line in lines] for lines in (arabic, english)]
    bead = Bead(arabic=tuple(range(len(arabic))), english=tuple(range(len(english))), similarity=0.8, confidence=0.9)
    return [each.arabic.text for each in find_findings(*sides, [bead], encoder=load_encoder(), off=OFF) if each.arabic]


MUSEUM = (
    "وأعلن متحف البحر في صيرة أنه سيتولى طبعهما قبل نهاية العام، وأن نصف العائدات سيُخصص لعلاج البحارة المسنين.",
    "The Museum of the Sea in Sira has announced that it will see them into print before the end of the year.",
    "وأن نصف العائدات سيُخصص لعلاج البحارة المسنين",
)
BUSES = (
    "وأوضحت الوزارة أن الحافلات الجديدة ستصل في الربيع، بعد أن يوافق البرلمان على الميزانية، وأنها لن تكلف أحداً شيئاً.",
    "The ministry explained that the new buses would arrive in the spring, and that they would cost nobody anything.",
    "بعد أن يوافق البرلمان على الميزانية",
)


@pytest.mark.parametrize(("arabic", "english", "clause"), [MUSEUM, BUSES])
def test_the_mark_covers_the_clause_and_no_more(arabic, english, clause):
    assert left_out([arabic], [english]) == [clause]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        (MUSEUM[0], MUSEUM[1][:-1] + ", and that half of the proceeds will go to the treatment of old sailors."),
        ("وصلت الحافلة.", "The bus came."),
        ("", "The bus came."),
    ],
)
def test_a_whole_sentence_is_no_finding(arabic, english):
    assert left_out([arabic], [english]) == []


def test_in_a_bead_of_two_and_two_each_sentence_is_held_against_its_own():
    arabic = ["وصل الوزير إلى المدينة القديمة يوم الأحد واستقبله أهلها في السوق.", BUSES[0]]
    english = [
        "The minister reached the city on Sunday and its people met him in the market.",
        "The ministry explained that the new buses would arrive in the spring.",
    ]
    assert left_out(arabic, english) == ["بعد أن يوافق البرلمان على الميزانية، وأنها لن تكلف أحداً شيئاً"]


def test_words_that_the_next_sentence_of_the_bead_has_are_not_left_out():
    arabic = [MUSEUM[0], "وسيُعرض الكتابان في المعرض مع صور البحارة."]
    proceeds = "Half of the proceeds will go to the treatment of old sailors"
    english = [MUSEUM[1], f"{proceeds}, and both books will be shown at the fair with pictures of the sailors."]
    assert left_out(arabic, english) == []


@pytest.mark.parametrize("shortfall", [0.05, 0.2, 1.5])
def test_every_stretch_leaves_words_on_either_side_of_its_edges(shortfall):
    text = "، ".join(["وقال الوزير ذلك"] * 7)
    windows = Words(text=text, english="The minister said so.", encoder=load_encoder()).windows(shortfall)
    assert windows
    for window in windows:
        inside = text[window.start : window.end]
        assert len(inside.split()) >= 3
        assert len((text[: window.start] + text[window.end :]).split()) >= 3
        assert window.signs["misfit"] >= 0
