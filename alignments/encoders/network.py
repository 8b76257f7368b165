"""The network of the default encoder, with what it says of single word pieces kept.

Its first layers see one piece at a time, and its first convolution is a sum over the pieces of a window in which
each term depends on one piece and its place. Texts repeat their pieces, so these terms are worked out once; only the
second convolution and what follows are worked out for every text. The vectors are those of the package's own
forward pass, whose weights and order of steps these are, but for rounding.

A text has the same vector whatever it is encoded with and whatever was met before, or the tables of a run would
depend on who did which batch first. A matrix product in single precision sums a row in an order that depends on the
rows around it; so the large ones are made text by text, and all others in double precision, rounded once.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from threading import Lock

import numpy as np
import numpy.typing as npt

from alignments.encoders.encoder import Vectors
from alignments.encoders.weights import Weights

_ORDERS = ((2, 0), (3, 1), (5, 2))  # pieces of a window, and how many of them stand before its own
_WIDTH = 256  # of the convolutions
_TOKENS = 384  # pieces of one batch: what fits into the processor's cache
_SHORT = 12  # pieces up to which a text's large products are dearer alone than in double precision with others
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
        self._projection, self._summed = weights.projection.astype(np.float64), weights.summed.astype(np.float64)
        self._last = {name: matrix.astype(np.float64) for name, matrix in weights.last.items()}
        self._first = [
            kernel.reshape(size, _WIDTH, _WIDTH).transpose(1, 0, 2).reshape(_WIDTH, size * _WIDTH).astype(np.float64)
            for kernel, (size, _) in zip(weights.first, _ORDERS, strict=True)
        ]
        self._second = [kernel.astype(np.float64) for kernel in weights.second]
        self._known = _Known(len(weights.table), 0)
        self._lock = Lock()

    def encode(self, texts: Sequence[Sequence[int]]) -> Vectors:
        """One row of unit length for each text, given as its pieces (one at least), shape (texts, 512)."""
        vectors = np.empty((len(texts), 2 * _WIDTH), dtype=np.float32)
        for batch in _batches(texts):
            vectors[batch] = self._encode_batch([texts[number] for number in batch])
        return vectors

    def _encode_batch(self, texts: Sequence[Sequence[int]]) -> Vectors:
        weights = self._weights
        sizes = np.array([len(pieces) for pieces in texts])
        pieces: Pieces = np.fromiter(chain.from_iterable(texts), dtype=np.int64)
        starts = np.cumsum(sizes) - sizes
        known = self._know(pieces)
        rows = known.places[pieces]
        convolved = [self._convolve(number, known, rows, starts, sizes) for number in range(len(_ORDERS))]
        layer = np.concatenate([weights.embed(pieces), *convolved], axis=1)
        layer = _normalise(layer, weights.gain, weights.bias, weights.least)
        # The projection is linear, so the sum of each text is projected and not every piece.
        summed = _times(np.add.reduceat(layer, starts, axis=0), self._summed) + sizes[:, None] * weights.summed_bias
        return self._finish((summed / np.sqrt(sizes)[:, None]).astype(np.float32))

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
                    terms[rows] = _times(known.low[rows, number], self._first[number]).reshape(len(new), -1, _WIDTH)
                known.places[new] = np.arange(rows.start, rows.stop)
                known.used = rows.stop
            return known

    def _low(self, pieces: Pieces) -> Vectors:
        """What each piece brings to every order, shape (pieces, orders, width)."""
        weights = self._weights
        layer = _times(weights.embed(pieces), self._projection) + weights.projection_bias
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
        if sizes[0] <= _SHORT:
            products = _times(inputs, self._second[number])
        else:
            products = _times_apart(inputs, self._weights.second[number], starts, sizes)
        convolved: Vectors = np.maximum(products + self._weights.second_bias[number], 0) + hidden
        return convolved

    def _finish(self, summed: Vectors) -> Vectors:
        """The last layers: a sentence's vector of unit length."""
        last = self._last
        first = np.maximum(_times(summed, last["d0"]), 0)
        second = np.maximum(_times(summed, last["p1"]) + _times(first, last["d1"]), 0)
        third = np.maximum(_times(second, last["d2"]), 0)
        vectors: Vectors = np.tanh(_times(second, last["p3"]) + _times(third, last["d3"]))
        norms = np.sqrt(np.maximum(np.einsum("ij,ij->i", vectors, vectors), self._weights.least))
        vectors /= norms[:, None]
        return vectors


def _batches(texts: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """The numbers of the texts, so many at once as are worked on together; short ones apart from the others."""
    batch: list[int] = []
    count = 0
    for number in sorted(range(len(texts)), key=lambda number: len(texts[number]) > _SHORT):
        size = len(texts[number])
        if batch and (count + size > _TOKENS or (size > _SHORT) != (len(texts[batch[0]]) > _SHORT)):
            yield batch
            batch, count = [], 0
        batch.append(number)
        count += size
    if batch:
        yield batch


def _times(rows: Vectors, matrix: npt.NDArray[np.float64]) -> Vectors:
    """The product of rows with a matrix, made in double precision."""
    return (rows.astype(np.float64) @ matrix).astype(np.float32)


def _times_apart(rows: Vectors, matrix: Vectors, starts: Pieces, sizes: Pieces) -> Vectors:
    """The same for each text by itself, in single precision."""
    product = np.empty((len(rows), matrix.shape[1]), dtype=np.float32)
    for start, size in zip(starts.tolist(), sizes.tolist(), strict=True):
        np.matmul(rows[start : start + size], matrix, out=product[start : start + size])
    return product


def _normalise(layer: Vectors, gain: Vectors, bias: Vectors, least: float) -> Vectors:
    """Every row with mean 0 and variance 1, then scaled and moved; in place."""
    layer -= layer.mean(axis=-1, keepdims=True)
    variance = np.einsum("ij,ij->i", layer, layer) / layer.shape[-1]
    layer *= np.reciprocal(np.sqrt(variance + least))[:, None].astype(np.float32)
    layer *= gain
    layer += bias
    return layer
