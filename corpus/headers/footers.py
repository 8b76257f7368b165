"""The end of an article and what stands between its paragraphs: source lines, captions, buttons, signatures."""

from __future__ import annotations

import re

from corpus.documents import Note
from corpus.headers.addresses import is_address, is_town
from corpus.headers.closings import read_closing
from corpus.headers.credit_lines import read_credit_line
from corpus.headers.credits import read_byline, read_issuer, read_lone_signature, read_signature
from corpus.headers.dated_lines import read_dated_line, read_place_and_month
from corpus.headers.datelines import read_dateline
from corpus.headers.drafts import Draft
from corpus.headers.fields import Found
from corpus.headers.metadata import (
    is_bracketed_caption,
    is_sentence,
    is_value,
    keep_label,
    read_labels,
    read_marked_line,
)
from corpus.line_places import Line
from corpus.lines import is_rule, is_url, key, kind_of_words, read_date_line, read_label, word_keys
from corpus.names import is_group, is_organisation, is_place

_FOOTER_LINES = 24
_SENTENCE_ENDS = ".!?\u061f"
_LONGEST_ISSUER = 90  # characters
_LONGEST_BIOGRAPHY = 200
_BIOGRAPHY_BEGINS = 7  # words among which the author's office stands
_LETTER_DATE = re.compile(r",\s+(?:le|den)\s+\d")  # as French and German letters begin


def read_bottom(draft: Draft, top: int) -> int:
    """Decide lines from the bottom up; the number after the last line of running text."""
    number = len(draft.lines) - 1
    while number > top and number >= len(draft.lines) - _FOOTER_LINES:
        used = _read_footer_line(draft, number, top)
        if not used:
            break
        number -= used
    return number + 1


def _read_footer_line(draft: Draft, number: int, top: int) -> int:
    line, above = draft.lines[number], draft.lines[number - 1]
    if closing := read_closing(line):
        draft.add(number, *closing, kind="source line")
        return 1
    if number - 1 > top and len(line.text) <= 200 and _is_caption(draft, number) and key(line.text) == key(above.text):
        draft.note(number, "caption", "a caption, printed twice")
        draft.note(number - 1, "caption", "a caption, printed twice")
        return 2
    if found := _read_imprint(draft, number):
        draft.add(number, *found)
        return 1
    label = read_label(line)
    if label is not None and label.value and not is_sentence(label, first=False):
        keep_label(draft, label, number)
        return 1
    above_label = read_label(above) if number - 1 > top else None
    if (
        above_label is not None
        and not above_label.value
        and above_label.is_field
        and above.text[-1] in ":\uff1a"
        and is_value(line)
    ):
        return read_labels(draft, number - 1)
    return read_marked_line(draft, number) or _read_biography(draft, number) or _read_address(draft, number)


def _read_address(draft: Draft, number: int) -> int:
    """A line of an address, or the city above or below one."""
    line = draft.lines[number]
    near = [each for each in draft.lines[max(0, number - 1) : number + 2] if each is not line]
    is_part = is_address(line.text) or (is_town(line.text) and any(is_address(each.text) for each in near))
    if not is_part:
        return 0
    draft.note(number, "contact")
    return 1


def _read_biography(draft: Draft, number: int) -> int:
    """A line that says who the author is, with an asterisk or below a line of signs: "* Syrian writer"."""
    line, above = draft.lines[number], draft.lines[number - 1]
    is_apart = line.text[0] == "*" or is_rule(above.text)
    if not is_apart or len(line.text) > _LONGEST_BIOGRAPHY:
        return 0
    if word_keys("roles", "signature").isdisjoint(key(line.text).split()[:_BIOGRAPHY_BEGINS]):
        return 0
    draft.note(number, "biography")
    return 1


def _is_caption(draft: Draft, number: int) -> bool:
    """Whether a line printed twice at the foot is a caption: no sentence, or below the source line of its article."""
    return draft.lines[number].text[-1] not in _SENTENCE_ENDS or bool(read_closing(draft.lines[number - 2]))


def _read_imprint(draft: Draft, number: int) -> list[Found]:
    """What a line at the foot says of who issued or translated the text, where and when."""
    line = draft.lines[number]
    dated = read_dated_line(line)
    places = [draft.text[each.start : each.end] for each in dated if each.name == "place"]
    if any(is_place(place) or _LETTER_DATE.search(line.text) for place in places):
        return dated
    if place := read_place_and_month(line):
        return [place]
    credited = read_credit_line(line)
    if {each.name for each in credited} & {"publisher", "translator"}:
        return credited
    if issuer := read_issuer(line):
        return [issuer]
    byline = read_byline(line)
    if byline and byline.name == "translator":
        return [byline]
    return [Found(name="publisher", start=line.start, end=line.end)] if _is_issuer(draft, number) else []


def _is_issuer(draft: Draft, number: int) -> bool:
    """Whether a line names an organisation, begins what stands at the foot, and has the date right below it."""
    line, below = draft.lines[number], draft.lines[number + 1 : number + 2]
    if not below or below[0].after_gap or draft.is_body[number + 1] or not line.after_gap:
        return False
    is_short = len(line.text) <= _LONGEST_ISSUER and line.text[-1] not in ".!?,:\u060c\u061f"
    return (
        is_short
        and (is_organisation(line.text) or is_group(line.text))
        and _is_dated(below[0])
        and "publisher" not in draft.fields
    )


def _is_dated(line: Line) -> bool:
    return bool(read_date_line(line) or read_dated_line(line))


def read_between(draft: Draft, top: int, bottom: int) -> None:
    """Captions, share buttons and repeated titles between the paragraphs."""
    for number in range(top, bottom):
        line = draft.lines[number]
        if len(line.text) > 200 or line.text[-1] == "." or not draft.is_body[number]:
            continue
        twin = draft.lines[number + 1] if number + 1 < bottom else None
        if twin is not None and line.text == twin.text:
            draft.note(number, "caption", "a caption, printed twice")
            draft.note(number + 1, "caption", "a caption, printed twice")
        elif line.text[-1] != "\u060c" and len(line.text) <= 100:
            _read_inner_line(draft, number)


def _read_inner_line(draft: Draft, number: int) -> None:
    line = draft.lines[number]
    label = read_label(line)
    kind = kind_of_words(line.text)
    if draft.is_title(line):
        draft.note(number, "title")
    elif is_url(line.text):
        draft.note(number, "link")
    elif kind in {"rule", "share", "rights"}:
        draft.note(number, kind)
    elif is_bracketed_caption(line):
        draft.note(number, "caption")
    elif label is not None and label.name in {"caption", "related", "tags"} and label.value and ":" in line.text:
        draft.note(number, label.name)


def read_first_line(draft: Draft) -> None:
    """The dateline before the first sentence."""
    number = next((at for at, is_body in enumerate(draft.is_body) if is_body), None)
    if number is None:
        return
    line = draft.lines[number]
    body_start, found = read_dateline(line)
    if not found:
        return
    for each in found:
        if each.date is None or each.date.iso:
            draft.add_inside(each)
    draft.body_start = body_start
    draft.notes.append(
        Note(kind="dateline", reason="place and agency before the first sentence", start=line.start, end=body_start)
    )


def read_signed_author(draft: Draft, bottom: int) -> None:
    """A signature gives the author, and stays body: the original has it too."""
    lines = [line for line, is_body in zip(draft.lines[:bottom], draft.is_body, strict=False) if is_body]
    if "author" in draft.fields:
        return
    signature = read_signature(lines[-6:]) if len(lines) > 2 else None
    if signature := signature or read_lone_signature(lines[-3:]):
        draft.add_inside(signature)
