"""What kind of line a line is by its words alone: a label, a date, words of the site.

Header, footer and article boundaries are all decided on lines. The words are in ``data/labels.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, NamedTuple

from corpus.dates import DateMention, find_days
from corpus.dates.parts import date_words
from corpus.folding import fold_text
from corpus.line_places import EDGE, Line
from corpus.misspellings import correct_slip

RUNNING = 60  # characters of a line that is surely running text
STOPS = ".!?\u061f\u06d4"
_LABEL = re.compile(
    r"[*_#>\u2022\s]*+(?P<label>[^\W\d][^:\uff1a|\t=\n]{0,40}?)[*_\s]{0,300}(?P<mark>[:\uff1a]|\s[-\u2013\u2014|=]\s|[|\t])[*_]*"
)
_RULE = re.compile(r"(?:[#*~=_\u2022\u2015\u2014\u2013\u2500-\u257f+.-]\s*){3,}")
_WORD_TO_WORD = re.compile(r"[^\W_](?:.*[^\W_])?")
_DIGIT = re.compile(r"\d")
_URL = re.compile(r"<?(?:https?://|www\.)\S+>?")
_CLOCK = re.compile(
    r"t?\d{1,2}[:.]\d{2}(?:[:.]\d{2})?(?:\s?z\b)?|(?:(?:gmt|utc)\s?)?[+-]\d{1,2}(?::?\d\d)?\b"
)  # folded
_LONGEST_HEADER_LINE = 300
_LONGEST_DATE_LINE = 100
_LONGEST_CRUMB = 60  # characters of a crumb's first word
_LONGEST_PHRASE = 150  # characters of a known phrase with a number behind it


class Labelled(NamedTuple):
    """A known label and its value on the same line; ``start == end`` where the value is missing.

    ``name`` is a metadata field, or what the line is else (tags, related …; ``is_field`` is False).
    """

    name: str
    is_field: bool
    value: str
    start: int
    end: int


def read_label(line: Line) -> Labelled | None:
    """The label that a line begins with, if it is a known one; a line may be only a label, without a mark."""
    text = line.text
    found = _find_label(text) if len(text) <= _LONGEST_HEADER_LINE else _look_for_label(text)
    return found and Labelled(found.name, found.is_field, found.value, line.start + found.start, line.start + found.end)


def _look_for_label(text: str) -> Labelled | None:
    """The same with places in the line itself."""
    match = _LABEL.match(text)
    if match:
        written = key(match["label"])
        known = label_names().get(written) or (_slipped_label(written) if match["mark"] == ":" else None)
        if known:
            value = text[match.end() :].strip(EDGE + "*_")
            start = text.index(value, match.end()) if value else len(text)
            return Labelled(name=known[0], is_field=known[1], value=value, start=start, end=start + len(value))
    if len(text) <= 30:
        known = label_names().get(key(text))
        if known and (text[-1] in ":\uff1a" or key(text) not in word_keys("section")):
            return Labelled(name=known[0], is_field=known[1], value="", start=len(text), end=len(text))
    return None


_find_label = lru_cache(maxsize=4096)(_look_for_label)  # a header's lines are asked about by several steps


def read_date_line(line: Line) -> DateMention | None:
    """The date of a line that says nothing else (a weekday, a clock time and "published on" may stand with it).

    Its place is in the line's text.
    """
    return _find_only_date(line.text) if len(line.text) <= _LONGEST_DATE_LINE and _DIGIT.search(line.text) else None


@lru_cache(maxsize=4096)
def _find_only_date(text: str) -> DateMention | None:
    mentions = find_days(text)
    if not mentions or len(mentions) > 3:
        return None
    rest = text
    for mention in reversed(mentions):
        rest = rest[: mention.start] + " " + rest[mention.end :]
    rest = _CLOCK.sub(" ", fold_text(rest))
    if not _date_surroundings().fullmatch(rest):
        return None
    return next((mention for mention in mentions if mention.calendar == "gregorian"), mentions[0])


@lru_cache(maxsize=4096)
def kind_of_words(text: str) -> str | None:
    """What a line is that consists of nothing but known words: rule, share, section, release, end, rights, crumb.

    >>> kind_of_words("Share | Tweet | Print"), kind_of_words("# # #"), kind_of_words("The council met")
    ('share', 'rule', None)
    """
    if len(text) > _LONGEST_HEADER_LINE:
        return None
    if is_rule(text):
        return "rule"
    folded = key(text)
    if len(folded) <= _LONGEST_PHRASE and (kind := _kind_of_whole(folded)):
        return kind
    if text[0] == "\N{COPYRIGHT SIGN}" or (len(text) < 160 and any(map(folded.__contains__, word_keys("rights")))):
        return "rights"
    if _made_of("share").fullmatch(folded):
        return "share"
    return "crumb" if _is_crumb(text) else None


def _is_crumb(text: str) -> bool:
    """Whether a line begins like a navigation path; of a long one the first word is looked at before it is folded."""
    is_long = len(text) > _LONGEST_PHRASE and text[0].isascii() and text[0].isalnum()
    if is_long and not _crumb_word().match(fold_text(text[:_LONGEST_CRUMB])):
        return False
    return _crumb().match(fold_text(text)) is not None


def _kind_of_whole(folded: str) -> str | None:
    """The kind of a line that is one known phrase, or one with a number: "Press release No. 14", "Page 7"."""
    numbered = _numbered().fullmatch(folded) if folded[-1:].isdecimal() else None
    if numbered and (not numbered["words"] or numbered["words"] in word_keys("release")):
        return "release" if numbered["words"] else "page"
    return next((kind for kind in ("release", "section", "end") if folded in word_keys(kind)), None)


@lru_cache(maxsize=4096)
def key(text: str) -> str:
    """The spelling that words and labels are compared by: folded, single spaces, no marks at either end."""
    words = _WORD_TO_WORD.search(fold_text(text))
    return " ".join(words[0].split()) if words else ""


def is_rule(text: str) -> bool:
    """Whether a line is nothing but signs that separate or end texts."""
    return len(text) <= _LONGEST_HEADER_LINE and _RULE.fullmatch(text) is not None


def may_begin(text: str, firsts: frozenset[str]) -> bool:
    """Whether a phrase whose first word is one of these could stand at the beginning: cheap, and rarely so.

    >>> may_begin("By Salma Haddad", first_words({"by", "written by"})), may_begin("The end", first_words({"by"}))
    (True, False)
    """
    words = text.split(None, 1)
    first = key(words[0]) if words else ""
    return first in firsts or not first or " " in first


def first_words(phrases: Iterable[str]) -> frozenset[str]:
    """The first words of some folded phrases, as ``may_begin`` looks for them."""
    return frozenset(key(phrase.split(" ", 1)[0]) for phrase in phrases)


def is_url(text: str) -> bool:
    """Whether a line is nothing but one web address."""
    return _URL.fullmatch(text) is not None


@cache
def data() -> Mapping[str, Any]:
    """The word lists of ``data/labels.toml``."""
    words: Mapping[str, Any] = tomllib.loads((files("corpus") / "data" / "labels.toml").read_text("utf-8"))
    return words


@cache
def label_names() -> dict[str, tuple[str, bool]]:
    """Folded label → what it names, and whether that is a metadata field."""
    return {
        key(label): (name, table == "fields")
        for table in ("other", "fields")
        for name, labels in data()[table].items()
        for label in labels
    }


@lru_cache(maxsize=4096)
def _slipped_label(written: str) -> tuple[str, bool] | None:
    """What a label names in which one letter is mistyped, if it is a metadata field."""
    meant = correct_slip(written, (label for label, (_, is_field) in label_names().items() if is_field))
    return label_names()[meant] if meant else None


@cache
def word_keys(kind: str, table: str = "words") -> frozenset[str]:
    """The folded words of one kind."""
    return frozenset(key(word) for word in data()[table][kind])


def spell_out(words: Iterable[str]) -> str:
    """A pattern of any of some words, the longest first."""
    return "|".join(map(re.escape, sorted(filter(None, words), key=lambda word: (-len(word), word))))


@cache
def number_words(*kinds: str) -> str:
    """A pattern of the words before a number (issue, page …), as written and folded."""
    words = {word for kind in kinds for word in data()["numbering"][kind]}
    return spell_out(words | {key(word) for word in words})


@cache
def first_keys(kind: str, table: str = "words") -> frozenset[str]:
    """The first words of those of one kind."""
    return first_words(word_keys(kind, table))


@cache
def _numbered() -> re.Pattern[str]:
    """A phrase or page with a number, folded: "press release no. 14", "page 7 of 9"."""
    spelt = rf"(?:(?P<words>.+?)\s(?:{number_words('release')})|(?:{number_words('page')}))"
    return re.compile(rf"{spelt}[.:]?\s*\d{{1,4}}(?:\s*(?:of|/|\u0645\u0646)\s*\d{{1,4}})?")


@cache
def _made_of(kind: str) -> re.Pattern[str]:
    return re.compile(rf"(?:(?:{spell_out(word_keys(kind))})(?!\w)[\s\W\d]*)+")


@cache
def _date_surroundings() -> re.Pattern[str]:
    labels = [label for label, (name, _) in label_names().items() if name == "date"]
    weekdays = {key(name) for names in date_words()["weekdays"].values() for name in names}
    words = spell_out({*word_keys("date", "lead"), *labels, *weekdays})
    return re.compile(rf"(?:[\s\W]|(?<!\w)(?:{words})(?!\w))*")


@cache
def _crumb_word() -> re.Pattern[str]:
    return re.compile(spell_out(word_keys("crumb")))


@cache
def _crumb() -> re.Pattern[str]:
    words, sections = spell_out(word_keys("crumb")), spell_out(word_keys("section"))
    return re.compile(rf"\W*(?:{words})\s*(?:$|[>/\u203a|\u2192\u2190<:\\-]|[\"']|(?:{sections})(?!\w))")
