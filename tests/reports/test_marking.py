from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Sentence
from reports.marking import Span, cut, mark_sentences, mark_side
from reports.report import Passage, ReportedFinding
from scores.findings.finding import Finding, Mark


def span(start: int, end: int, number: int = 1, severity: str = "major") -> Span:
    return Span(start=start, end=end, number=number, severity=severity)


@pytest.mark.parametrize(
    ("text", "words", "marked"),
    [
        ("on Monday, 14 June", "14", "14"),
        ("on Monday the 14th of June", "14", "14th"),
        ("يوم الاثنين ٤ حزيران", "حزير", "حزيران"),
        ("وأقرّ المجلس الموازنة", "أقر", "وأقرّ"),  # the clitic and the shadda belong to the word
        ("مـــن هنا", "م", "مـــن"),  # tatweel joins
        ("رقم (٢٥٠) مليون", "٢٥٠", "٢٥٠"),
        ("wait… what", "… ", "… "),  # no letters: nothing to widen
    ],
)
def test_a_highlight_covers_whole_words(text: str, words: str, marked: str) -> None:
    at = text.index(words)
    stretches = cut(text, [span(at, at + len(words))])
    assert [part.text for part in stretches if part.findings] == [marked]


def test_overlapping_and_nested_highlights_are_cut_at_their_edges() -> None:
    text = "one two three four five"
    stretches = cut(text, [span(4, 18, 1, "minor"), span(8, 13, 2, "critical"), span(14, 23, 3, "major")])
    assert [(part.text, part.findings, part.severity, part.ends) for part in stretches] == [
        ("one ", (), None, ()),
        ("two ", (1,), "minor", ()),
        ("three", (1, 2), "critical", (2,)),
        (" ", (1,), "minor", ()),
        ("four", (1, 3), "major", (1,)),
        (" five", (3,), "major", (3,)),
    ]


def test_an_empty_place_marks_nothing_between_words() -> None:
    assert [part.findings for part in cut("one , two", [span(4, 4)])] == [()]


@given(
    st.text(alphabet="ab كتاب\u0651\u064b-.1٢", max_size=40),
    st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40))),
)
def test_stretches_join_to_the_text_and_never_split_a_word(text: str, places: list[tuple[int, int]]) -> None:
    spans = [span(min(place), min(max(place), len(text)), number) for number, place in enumerate(places, 1)]
    spans = [one for one in spans if one.start < one.end]
    stretches = cut(text, spans)
    assert "".join(part.text for part in stretches) == text
    for one in spans:
        covered = {part.text for part in stretches if one.number in part.findings}
        assert covered, "every finding with words stays visible"
        assert sum(one.number in part.ends for part in stretches) == 1
    for before, after in pairwise(stretches):
        assert not (before.text[-1].isalnum() and after.text[0].isalnum())


def test_a_mark_over_two_sentences_is_numbered_once_at_its_end() -> None:
    sentences = [Sentence(text="First part.", start=100, end=111), Sentence(text="Second part.", start=120, end=132)]
    mark = Mark(sentences=(0, 1), start=106, end=126, text="part. Second")
    finding = Finding(
        category="order", severity="minor", confidence=0.5, arabic=None, english=mark, evidence="", check="order|1"
    )
    first, second = mark_sentences(sentences, [(ReportedFinding(number=7, id="x", mqm="", finding=finding), mark)])
    assert [(part.text, part.ends) for part in first if part.findings] == [("part.", ())]
    assert [(part.text, part.ends) for part in second if part.findings] == [("Second", (7,))]


ENGLISH = "Interest stayed high after the hearing."
ARABIC = "بقي الاهتمام عالياً بعد الإدلاء بالشهادة."


@pytest.mark.parametrize(
    ("english", "arabic", "marked"),
    [
        # the whole English only says where: its number stands there, the ground is under the Arabic words
        (ENGLISH, "بعد الإدلاء بالشهادة", ([], ["بعد الإدلاء بالشهادة"])),
        ("Interest", ARABIC, (["Interest"], [])),
        (ENGLISH, ARABIC, ([ENGLISH], [ARABIC])),
        (ENGLISH, None, ([ENGLISH], [])),
    ],
)
def test_the_whole_of_a_side_is_not_marked_where_the_other_names_words(
    english: str, arabic: str | None, marked: tuple[list[str], list[str]]
) -> None:
    sides = {"english": Sentence(text=ENGLISH, start=10, end=49), "arabic": Sentence(text=ARABIC, start=5, end=46)}
    marks = {"english": mark_of(sides["english"], english), "arabic": mark_of(sides["arabic"], arabic)}
    finding = Finding(category="omission", severity="minor", confidence=0.5, evidence="", check="clauses|1", **marks)
    passage = Passage(
        number=0,
        english=(sides["english"],),
        arabic=(sides["arabic"],),
        similarity=None,
        confidence=None,
        findings=(ReportedFinding(number=1, id="x", mqm="", finding=finding),),
    )
    for side, words in zip(("english", "arabic"), marked, strict=True):
        (stretches,) = mark_side(passage, passage.findings, side)
        assert [part.text for part in stretches if part.findings] == words
        assert sum(part.ends == (1,) for part in stretches) == (marks[side] is not None)


def mark_of(sentence: Sentence, words: str | None) -> Mark | None:
    if words is None:
        return None
    start = sentence.start + sentence.text.index(words)
    return Mark(sentences=(0,), start=start, end=start + len(words), text=words)
