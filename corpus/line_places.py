"""The lines of a text, each with its place.

Header, footer and article boundaries are all decided on lines; what a line says is in ``corpus.lines``.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from typing import NamedTuple, overload

from corpus.long_texts import Text, blocks_of

EDGE = " \t\u00a0\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u3000\0"
OTHER_ENDS = "\r\v\f\x1c\x1d\x1e\x85\u2028\u2029"  # what str.splitlines knows but the line feed
_LINE_ENDS = "\n" + OTHER_ENDS
_FILLED = re.compile(r"[^\n]+")
_HELD = re.compile(rf"[^\n{re.escape(EDGE)}](?:[^\n]*[^\n{re.escape(EDGE)}])?")
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

    def __init__(self, text: Text) -> None:
        self.text = text
        self.starts, self.ends, self.gaps = array("q"), array("q"), bytearray()
        for start, end, after_gap in _scan_lines(text, 0, len(text)):
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
            starts, ends, gaps = self.starts[number], self.ends[number], self.gaps[number]
            base = starts[0] if starts else 0
            text = self.text[base : ends[-1]] if starts else ""
            places = zip(starts, ends, gaps, strict=True)
            return [Line(text[start - base : end - base], start, end, gap == 1) for start, end, gap in places]
        start, end = self.starts[number], self.ends[number]
        return Line(self.text[start:end], start, end, bool(self.gaps[number]))

    def article(self, first: int, last: int) -> list[Line]:
        """The lines of an article, the first of which stands after a gap, whatever stands before it."""
        lines = self[first:last]
        return [lines[0]._replace(after_gap=True), *lines[1:]]


def find_lines(text: Text, start: int = 0, end: int | None = None) -> list[Line]:
    r"""The lines of ``text[start:end]`` that hold anything, in order.

    >>> [(line.text, line.after_gap) for line in find_lines("Title\n  By A\n\nBody")]
    [('Title', True), ('By A', False), ('Body', True)]
    """
    places = _scan_lines(text, start, len(text) if end is None else end)
    return [Line(text[first:last], first, last, gap) for first, last, gap in places]


def split_lines(text: Text, start: int, end: int) -> Iterator[tuple[int, str]]:
    r"""The lines of ``text[start:end]`` that are not empty, without their ends, each with its place.

    >>> list(split_lines("One\r\n\nTwo", 0, 8))
    [(0, 'One'), (6, 'Tw')]
    """
    for place, block in blocks_of(text, start, end):
        if any(map(block.__contains__, OTHER_ENDS)):
            at = place
            for line in block.splitlines(keepends=True):
                if stripped := line.rstrip(_LINE_ENDS):
                    yield at, stripped
                at += len(line)
        else:
            for match in _FILLED.finditer(block):
                yield place + match.start(), match[0]


def _scan_lines(text: Text, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    """Start and end of each line that holds anything, without the space around it, and whether it is after a gap."""
    last_end = -1
    for place, block in blocks_of(text, start, end):
        for held in _find_held(block):
            first, last = held
            if block[first] in "*_" and (emphasis := _EMPHASIS.fullmatch(block, first, last)):
                first, last = emphasis.span("inner")
            if last_end < 0:
                between = "\n\n"
            else:
                between = block[last_end - place : first] if last_end >= place else text[last_end : place + first]
            last_end = place + last
            yield place + first, last_end, between == "\n\n" or (between != "\n" and _is_gap(between))


def _find_held(block: str) -> Iterator[tuple[int, int]]:
    """Start and end of what each line of a block holds, without the space around it."""
    if not any(map(block.__contains__, OTHER_ENDS)):
        return (match.span() for match in _HELD.finditer(block))
    lines = ((place, line, line.strip(EDGE)) for place, line in split_lines(block, 0, len(block)))
    starts = ((place + len(line) - len(line.lstrip(EDGE)), held) for place, line, held in lines if held)
    return ((start, start + len(held)) for start, held in starts)


def _is_gap(between: str) -> bool:
    """Whether an empty line stands between two lines."""
    if between.count("\n") > 1:
        return True
    return "\r" in between and between.count("\r") > 1 + between.count("\r\n")
