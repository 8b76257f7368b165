"""The network of the default encoder, with what it says of single word pieces kept.

Its first layers see one piece at a time, and its first convolution is a sum over the pieces of a window in which
each term depends on one piece and its place. Texts repeat their pieces, so these terms are worked out once; only the
second convolution and what follows are worked out for every text. The vectors are those of the package's own
forward pass, whose weights and order of steps these are, but for rounding.

A text has the same vector whatever it is encoded with and whatever was met before, or the tables of a run would
depend on who did which batch first: the products see to that (products.py), and all else is done row by row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from threading import Lock

import numpy as np
import numpy.typing as npt

from alignments.encoders.encoder import Vectors
from alignments.encoders.products import MOST, Product
from alignments.encoders.weights import Weights

_ORDERS = ((2, 0), (3, 1), (5, 2))  # pieces of a window, and how many of them stand before its own
_WIDTH = 256  # of the convolutions
_TOGETHER = 8_192  # pieces of the texts whose new pieces are worked out together
_KEPT = 8_192  # different pieces whose terms are held (110 MB once that many were met)

Pieces = npt.NDArray[np.int64]


class _Known:
    """The terms of the pieces met so far; rows are only ever added, so a reader needs no lock."""

    def __init__(self, pieces: int, kept: int) -> None:
        self.places = np.full(pieces, -1, dtype=np.int64)
        self.used = 0
        self.low = np.empty((kept, len(_ORDERS), _WIDTH), dtype=np.float32)
        self.terms = [np.empty((kept, size, _WIDTH), dtype=np.float32) for size, _ in _ORDERS]


class Network:
    """Pieces into vectors; threads may share it."""

    def __init__(self, weights: Weights) -> None:
        self._weights = weights
        self._projection, self._summed = Product(weights.projection), Product(weights.summed)
        self._last = {name: Product(matrix) for name, matrix in weights.last.items()}
        self._first = [
            Product(kernel.reshape(size, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, size * _WIDTH))
            for kernel, (size, _) in zip(weights.first, _ORDERS, strict=True)
        ]
        self._second = [Product(kernel) for kernel in weights.second]
        self._known = _Known(len(weights.table), 0)
        self._lock = Lock()

    def encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """One row of unit length for each text, given as its pieces (one at least), shape (texts, 512)."""
        summed = np.empty((len(texts), len(_ORDERS) * _WIDTH + 2 * _WIDTH), dtype=np.float32)
        sizes = np.array([len(pieces) for pieces in texts])
        for some in _runs(sizes, _TOGETHER):
            # New pieces are worked out for many texts at once, since small products are dear.
            known = self._know(_joined(texts[some]))
            for batch in _runs(sizes[some], MOST):
                part = slice(some.start + batch.start, some.start + batch.stop)
                summed[part] = self._sum(known, _joined(texts[part]), sizes[part])
        return self._finish(summed, sizes[:, None])

    def _sum(self, known: _Known, pieces: Pieces, sizes: Pieces) -> Vectors:
        """What the convolutions and the pieces themselves say, summed up for each text, shape (texts, 1280)."""
        weights = self._weights
        starts = np.cumsum(sizes) - sizes
        rows = known.places[pieces]
        convolved = [self._convolve(number, known, rows, starts, sizes) for number in range(len(_ORDERS))]
        layer = np.concatenate([weights.embed(pieces), *convolved], axis=1)
        layer = _normalise(layer, weights.gain, weights.bias, weights.least)
        summed: Vectors = np.add.reduceat(layer, starts, axis=0)
        return summed

    def _know(self, pieces: Pieces) -> _Known:
        """The table that holds these pieces; a new one where the old one has no room left."""
        with self._lock:
            known = self._known
            new = np.unique(pieces[known.places[pieces] < 0])
            if known.used + len(new) > len(known.low):
                new = np.unique(pieces)
                known = self._known = _Known(len(known.places), max(_KEPT, len(new)))
            if len(new):
                rows = slice(known.used, known.used + len(new))
                known.low[rows] = self._low(new)
                for number, terms in enumerate(known.terms):
                    terms[rows] = self._first[number](known.low[rows, number]).reshape(len(new), -1, _WIDTH)
                known.places[new] = np.arange(rows.start, rows.stop)
                known.used = rows.stop
            return known

    def _low(self, pieces: Pieces) -> Vectors:
        """What each piece brings to every order, shape (pieces, orders, width)."""
        weights = self._weights
        layer = self._projection(weights.embed(pieces)) + weights.projection_bias
        normal = _normalise(layer, weights.gain_orders, weights.bias_orders, weights.least)
        return normal.reshape(len(pieces), len(_ORDERS), _WIDTH)

    def _convolve(self, number: int, known: _Known, rows: Pieces, starts: Pieces, sizes: Pieces) -> Vectors:
        """Both convolutions of one order; a window ends where its text ends."""
        size, left = _ORDERS[number]
        windows = np.arange(len(rows))[:, None] + np.arange(size) - left
        begun, ended = np.repeat(starts, sizes), np.repeat(starts + sizes, sizes)
        inside = (windows >= begun[:, None]) & (windows < ended[:, None])
        low, terms = known.low[rows, number], known.terms[number]
        hidden = terms[rows, left]
        for slot in (slot for slot in range(size) if slot != left):
            there = np.flatnonzero(inside[:, slot])
            hidden[there] += terms[rows[there + slot - left], slot]
        hidden = np.maximum(hidden + self._weights.first_bias[number], 0) + low
        padded = np.concatenate([hidden, np.zeros((1, _WIDTH), dtype=np.float32)])
        inputs = padded[np.where(inside, windows, len(rows))].reshape(len(rows), size * _WIDTH)
        convolved: Vectors = np.maximum(self._second[number](inputs) + self._weights.second_bias[number], 0) + hidden
        return convolved

    def _finish(self, summed: Vectors, sizes: Pieces) -> Vectors:
        """The last layers: a sentence's vector of unit length."""
        last, weights = self._last, self._weights
        # The projection is linear, so the sum of each text is projected and not every piece.
        projected = (self._summed(summed) + sizes * weights.summed_bias) / np.sqrt(sizes)
        start = projected.astype(np.float32)
        first = np.maximum(last["d0"](start), 0)
        second = np.maximum(last["p1"](start) + last["d1"](first), 0)
        third = np.maximum(last["d2"](second), 0)
        vectors: Vectors = np.tanh(last["p3"](second) + last["d3"](third))
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), weights.least))
        vectors /= norms[:, None]
        return vectors


def _joined(texts: Sequence[Sequence[int]]) -> Pieces:
    return np.fromiter(chain.from_iterable(texts), dtype=np.int64)


def _runs(sizes: Pieces, most: int) -> Iterator[slice]:
    """Neighbouring texts that have so many pieces together at most; a longer text is a run of its own."""
    start = count = 0
    for number, size in enumerate(sizes.tolist()):
        if number > start and count + size > most:
            yield slice(start, number)
            start, count = number, 0
        count += size
    if start < len(sizes):
        yield slice(start, len(sizes))


def _normalise(layer: Vectors, gain: Vectors, bias: Vectors, least: float) -> Vectors:
    """Every row with mean 0 and variance 1, then scaled and moved; in place."""
    layer -= layer.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", layer, layer) / layer.shape[-1]
    layer *= np.reciprocal(np.sqrt(variance + least))[:, None].astype(np.float32)
    layer *= gain
    layer += bias
    return layer
