"""One file, many articles: where a person would cut it.

Five signs are followed, each only where what it leaves on both sides has running text: a closing source line, a
second header of labels, a title beside a date line of its own, a title above a byline, a city with a date or a
dateline, and a separator with a title after it.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import accumulate
from operator import sub

from corpus.headers.closings import read_closing
from corpus.headers.credits import read_byline
from corpus.headers.dated_lines import read_dated_line
from corpus.headers.datelines import read_dateline
from corpus.line_places import Line, Lines
from corpus.lines import RUNNING, is_rule, is_url, key, kind_of_words, read_date_line, read_label, word_keys
from corpus.long_texts import Text

_LONGEST_SIGN = 140  # characters of a line that can be a sign
_LONGEST_TITLE = 300
_ENDS = '.!?\u061f"\u201d\u00bb)\u2026'  # of running text
_LONGEST_TRAIL = 12  # lines that may trail a closing line
_DIGIT = re.compile(r"\d")
_TRAILING = {"rule", "share", "crumb", "end", "rights"}
_HEADER_LABELS = {"publisher", "author", "date", "source", "title"}


class _Page(Lines):
    """A file's lines with what every sign needs to know of them, worked out once."""

    __slots__ = ("running", "short")

    def __init__(self, text: Text) -> None:
        super().__init__(text)
        lengths = array("q", map(sub, self.ends, self.starts))
        self.short = array("q", (at for at, length in enumerate(lengths) if length <= _LONGEST_SIGN))  # can be a sign
        running = (
            length > _LONGEST_TITLE or (length >= RUNNING and text[end - 1 : end] in _ENDS)
            for length, end in zip(lengths, self.ends, strict=True)
        )
        self.running = array("q", accumulate(running, initial=0))  # lines of running text before each

    def has_text(self, first: int, last: int) -> bool:
        """Whether there is running text among some lines."""
        last = min(last, len(self))
        return first < last and self.running[last] > self.running[first]

    def find(self, *signs: Callable[[Line], object]) -> list[list[int]]:
        """The numbers of the lines that are a sign, for each of some signs."""
        found: list[list[int]] = [[] for _ in signs]
        for number in self.short:
            line = self[number]
            for numbers, sign in zip(found, signs, strict=True):
                if sign(line):
                    numbers.append(number)
        return found


def split_articles(text: Text) -> Iterator[list[Line]]:
    r"""The lines of each article of a file's text, in order.

    >>> text = "A\n\n" + "The council met. " * 9 + "\n\n(Source: X / 30.07.2018)\n\nB\n\n" + "It met. " * 9
    >>> [lines[0].text for lines in split_articles(text)]
    ['A', 'B']
    """
    page = _Page(text)
    starts = _find_starts(page) if page else []
    for first, last in zip(starts, [*starts[1:], len(page)], strict=False):
        yield page.article(first, last)


def _find_starts(page: _Page) -> list[int]:
    closings, labels, dates, separators = page.find(_closes, _is_header_label, _is_dated, _separates)
    found = (
        *_after_closings(page, closings),
        *_before_labels(page, labels),
        *_beside_dates(page, dates),
        *_above_credits(page),
        *_after_separators(page, separators),
    )
    return _with_text(page, sorted({cut for cut in found if 0 < cut < len(page)}))


def _with_text(page: _Page, cuts: Iterable[int]) -> list[int]:
    """Keep the cuts that leave running text on both sides."""
    starts = [0]
    for cut in cuts:
        if page.has_text(starts[-1], cut):
            starts.append(cut)
    while len(starts) > 1 and not page.has_text(starts[-1], len(page)):
        starts.pop()
    return starts


def _is_running(line: Line) -> bool:
    """A paragraph: long, and no title or label."""
    return len(line.text) > _LONGEST_TITLE or (len(line.text) >= RUNNING and line.text[-1] in _ENDS)


def _is_title_like(line: Line) -> bool:
    return (
        len(line.text) <= _LONGEST_TITLE
        and line.text[-1] not in ".:,\u060c\u061b"
        and any(each.isalpha() for each in line.text)
    )


def _is_sign(line: Line, sign: Callable[[Line], object]) -> bool:
    return len(line.text) <= _LONGEST_SIGN and bool(sign(line))


def _after_closings(lines: _Page, closings: Iterable[int]) -> list[int]:
    """After each line such as (Source: Media Office / 30.07.2018), and the captions and signs that trail it."""
    return [_skip_trailing(lines, number + 1) for number in closings]


def _closes(line: Line) -> bool:
    return _DIGIT.search(line.text) is not None and any(found.name == "date" for found in read_closing(line))


def _skip_trailing(lines: _Page, number: int) -> int:
    for _ in range(_LONGEST_TRAIL):
        if number >= len(lines):
            break
        line = lines[number]
        twin = lines[number + 1] if number + 1 < len(lines) else None
        if twin is not None and twin.text == line.text:
            number += 2
        elif _is_sign(line, lambda each: kind_of_words(each.text) in _TRAILING or is_url(each.text) or _is_foot(each)):
            number += 1
        else:
            break
    return number


def _is_foot(line: Line) -> bool:
    label = read_label(line)
    return label is not None and not label.is_field and bool(label.value) and ":" in line.text


def _before_labels(lines: _Page, labels: Iterable[int]) -> list[int]:
    """Before the title above each block of labels; or after each block, where labels stand below their text."""
    blocks = _label_blocks(lines, labels)
    if len(blocks) < 2:
        return []
    if lines.has_text(0, blocks[0][0]):
        return [_skip_trailing(lines, last) for _, last in blocks]
    return [_title_above(lines, first) for first, _ in blocks]


def _label_blocks(lines: _Page, labels: Iterable[int]) -> list[tuple[int, int]]:
    """First and after-last line of each run of metadata labels, values on lines of their own included."""
    blocks: list[tuple[int, int]] = []
    for number in labels:
        if blocks and number - blocks[-1][1] <= 1 and not lines.has_text(blocks[-1][1], number):
            blocks[-1] = (blocks[-1][0], number + 1)
        else:
            blocks.append((number, number + 1))
    return blocks


def _is_header_label(line: Line) -> bool:
    label = read_label(line) if ":" in line.text else None
    return label is not None and label.is_field and label.name in _HEADER_LABELS and len(label.value.split()) <= 12


def _title_above(lines: _Page, number: int) -> int:
    """Where the article begins whose labels begin at a line."""
    label = read_label(lines[number])
    if label is not None and label.name == "title":
        return number
    above = lines[number - 1] if number else None
    if above is not None and _is_title_like(above) and (not _is_running(above) or above.text[-1] in "?!\u061f"):
        number -= 1
    while number and _is_sign(
        lines[number - 1], lambda each: kind_of_words(each.text) in {"section", "release"} or read_date_line(each)
    ):
        number -= 1
    return number


def _is_dated(line: Line) -> bool:
    return not read_label(line) and read_date_line(line) is not None


def _beside_dates(lines: _Page, dates: Sequence[int]) -> list[int]:
    """At each title that has a date line of its own: above it, below it, or at the foot of its text."""
    if len(dates) < 2:
        return []
    first = dates[0]
    if lines.has_text(0, first):
        return [number + 1 for number in dates if number + 2 < len(lines) and _begins(lines, number + 1)]
    if first == 0 or not (_is_title_like(lines[first - 1]) and _is_running_soon(lines, first + 1)):
        return [number for number in dates if number + 1 < len(lines) and _begins(lines, number + 1)]
    return [_title_above(lines, number) for number in dates if number and _is_title_like(lines[number - 1])]


def _above_credits(lines: _Page) -> list[int]:
    """At each title above a byline, a city with a date, or a paragraph with a dateline, where there are several."""
    cuts = []
    for number in lines.short:
        title = lines[number]
        if number + 1 == len(lines) or not title.after_gap or not _is_title_like(title) or _is_running(title):
            continue
        line = lines[number + 1]
        if _is_sign(line, _is_credit) or (_is_running(line) and len(read_dateline(line)[1]) > 1):
            cuts.append(_title_above(lines, number + 1))
    return cuts if len(cuts) > 1 and lines.has_text(cuts[0], cuts[1]) else []


def _is_credit(line: Line) -> bool:
    """A byline, or a city beside a date."""
    return bool(read_byline(line)) or {each.name for each in read_dated_line(line)} >= {"place", "date"}


def _is_running_soon(lines: _Page, number: int) -> bool:
    return number < len(lines) and _is_running(lines[number])


def _begins(lines: _Page, number: int) -> bool:
    """A title with a paragraph within the next lines."""
    return _is_title_like(lines[number]) and not _is_running(lines[number]) and lines.has_text(number + 1, number + 4)


def _separates(line: Line) -> bool:
    if len(line.text) < 3 or not (is_rule(line.text) or key(line.text) in word_keys("end")):
        return False
    return kind_of_words(line.text) in {"rule", "end"}


def _after_separators(lines: _Page, separators: Iterable[int]) -> list[int]:
    """After a line of signs or an "end", where a title and its text follow."""
    cuts = []
    for number in separators:
        after = _skip_trailing(lines, number + 1)
        if after + 1 < len(lines) and _begins_with_header(lines, after):
            cuts.append(after)
    return cuts


def _begins_with_header(lines: _Page, number: int) -> bool:
    """A title followed by metadata, or metadata followed by a title."""
    marks = [
        bool(_is_sign(line, lambda each: read_date_line(each) or read_byline(each) or _is_header_label(each)))
        for line in lines[number : number + 3]
    ]
    if any(marks[:2]):
        return True
    return (
        lines[number].after_gap
        and _begins(lines, number)
        and lines[number + 1].after_gap
        and len(lines[number].text) <= 160
    )
