"""Lines of a header or footer that say themselves what they are: labels, dates, addresses, words of the site."""

from __future__ import annotations

import re

from corpus.dates import parse_date
from corpus.headers.closings import read_closing
from corpus.headers.credit_lines import read_lesser_credit, read_value
from corpus.headers.drafts import Draft
from corpus.headers.fields import Found, place_date
from corpus.line_places import Line
from corpus.lines import STOPS, Labelled, is_url, key, kind_of_words, label_names, read_date_line, read_label, word_keys
from corpus.names import is_name, is_organisation, is_outlet

_LONGEST_VALUE = 8  # words of a metadata value; more is a sentence that begins with a label's word
_LONGEST_LABELS = 300  # characters of a line of several labels
_LONGEST_TITLE = 120  # characters
_LONGEST_LABEL = 80  # characters; no known one is half as long
_BETWEEN_LABELS = re.compile(r"\s*[|\u2022;\u061b/,\u060c]\s*|\s[-\u2013\u2014]\s+|\s+(?=\w[\w ]{2,20}:)")
_SIGNS_BETWEEN = " \t|\u2022;\u061b/,\u060c-\u2013\u2014"
_IN_BRACKETS = re.compile(r"[(\[](?P<inner>[^()\[\]]+)[)\]]\Z")
_PART = re.compile(r"\s*[-\u2013\u2014|/,\u060c]\s*")
_COLON = re.compile(r"[:\uff1a]")
_STEP = re.compile(r"[>\u203a\u00bb|\u2192\u2190\u00ab\u2039]|\s/\s")


def read_labels(draft: Draft, number: int) -> int:
    """A labelled line, or several labels on one line; how many lines were used, the value's own line included."""
    line = draft.lines[number]
    several = _split_labels(line)
    for each in several:
        keep_label(draft, each, number)
    label = read_label(line)
    if several or label is None:
        return bool(several)
    if not label.value:
        return _read_value_below(draft, number, label)
    first = draft.title is None and number == 0
    if (first and _is_headline(draft, label)) or is_sentence(label, first=first):
        return 0
    keep_label(draft, label, number)
    return 1


def _split_labels(line: Line) -> list[Labelled]:
    """The labels of a line such as "Author: A | Date: B" or "Author: A, Date: B", if each part of it is one."""
    if len(line.text) > _LONGEST_LABELS or _COLON.search(line.text) is None:
        return []
    starts = [0]
    for match in _BETWEEN_LABELS.finditer(line.text):
        colon = _COLON.search(line.text, match.end(), match.end() + _LONGEST_LABEL)
        if colon is not None and key(line.text[match.end() : colon.start()]) in label_names():
            starts.append(match.end())
    if len(starts) == 1:
        return []
    ends = [*starts[1:], len(line.text)]
    pieces = [line.text[start:end].rstrip(_SIGNS_BETWEEN) for start, end in zip(starts, ends, strict=True)]
    labels = [read_label(_part(line, start, start + len(piece))) for start, piece in zip(starts, pieces, strict=True)]
    known = [label for label in labels if label is not None and label.value]
    return known if len(known) == len(labels) else []


def _read_value_below(draft: Draft, number: int, label: Labelled) -> int:
    """A label alone on its line: its value is the next line, if that is short enough to be one."""
    following = draft.lines[number + 1] if number + 1 < len(draft.lines) else None
    longest = 40 if label.name == "title" else _LONGEST_VALUE
    if following is not None and read_label(following) is None and len(following.text.split()) <= longest:
        draft.note(number, "label", "the label of the next line")
        value = label._replace(value=following.text, start=following.start, end=following.end)
        keep_label(draft, value, number + 1)
        return 2
    if draft.lines[number].text[-1] not in ":\uff1a":
        return 0
    draft.note(number, "label", "a label without a value")
    return 1


def read_marked_line(draft: Draft, number: int) -> int:
    """Lines known by their words: a date, a web address, share buttons, the title again and so on."""
    line = draft.lines[number]
    if draft.is_title(line):
        draft.note(number, "title")
    elif mention := read_date_line(line):
        draft.add(number, place_date(mention, line))
    elif is_url(line.text):
        draft.add(number, Found(name="url", start=line.start, end=line.end))
    elif is_bracketed_caption(line):
        draft.note(number, "caption")
    elif draft.title is None and key(line.text) in word_keys("invocation"):
        draft.note(number, "invocation")
    elif (credited := read_lesser_credit(line)) is not None:
        draft.note(number, "credit")
        for each in credited:
            draft.add_inside(each)
    elif kind := "crumb" if _leads_to_title(draft, line) else kind_of_words(line.text):
        draft.note(number, kind)
    elif (first := _PART.split(line.text, maxsplit=1)[0]) and kind_of_words(first) == "page":
        draft.note(number, "page")
    else:
        return 0
    return 1


def is_bracketed_caption(line: Line) -> bool:
    """Whether a line is, or ends with, a caption in brackets: "(Photo: the bridge)", "The bridge (photo: AFP)"."""
    match = _IN_BRACKETS.search(line.text)
    if match is None:
        return False
    label = read_label(_part(line, *match.span("inner")))
    return label is not None and label.name == "caption" and bool(label.value)


def _leads_to_title(draft: Draft, line: Line) -> bool:
    """Whether a line is a navigation path that ends with the title: "Newsroom > Statements > A Plan"."""
    if draft.title is None:
        return False
    if _STEP.search(line.text) is None:
        return False
    return key(_STEP.split(line.text)[-1]) == key(draft.text[slice(*draft.title)])


def _part(line: Line, start: int, end: int) -> Line:
    text = line.text[start:end]
    stripped = text.strip()
    first = line.start + start + len(text) - len(text.lstrip())
    return Line(text=stripped, start=first, end=first + len(stripped), after_gap=False)


def _is_headline(draft: Draft, label: Labelled) -> bool:
    """Whether the first line is a headline though it begins like a label: "Newspaper: Talks to Resume in Spring"."""
    written = key(re.split(r"[:\uff1a|]", draft.lines[0].text)[0])
    if written not in word_keys("headline", "lead") or len(label.value.split()) <= 2 or not _stands_alone(draft):
        return False
    return not (is_outlet(label.value) or is_organisation(label.value)) or not is_name(label.value)


def _stands_alone(draft: Draft) -> bool:
    """Whether the first line, though it begins like a label ("Newspaper: Talks to Resume"), has no header after it."""
    following = draft.lines[1] if len(draft.lines) > 1 else None
    if following is None:
        return True
    is_title = len(draft.lines) > 2 and len(following.text) <= _LONGEST_TITLE and following.text[-1] not in STOPS
    return read_label(following) is None and read_date_line(following) is None and following.after_gap and not is_title


def is_sentence(label: Labelled, *, first: bool) -> bool:
    """Whether a line that begins with a label's word goes on like a headline or a sentence."""
    if label.name in {"title", "url", "tags", "related", "caption", "contact", "recipient"}:
        return False
    words = len(label.value.split())
    if label.name == "date":
        return parse_date(label.value) is None and words > 4
    return words > (5 if first else _LONGEST_VALUE) + 4 * (label.name in {"author", "publisher", "translator"}) or (
        words > 5 and label.value[-1] in STOPS
    )


def keep_label(draft: Draft, label: Labelled, number: int) -> None:
    """Keep what a label names: a field, the title, or a note of what the line is."""
    line = draft.lines[number]
    if not label.is_field:
        draft.note(number, label.name)
    elif label.name == "title" and draft.title is None:
        draft.title = (label.start, label.end)
        draft.note(number, "metadata", "gives the title")
    elif label.name == "title":
        draft.note(number, "title")
    elif label.name == "date":
        mention = parse_date(label.value)
        if mention is None:
            draft.note(number, "date", "a date that could not be read")
        else:
            start, end = label.start + mention.start, label.start + mention.end
            draft.add(number, Found(name="date", start=start, end=end, date=mention))
    elif label.name == "source" and _is_letter_head(draft, number):
        draft.add(number, *read_value(line, "author", label.start, label.end))
    elif label.name in {"author", "translator"}:
        draft.add(number, *read_value(line, label.name, label.start, label.end))
    else:
        closing = read_closing(line) if label.name == "source" else []
        draft.add(number, *(closing or [Found(name=label.name, start=label.start, end=label.end)]))


def _is_letter_head(draft: Draft, number: int) -> bool:
    """Whether a line stands in the head of a letter or memo: "From:" with "To:" or "Subject:" near it."""
    near = draft.lines[max(0, number - 3) : number + 4]
    is_from = key(draft.lines[number].text.partition(":")[0]) in word_keys("sender", "lead")
    labels = [label for line in near if ":" in line.text and (label := read_label(line))]
    return is_from and any(label.name in {"recipient", "title"} for label in labels)


def is_value(line: Line) -> bool:
    """Whether a line is short enough for the value of the label above it."""
    return len(line.text.split()) <= _LONGEST_VALUE
