"""What one side denies and the other affirms.

Denials are counted: plain ones ("not") must be answered, soft ones ("refused", "unable") can answer them, and so can
faint ones ("until", "free of charge"), which deny by the way. Words cannot prove more than that: translators turn
denials round on purpose, so such a finding is a minor one.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from corpus.folding import Folded, fold, fold_text
from scores.findings.finding import Finding, Mark
from scores.findings.reading import Reading, mark_words

CHECK = "negations 3"
_WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)?")
_CONFIDENCE = 0.45
_NEVER = "xxxxxxxx"  # no word of either language
_NUMBERED = re.compile(r"\bno\. ?(?=\d)")  # "No. 11"
_LONGEST = 60  # words of a bead; in a longer one a denial has too many ways to be said otherwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Denials:
    """The plain denials of a text, as (start, end) of the text as written, and how many soft and faint ones there are.

    ``limited``: what it denies it denies but for one.
    """

    plain: tuple[tuple[int, int], ...]
    soft: int
    faint: int = 0
    limited: bool = False

    @property
    def answers(self) -> int:
        """How many denials of the other side can be answered by words that need no answer themselves."""
        return self.soft + self.faint


def check_negations(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding at most for each bead of one sentence against one."""
    for number, bead in reading.open_beads(found):
        if len(bead.arabic) > 1 or len(bead.english) > 1:
            continue
        i, j = bead.arabic[0], bead.english[0]
        arabic, english = reading.arabic[i].text, reading.english[j].text
        if max(len(arabic.split()), len(english.split())) > _LONGEST:
            continue
        here, there = find_denials(english, "english"), find_denials(arabic, "arabic")
        excess = _excess(here, there)
        if not excess:
            continue
        marks: tuple[Mark | None, Mark | None]
        if excess > 0:
            marks = (reading.mark_arabic([i]), mark_words(reading.english, j, here.plain[0][0], here.plain[-1][1]))
            evidence = "The English denies something here that the Arabic affirms."
        else:
            marks = (mark_words(reading.arabic, i, there.plain[0][0], there.plain[-1][1]), reading.mark_english([j]))
            evidence = "The Arabic denies something here that the English affirms."
        yield Finding(
            category="negation",
            severity="minor",
            confidence=_CONFIDENCE,
            arabic=marks[0],
            english=marks[1],
            evidence=evidence,
            check=CHECK,
            bead=number,
        )


def _excess(here: Denials, there: Denials) -> int:
    """1 where the English denies more than the Arabic can answer, -1 where it is the other way round, else 0."""
    counts = len(here.plain), len(there.plain)
    if counts[0] > counts[1] + there.answers or (counts[0] and not counts[1] and counts[0] + here.soft > there.answers):
        return 1
    if there.limited or not counts[1]:
        return 0
    more = counts[1] > counts[0] + here.answers or (not counts[0] and counts[1] + there.soft > here.answers)
    return -1 if more else 0


def find_denials(text: str, language: str) -> Denials:
    """The denials of a sentence; ``language`` is "arabic" or "english".

    >>> find_denials("He did not only say no, he left.", "english")
    Denials(plain=((20, 22),), soft=0, faint=1, limited=False)
    """
    words = _words(language)
    folded = fold(text)
    hidden = _NUMBERED.sub(lambda match: " " * len(match.group()), folded.text)
    kinds: Counter[str] = Counter()
    hidden, kinds["faint"] = words["optional"].subn(lambda match: " " * len(match.group()), hidden)
    hidden = words["never"].sub(lambda match: " " * len(match.group()), hidden)
    plain: list[tuple[int, int]] = []
    for match in _WORD.finditer(hidden):
        kind = _kind(match.group(), words, language)
        if kind == "plain" and plain and match.group() in words["goes_on"]:
            kind = "soft"
        if kind == "plain":
            plain.append(_span(folded, match))
        elif kind is not None:
            kinds["faint" if kind == "faint" else "soft"] += 1
    return Denials(
        plain=tuple(plain),
        soft=kinds["soft"],
        faint=kinds["faint"],
        limited=bool(words["limits"].search(hidden)),
    )


def _span(folded: Folded, match: re.Match[str]) -> tuple[int, int]:
    return folded.span(*match.span())


def _kind(word: str, words: dict[str, Any], language: str) -> str | None:
    forms = [word, *(word[len(letters) :] for letters in words["letters"] if word.startswith(letters))]
    for kind in ("weak", "plain", "soft", "faint"):
        if any(form in words[kind] for form in forms):
            return kind
    if language == "english":
        if word.endswith(words["ending"]):
            return "plain"
        begins = word.startswith(words["beginnings"]) and not word.startswith(words["hard"])
        shaped = words["shapes"].fullmatch(word) is not None
        return "soft" if len(word) > 4 and (begins or shaped or word.endswith(words["endings"])) else None
    return "soft" if len(word) > 4 and word.startswith(words["beginnings"]) else None


@cache
def _words(language: str) -> dict[str, Any]:
    text = files("scores").joinpath("data", "negation.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)[language]
    before = f"[{data['joined']}]?" if "joined" in data else ""
    return {
        "plain": frozenset(fold_text(form) for form in data["plain"]),
        "weak": frozenset(fold_text(form) for form in data.get("weak", ())),
        "soft": frozenset(fold_text(form) for form in data["soft"]),
        "faint": frozenset(fold_text(form) for form in data["faint"]),
        "letters": tuple(fold_text(form) for form in data.get("letters_before", ())),
        "beginnings": tuple(fold_text(form) for form in data.get("soft_beginnings", ())),
        "hard": tuple(data.get("hard_beginnings", ())),
        "endings": tuple(data.get("soft_endings", ())),
        "shapes": re.compile(data.get("soft_shapes", _NEVER)),
        "ending": data.get("ending", "\0"),
        "limits": _phrases(data.get("limits", [_NEVER]), after=data.get("limits_not", ())),
        "goes_on": frozenset(fold_text(form) for form in data["goes_on"]),
        "optional": _phrases(data[f"optional_{language}"], before=before),
        "never": _phrases(data[f"never_{language}"], before=before),
    }


def _phrases(forms: Sequence[str], *, before: str = "", after: Sequence[str] = ()) -> re.Pattern[str]:
    """Any of these phrases as whole words, the longest first, unless it begins one of ``after``."""
    ordered = sorted((fold_text(form) for form in forms), key=len, reverse=True)
    unless = "".join(rf"(?!{re.escape(fold_text(form))}(?!\w))" for form in after)
    return re.compile(rf"(?<!\w){before}{unless}(?:{'|'.join(map(re.escape, ordered))})(?!\w)")
