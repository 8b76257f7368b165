"""Word-for-word stretches, by a language model whose costs are set by hand."""

from __future__ import annotations

from collections.abc import Sequence

from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.awkward import find_stretches, slide
from scores.findings.checking import find_findings
from scores.findings.finding import Finding

GOOD = "The committee met on Sunday and approved the plan for the new school after a short debate."
LITERAL = "And it is of the worthy of mention that the committee did the approval on the plan of the school."


class Reader:
    """Expects every word of a sentence that begins with "And it" as little as its frequency says, others well."""

    signature = "by hand"

    def cost(self, sentences: Sequence[str]) -> list[float]:
        return [len(each.split()) * (9.0 if each.startswith("And it") else 1.0) for each in sentences]


def check(*lines: str, model: Reader | None, title: str = "") -> list[Finding]:
    texts = [Sentence(text=line, start=0, end=len(line)) for line in lines]
    if title:
        texts.insert(0, Sentence(text=title, start=0, end=len(title), kind="title"))
    found = find_findings([], texts, [], encoder=load_encoder(), language_model=model, off=["repetitions"])
    return [each for each in found if each.category == "awkward"]


def test_a_stretch_that_costs_what_its_words_cost_is_awkward_and_minor() -> None:
    (finding,) = check(*[GOOD] * 10, *[LITERAL] * 10, *[GOOD] * 10, model=Reader())
    assert finding.english is not None
    assert {*range(11, 19)} < {*finding.english.sentences} < {*range(5, 25)}
    assert (finding.severity, finding.arabic) == ("minor", None)


def test_nothing_is_awkward_without_a_model_or_in_good_english() -> None:
    assert check(*[LITERAL] * 10, model=None) == []
    assert check(*[GOOD] * 20, model=Reader()) == []


def test_one_sentence_and_a_title_are_never_called_awkward() -> None:
    assert check(LITERAL, model=Reader()) == []
    assert check(*[GOOD] * 8, model=Reader(), title=" ".join([LITERAL] * 10)) == []


def test_stretches_hold_just_so_many_words_and_are_joined_where_they_touch() -> None:
    gains = [(100.0, 60), (10.0, 60), (10.0, 60), (100.0, 60), (1000.0, 120)]
    assert [(start, end) for start, end, _ in slide(gains)] == [(0, 2), (1, 3), (2, 4), (3, 5), (4, 5)]
    assert find_stretches(gains) == [(0, 4)]
    assert find_stretches([]) == []
