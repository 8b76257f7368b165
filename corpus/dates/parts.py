"""The parts that dates are made of, found in folded text: numbers, months, weekdays, days in words.

The words are in ``data/dates.toml``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

from corpus.folding import Folded, fold_text


class Part(NamedTuple):
    """A piece of a date in the folded text: kind is number, month, weekday or day."""

    kind: str
    start: int
    end: int
    value: int
    digits: int = 0  # of a number
    calendar: str = "gregorian"  # of a month
    trust: str = "alone"  # of a month: alone, context or dated
    capital: bool = True  # of a word: does it begin with a capital, where its script has them


@cache
def date_words() -> Mapping[str, Any]:
    """The words of ``data/dates.toml``."""
    words: Mapping[str, Any] = tomllib.loads((files("corpus") / "data" / "dates.toml").read_text("utf-8"))
    return words


@cache
def _names() -> dict[str, tuple[str, int, str, str]]:
    """Folded name → kind, value, calendar, trust."""
    names = {}
    for month in date_words()["month"]:
        for trust in ("alone", "context", "dated"):
            for name in month.get(trust, ()):
                names[_key(name)] = ("month", int(month["number"]), str(month["calendar"]), trust)
    for kind, table in (("weekday", "weekdays"), ("day", "days")):
        for number, spellings in date_words()[table].items():
            names |= {_key(name): (kind, int(number), "gregorian", "alone") for name in spellings}
    return names


def _key(name: str) -> str:
    """The spelling that a name is looked up by: folded, one space for any gap, no apostrophes."""
    return re.sub(r"[\s-]+", " ", re.sub(r"['`\N{MODIFIER LETTER LEFT HALF RING}]", "", fold_text(name)))


_BEFORE = r"(?:(?<!\w)|(?<=\d)(?=[^\x00-\x7f]))"  # Arabic is often written onto digits without a blank
_AFTER = r"(?:(?!\w)|(?=\d)(?<=[^\x00-\x7f]))"


@cache
def _part_pattern() -> re.Pattern[str]:
    """Numbers, or a known name after an Arabic conjunction or preposition that is written onto it."""
    apostrophe = r"['`\N{MODIFIER LETTER LEFT HALF RING}]?"
    spellings = {
        name
        for month in date_words()["month"]
        for trust in ("alone", "context", "dated")
        for name in month.get(trust, ())
    }
    spellings |= {name for table in ("weekdays", "days") for names in date_words()[table].values() for name in names}
    patterns = {
        re.escape(fold_text(name)).replace("'", apostrophe).replace(r"\ ", r"[\s-]{1,3}") for name in sorted(spellings)
    }
    longest_first = sorted(patterns, key=lambda pattern: (-len(pattern), pattern))
    prefix = fold_text(
        "\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}\N{ARABIC LETTER BEH}\N{ARABIC LETTER LAM}\N{ARABIC LETTER KAF}"
    )
    return re.compile(
        rf"(?<!\d)(?P<number>\d{{1,4}})(?:st|nd|rd|th|er)?(?![\da-su-z]|t(?!\d))|{_BEFORE}[{prefix}]?(?P<name>{'|'.join(longest_first)}){_AFTER}"
    )


def find_parts(text: str, folded: Folded) -> Iterator[Part]:
    """The parts of dates in a folded text, in order."""
    names = _names()
    for match in _part_pattern().finditer(folded.text):
        if match["number"]:
            yield Part(
                kind="number",
                start=match.start(),
                end=match.end(),
                value=int(match["number"]),
                digits=len(match["number"]),
            )
            continue
        kind, value, calendar, trust = names[_key(match["name"])]
        start, end = match.span("name")
        written = text[folded.origins[start]]
        if written == "\N{ARABIC LETTER ALEF WITH HAMZA ABOVE}" and match["name"] == fold_text(
            "\N{ARABIC LETTER ALEF WITH MADDA ABOVE}\N{ARABIC LETTER BEH}"
        ):
            trust = "dated"  # written like this it is "father"
        yield Part(
            kind=kind, start=start, end=end, value=value, calendar=calendar, trust=trust, capital=not written.islower()
        )


def merge_twin_months(text: str, parts: Sequence[Part]) -> list[Part]:
    """Join two names of one month (Levantine beside Egyptian) into one part."""
    merged: list[Part] = []
    for part in parts:
        last = merged[-1] if merged else None
        if (
            last is not None
            and last.kind == part.kind == "month"
            and last.value == part.value
            and last.calendar == part.calendar
        ):
            gap = text[last.end : part.start]
            if re.fullmatch(r"\s?[-/(]?\s?", gap):
                closed = re.compile(r"\s?\)").match(text, part.end) if "(" in gap else None
                end = closed.end() if closed else part.end
                merged[-1] = last._replace(end=end, trust="alone")
                continue
        merged.append(part)
    return merged
