"""The lines under a title, or above it, that stand together: what kind of text, who published it, where and when.

Such a block is known by a date, by words such as "press release", or by a magazine's name among names; then what
no rule explains is noted as a part of the publisher's name, unless it reads like a greeting or a sentence.
"""

from __future__ import annotations

from corpus.headers.credit_lines import read_credit_line
from corpus.headers.credits import read_byline, read_issuer, read_organisation
from corpus.headers.dated_lines import read_dated_line
from corpus.headers.drafts import Draft, title_span
from corpus.headers.fields import Found
from corpus.headers.metadata import read_labels, read_marked_line
from corpus.line_places import Line
from corpus.lines import RUNNING, STOPS, kind_of_words, read_date_line, read_label
from corpus.names import is_capitalised, is_masthead, is_organisation, is_outlet, is_person, is_place, is_state

_LONGEST_BLOCK = 7  # lines
_LONGEST_CREDITS = 4
_ARTICLE = "\u0627\u0644"  # "al-": no first name begins with it


def read_block(draft: Draft, number: int) -> int:
    """The lines of a press release that name its kind, the organisation and the date, without empty lines between."""
    last = _find_gap(draft, number)
    block = draft.lines[number:last]
    if not 2 <= len(block) <= _LONGEST_BLOCK or any(len(line.text) > 140 or line.text[-1] in STOPS for line in block):
        return 0
    if last == len(draft.lines) or not any(_is_mark(line) for line in block):
        return 0
    at = number
    while at < last:
        used = read_labels(draft, at) or read_marked_line(draft, at)
        if not used:
            _read_block_line(draft, at, number, last)
        at += used or 1
    return at - number


def _is_mark(line: Line) -> bool:
    return bool(kind_of_words(line.text) or read_date_line(line) or read_dated_line(line) or read_credit_line(line))


def _find_gap(draft: Draft, number: int) -> int:
    """The number of the first line after an empty one; at most one line more than a block may have."""
    last = number + 1
    while last < len(draft.lines) and not draft.lines[last].after_gap and last - number <= _LONGEST_BLOCK:
        last += 1
    return last


def _read_block_line(draft: Draft, number: int, first: int, last: int) -> None:
    """A line of such a block that no label explains: the title, a byline, the organisation or more of its name."""
    line = draft.lines[number]
    issues = _names_issuer(draft, number, last)
    if draft.title is None and not ((issues or _is_no_title(line)) and has_later_title(draft, last)):
        draft.title = title_span(line)
        draft.is_body[number] = False
        return
    found = read_credit_line(line) or _read_known(line) or read_dated_line(line)
    outlets = any(is_outlet(each.text) for each in draft.lines[first:last])
    if not found and not issues and is_person(line.text) and (outlets or _is_credited(draft, number, last)):
        found = [Found(name="author", start=line.start, end=line.end)]
    is_publisher = issues or (_is_publisher(line) and not is_state(line.text))
    if not found and "publisher" not in draft.fields and is_publisher:
        found = read_organisation(line) or [Found(name="publisher", start=line.start, end=line.end)]
    if found:
        draft.add(number, *found)
    elif is_capitalised(line.text) and line.text[-1] not in ",\u060c:":
        draft.note(number, "organisation")


def _names_issuer(draft: Draft, number: int, last: int) -> bool:
    """Whether a line stands where the organisation does: right below "Press release", above more lines of a block."""
    line = draft.lines[number]
    if number == 0 or line.after_gap or number + 1 >= last or kind_of_words(draft.lines[number - 1].text) != "release":
        return False
    text = line.text
    return is_capitalised(text) and text[-1] not in ",\u060c:" and not is_state(text) and kind_of_words(text) is None


def _is_publisher(line: Line) -> bool:
    """Whether a line in a block could say who published the text, by its words or its capitals."""
    return is_organisation(line.text) or is_outlet(line.text) or is_state(line.text) or is_masthead(line.text)


def _is_no_title(line: Line) -> bool:
    return _is_publisher(line) or bool(read_dated_line(line))


def _is_credited(draft: Draft, number: int, last: int) -> bool:
    """Whether a line stands between the title and a date, with or without a place: there an author stands."""
    if draft.title is None or number == 0 or draft.lines[number - 1].start != draft.title[0] or number + 1 >= last:
        return False
    below = draft.lines[number + 1]
    is_dated = read_date_line(below) or any(found.name == "place" for found in read_dated_line(below))
    return bool(is_dated) and not draft.lines[number].text.startswith(_ARTICLE)


def _read_known(line: Line) -> list[Found]:
    """A byline, "issued by", or a city alone."""
    if byline := read_byline(line):
        return [byline]
    if issuer := read_issuer(line):
        return [issuer]
    return [Found(name="place", start=line.start, end=line.end)] if is_place(line.text) else []


def has_later_title(draft: Draft, number: int) -> bool:
    """Whether a title, shorter than what follows it, stands below a block."""
    if number + 1 >= len(draft.lines) or draft.lines[number].text[-1] in STOPS + ",\u060c:":
        return False
    below = draft.lines[number + 1 : number + 4]
    following = next((line for line in below if not _names_writer(line)), below[-1])
    return len(draft.lines[number].text) * 2 < len(following.text)


def _names_writer(line: Line) -> bool:
    return bool(_read_writer(line)) or is_person(line.text, surely=True)


def read_credits(draft: Draft, number: int) -> int:
    """The author and the magazine under a title, without a date; taken only where every line is explained."""
    last = _find_gap(draft, number)
    block = draft.lines[number:last]
    if draft.title is None or len(block) > _LONGEST_CREDITS or last == len(draft.lines):
        return 0
    if len(draft.lines[last].text) < RUNNING and not read_date_line(draft.lines[last]):
        return 0
    introduced = any(_read_writer(line) for line in block)
    credited = [_read_credit(line, introduced=introduced) for line in block]
    if not all(credited) or not (introduced or any(map(_is_sure, block, credited))):
        return 0
    if len(block) == 1 and len(credited[0]) == 1:
        return 0
    for at, found in enumerate(credited, start=number):
        draft.add(at, *found)
    return len(block)


def _read_writer(line: Line) -> list[Found]:
    """The author or translator of a line that introduces one: a byline or a label."""
    if byline := read_byline(line):
        return [byline]
    label = read_label(line)
    is_writer = label is not None and bool(label.value) and label.is_field and label.name in {"author", "translator"}
    return [Found(name=label.name, start=label.start, end=label.end)] if label and is_writer else []


def _read_credit(line: Line, *, introduced: bool) -> list[Found]:
    if len(line.text) > 80 or line.text[-1] in STOPS or not is_capitalised(line.text):
        return []
    if known := read_credit_line(line) or _read_writer(line) or _read_known(line):
        return known
    published = read_organisation(line)
    if is_outlet(line.text, surely=not introduced) or (published and len(published) == 2):
        return published
    is_author = is_person(line.text) and not introduced
    return [Found(name="author", start=line.start, end=line.end)] if is_author else []


def _is_sure(line: Line, found: list[Found]) -> bool:
    """A magazine by its own word, or an organisation with its city."""
    return found[0].name == "publisher" and (len(found) == 2 or is_outlet(line.text, surely=True))
