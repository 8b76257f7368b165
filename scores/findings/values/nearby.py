"""Numbers that stand in a neighbouring sentence on the other side: said again, or said there instead."""

from __future__ import annotations

import re
from dataclasses import dataclass
from fractions import Fraction

from corpus.folding import fold_text
from scores.findings.reading import Reading
from scores.findings.values.sides import Placed, Side, pair_numbers, read_side

_LONGEST_BEFORE = 12  # characters before a number in which its article is looked for
_LAM = "\N{ARABIC LETTER LAM}"
_ARTICLE = "\N{ARABIC LETTER ALEF}" + _LAM
_THOUSAND = _ARTICLE + "\N{ARABIC LETTER FEH}"  # begins as the article does
_JOINED = "[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]?[\N{ARABIC LETTER BEH}\N{ARABIC LETTER KAF}]?"
_WITH_ARTICLE = re.compile(f"{_JOINED}(?!{_THOUSAND})(?:{_ARTICLE}|{_LAM}{_LAM})")
_ENGLISH_BEFORE = re.compile(
    r"\b(?:the|th[eo]se|all|both|every|other|another|my|your|his|her|its|our|their|s) (?:[a-z]+ )?$", re.IGNORECASE
)


@dataclass(frozen=True, kw_only=True)
class Near:
    """The values of one side in the beads beside a bead: all of them, and those that have no answer there."""

    all: frozenset[Fraction]
    unanswered: frozenset[Fraction]

    def explains(self, each: Placed, own: Side) -> bool:
        """Whether a number of the bead may be said there: "the three" any time, "three" only where that lacks it."""
        values = self.all if refers_back(each, own) else self.unanswered
        return bool(values & {*each.mention.readings})


def look_around(reading: Reading, number: int) -> tuple[Near, Near]:
    """What the Arabic and the English of the beads beside bead ``number`` say."""
    sides = [
        (read_side(reading.arabic, bead.arabic, "ar"), read_side(reading.english, bead.english, "en"))
        for bead in reading.beads_beside(number)
    ]
    left = [pair_numbers(*pair) for pair in sides]
    arabic, english = (
        Near(
            all=frozenset(value for pair in sides for value in pair[k].values),
            unanswered=frozenset(value for pair in left for each in pair[k] for value in each.mention.readings),
        )
        for k in (0, 1)
    )
    return arabic, english


def refers_back(each: Placed, own: Side) -> bool:
    """Whether the things counted may have been named before: "the three", "all three dimensions"."""
    start = each.mention.start
    before = dict(own.texts)[each.sentence][max(0, start - _LONGEST_BEFORE) : start]
    if own.language == "ar":
        return fold_text(before).endswith(_ARTICLE) or bool(_WITH_ARTICLE.match(fold_text(each.mention.text)))
    return bool(_ENGLISH_BEFORE.search(before))
