"""The lines of a text, each with its place.

Header, footer and article boundaries are all decided on lines; what a line says is in ``corpus.lines``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

EDGE = " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u3000\0"
_LINE_ENDS = "\r\n\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # what str.splitlines knows
_BLOCK = 1_000_000  # characters that are cut into lines at once
_EMPHASIS = re.compile(r"(?P<mark>\*{1,3}|_{1,3})(?=\S)(?P<inner>[^*_]+)(?<=\S)(?P=mark)")  # Markdown, of a whole line


class Line(NamedTuple):
    """A line without the space around it: ``text`` is what stands at start:end of the file's text."""

    text: str
    start: int
    end: int
    after_gap: bool  # an empty line, or the beginning of the text, stands before it


class Lines(Sequence[Line]):
    """The lines of a text that hold anything, of which only the places are held: a ``Line`` is made when asked for."""

    __slots__ = ("ends", "gaps", "starts", "text")

    def __init__(self, text: str) -> None:
        self.text = text
        self.starts, self.ends, self.gaps = array("q"), array("q"), bytearray()
        for _, start, end, after_gap in _scan_lines(text, 0, len(text)):
            self.starts.append(start)
            self.ends.append(end)
            self.gaps.append(after_gap)

    def __len__(self) -> int:
        return len(self.starts)

    @overload
    def __getitem__(self, number: int) -> Line: ...

    @overload
    def __getitem__(self, number: slice) -> list[Line]: ...

    def __getitem__(self, number: int | slice) -> Line | list[Line]:
        if isinstance(number, slice):
            return [self[each] for each in range(*number.indices(len(self)))]
        start, end = self.starts[number], self.ends[number]
        return Line(self.text[start:end], start, end, bool(self.gaps[number]))

    def article(self, first: int, last: int) -> list[Line]:
        """The lines of an article, the first of which stands after a gap, whatever stands before it."""
        lines = self[first:last]
        return [lines[0]._replace(after_gap=True), *lines[1:]]


def find_lines(text: str, start: int = 0, end: int | None = None) -> list[Line]:
    r"""The lines of ``text[start:end]`` that hold anything, in order.

    >>> [(line.text, line.after_gap) for line in find_lines("Title\n  By A\n\nBody")]
    [('Title', True), ('By A', False), ('Body', True)]
    """
    return list(_scan_lines(text, start, len(text) if end is None else end))


def split_lines(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    r"""The lines of ``text[start:end]`` without their ends, the empty ones too, each with its place.

    >>> list(split_lines("One\r\n\nTwo", 0, 8))
    [(0, 'One'), (5, ''), (6, 'Tw')]
    """
    while start < end:
        cut = text.find("\n", start + _BLOCK, end) + 1 or end
        for line in text[start:cut].splitlines(keepends=True):
            yield start, line.rstrip(_LINE_ENDS)
            start += len(line)


def _scan_lines(text: str, start: int, end: int) -> Iterator[Line]:
    last_end = -1
    for place, line in split_lines(text, start, end):
        stripped = line.strip(EDGE)
        if not stripped:
            continue
        first = place if len(stripped) == len(line) else place + len(line) - len(line.lstrip(EDGE))
        if stripped[0] in "*_" and (emphasis := _EMPHASIS.fullmatch(stripped)):
            stripped, first = emphasis["inner"], first + emphasis.start("inner")
        gap = last_end < 0 or _is_gap(text[last_end:first])
        last_end = first + len(stripped)
        yield Line(stripped, first, last_end, gap)


def _is_gap(between: str) -> bool:
    """Whether an empty line stands between two lines."""
    if between.count("\n") > 1:
        return True
    return "\r" in between and between.count("\r") > 1 + between.count("\r\n")
