"""Texts too long to be held whole: a block at a time is read, and places count over all of it.

A plain-text file of many articles is looked at a few times in order, and an article at a time is taken out of it. So
of a large one only the blocks that are asked for are decoded, and a few are remembered.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from pathlib import Path

from corpus.problems import DocumentError

BLOCK = 1_000_000  # characters of a string, or bytes of a file, that are looked at at once
_HELD = 2  # blocks that are remembered
_GAPS = (b"\n\n", b"\n\r\n")  # empty lines, over which no paragraph goes on
_EMPTY = " \t\r\n\v\f\0"


class LongText:
    r"""A text in blocks that are loaded when asked for, all but the last of whole lines; it is sliced as a string is.

    >>> text = LongText([0, 4, 9], ["One\n", "Two\nT"].__getitem__)
    >>> len(text), text[2:6], list(text.blocks(1, 9))
    (9, 'e\nTw', [(1, 'ne\n'), (4, 'Two\nT')])
    """

    def __init__(self, starts: Sequence[int], load: Callable[[int], str]) -> None:
        """Take where each block begins, and the length of all; ``load`` gives a block by its number."""
        self._starts = starts
        self._load = lru_cache(maxsize=_HELD)(load)

    def __len__(self) -> int:
        return self._starts[-1]

    def __getitem__(self, part: slice, /) -> str:
        start, end, _ = part.indices(self._starts[-1])
        if start >= end:
            return ""
        number = bisect_right(self._starts, start) - 1
        first, last = self._starts[number : number + 2]
        if end <= last:  # most stretches are asked for out of one block
            return self._load(number)[start - first : end - first]
        return "".join(piece for _, piece in self.blocks(start, end))

    def blocks(self, start: int, end: int) -> Iterator[tuple[int, str]]:
        """What lies between two places, block by block, each with its own place."""
        number = bisect_right(self._starts, start) - 1
        while start < end:
            first, last = self._starts[number : number + 2]
            yield start, self._load(number)[start - first : end - first]
            start, number = last, number + 1

    def changed(self, change: Callable[[int, str], str]) -> LongText:
        """The text with something as long in place of each block, by the block's place and the block."""
        return LongText(self._starts, lambda number: change(self._starts[number], self._load(number)))


Text = str | LongText


def blocks_of(text: Text, start: int, end: int) -> Iterator[tuple[int, str]]:
    """Any text between two places, in blocks of whole lines, each with its place."""
    if isinstance(text, LongText):
        yield from text.blocks(start, end)
        return
    while start < end:
        cut = text.find("\n", start + BLOCK, end) + 1 or end
        yield start, text[start:cut]
        start = cut


def open_long_text(path: Path, *, skip: int = 0, block: int = BLOCK) -> LongText | None:
    """The text of a file in UTF-8 without its first bytes; None where not all is UTF-8 or nothing is in it.

    The file is read once to see that, and must not change later. Blocks end with an empty line.
    """
    places, starts = array("q", [skip]), array("q", [0])
    is_filled = False
    for piece in _pieces(path, skip, block):
        try:
            text = piece.decode()
        except UnicodeDecodeError:
            return None
        places.append(places[-1] + len(piece))
        starts.append(starts[-1] + len(text))
        is_filled = is_filled or bool(text.strip(_EMPTY))
        if skip and "\N{REPLACEMENT CHARACTER}" in text:
            return None
    return LongText(starts, partial(_load, path, places, starts)) if is_filled else None


def _pieces(path: Path, skip: int, block: int) -> Iterator[bytes]:
    """A file in pieces of about as many bytes that end with an empty line."""
    with path.open("rb") as file:
        file.seek(skip)
        kept = b""
        while read := file.read(block):
            seen = max(0, len(kept) - 2)
            kept += read
            cut = max((at + len(gap) for gap in _GAPS if (at := kept.rfind(gap, seen)) >= 0), default=0)
            if cut:
                yield kept[:cut]
                kept = kept[cut:]
        if kept:
            yield kept


def _load(path: Path, places: Sequence[int], starts: Sequence[int], number: int) -> str:
    first, last = places[number : number + 2]
    try:
        with path.open("rb") as file:
            file.seek(first)
            text = file.read(last - first).decode("utf-8", "replace")
    except OSError as error:
        raise _changed(path) from error
    if len(text) != starts[number + 1] - starts[number]:
        raise _changed(path)
    return text


def _changed(path: Path) -> DocumentError:
    return DocumentError("the file changed while it was read", value=path.name, remedy="read it again")
