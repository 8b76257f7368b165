from __future__ import annotations

import numpy as np
import pytest
from sacrebleu.metrics import BLEU, CHRF, TER
from sacrebleu.significance import PairedTest

from corpus.problems import DocumentError, UsageError
from scores.contests import Contest, compare_all, compare_penalties, compare_statistics, contest, correct, decide
from scores.metrics.scoring import measure_segments, score
from scores.tables import CONTESTS, SCORES, contests_frame, scores_frame

WORDS = ["the", "ministry", "said", "three", "new", "wells", "near", "the", "old", "town", "open", "before", "summer"]


def _corpus(seed: int, *, noise: float, size: int = 60) -> tuple[list[str], list[str]]:
    """A reference and a candidate in which a share of the words is exchanged."""
    rng = np.random.default_rng(seed)
    reference = [" ".join(rng.choice(WORDS, 12)) for _ in range(size)]
    spoil = np.random.default_rng(seed + 1000 + int(noise * 100))
    return reference, [
        " ".join(word if spoil.random() > noise else str(spoil.choice(WORDS)) for word in line.split())
        for line in reference
    ]


REFERENCE, GOOD = _corpus(1, noise=0.2)
_, POOR = _corpus(1, noise=0.5)
_, ALIKE = _corpus(1, noise=0.21)
METRICS = {"BLEU": BLEU, "chrF++": lambda references: CHRF(word_order=2, references=references), "TER": TER}


@pytest.mark.parametrize(("test", "short"), [("bootstrap", "bs"), ("randomisation", "ar")])
@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize("candidate", [POOR, ALIKE], ids=["poor", "alike"])
def test_p_values_are_those_of_sacrebleu(test: str, short: str, metric: str, candidate: list[str]) -> None:
    theirs = PairedTest(
        [("good", GOOD), ("other", candidate)],
        {"m": METRICS[metric](references=[REFERENCE])},
        None,
        test_type=short,
        n_samples=500,
    )()[1]
    expected = {key: value for key, value in theirs.items() if key != "System"}
    [(_, (_, result))] = expected.items()
    ours = contest(("good", GOOD), ("other", candidate), references=[REFERENCE], metric=metric, test=test, samples=500)
    assert ours.p_value == pytest.approx(result.p_value, abs=0.003)


def test_the_better_candidate_wins_by_every_metric() -> None:
    for made in compare_all({"good": GOOD, "poor": POOR}, references=[REFERENCE]):
        assert made.winner == "good"
        assert made.low is not None
        assert made.high is not None
        assert made.low <= made.difference <= made.high
        assert "good is nearer to the reference" in made.reason
        assert "seed:12345" in made.signature


def test_the_difference_is_that_of_the_two_scores() -> None:
    made = contest(("good", GOOD), ("poor", POOR), references=[REFERENCE], metric="TER")
    values = [score(lines, [REFERENCE], metrics=["TER"])[0].value for lines in (GOOD, POOR)]
    assert made.difference == pytest.approx(values[0] - values[1])
    assert made.difference < 0  # fewer edits are better, and the winner knows


@pytest.mark.parametrize("test", ["bootstrap", "randomisation"])
def test_equal_candidates_do_not_differ(test: str) -> None:
    made = contest(("one", GOOD), ("two", list(GOOD)), references=[REFERENCE], test=test)
    assert (made.difference, made.winner, made.p_value) == (0.0, None, 1.0)


def test_a_handful_of_segments_shows_nothing() -> None:
    made = contest(("one", GOOD[:4]), ("two", POOR[:4]), references=[REFERENCE[:4]])
    assert made.winner is None
    assert "no difference was shown" in made.reason


def test_chance_seldom_wins() -> None:
    """Two candidates spoilt alike: over 40 corpora, a test at 5 % may err a few times."""
    wins = 0
    for seed in range(40):
        reference, one = _corpus(seed, noise=0.3, size=30)
        _, two = _corpus(seed, noise=0.31, size=30)
        wins += (
            contest(("a", one), ("b", two), references=[reference], test="randomisation", samples=500).winner
            is not None
        )
    assert wins <= 6


def test_the_same_seed_gives_the_same_contest_and_another_does_not() -> None:
    made = [contest(("a", GOOD), ("b", ALIKE), references=[REFERENCE], seed=seed) for seed in (3, 3, 4)]
    assert made[0] == made[1]
    assert made[0].low != made[2].low


def test_blocks_do_not_change_the_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = [
        contest(("a", GOOD), ("b", ALIKE), references=[REFERENCE], test=test) for test in ("bootstrap", "randomisation")
    ]
    monkeypatch.setattr("scores.contests._BLOCK", 64 * len(GOOD))
    for before, test in zip(whole, ("bootstrap", "randomisation"), strict=True):
        after = contest(("a", GOOD), ("b", ALIKE), references=[REFERENCE], test=test)
        assert after.p_value == before.p_value
        assert after.low == pytest.approx(before.low)


def test_a_subset_is_compared_from_the_kept_statistics() -> None:
    [ours], [theirs] = (measure_segments(lines, [REFERENCE], metrics=["BLEU"]) for lines in (GOOD, POOR))
    with pytest.raises(DocumentError, match="60 of BLEU against 30 of BLEU"):
        compare_statistics(("a", ours), ("b", measure_segments(POOR[:30], [REFERENCE[:30]], metrics=["BLEU"])[0]))
    assert compare_statistics(("a", ours), ("b", theirs)).winner == "a"


def _tested(p_value: float | None, difference: float = 1.0) -> Contest:
    return Contest(
        first="a",
        second="b",
        by="BLEU",
        difference=difference,
        low=0.0,
        high=2.0,
        p_value=p_value,
        winner="a",
        reason="",
        signature="s",
    )


def test_holm_corrects_for_many_comparisons() -> None:
    corrected = correct([_tested(0.01), _tested(0.04), _tested(0.03), _tested(None)])
    assert [made.p_value for made in corrected] == [pytest.approx(0.03), pytest.approx(0.06), pytest.approx(0.06), None]
    assert [made.winner for made in corrected] == ["a", None, None, "a"]
    assert corrected[0].signature == "s|holm:3"


@pytest.mark.parametrize(
    ("ours", "theirs", "winner"),
    [(4.0, 30.0, "published"), (30.0, 4.0, "machine"), (10.0, 14.0, None), (0.0, 3.0, None), (0.0, 0.0, None)],
)
def test_without_reference_findings_decide_and_similarity_does_not(
    ours: float, theirs: float, winner: str | None
) -> None:
    made = compare_penalties(("published", ours), ("machine", theirs))
    assert (made.by, made.winner, made.p_value) == ("findings", winner, None)
    assert "similarity to the Arabic cannot decide" in made.reason


def test_an_unknown_test_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"'t-test'.*bootstrap, randomisation"):
        contest(("a", GOOD), ("b", POOR), references=[REFERENCE], test="t-test")


def test_contests_and_scores_become_rows() -> None:
    contests = [contest(("a", GOOD), ("b", POOR), references=[REFERENCE]), compare_penalties(("a", 1.0), ("b", 2.0))]
    frame = contests_frame(contests, translation="t1")
    assert frame.schema == CONTESTS
    assert frame["winner"].to_list() == ["a", None]
    scores = scores_frame(score(GOOD, [REFERENCE]), translation=None)
    assert scores.schema == SCORES
    assert scores["metric"].to_list() == ["BLEU", "chrF++", "TER"]
    assert scores["translation"].to_list() == [None] * 3
    assert contests_frame([], translation=None).schema == CONTESTS


@pytest.mark.parametrize(("metric", "difference"), [("COMET", "-0.0032 COMET"), ("BLEU", "-0.00 BLEU")])
def test_small_differences_are_told_where_a_scale_is_small(metric, difference):
    made = Contest(
        first="a", second="b", by=metric, difference=-0.0032, low=-0.005, high=-0.001, p_value=0.01, winner=None,
        reason="", signature="",
    )  # fmt: skip
    assert f"({difference}, 95 % between" in decide(made).reason
