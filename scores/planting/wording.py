"""Faults of wording: another unit, a surer word, a term that no glossary allows, a name spelt otherwise."""

from __future__ import annotations

import re
from collections.abc import Sequence
from random import Random

from corpus.folding import fold_text
from scores.findings.glossary import Glossary, Term
from scores.planting.fault import Fault, Text, change_words, load_faults, replace_line

_CAPITAL = re.compile(r"(?<=[a-z,] )[A-Z][a-z]{4,}\b(?!-)")
_DOUBLE = re.compile(r"([bcdfglmnprstz])\1")
_LETTERS = ((re.compile(r"(?<=[a-z])ei|(?<=[a-z])ai"), "ay"), (re.compile(r"(?<=[a-z])ou"), "u"), (_DOUBLE, r"\1"))
_VOWELS = str.maketrans("aeiou", "eaeuo")


def change_unit(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another unit of the same measure after a number."""
    units: dict[str, str] = {unit: group for group in load_faults()["units"] for unit in group.split()}
    words = "|".join(load_faults()["number_words"])
    pattern = re.compile(rf"(?P<number>\b(?:[\d.,]*\d|{words})[ -])(?P<unit>{'|'.join(units)})\b")

    def change(match: re.Match[str]) -> str:
        unit = match["unit"]
        return match["number"] + rng.choice([other for other in units[unit].split() if other != unit])

    return change_words(rng, text, pattern, change)


def make_sure(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """What somebody claims is confirmed, what is possible is certain."""
    return _replace(rng, text, load_faults()["surer"])


def weaken_duty(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """What must be done may be done."""
    return _replace(rng, text, load_faults()["weaker"])


def _replace(rng: Random, text: Text, other: dict[str, str]) -> Fault | None:
    pattern = re.compile(rf"(?<=[a-z,] )(?:{'|'.join(map(re.escape, other))})\b(?! not\b)")
    return change_words(rng, text, pattern, lambda match: other[match.group()])


def break_term(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """Another word than the glossary's; the glossary comes with the fault."""
    terms = [Term(arabic=arabic, english=(english,)) for arabic, english, _ in load_faults()["terms"]]
    others = {english: other for _, english, other in load_faults()["terms"]}
    arabic = {term.english[0]: fold_text(term.arabic) for term in terms}
    pattern = re.compile(rf"\b(?:{'|'.join(others)})\b")
    lines = [k for k, line in enumerate(text.english) if len(pattern.findall(line)) == 1]
    options = [k for k in lines if _says(text.arabic[k], arabic[pattern.findall(text.english[k])[0]])]
    if not options:
        return None
    k = rng.choice(options)
    match = pattern.search(text.english[k])
    if match is None:
        return None
    new = others[match.group()]
    line = text.english[k][: match.start()] + new + text.english[k][match.end() :]
    words = (match.start(), match.start() + len(new))
    return replace_line(text, k, line, words=words, glossary=Glossary(terms=tuple(terms)))


def _says(arabic: str, folded: str) -> bool:
    return any(word.endswith(folded) for word in fold_text(arabic).split())


def spell_otherwise(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A name that comes three times or more, once in another spelling."""
    said = [match for line in text.english for match in _CAPITAL.findall(line)]
    names = sorted({name for name in said if said.count(name) >= 3})
    if not names:
        return None
    return change_words(
        rng, text, re.compile(rf"(?<=[a-z,] ){rng.choice(names)}\b"), lambda match: respell(match.group())
    )


def respell(name: str) -> str:
    """Another spelling such as transliteration gives: of a diphthong, a doubled letter, or the second vowel.

    >>> respell("Hussein"), respell("Hariri")
    ('Hussayn', 'Hareri')
    """
    for pattern, new in _LETTERS:
        if pattern.search(name):
            return pattern.sub(new, name, count=1)
    vowels = [place for place, letter in enumerate(name) if place > 1 and letter in "aeiou"]
    place = vowels[0] if vowels else 1
    return name[:place] + name[place].translate(_VOWELS) + name[place + 1 :]


def say_in_another_language(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """A sentence of another language in the place of a line."""
    return replace_line(text, rng.randrange(len(text.english)), rng.choice(load_faults()["foreign"]))
