"""How sure a text is: what it only claims, what it confirms, what it thinks possible."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from importlib.resources import files

from corpus.documents import Sentence
from corpus.folding import fold, fold_text
from scores.findings.finding import Finding, Mark
from scores.findings.names.clitics import bare_forms
from scores.findings.reading import Reading, mark_words

CHECK = "attribution 3"
_KINDS = ("claimed", "confirmed", "possible", "duty", "leave", "hedges")
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
# "qad" before an imperfect of the third person: it may be
_MAY = re.compile(
    r"[\N{ARABIC LETTER WAW}\N{ARABIC LETTER FEH}]?\N{ARABIC LETTER QAF}\N{ARABIC LETTER DAL} \N{ARABIC LETTER YEH}"
)
_LONGEST = 60  # words of a bead; in a longer one a doubt has too many ways to be said otherwise
_CLEAR = 25  # words up to which claimed against confirmed is a major finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Stance:
    """The words of one side by kind."""

    marks: dict[str, list[Mark]] = field(default_factory=dict)

    def has(self, *kinds: str) -> bool:
        """Whether there is a word of any of these kinds."""
        return any(self.marks.get(kind) for kind in kinds)


def check_attribution(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding at most for each bead of one sentence against one."""
    for number, bead in reading.open_beads(found):
        if len(bead.arabic) > 1 or len(bead.english) > 1:
            continue
        i, j = bead.arabic[0], bead.english[0]
        words = max(len(reading.arabic[i].text.split()), len(reading.english[j].text.split()))
        if words > _LONGEST:
            continue
        arabic, english = read_stance(reading.arabic, i, "arabic"), read_stance(reading.english, j, "english")
        if difference := _differ(arabic, english):
            kinds, evidence, clear = difference
            grave = clear and words <= _CLEAR
            yield Finding(
                category="modality",
                severity="major" if grave else "minor",
                confidence=0.7 if grave else 0.4,
                arabic=_first(arabic, kinds[0]) or reading.mark_arabic([i]),
                english=_first(english, kinds[1]) or reading.mark_english([j]),
                evidence=evidence,
                check=CHECK,
                bead=number,
            )


def _differ(arabic: Stance, english: Stance) -> tuple[tuple[str, str], str, bool] | None:
    """The kinds of words that stand against each other, why that is a fault, and whether it is a clear one."""
    doubts = ("claimed", "possible", "hedges")
    if arabic.has("claimed") and not english.has(*doubts):
        if english.has("confirmed") and not arabic.has("confirmed"):
            return ("claimed", "confirmed"), "The Arabic only reports a claim; the English confirms it.", True
        return ("claimed", ""), "The Arabic only reports a claim; the English says it as a fact.", False
    confirmed = arabic.has("confirmed") and not arabic.has(*doubts)
    if confirmed and english.has("claimed") and not english.has("confirmed"):  # a bare "claim" may be one for damages
        return ("confirmed", "claimed"), "The Arabic confirms it; the English only calls it a claim.", True
    if arabic.has("possible") and not english.has(*doubts):
        return ("possible", ""), "The Arabic thinks it possible; the English says it as a fact.", False
    if arabic.has("duty") and english.has("leave") and not english.has("duty") and not arabic.has("possible"):
        return ("duty", "leave"), "The Arabic says that it must be; the English that it may be.", False
    return None


def _first(stance: Stance, kind: str) -> Mark | None:
    return stance.marks.get(kind, [None])[0]


def read_stance(side: Sequence[Sentence], number: int, language: str) -> Stance:
    """Claims, confirmations, possibilities and hedges of one sentence."""
    stems, whole = _stems(language)
    folded = fold(side[number].text)
    stance = Stance()
    for match in _WORD.finditer(folded.text):
        kinds = _find_kinds(match.group(), language, stems, whole)
        if language == "arabic" and _MAY.match(folded.text, match.start()):
            kinds = ("possible",)
        for kind in kinds:
            mark = mark_words(side, number, *folded.span(*match.span()))
            stance.marks.setdefault(kind, []).append(mark)
    return stance


def _find_kinds(word: str, language: str, stems: dict[str, tuple[str, ...]], whole: frozenset[str]) -> tuple[str, ...]:
    for form in (word, *bare_forms(word)) if language == "arabic" else (word,):
        for length in range(len(form), 1, -1):
            stem = form[:length]
            if stem in stems and (length == len(form) or stem not in whole):
                return stems[stem]
    return ()


@cache
def _stems(language: str) -> tuple[dict[str, tuple[str, ...]], frozenset[str]]:
    """Stem → its kinds, and the stems that must be the whole word."""
    text = files("scores").joinpath("data", "attribution.toml").read_text(encoding="utf-8")
    data = tomllib.loads(text)[language]
    stems: dict[str, tuple[str, ...]] = {}
    for kind in _KINDS:
        for stem in map(fold_text, data.get(kind, ())):
            stems[stem] = (*stems.get(stem, ()), kind)
    return stems, frozenset(fold_text(stem) for stem in data["whole"])
