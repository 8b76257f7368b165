"""Whether a line is a title, by what stands below it; and lines that belong to a title."""

from __future__ import annotations

import re

from corpus.documents import Note
from corpus.headers.closings import read_closing
from corpus.headers.credit_lines import read_credit_line
from corpus.headers.credits import read_byline, read_issuer
from corpus.headers.dated_lines import read_dated_line
from corpus.headers.datelines import read_dateline
from corpus.headers.drafts import Draft, title_span
from corpus.headers.fields import Found
from corpus.line_places import Line
from corpus.lines import RUNNING, STOPS, key, kind_of_words, read_date_line, read_label, word_keys
from corpus.names import is_capitalised, is_organisation, is_outlet, is_person, is_place

LONGEST_TITLE = 300  # characters
_LONGEST_VALUE = 8  # words of a metadata value
_LONGEST_KIND = 3  # words
_BAR = re.compile(r"\s+\|{1,2}\s+")


def looks_like_title(draft: Draft, number: int) -> bool:
    """A short line without a full stop, with something after it that could be its text or its metadata."""
    line = draft.lines[number]
    if len(line.text) > LONGEST_TITLE or number + 1 == len(draft.lines):
        return False
    if line.text[-1] == "." and (number + 2 == len(draft.lines) or read_dateline(line)[1]):
        return False
    following = draft.lines[number + 1]
    if read_label(following) or read_date_line(following) or read_byline(following) or kind_of_words(following.text):
        return len(line.text) <= 120 or line.text[-1] != "."
    if line.text[-1] in ".:,;\u060c\u061b" and not line.text.endswith("..."):
        return False
    if (following.after_gap and len(line.text) <= 120) or _is_heading_of_two(draft, number):
        return True
    is_longer = len(following.text) > len(line.text) * (1 if following.after_gap else 1.5)
    return is_longer or bool(read_dated_line(following)) or is_person(following.text, surely=True)


def _is_heading_of_two(draft: Draft, number: int) -> bool:
    """Whether two short lines stand together at the top, with an empty line and running text below them."""
    if number + 2 >= len(draft.lines) or not draft.lines[number].after_gap:
        return False
    second, text = draft.lines[number + 1 : number + 3]
    is_short = len(second.text) <= RUNNING and second.text[-1] not in STOPS + ",;:\u060c\u061b"
    return is_short and not second.after_gap and text.after_gap and len(text.text) > RUNNING


def is_late_title(draft: Draft, number: int) -> bool:
    """A line that running text follows: at once, after a city or a byline, or after a greeting with a comma."""
    line = draft.lines[number]
    if len(line.text) > 200 or line.text[-1] in STOPS:
        return False
    for following in draft.lines[number + 1 : number + 4]:
        if len(following.text) > RUNNING or following.text[-1] in ",\u060c":
            return True
        if not (is_place(following.text) or read_byline(following) or read_issuer(following)):
            return False
    return False


def take_kind_for_title(draft: Draft, number: int) -> None:
    """What kind of text it is, or a section's name, is the title where nothing else stands above the text."""
    line = draft.lines[number]
    kinds = [note for note in draft.notes if note.start == line.start and note.kind in {"release", "section"}]
    if kinds and number + 1 < len(draft.lines) and draft.lines[number + 1].after_gap:
        draft.notes = [note for note in draft.notes if note not in kinds]
        draft.title = title_span(line)


def read_subtitle(draft: Draft, number: int) -> int:
    """A line between the title and more of the header; an editor's sentence there stays body."""
    lines = draft.lines
    if draft.title is None or number == 0 or number + 2 >= len(lines) or lines[number - 1].start != draft.title[0]:
        return 0
    line, below = lines[number], lines[number + 1]
    is_header = read_byline(below) or read_date_line(below) or read_credit_line(below) or _is_field(below)
    goes_on = any(len(each.text) > RUNNING for each in lines[number + 2 :])
    if not is_header or not goes_on or read_closing(below) or len(line.text) > LONGEST_TITLE:
        return 0
    if line.text[-1] not in STOPS + ":,\u060c":
        draft.note(number, "subtitle")
    return 1


def _is_field(line: Line) -> bool:
    label = read_label(line)
    return label is not None and label.is_field and bool(label.value) and len(label.value.split()) <= _LONGEST_VALUE


def part_title(draft: Draft) -> None:
    """Take the newspaper's name off the title beside a bar: "A Plan for the City | The Coast Daily"."""
    start, end = draft.title or (0, 0)
    written = draft.text[start:end]
    bars = [(start + bar.start(), start + bar.end()) for bar in _BAR.finditer(written)] if "|" in written else []
    for (left, right), is_after in ((bars[-1], True), (bars[0], False)) if bars else ():
        first, last = (right, end) if is_after else (start, left)
        title = (start, left) if is_after else (right, end)
        if title[0] < title[1] and _names_publisher(draft, draft.text[first:last]):
            draft.title = title
            draft.add_inside(Found(name="publisher", start=first, end=last))
            draft.notes.append(Note(kind="metadata", reason="gives the publisher", start=first, end=last))
            return


def _names_publisher(draft: Draft, name: str) -> bool:
    """Whether a name beside the title is the known publisher, a newspaper, an agency or an organisation."""
    known = draft.fields.get("publisher")
    if known is not None:
        return key(name) == key(known.value)
    is_short = len(name.split()) <= _LONGEST_VALUE and is_capitalised(name)
    return is_short and (is_outlet(name) or is_organisation(name) or key(name) in word_keys("agencies", "dateline"))


def names_kind(text: str) -> bool:
    """Whether a line begins with a word for a kind of text and goes on: "Statement on the Arrest of Two Poets".

    >>> names_kind("Statement on the Water"), names_kind("Statement"), names_kind("The Water Is Back")
    (True, False, False)
    """
    words = [re.sub(r"\A\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}", "", word) for word in key(text).split()]
    kinds = word_keys("release")
    return any(" ".join(words[:count]) in kinds for count in range(1, min(_LONGEST_KIND, len(words) - 1) + 1))
