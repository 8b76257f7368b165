"""What a metric's summed counts come to: shape (n, counts) to shape (n,), for many sums at once."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float64]


def compute_bleu(sums: Array) -> Array:
    """Brevity penalty times the geometric mean of four precisions, with sacrebleu's exponential smoothing."""
    length, reference, correct, total = sums[:, 0], sums[:, 1], sums[:, 2:6], sums[:, 6:10]
    with np.errstate(divide="ignore", invalid="ignore"):
        penalty = np.where(length < reference, np.exp(1 - reference / length), 1.0)
        missed = np.cumsum((correct == 0) & (total > 0), axis=1)
        precision = np.where(correct > 0, correct / total, 1 / (2.0**missed * total))
        value = 100 * penalty * np.exp(np.log(precision).mean(axis=1))
    return np.where((correct > 0).any(axis=1) & (total > 0).all(axis=1), value, 0.0)


def compute_chrf(sums: Array) -> Array:
    """F2 of the precision and recall averaged over the n-gram orders that both sides have."""
    counts = sums.reshape(len(sums), -1, 3)
    ours, theirs, matched = counts[..., 0], counts[..., 1], counts[..., 2]
    used = (ours > 0) & (theirs > 0)
    orders = np.maximum(used.sum(axis=1), 1)
    precision = np.where(used, matched / np.maximum(ours, 1), 0).sum(axis=1) / orders
    recall = np.where(used, matched / np.maximum(theirs, 1), 0).sum(axis=1) / orders
    below = 4 * precision + recall
    return np.where(below > 0, 100 * 5 * precision * recall / np.where(below > 0, below, 1), 0.0)


def compute_penalty(sums: Array) -> Array:
    """Penalty points in 1,000 words."""
    return 1000 * sums[:, 0] / np.maximum(sums[:, 1], 1)


def compute_ter(sums: Array) -> Array:
    """Edits in 100 reference words."""
    edits, length = sums[:, 0], sums[:, 1]
    return 100 * np.where(length > 0, edits / np.where(length > 0, length, 1), (edits > 0).astype(np.float64))


def compute_mean(sums: Array) -> Array:
    """The mean of what a model said of each segment."""
    return sums[:, 0] / np.maximum(sums[:, 1], 1)
