"""Texts in batches for a network: of like length, of a steady shape where that matters, halved where memory ends.

How a graphics card adds up a row depends on the shape of the whole batch, so a text's last bits, and at times a word
of its translation, depend on the texts beside it. Where every batch of a width has the same shape they do not: a text
is padded to a width that its own length gives, and a batch that is not full is filled with its last text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.problems import DocumentError

ROOM = "take a smaller model, half precision (float16), fewer beams if it translates, or another device (cpu)"
_STEP = 32  # tokens; widths are multiples of it

Item = TypeVar("Item", bound=Sequence[str])  # a text, or a pair of texts
Result = TypeVar("Result")


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Which texts go together, the tokens that each is padded to, and the rows that the network sees."""

    places: tuple[int, ...]
    width: int
    rows: int


def form_batches(
    sizes: Sequence[int], *, steady: bool, widest: int, most_rows: int, most_tokens: int
) -> Iterator[Batch]:
    """Batches of texts of so many tokens, the longest first, so that memory runs out at once or never.

    A batch has at most ``most_rows`` texts and ``most_tokens`` tokens, padding included, or is a single text; no
    text is padded beyond ``widest``. ``steady`` gives all batches of a width the same rows, and every text some
    padding up to there: where no text has any, networks take another way.

    >>> sizes, limits = [3, 40, 5], {"widest": 60, "most_rows": 64, "most_tokens": 80}
    >>> [batch.places for batch in form_batches(sizes, steady=False, **limits)]
    [(1, 2), (0,)]
    >>> [(batch.places, batch.width, batch.rows) for batch in form_batches(sizes, steady=True, **limits)]
    [((1,), 60, 1), ((0, 2), 32, 2)]
    """
    step = _STEP if steady else 1
    widths = [max(1, min(widest, -(-(size + steady) // step) * step)) for size in sizes]
    order = sorted(range(len(sizes)), key=lambda place: -widths[place])
    while order:
        width = widths[order[0]]
        rows = max(1, min(most_rows, most_tokens // width))
        places = [place for place in order[:rows] if not steady or widths[place] == width]
        yield Batch(places=tuple(places), width=width, rows=rows if steady else len(places))
        order = order[len(places) :]


def run_batch(items: Sequence[Item], rows: int, run: Callable[[Sequence[Item]], list[Result]]) -> list[Result]:
    """What ``run`` gives for the items, in a batch of ``rows``, the last one said again where there are fewer.

    Raises DocumentError where there is no memory for a single one.
    """
    filled = [*items, *[items[-1]] * (rows - len(items))]
    return run_in_halves(filled, run)[: len(items)]


def run_in_halves(items: Sequence[Item], run: Callable[[Sequence[Item]], list[Result]]) -> list[Result]:
    """What ``run`` gives for all items at once or, where the device has no memory for them, for one half and the other.

    Raises DocumentError where there is no memory for a single one.
    """
    import torch  # noqa: TID251 (this module runs neural models)

    try:
        return run(items)
    except torch.OutOfMemoryError as error:
        if len(items) == 1:
            value = f"{len(''.join(items[0])):,} characters"
            raise DocumentError("the device has no memory for this text", value=value, remedy=ROOM) from error
    torch.cuda.empty_cache()
    middle = len(items) // 2
    return [*run_in_halves(items[:middle], run), *run_in_halves(items[middle:], run)]
