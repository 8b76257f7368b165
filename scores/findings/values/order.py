"""Which values of one side answer which of the other, each once: in order as far as there is one, then the nearest."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from itertools import product

Values = Sequence[tuple[float, Collection[object]]]
"""How far into its side each stands, 0 to 1, and what it may say; two that may say the same answer each other."""


def find_leftovers(first: Values, second: Values) -> tuple[list[int], list[int]]:
    """The numbers of those on either side that are left without an answer.

    Of two equal values of which one is answered, the one that stands out of order is left.

    >>> find_leftovers([(0.4, {4}), (0.5, {6})], [(0.7, {6}), (0.8, {6})])
    ([0], [0])
    """
    pairs = _pair_in_order(first, second)
    taken = {i for i, _ in pairs}, {j for _, j in pairs}
    free = (
        [i for i in range(len(first)) if i not in taken[0]],
        [j for j in range(len(second)) if j not in taken[1]],
    )
    apart = sorted((abs(first[i][0] - second[j][0]), i, j) for i, j in product(*free) if _agree(first[i], second[j]))
    for _, i, j in apart:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return [i for i in free[0] if i not in taken[0]], [j for j in free[1] if j not in taken[1]]


def _agree(one: tuple[float, Collection[object]], other: tuple[float, Collection[object]]) -> bool:
    return not set(one[1]).isdisjoint(other[1])


def _pair_in_order(first: Values, second: Values) -> list[tuple[int, int]]:
    """The equal pairs of the cheapest way from one side to the other (Levenshtein 1966), without those changed."""
    costs = [[i + j if not i or not j else 0 for j in range(len(second) + 1)] for i in range(len(first) + 1)]
    for i, one in enumerate(first, start=1):
        for j, other in enumerate(second, start=1):
            change = costs[i - 1][j - 1] + (not _agree(one, other))
            costs[i][j] = min(change, costs[i - 1][j] + 1, costs[i][j - 1] + 1)
    pairs = []
    i, j = len(first), len(second)
    while i and j:
        same = _agree(first[i - 1], second[j - 1])
        if costs[i][j] == costs[i - 1][j - 1] + (not same):
            i, j = i - 1, j - 1
            if same:
                pairs.append((i, j))
        elif costs[i][j] == costs[i - 1][j] + 1:
            i -= 1
        else:
            j -= 1
    return pairs[::-1]
