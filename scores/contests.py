"""Contests: is one translation better than another, or is the difference what chance would give?

Both tests resample the same segments for both candidates. The paired bootstrap (Koehn 2004) draws segments with
replacement; approximate randomisation (Riezler and Maxwell 2005) swaps the candidates segment by segment. The
p-values are those of sacrebleu with the same seed. Many comparisons at once are corrected after Holm (1979).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from corpus.problems import DocumentError, UsageError
from scores.metrics.formulas import Array
from scores.metrics.scoring import (
    FINDINGS,
    LOWER_IS_BETTER,
    Statistics,
    compute_values,
    count_decimals,
    measure_segments,
)

SEED = 12345  # sacrebleu's
LEVEL = 0.05
LEAST = 5  # segments; fewer cannot show anything
TESTS = {"bootstrap": 1_000, "randomisation": 10_000}
"""Name → samples drawn, the numbers that sacrebleu draws."""
_BLOCK = 2**22  # cells of a block of samples, which bounds the memory


@dataclass(frozen=True, slots=True, kw_only=True)
class Contest:
    """Two candidates compared by one metric, or by their findings.

    ``difference`` is first minus second; ``low`` and ``high`` are its 95 % confidence interval; ``winner`` is None
    where no difference was shown. What cannot be known is None. ``reason`` says it in words.
    """

    first: str
    second: str
    by: str
    difference: float | None
    low: float | None
    high: float | None
    p_value: float | None
    winner: str | None
    reason: str
    signature: str


def contest(
    first: tuple[str, Sequence[str]],
    second: tuple[str, Sequence[str]],
    *,
    references: Sequence[Sequence[str]],
    metric: str = "chrF++",
    test: str = "bootstrap",
    seed: int = SEED,
    samples: int | None = None,
) -> Contest:
    """Two named candidates against the same references, segment by segment."""
    ours, theirs = (measure_segments(lines, references, metrics=[metric])[0] for _, lines in (first, second))
    return compare_statistics((first[0], ours), (second[0], theirs), test=test, seed=seed, samples=samples)


def compare_statistics(
    first: tuple[str, Statistics],
    second: tuple[str, Statistics],
    *,
    test: str = "bootstrap",
    seed: int = SEED,
    samples: int | None = None,
    unit: str = "segments",
) -> Contest:
    """The contest of two candidates whose segments were measured already, of all of them or of any subset.

    ``unit`` says what the rows of the statistics are, which are drawn whole.

    Raises UsageError for an unknown test, DocumentError where the two do not have the same segments.
    """
    (name, ours), (other, theirs) = first, second
    if test not in TESTS:
        raise UsageError("no such test", value=repr(test), remedy=f"known are {', '.join(TESTS)}")
    if ours.metric != theirs.metric or len(ours.rows) != len(theirs.rows):
        raise DocumentError(
            "the candidates were not measured on the same segments",
            value=f"{len(ours.rows)} of {ours.metric} against {len(theirs.rows)} of {theirs.metric}",
            remedy="measure both against the same reference with the same metric",
        )
    count = samples or TESTS[test]
    difference = float(np.subtract(*(compute_values(ours.metric, s.rows.sum(axis=0)[None])[0] for s in (ours, theirs))))
    drawn = _bootstrap(ours, theirs, count=TESTS["bootstrap"] if test != "bootstrap" else count, seed=seed)
    low, high = (float(bound) for bound in np.quantile(drawn, [0.025, 0.975]))
    if test == "bootstrap":
        deviations = np.abs(drawn) - np.abs(drawn).mean()
    else:
        deviations = np.abs(_randomise(ours, theirs, count=count, seed=seed))
    # as sacrebleu: strictly greater, so that equal candidates do not differ; one is added to be never too sure
    p_value = (int((deviations > abs(difference)).sum()) + 1) / (count + 1)
    if len(ours.rows) < LEAST or np.array_equal(ours.rows, theirs.rows):
        p_value = 1.0
    made = Contest(
        first=name,
        second=other,
        by=ours.metric,
        difference=difference,
        low=low,
        high=high,
        p_value=p_value,
        winner=None,
        reason="",
        signature=f"{ours.signature}|test:{test}|samples:{count}|seed:{seed}|{unit}:{len(ours.rows)}",
    )
    return decide(made)


def compare_all(
    candidates: Mapping[str, Sequence[str]],
    *,
    references: Sequence[Sequence[str]],
    metrics: Sequence[str] = ("BLEU", "chrF++", "TER"),
    test: str = "bootstrap",
    seed: int = SEED,
) -> list[Contest]:
    """Every pair of candidates by every metric, the p-values corrected for the number of pairs and metrics."""
    measured = {name: measure_segments(lines, references, metrics=metrics) for name, lines in candidates.items()}
    made = [
        compare_statistics((one, measured[one][place]), (two, measured[two][place]), test=test, seed=seed)
        for one, two in combinations(candidates, 2)
        for place in range(len(metrics))
    ]
    return correct(made)


def compare_penalties(first: tuple[str, float], second: tuple[str, float]) -> Contest:
    """Two candidates without a reference: by what was found wrong with them, in MQM points per 1,000 words.

    There is no test of it, so a winner is named only where one has at least twice the penalty of the other and
    five points more. Similarity to the Arabic is not asked: it is higher for machines than for people.
    """
    (name, ours), (other, theirs) = first, second
    difference = ours - theirs
    clear = abs(difference) >= 5 and max(ours, theirs) >= 2 * min(ours, theirs)
    winner = (other if difference > 0 else name) if clear else None
    counted = f"{ours:.1f} against {theirs:.1f} penalty points in 1,000 words"
    verdict = f"{winner} has clearly fewer suspected faults" if winner else "the suspected faults show no clear winner"
    return Contest(
        first=name,
        second=other,
        by=FINDINGS,
        difference=difference,
        low=None,
        high=None,
        p_value=None,
        winner=winner,
        reason=f"There is no reference, and similarity to the Arabic cannot decide between people and machines, "
        f"because it rewards literalness; by findings, {verdict} ({counted}).",
        signature="findings|mqm per 1000 words|twice and 5 points",
    )


def refuse_penalties(first: str, second: str, part: str) -> Contest:
    """No contest of a translation with one that covers only a ``part`` of the original ("3 of 20" sentences)."""
    return Contest(
        first=first,
        second=second,
        by=FINDINGS,
        difference=None,
        low=None,
        high=None,
        p_value=None,
        winner=None,
        reason=f"Not compared, for {second} covers only {part} sentences; its scores hold for those alone.",
        signature=f"findings|mqm per 1000 words|covers:{part}",
    )


def correct(contests: Sequence[Contest]) -> list[Contest]:
    """All contests with their p-values corrected after Holm, and the winners that are left."""
    chances = correct_chances([contest.p_value for contest in contests])
    tested = sum(chance is not None for chance in chances)
    return [
        contest
        if chance is None
        else decide(replace(contest, p_value=chance, signature=f"{contest.signature}|holm:{tested}"))
        for contest, chance in zip(contests, chances, strict=True)
    ]


def correct_chances(chances: Sequence[float | None]) -> list[float | None]:
    """p-values after Holm's step-down correction (1979); None where nothing was tested.

    >>> correct_chances([0.01, None, 0.04])
    [0.02, None, 0.04]
    """
    tested = sorted((chance, place) for place, chance in enumerate(chances) if chance is not None)
    corrected: list[float | None] = [None] * len(chances)
    highest = 0.0
    for rank, (chance, place) in enumerate(tested):
        highest = max(highest, min(1.0, (len(tested) - rank) * chance))
        corrected[place] = highest
    return corrected


def decide(made: Contest) -> Contest:
    """Name the winner of a tested contest, or say that no difference was shown."""
    if made.p_value is None or made.difference is None:
        return made
    lower = made.by in LOWER_IS_BETTER
    better = made.first if (made.difference < 0) == lower else made.second
    winner = better if made.p_value < LEVEL and made.difference != 0 else None
    found = made.by == FINDINGS
    unit = "penalty points in 1,000 words" if found else made.by
    difference, low, high = (
        f"{value:+.{count_decimals(made.by)}f}" for value in (made.difference, made.low or 0.0, made.high or 0.0)
    )
    span = f"{difference} {unit}, 95 % between {low} and {high}, p = {made.p_value:.4f}"
    better_by = "has fewer suspected faults" if found else "is nearer to the reference"
    verdict = f"{winner} {better_by}" if winner else "no difference was shown"
    return replace(made, winner=winner, reason=f"{verdict} ({span})")


def _bootstrap(ours: Statistics, theirs: Statistics, *, count: int, seed: int) -> Array:
    """Differences of both candidates on ``count`` samples of the segments, drawn with replacement."""
    rng = np.random.default_rng(seed)
    size = len(ours.rows)
    differences = []
    for block in _blocks(count, size):
        drawn = rng.choice(size, size=(block, size), replace=True)
        cells = (drawn + np.arange(block)[:, None] * size).ravel()
        times = np.bincount(cells, minlength=block * size).reshape(block, size).astype(np.float64)
        sums = (compute_values(each.metric, times @ each.rows) for each in (ours, theirs))
        differences.append(np.subtract(*sums))
    return np.concatenate(differences)


def _randomise(ours: Statistics, theirs: Statistics, *, count: int, seed: int) -> Array:
    """Differences after the candidates were swapped in a random half of the segments, ``count`` times."""
    rng = np.random.default_rng(seed)
    change = ours.rows - theirs.rows
    differences = []
    for block in _blocks(count, len(ours.rows)):
        swapped = rng.integers(2, size=(block, len(ours.rows)), dtype=bool)
        moved = swapped.astype(np.float64) @ change
        first = compute_values(ours.metric, theirs.rows.sum(axis=0) + moved)
        differences.append(first - compute_values(ours.metric, ours.rows.sum(axis=0) - moved))
    return np.concatenate(differences)


def _blocks(count: int, size: int) -> list[int]:
    """``count`` samples in blocks of a multiple of 32, which draw the same numbers as one draw of all would."""
    most = max(32, _BLOCK // size // 32 * 32)
    return [min(most, count - start) for start in range(0, count, most)]
