"""Texts in batches for a network: of like length, of a steady shape where that matters, halved where memory ends.

How a graphics card adds up a row depends on the shape of the whole batch, so a text's last bits, and at times a word
of its translation, depend on the texts beside it. Where every batch of a width has the same shape they do not: a text
is padded to a width that its own length gives, and a batch that is not full is filled with its last text.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from corpus.problems import DocumentError

ROOM = "take a smaller model, half precision (float16), fewer beams if it translates, or another device (cpu)"
_STEP = 32  # tokens; widths are multiples of it

Item = TypeVar("Item", bound=Sequence[str])  # a text, or a pair of texts
Result = TypeVar("Result")


@dataclass(slots=True, kw_only=True)
class Limits:
    """How large batches may be. ``most_tokens``, padding included, sinks to what the device has shown to hold."""

    widest: int  # tokens that a text is padded to at most
    most_rows: int
    most_tokens: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Batch:
    """Which texts go together, the tokens that each is padded to, and the rows that the network sees."""

    places: tuple[int, ...]
    width: int
    rows: int


def form_batches(sizes: Sequence[int], limits: Limits, *, steady: bool) -> Iterator[Batch]:
    """Batches of texts of so many tokens, the longest first, so that memory runs out at once or never.

    A batch is within the ``limits``, which are looked at anew for each, or is a single text. ``steady`` gives all
    batches of a width the same rows, and every text some padding up to there: where no text has any, networks take
    another way.

    >>> sizes, limits = [3, 40, 5], Limits(widest=60, most_rows=64, most_tokens=80)
    >>> [batch.places for batch in form_batches(sizes, limits, steady=False)]
    [(1, 2), (0,)]
    >>> [(batch.places, batch.width, batch.rows) for batch in form_batches(sizes, limits, steady=True)]
    [((1,), 60, 1), ((0, 2), 32, 2)]
    """
    widths = _pad(sizes, limits, steady=steady)
    order = sorted(range(len(sizes)), key=lambda place: -widths[place])
    while order:
        width = widths[order[0]]
        rows = max(1, min(limits.most_rows, limits.most_tokens // width))
        places = [place for place in order[:rows] if not steady or widths[place] == width]
        yield Batch(places=tuple(places), width=width, rows=rows if steady else len(places))
        order = order[len(places) :]


def _pad(sizes: Sequence[int], limits: Limits, *, steady: bool) -> list[int]:
    """To how many tokens each text is padded."""
    step = _STEP if steady else 1
    return [max(1, min(limits.widest, -(-(size + steady) // step) * step)) for size in sizes]


def run_batches(
    items: Sequence[Item],
    sizes: Sequence[int],
    run: Callable[[Sequence[Item], int], list[Result]],
    *,
    limits: Limits,
    steady: bool,
) -> Iterator[tuple[tuple[int, ...], list[Result | DocumentError]]]:
    """Every batch's places among the items, and what ``run`` gives for the items there, padded to a width.

    An item that the device has no memory for has the error in its place. A batch that there is no memory for is
    halved until there is, and those after it are no larger than what there was memory for.
    """
    widths = _pad(sizes, limits, steady=steady)

    def run_in_parts(places: Sequence[int]) -> Iterator[Result | DocumentError]:
        import torch  # noqa: TID251 (this module runs neural models)

        rows = len(places)
        while places:
            part = places[:rows]
            width = max(widths[place] for place in part)
            try:
                yield from run([items[place] for place in part], width)
            except torch.OutOfMemoryError:
                torch.cuda.empty_cache()
                rows = (len(part) + 1) // 2
                limits.most_tokens = min(limits.most_tokens, rows * width)
                if len(part) > 1:
                    continue
                value = f"{len(''.join(items[part[0]])):,} characters"
                yield DocumentError("the device has no memory for this text", value=value, remedy=ROOM)
            places = places[len(part) :]

    for batch in form_batches(sizes, limits, steady=steady):
        places = [*batch.places, *[batch.places[-1]] * (batch.rows - len(batch.places))]
        yield batch.places, list(run_in_parts(places))[: len(batch.places)]


def fill(ids: Sequence[int], width: int, padding: int) -> list[int]:
    """The tokens of a text, padded to a width."""
    return [*ids, *[padding] * (width - len(ids))]


def all_there(results: Iterable[Result | DocumentError]) -> list[Result]:
    """The results. Raises the first error among them."""
    there = []
    for result in results:
        if isinstance(result, DocumentError):
            raise result
        there.append(result)
    return there
