"""Line ends that only keep a width: e-mail, old archives and text out of a PDF end every line near the same column.

A program that fills lines breaks only before a word that would not have fitted. So a line end is a wrap where the
next line's first word would have passed the width that the lines around it share, and where nothing says that the
next line begins something new: a list, a label, a deeper indentation, a sentence a line. Verses, addresses and
signatures leave room at the end of their lines, and stay cut.
"""

from __future__ import annotations

import re
from array import array
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import NamedTuple, overload

from corpus.line_places import Line
from corpus.lines import read_label
from corpus.long_texts import LongText, Text
from corpus.sentences.hyphens import NEAR, join_hyphen

_NARROWEST, _WIDEST = 40, 132  # columns
_OUTLIERS = 50  # one line in so many may be longer than the width: a web address, a heading
_NEAR = 0.6  # of the width: lines of at least this length show whether they were filled
_FULL = 0.9  # share of those that must have been filled
_RAGGED = 0.82  # of the width in characters: filled by a program that measures the letters, as in a PDF
_SAMPLE = 2000  # paragraphs at the beginning that show the width of a text
_OWN = 5  # line ends with which a paragraph is judged by itself
_SEVERAL = 2  # line ends that show a width where no small letter tells that lines go on
_MANY = 3  # the same for a ragged width
_ENDS = ".!?:;\u061b\u061f\u06d4\u2026"
_CLOSERS = "\"'\u201d\u2019\u00bb\u203a)]*_"
_LINE_END = re.compile(r"[\r\n](?<!\r(?=\n))[^\S\r\n]*(?=\S)")  # before a line that holds something
_PLAIN_END = re.compile(r"\n(?<=[^\n]\n)[^\S\r\n]*(?=\S)")  # the same where all end with a line feed, none empty before
_ROW = re.compile(r"([^\r\n]*)(?:\r\n|\n|\r|\Z)")
_QUOTE = re.compile(r"(?:>[ \t]?)*")
_ITEM = re.compile(r"(?:[*+\u2022\u00b7\u25aa\u25cf]|\(?(?:\d{1,3}|\w)\s?[.)\-\u2013]|\((?:\d{1,2}|\w)\))\s")
_DASH = re.compile(r"[-\u2013\u2014]\s")
_HEADED = re.compile(r"#{1,6}\s|\||```|\[\d+\]|https?://|[=~*_#-]{3}")
_COLUMNS = re.compile(r"\S(?:\t| {3,}|\s?\*{2,}\s?|\s?\.{3,}\s?)\S")


@dataclass(frozen=True, slots=True)
class _Row:
    """A line that holds something: the place of its text without the space and the quote signs around it."""

    start: int
    end: int
    indent: int
    quote: str  # the signs ">" before a quoted line of an e-mail
    text: str

    @property
    def sign(self) -> tuple[int, int]:
        """The place of the quote signs."""
        return self.start - self.indent, self.start - self.indent + len(self.quote)

    @property
    def width(self) -> int:
        """Its columns, from the margin."""
        return self.indent + len(self.text)

    @property
    def is_open(self) -> bool:
        """Whether no mark that ends a sentence stands at its end."""
        return self.text.rstrip(_CLOSERS)[-1:] not in _ENDS


@dataclass(frozen=True, slots=True)
class _Break:
    """A line end between two lines of one paragraph, and what speaks for and against a wrap."""

    start: int
    end: int
    sign: tuple[int, int]  # the quote signs of the line before it
    width: int  # of the line before it
    need: int  # with the next line's first word
    next_width: int
    is_open: bool  # no mark that ends a sentence stands before it
    next_is_open: bool  # none stands at the end of the next line
    goes_on: bool | None  # the next line begins with a small letter; None where its script has none
    is_barred: bool  # the next line begins something new


@overload
def join_wraps(text: str) -> str: ...


@overload
def join_wraps(text: LongText) -> LongText: ...


def join_wraps(text: Text) -> Text:
    r"""The text with blanks for the line ends that only keep a width: as long as before, every place the same.

    Only inside a word that a hyphen parts at such a line end do letters move (``corpus.sentences.hyphens``).

    >>> text = "The members of the council met in the old city\nand voted against the plan.\n\nA. Saad\nSecretary"
    >>> join_wraps(text).splitlines()
    ['The members of the council met in the old city and voted against the plan.', '', 'A. Saad', 'Secretary']
    """
    blocks = ((0, text),) if isinstance(text, str) else text.blocks(0, len(text))
    if not any(_may_be_wrapped(block) for _, block in blocks):
        return text
    if isinstance(text, str):
        shared = _find_limit(list(islice(_find_paragraphs(text), _SAMPLE)))
        return _apply(text, _find_edits(text, shared))
    paragraphs = (paragraph for _, block in text.blocks(0, len(text)) for paragraph in _find_paragraphs(block))
    shared = _find_limit(list(islice(paragraphs, _SAMPLE)))
    edits: dict[int, _Edits] = {}  # of each block, found once

    def join_block(place: int, block: str) -> str:
        if place not in edits:
            before = text[max(0, place - NEAR) : place]  # it tells where a hyphen is a word's own
            around = before + block + text[place + len(block) : place + len(block) + NEAR]
            edits[place] = _find_edits(around, shared, first=len(before), last=len(before) + len(block))
        return _apply(block, edits[place])

    return text.changed(join_block)


class _Edits(NamedTuple):
    """What joins the wraps of a text: stretches that become blanks, or what takes their place."""

    places: array[int]  # start and end of each in turn
    words: dict[int, str]  # by their starts, where it is not all blanks


def _find_edits(text: str, shared: float | None, *, first: int = 0, last: int | None = None) -> _Edits:
    """The wraps between two places, counted from the first, by the width of each paragraph or the shared one."""
    edits = _Edits(array("q"), {})
    done = first
    for breaks in _find_paragraphs(text, first, last):
        limit = (_find_limit([breaks]) if len(breaks) >= _OWN else None) or shared
        wraps = [(each.start, each.end) for each in breaks if limit is not None and _is_wrap(each, limit)]
        for start, end in [breaks[0].sign, *wraps] if wraps else []:
            whole = join_hyphen(text, start, end)
            left, right, word = whole if whole and whole[0] >= done else (start, end, "")
            edits.places.extend((left - first, right - first))
            if word:
                edits.words[left - first] = word
            done = right
    return edits


def _apply(text: str, edits: _Edits) -> str:
    pieces: list[str] = []
    done = 0
    for start, end in zip(edits.places[::2], edits.places[1::2], strict=True):
        pieces += [text[done:start], edits.words.get(start) or " " * (end - start)]
        done = end
    return "".join(pieces) + text[done:]


def _may_be_wrapped(text: str) -> bool:
    """Whether a line of a possible width stands right above another."""
    for match in (_LINE_END if "\r" in text else _PLAIN_END).finditer(text):
        end = match.start() - (text[match.start() - 1 : match.start() + 1] == "\r\n")
        near = max(0, end - _WIDEST - 1)
        start = max(text.rfind("\n", near, end), text.rfind("\r", near, end)) + 1
        if _NARROWEST <= end - start <= _WIDEST:
            return True
    return False


def _find_paragraphs(text: str, start: int = 0, end: int | None = None) -> Iterator[list[_Break]]:
    """The line ends inside each stretch of several lines without an empty one."""
    return (_find_breaks(rows) for rows in _find_rows(text, start, end) if len(rows) > 1)


def _find_rows(text: str, start: int, end: int | None) -> Iterator[list[_Row]]:
    """The lines of each stretch without an empty line and of one depth of quotation."""
    rows: list[_Row] = []
    for match in _ROW.finditer(text, start, len(text) if end is None else end):
        line = match[1].rstrip()
        quote = _QUOTE.match(line)
        depth = quote[0].rstrip() if quote else ""
        inner = line[len(depth) :].lstrip()
        if rows and (not inner or depth != rows[-1].quote):
            yield rows
            rows = []
        if inner:
            indent = len(line) - len(inner)
            place = match.start() + indent
            rows.append(_Row(place, place + len(inner), indent, depth, inner))
    if rows:
        yield rows


def _find_breaks(rows: Sequence[_Row]) -> list[_Break]:
    breaks = []
    for number, (before, after) in enumerate(pairwise(rows)):
        first = next((each for each in after.text if each.isalnum()), "")
        goes_on = first.islower() if first.islower() or first.isupper() else None
        breaks.append(
            _Break(
                start=before.end,
                end=after.start,
                sign=before.sign,
                width=before.width,
                need=before.width + 1 + len(after.text.split(None, 1)[0]),
                next_width=after.width,
                is_open=before.is_open,
                next_is_open=after.is_open,
                goes_on=goes_on,
                is_barred=_begins_anew(before, after) or (number == 0 and not goes_on and _is_headline(before, after)),
            )
        )
    return breaks


def _begins_anew(before: _Row, after: _Row) -> bool:
    """Whether a line begins something new: a list item, a label, a heading, a verse, an indented paragraph."""
    if _ITEM.match(after.text) or _HEADED.match(after.text) or _HEADED.match(before.text):
        return True
    if _DASH.match(after.text) and (_DASH.match(before.text) or after.indent < before.indent):
        return True
    if _COLUMNS.search(before.text) and _COLUMNS.search(after.text):
        return True
    is_item = _ITEM.match(before.text) or _DASH.match(before.text)
    if after.indent > before.indent and not (is_item or _is_label(before)):
        return True
    return _is_label(after)


def _is_label(row: _Row) -> bool:
    return ":" in row.text[:45] and read_label(Line(text=row.text, start=0, end=0, after_gap=False)) is not None


def _is_headline(before: _Row, after: _Row) -> bool:
    """Whether a title ends with a line, by its capitals, and running text follows."""
    return _is_capitalised(before) and not _is_capitalised(after)


def _is_capitalised(row: _Row) -> bool:
    """A line whose words nearly all begin with capitals, as titles are written."""
    words = [word for word in re.findall(r"[^\W\d_]+", row.text) if len(word) > 3 and word.upper() != word.lower()]
    return len(words) > 2 and sum(word[0].isupper() for word in words) >= len(words) * 0.8


def _find_limit(paragraphs: Sequence[Sequence[_Break]]) -> float | None:
    """The column that a line's next word must pass for the line to be full; None where lines were not filled."""
    breaks = [each for paragraph in paragraphs for each in paragraph]
    widths = sorted(width for each in breaks for width in (each.width, each.next_width))
    if not widths or not _NARROWEST <= (widest := widths[-1 - len(widths) // _OUTLIERS]) <= _WIDEST:
        return None
    near = [each for each in breaks if each.width >= max(_NARROWEST, widest * _NEAR) and not each.is_barred]
    open_ones = [each for each in near if each.is_open]
    if len(open_ones) * 2 < len(near) or not open_ones:
        return None
    told = [each.goes_on for each in open_ones if each.goes_on is not None]
    if sum(told) * 2 < len(told) and len(told) * 2 > len(open_ones):
        return None
    is_told = sum(told) * 2 >= len(open_ones)  # small letters say it; where there are none, numbers must
    enough = 1 if _mostly_end(paragraphs, frozenset(open_ones)) else 4
    for limit, least in ((widest, _SEVERAL), (widest * _RAGGED, _MANY)):
        if sum(each.need > limit for each in open_ones) >= len(open_ones) * _FULL:
            return limit if is_told or len(open_ones) >= least * enough else None
    return None


def _mostly_end(paragraphs: Sequence[Sequence[_Break]], open_ones: frozenset[_Break]) -> bool:
    """Whether most of the paragraphs with such line ends close with a mark that ends a sentence."""
    ends = [not each[-1].next_is_open for each in paragraphs if not open_ones.isdisjoint(each)]
    return sum(ends) * 2 > len(ends)


def _is_wrap(each: _Break, limit: float) -> bool:
    if each.is_barred or each.need <= limit or each.width > _WIDEST:
        return False
    return each.is_open or each.next_width > limit / 2 or not each.next_is_open
