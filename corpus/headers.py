"""Header, body and footer of one article: what each line is, with metadata taken out and nothing dropped.

Lines are decided from the top until the running text begins, then from the bottom until it ends, then inside.
A line that is not body becomes a field or a note with its reason; an editor's own lead stays body, because a
reader reads it.
"""

from __future__ import annotations

import re

from corpus.datelines import Found, is_organisation, place_date, read_byline, read_dated_line, read_dateline
from corpus.dates import find_dates
from corpus.drafts import Draft, Layout, find_stretches
from corpus.footers import read_between, read_bottom, read_first_line, read_signed_author
from corpus.lines import Line, find_lines, kind_of_words, read_date_line, read_label
from corpus.metadata import read_labels, read_marked_line

_HEADER_LINES = 24  # lines from the top that may still be header
_LONGEST_TITLE = 300  # characters
_STOPS = ".!?\u061f\u06d4"


def read_layout(text: str, start: int = 0, end: int | None = None) -> Layout:
    r"""Take the article at ``text[start:end]`` apart.

    >>> layout = read_layout("A Plan\n\nAuthor: Salma Haddad\n\nThe council met on Friday to discuss the plan.")
    >>> [(each.name, each.value) for each in layout.fields]
    [('author', 'Salma Haddad')]
    """
    lines = find_lines(text, start, end)
    draft = Draft(text=text, lines=lines, is_body=[True] * len(lines))
    top = _read_top(draft)
    bottom = read_bottom(draft, top)
    read_between(draft, top, bottom)
    read_first_line(draft)
    read_signed_author(draft, bottom)
    title_start, title_end = draft.title or (start, start)
    return Layout(
        title_start=title_start,
        title_end=title_end,
        fields=tuple(sorted(draft.fields.values(), key=lambda each: each.start)),
        notes=tuple(sorted(draft.notes, key=lambda note: (note.start, note.end, note.kind))),
        body=tuple(find_stretches(draft)),
    )


def _read_top(draft: Draft) -> int:
    """Decide lines from the top; the number of the first line of running text."""
    number = 0
    while number < min(len(draft.lines), _HEADER_LINES):
        used = _read_header_line(draft, number)
        if not used:
            break
        number += used
    if draft.title is None and number < len(draft.lines):
        _read_late_header(draft, number)
    return number


def _read_header_line(draft: Draft, number: int) -> int:
    """What the next line or lines of a header are; how many were used, 0 where the running text begins."""
    line = draft.lines[number]
    used = read_labels(draft, number) or read_marked_line(draft, number) or _read_block(draft, number)
    if used:
        return used
    if byline := read_byline(line):
        draft.add(number, byline)
        return 1
    dated = read_dated_line(line)
    if dated and (draft.title is not None or dated[0].name == "place"):
        draft.add(number, *dated)
        return 1
    if _is_page_heading(draft, number):
        draft.note(number, "heading", "the heading of a page with several articles")
        return 1
    if draft.title is None and _looks_like_title(draft, number):
        draft.title = _title_span(line)
        draft.is_body[number] = False
        return 1
    return 0


def _read_block(draft: Draft, number: int) -> int:
    """The lines of a press release that name its kind, the organisation and the date, without empty lines between."""
    last = number + 1
    while last < len(draft.lines) and not draft.lines[last].after_gap and last - number < 8:
        last += 1
    block = draft.lines[number:last]
    if not 2 <= len(block) <= 7 or any(len(line.text) > 140 or line.text[-1] in _STOPS for line in block):
        return 0
    kinds = [kind_of_words(line.text) for line in block]
    if not (any(kinds) or any(read_date_line(line) for line in block)) or last == len(draft.lines):
        return 0
    at = number
    while at < last:
        used = read_labels(draft, at) or read_marked_line(draft, at)
        if not used:
            _read_block_line(draft, at, last)
        at += used or 1
    return at - number


def _read_block_line(draft: Draft, number: int, last: int) -> None:
    """A line of such a block that no label explains: the title, a byline, the organisation or more of its name."""
    line = draft.lines[number]
    if draft.title is None and not (is_organisation(line.text) and _has_later_title(draft, last)):
        draft.title = _title_span(line)
        draft.is_body[number] = False
    elif byline := read_byline(line):
        draft.add(number, byline)
    elif dated := read_dated_line(line):
        draft.add(number, *dated)
    elif "publisher" not in draft.fields and is_organisation(line.text):
        draft.add(number, Found(name="publisher", start=line.start, end=line.end))
    else:
        draft.note(number, "organisation")


def _has_later_title(draft: Draft, number: int) -> bool:
    return number + 1 < len(draft.lines) and len(draft.lines[number].text) * 2 < len(draft.lines[number + 1].text)


def _is_page_heading(draft: Draft, number: int) -> bool:
    """A first line such as "Statements of July 2014" above a title that has a date line of its own."""
    lines = draft.lines
    if number or len(lines) < 4 or len(lines[0].text) > 80 or not find_dates(lines[0].text):
        return False
    return len(lines[1].text) <= _LONGEST_TITLE and not read_label(lines[1]) and read_date_line(lines[2]) is not None


def _looks_like_title(draft: Draft, number: int) -> bool:
    """A short line without a full stop, with something after it that could be its text or its metadata."""
    line = draft.lines[number]
    if len(line.text) > _LONGEST_TITLE or number + 1 == len(draft.lines):
        return False
    if line.text[-1] == "." and (number + 2 == len(draft.lines) or read_dateline(line)[1]):
        return False
    following = draft.lines[number + 1]
    if read_label(following) or read_date_line(following) or read_byline(following) or kind_of_words(following.text):
        return len(line.text) <= 120 or line.text[-1] != "."
    if line.text[-1] in ".:,;\u060c\u061b" and not line.text.endswith("..."):
        return False
    if read_dated_line(following) or (following.after_gap and len(line.text) <= 120):
        return True
    return len(following.text) > len(line.text) * (1 if following.after_gap else 1.5)


def _title_span(line: Line) -> tuple[int, int]:
    """The title without Markdown's signs around it."""
    match = re.fullmatch(r"(?:#{1,6}\s+|\*\*|__)?(?P<title>.*?)(?:\*\*|__|\s#+)?", line.text)
    if match is None or not match["title"]:
        return line.start, line.end
    return line.start + match.start("title"), line.start + match.end("title")


def _read_late_header(draft: Draft, number: int) -> None:
    """A date line below an editor's lead, and the title of the document that the lead introduces."""
    for at in range(number + 1, min(number + 5, len(draft.lines) - 2)):
        mention = read_date_line(draft.lines[at])
        if mention is None:
            continue
        draft.add(at, place_date(mention, draft.lines[at]))
        line = draft.lines[at + 1]
        if len(line.text) <= 200 and line.text[-1] not in ".!?\u061f" and len(draft.lines[at + 2].text) > 60:
            draft.title = (line.start, line.end - (line.text[-1] in ":\uff1a"))
            draft.is_body[at + 1] = False
        return
