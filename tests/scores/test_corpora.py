"""Scores and contests of a corpus from the counts of its documents."""

import polars as pl
import pytest

from scores.corpora import compare_corpus, count_document, counts_frame, score_corpus
from scores.metrics.scoring import measure_segments, penalty_statistics, score

WORDS = [
    "the",
    "council",
    "met",
    "on",
    "monday",
    "and",
    "approved",
    "the",
    "budget",
    "of",
    "the",
    "schools",
    "after",
    "a",
    "long",
    "night",
    "of",
    "talks",
]
REFERENCES = [
    [" ".join(WORDS[start : start + 8]) for start in range(number % 4, number % 4 + 6)] for number in range(12)
]


def spoil(lines: list[str], *, every: int) -> list[str]:
    return [" ".join("x" if place % every == 0 else word for place, word in enumerate(line.split())) for line in lines]


SYSTEMS = {"good": 6, "poor": 2, "like good": 6}


@pytest.fixture(scope="module")
def counts() -> pl.DataFrame:
    frames = []
    for number, reference in enumerate(REFERENCES):
        texts = {name: spoil(reference, every=every) for name, every in SYSTEMS.items()}
        if number == 0:
            del texts["poor"]
        measured = {name: measure_segments(lines, [reference]) for name, lines in texts.items()}
        penalties = {"published": 2.0 + number % 3, "good": 3.0 + number % 2, "poor": 30.0}
        found = {name: [penalty_statistics(value, 50, signature="f")] for name, value in penalties.items()}
        frames.append(counts_frame(count_document(measured) + count_document(found), translation=f"d{number:02}"))
    return pl.concat(frames)


def test_a_corpus_scores_as_if_it_were_one_text(counts):
    lines = [line for reference in REFERENCES for line in spoil(reference, every=6)]
    expected = score(lines, [[line for reference in REFERENCES for line in reference]])
    found = {made.metric: made for made in score_corpus(counts) if made.candidate == "good"}
    for each in expected:
        assert found[each.metric].value == pytest.approx(each.value), each.metric
        assert found[each.metric].signature == f"{each.signature}|documents:12"
    assert "findings" not in found


def test_contests_are_on_common_documents_and_corrected_for_all(counts):
    made = {(each.first, each.second, each.by): each for each in compare_corpus(counts)}
    assert ("published", "good", "chrF++") not in made, "the published one is the reference"
    assert made["good", "poor", "chrF++"].winner == "good"
    assert "documents:11" in made["good", "poor", "chrF++"].signature
    assert made["good", "like good", "chrF++"].winner is None
    assert made["published", "poor", "findings"].winner == "published"
    assert made["published", "poor", "findings"].difference < -20
    assert all(f"holm:{len(made)}" in each.signature for each in made.values())


def test_few_documents_show_nothing(counts):
    few = counts.filter(pl.col("translation") < "d03")
    assert {each.winner for each in compare_corpus(few)} == {None}


def test_the_order_of_the_rows_changes_nothing(counts):
    assert compare_corpus(counts.reverse()) == compare_corpus(counts)


def test_no_documents(counts):
    assert score_corpus(counts.clear()) == []
    assert compare_corpus(counts.clear()) == []
