"""Header, body and footer of one article: what each line is, with metadata taken out and nothing dropped.

Lines are decided from the top until the running text begins, then from the bottom until it ends, then inside.
A line that is not body becomes a field or a note with its reason; an editor's own lead stays body, because a
reader reads it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from corpus.dates import find_dates
from corpus.headers.blocks import has_later_title, read_block, read_credits
from corpus.headers.bulletins import note_bulletin
from corpus.headers.credit_lines import read_credit_line, read_posted
from corpus.headers.credits import is_office, read_byline, read_issuer, read_organisation
from corpus.headers.dated_lines import read_dated_line
from corpus.headers.datelines import read_dateline_alone
from corpus.headers.drafts import Draft, Layout, find_stretches, title_span
from corpus.headers.fields import Found, place_date
from corpus.headers.footers import read_between, read_bottom, read_first_line, read_signed_author
from corpus.headers.metadata import read_labels, read_marked_line
from corpus.headers.titles import (
    LONGEST_TITLE,
    is_late_title,
    looks_like_title,
    names_kind,
    part_title,
    read_subtitle,
    take_kind_for_title,
)
from corpus.line_places import Line
from corpus.lines import RUNNING, STOPS, read_date_line, read_label
from corpus.long_texts import Text
from corpus.names import is_organisation, is_person, is_place

_WROTE = re.compile(r"\A>?\s*(?:On\b.+\bwrote|\u0641\u064a\b.+\u0643\u062a\u0628\u062a?\b.*):\Z")
_LONGEST_MAIL = 5  # lines above the title
_HEADER_LINES = 24  # lines from the top that may still be header
_INNER_STOP = re.compile(rf"\w\w[{STOPS}]\s")


def read_layout(text: Text, lines: Sequence[Line], *, start: int = 0) -> Layout:
    r"""Take the article apart that begins at ``start`` of a text and has these lines.

    >>> from corpus.line_places import find_lines
    >>> text = "A Plan\n\nAuthor: Salma Haddad\n\nThe council met on Friday to discuss the plan."
    >>> [(each.name, each.value) for each in read_layout(text, find_lines(text)).fields]
    [('author', 'Salma Haddad')]
    """
    draft = Draft(text=text, lines=lines, is_body=[True] * len(lines))
    top = _read_top(draft)
    bottom = read_bottom(draft, top)
    read_between(draft, top, bottom)
    read_first_line(draft)
    read_signed_author(draft, bottom)
    part_title(draft)
    note_bulletin(draft)
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
        part_title(draft)
    if draft.title is None and number < len(draft.lines):
        _read_late_header(draft, number)
    if draft.title is None and number:
        take_kind_for_title(draft, number - 1)
    return number


def _read_header_line(draft: Draft, number: int) -> int:
    """What the next line or lines of a header are; how many were used, 0 where the running text begins."""
    for read in (
        read_labels,
        _read_mail,
        _read_author_above,
        read_marked_line,
        _read_page_heading,
        _read_issuer_above,
        _read_twins,
        read_block,
        read_credits,
    ):
        if used := read(draft, number):
            return used
    line = draft.lines[number]
    if found := _read_found(draft, line) or _read_writer_alone(draft, number):
        draft.add(number, *found)
        return 1
    if draft.title is None and looks_like_title(draft, number):
        draft.title = title_span(line)
        draft.is_body[number] = False
        return 1
    return read_subtitle(draft, number)


def _read_mail(draft: Draft, number: int) -> int:
    """An editor's e-mail above the title: "On Tuesday the editor wrote:", and what was written."""
    if number or not _WROTE.search(draft.lines[0].text):
        return 0
    title = next((at for at in range(1, min(_LONGEST_MAIL, len(draft.lines))) if looks_like_title(draft, at)), 1)
    for at in range(title):
        draft.note(at, "mail")
    return title


def _read_found(draft: Draft, line: Line) -> list[Found]:
    """Several credits, a byline, who issued the text, a city, or a place or publisher beside a date."""
    credited = read_credit_line(line)
    if credited and (draft.title is not None or {"date", "publisher"} <= {each.name for each in credited}):
        return credited
    if (byline := read_byline(line)) and (draft.title is not None or len(line.text.split()) > 2):
        return [byline]
    if placed := read_dateline_alone(line) or read_posted(line):
        return placed
    issuer = read_issuer(line)
    if draft.title is not None and issuer is not None:
        return [issuer]
    if draft.title is not None and is_place(line.text):
        return [Found(name="place", start=line.start, end=line.end)]
    dated = read_dated_line(line)
    return dated if dated and (draft.title is not None or dated[0].name == "place") else []


def _read_writer_alone(draft: Draft, number: int) -> list[Found]:
    """An author whom nothing introduces, on a line of their own between the title and the text or more header."""
    line, below = draft.lines[number], draft.lines[number + 1 : number + 2]
    if draft.title is None or "author" in draft.fields or not below or not below[0].after_gap:
        return []
    is_text = len(below[0].text) > RUNNING or below[0].text[-1] in STOPS
    is_alone = line.after_gap or draft.lines[number - 1].start == draft.title[0]
    is_dated = number > 0 and not line.after_gap and read_date_line(draft.lines[number - 1]) is not None
    is_named = is_person(line.text, surely=not is_dated) and (is_dated or is_alone)
    is_author = is_named and (is_text or read_date_line(below[0]) is not None)
    return [Found(name="author", start=line.start, end=line.end)] if is_author else []


def _read_author_above(draft: Draft, number: int) -> int:
    """An author on the first line, with or without an office below, and the title after an empty line."""
    if number or not is_person(draft.lines[0].text, surely=True):
        return 0
    used = 2 if len(draft.lines) > 1 and not draft.lines[1].after_gap and is_office(draft.lines[1]) else 1
    if len(draft.lines) < used + 2 or not draft.lines[used].after_gap or not has_later_title(draft, used):
        return 0
    draft.add(0, Found(name="author", start=draft.lines[0].start, end=draft.lines[0].end))
    for at in range(1, used):
        draft.note(at, "biography")
    return used


def _read_issuer_above(draft: Draft, number: int) -> int:
    """Who issued a text, on the first line, right above a title such as "Statement on the Arrest of Two Poets"."""
    line, title = draft.lines[number], draft.lines[number + 1 : number + 2]
    if number or draft.title is not None or not title or title[0].after_gap or not looks_like_title(draft, 0):
        return 0
    if not names_kind(title[0].text) or read_issuer(title[0]):
        return 0
    if is_organisation(line.text):
        draft.add(0, *read_organisation(line))
    else:
        draft.note(0, "heading", "a name above the title")
    draft.title = title_span(title[0])
    draft.is_body[1] = False
    return 2


def _read_twins(draft: Draft, number: int) -> int:
    """A caption under the title, printed twice; a date in it is the picture's."""
    pair = draft.lines[number : number + 2]
    if draft.title is None or len(pair) < 2 or pair[0].text != pair[1].text or len(pair[0].text) > LONGEST_TITLE:
        return 0
    if pair[0].text[-1] in STOPS and (len(draft.lines) == number + 2 or _INNER_STOP.search(pair[0].text)):
        return 0  # a paragraph that stands twice by mistake
    draft.note(number, "caption", "a caption, printed twice")
    draft.note(number + 1, "caption", "a caption, printed twice")
    return 2


def _read_page_heading(draft: Draft, number: int) -> int:
    """First lines such as "Statements of July 2014" above a title that has a date line of its own."""
    lines = draft.lines
    if number or len(lines) < 4 or read_label(lines[0]) or read_label(lines[1]):
        return 0
    dated = next((at for at in range(2, min(5, len(lines))) if read_date_line(lines[at])), 0)
    heading = lines[: dated - 1] if dated else []
    if not heading or not _is_heading(heading, lines[dated - 1]):
        return 0
    for at, line in enumerate(heading):
        if is_organisation(line.text) and not find_dates(line.text):
            draft.add(at, *read_organisation(line), kind="heading")
        else:
            draft.note(at, "heading", "the heading of a page with several articles")
    return len(heading)


def _is_heading(heading: Sequence[Line], title: Line) -> bool:
    """Short lines with a month among them; several of them only above an empty line."""
    if any(len(line.text) > 80 or read_label(line) for line in heading):
        return False
    if len(title.text) > LONGEST_TITLE or read_label(title) or not any(find_dates(line.text) for line in heading):
        return False
    return len(heading) == 1 or (title.after_gap and not any(_has_day(line) for line in heading))


def _has_day(line: Line) -> bool:
    return any(mention.day for mention in find_dates(line.text))


def _read_late_header(draft: Draft, number: int) -> None:
    """A date line below an editor's lead, and the title of the document that the lead introduces."""
    for at in range(number + 1, min(number + 5, len(draft.lines) - 2)):
        mention = read_date_line(draft.lines[at])
        if mention is None:
            continue
        draft.add(at, place_date(mention, draft.lines[at]))
        if is_late_title(draft, at + 1):
            line = draft.lines[at + 1]
            draft.title = (line.start, line.end - (line.text[-1] in ":\uff1a"))
            draft.is_body[at + 1] = False
            _read_below_title(draft, at + 2)
        return


def _read_below_title(draft: Draft, number: int) -> None:
    while number < len(draft.lines) and (used := _read_header_line(draft, number)):
        number += used
