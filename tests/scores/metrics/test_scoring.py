from __future__ import annotations

import time

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sacrebleu.metrics import BLEU, CHRF, TER

from corpus.problems import DocumentError, UsageError
from scores.metrics.edits import SHIFTED
from scores.metrics.scoring import compute_values, measure_segments, score, score_beads, whole_score

REFERENCE = [
    "The council met on Tuesday and approved the budget.",
    "Three villages were left without water for a week.",
    "She denied that the letter had ever been sent.",
    "Prices rose by 12 percent, the ministry said.",
    "Nobody was hurt.",
]
OTHER = [
    "On Tuesday the council met and passed the budget.",
    "For a week three villages had no water.",
    "She denied ever having sent the letter.",
    "The ministry said prices had risen 12 percent.",
    "There were no casualties.",
]
HYPOTHESIS = [
    "The council held a meeting on Tuesday and approved the budget.",
    "Three villages remained without water for one week.",
    "She denied that the message was sent.",
    "The prices rose by 12 percent, said the ministry.",
    "No one was hurt.",
]
SACREBLEU = {
    "BLEU": BLEU,
    "chrF": CHRF,
    "chrF++": lambda: CHRF(word_order=2),
    "TER": TER,
}


@pytest.mark.parametrize("name", SACREBLEU)
@pytest.mark.parametrize("references", [[REFERENCE], [REFERENCE, OTHER]])
def test_a_score_is_the_one_of_sacrebleu(name: str, references: list[list[str]]) -> None:
    metric = SACREBLEU[name]()
    [ours] = score(HYPOTHESIS, references, metrics=[name])
    assert ours.value == pytest.approx(metric.corpus_score(HYPOTHESIS, references).score)
    assert ours.signature == f"{name}|{metric.get_signature()}"
    assert f"nrefs:{len(references)}" in ours.signature


words = st.lists(st.sampled_from(["the", "a", "cat", "dog.", "sat", "12", "on", "mat"]), max_size=7).map(" ".join)


@settings(deadline=None, max_examples=60)
@given(st.lists(st.tuples(words, words), min_size=1, max_size=6))
def test_values_computed_at_once_equal_sacrebleus(pairs: list[tuple[str, str]]) -> None:
    hypothesis, reference = [first for first, _ in pairs], [second for _, second in pairs]
    if not any(hypothesis) or not any(reference):
        return
    for name, make in SACREBLEU.items():
        expected = make().corpus_score(hypothesis, [reference]).score
        assert score(hypothesis, [reference], metrics=[name])[0].value == pytest.approx(expected, abs=1e-9), name


def test_any_subset_is_scored_from_the_kept_statistics() -> None:
    for statistics in measure_segments(HYPOTHESIS, [REFERENCE], metrics=list(SACREBLEU)):
        chosen = [0, 3, 4]
        [fresh] = score([HYPOTHESIS[i] for i in chosen], [[REFERENCE[i] for i in chosen]], metrics=[statistics.metric])
        assert whole_score(statistics, chosen).value == pytest.approx(fresh.value)


def test_each_bead_has_its_own_score() -> None:
    [statistics] = measure_segments(HYPOTHESIS, [REFERENCE], metrics=["chrF++"])
    beads = score_beads(statistics)
    assert [bead.bead for bead in beads] == [0, 1, 2, 3, 4]
    for bead, line, answer in zip(beads, HYPOTHESIS, REFERENCE, strict=True):
        assert bead.value == pytest.approx(CHRF(word_order=2).sentence_score(line, [answer]).score)


def test_an_omitted_segment_counts_against_the_translation() -> None:
    omitted = [*HYPOTHESIS[:4], ""]
    whole, less = (score(lines, [REFERENCE])[1].value for lines in (HYPOTHESIS, omitted))
    assert less < whole


def test_many_sums_are_turned_into_values_at_once() -> None:
    [statistics] = measure_segments(HYPOTHESIS, [REFERENCE], metrics=["BLEU"])
    sums = np.array([statistics.rows.sum(axis=0), statistics.rows[:3].sum(axis=0)])
    assert compute_values("BLEU", sums) == pytest.approx(
        [whole_score(statistics).value, whole_score(statistics, [0, 1, 2]).value]
    )


def test_ter_of_a_long_segment_is_quick_and_says_that_shifts_were_not_looked_for() -> None:
    rng = np.random.default_rng(7)
    vocabulary = [f"word{number}" for number in range(300)]
    long = " ".join(rng.choice(vocabulary, 3_000))
    other = " ".join(rng.choice(vocabulary, 3_000))
    began = time.perf_counter()
    [found] = score([long, HYPOTHESIS[0]], [[other, REFERENCE[0]]], metrics=["TER"])
    assert time.perf_counter() - began < 5
    assert 50 < found.value < 100
    assert found.signature.endswith("|unshifted:1 of 2 segments (over 150 words)")


def test_without_moved_words_a_long_segment_has_the_ter_of_sacrebleu() -> None:
    words_ = [f"w{number}" for number in range(SHIFTED + 20)]
    reference, hypothesis = " ".join(words_), " ".join(["x", *words_[1:50], *words_[55:], "y"])
    [found] = score([hypothesis], [[reference]], metrics=["TER"])
    assert found.value == pytest.approx(TER().corpus_score([hypothesis], [[reference]]).score)


@pytest.mark.parametrize(
    ("hypothesis", "references", "says"),
    [
        (HYPOTHESIS[:3], [REFERENCE], "3 against 5 in reference 1"),
        (HYPOTHESIS, [REFERENCE, OTHER[:4]], "5 against 4 in reference 2"),
        ([" "] * 5, [REFERENCE], "the translation is empty"),
        (HYPOTHESIS, [[""] * 5], "a reference is empty"),
        (HYPOTHESIS, [], "there is no reference"),
        ([], [[]], "is empty"),
    ],
)
def test_what_cannot_be_scored_says_what_to_do(hypothesis: list[str], references: list[list[str]], says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        score(hypothesis, references)


def test_a_text_given_as_one_segment_is_refused_by_ter() -> None:
    with pytest.raises(DocumentError, match="score sentences or beads"):
        score(["word " * 10_001], [["word"]], metrics=["TER"])


def test_an_unknown_metric_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'bleurt'.*BLEU, chrF, chrF\+\+, TER"):
        score(HYPOTHESIS, [REFERENCE], metrics=["bleurt"])
