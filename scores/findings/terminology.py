"""Terms that a glossary fixes, and words that must stay as they are."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache

from corpus.folding import fold, fold_text
from scores.findings.finding import Finding, Mark
from scores.findings.glossary import Term
from scores.findings.reading import Reading, mark_words
from scores.findings.weights import load_weights

CHECK = "terminology 2"
_ACCUSATIVE = "\N{ARABIC LETTER ALEF}"


def check_terminology(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """Each term of the Arabic in each bead, then how steadily each is rendered; nothing without a glossary."""
    if not (reading.glossary.terms or reading.glossary.kept):
        return
    used: dict[Term, list[tuple[int, Mark, str]]] = {}
    for number, _ in reading.open_beads(found):
        for term in reading.glossary.terms:
            yield from _check_term(reading, number, term, used)
        for word in reading.glossary.kept:
            yield from _check_kept(reading, number, word)
    for term, uses in used.items():
        yield from _unsteady(term, uses)


def _check_term(
    reading: Reading, number: int, term: Term, used: dict[Term, list[tuple[int, Mark, str]]]
) -> Iterator[Finding]:
    bead = reading.beads[number]
    said = [mark for i in bead.arabic for mark in _find(_arabic_pattern(term.arabic), reading, "ar", i)]
    if not said:
        return
    for j in bead.english:
        for form in term.english:
            used.setdefault(term, []).extend((number, mark, form) for mark in _find_english(form, reading, j))
    wrong = [mark for form in term.forbidden for j in bead.english for mark in _find_english(form, reading, j)]
    shown = term.english[0] if term.english else None
    for mark in wrong:
        evidence = f"The glossary forbids “{mark.text}” for {said[0].text}."
        yield _finding(number, said[0], mark, evidence, confidence=0.9, repair=shown)
    around = [
        j
        for near, each in enumerate(reading.beads[max(0, number - 1) : number + 2], start=max(0, number - 1))
        if near == number or not any(_find(_arabic_pattern(term.arabic), reading, "ar", i) for i in each.arabic)
        for j in each.english  # a neighbour that says the term in Arabic, too, needs its English for itself
    ]
    right = any(_find_english(form, reading, j) for form in term.english for j in around)
    if term.english and not wrong and not right:
        evidence = (
            f"The glossary asks for “{' or '.join(term.english)}” for {said[0].text}, and no English near here has it."
        )
        yield _finding(number, said[0], reading.mark_english(bead.english), evidence, confidence=0.6)


def _check_kept(reading: Reading, number: int, word: str) -> Iterator[Finding]:
    bead = reading.beads[number]
    said = [mark for i in bead.arabic for mark in _find(_exact(word), reading, "ar", i)]
    if not said or word in reading.english_text(bead.english):
        return
    near = [mark for j in bead.english for mark in _find_english(word, reading, j)]
    mark = near[0] if near else reading.mark_english(bead.english)
    yield _finding(
        number,
        said[0],
        mark,
        f"“{word}” must stay as it is, and the English does not have it so.",
        confidence=0.85,
        repair=word if near else None,
    )


def _unsteady(term: Term, uses: list[tuple[int, Mark, str]]) -> Iterator[Finding]:
    """Where a text uses two of the forms that the glossary allows, each use of the rarer one."""
    counts = Counter(form for _, _, form in uses)
    if len(counts) < 2:
        return
    usual = min(counts, key=lambda form: (-counts[form], term.english.index(form)))
    for number, mark, form in uses:
        if form != usual and usual.casefold() not in form.casefold():
            evidence = f"Elsewhere this text says “{usual}” for {term.arabic} ({counts[usual]} times)."
            yield _finding(number, None, mark, evidence, confidence=0.5, repair=usual)


def _finding(
    bead: int, arabic: Mark | None, english: Mark | None, evidence: str, *, confidence: float, repair: str | None = None
) -> Finding:
    return Finding(
        category="terminology",
        severity="minor",
        confidence=confidence,
        arabic=arabic,
        english=english,
        evidence=evidence,
        check=CHECK,
        bead=bead,
        repair=repair,
    )


def _find_english(form: str, reading: Reading, number: int) -> list[Mark]:
    return _find(_english_pattern(form), reading, "en", number)


def _find(pattern: re.Pattern[str], reading: Reading, language: str, number: int) -> list[Mark]:
    side = reading.arabic if language == "ar" else reading.english
    folded = fold(side[number].text)
    return [mark_words(side, number, *folded.span(*match.span())) for match in pattern.finditer(folded.text)]


@lru_cache(maxsize=20_000)
def _english_pattern(form: str) -> re.Pattern[str]:
    """The words with any ending of number or possession on the last one.

    >>> bool(_english_pattern("security council").search("the security councils")), bool(
    ...     _english_pattern("party").search("many parties")
    ... )
    (True, True)
    """
    words = fold_text(form).split()
    stem = re.escape(words[-1][:-1]) + "(?:y|ies)" if words[-1].endswith("y") else re.escape(words[-1])
    return re.compile(rf"(?<!\w){r'[ -]+'.join([*map(re.escape, words[:-1]), stem])}(?:e?s|'s|s')?(?!\w)")


@lru_cache(maxsize=20_000)
def _arabic_pattern(term: str) -> re.Pattern[str]:
    """The words with whatever Arabic joins to their fronts; a short word only with the article."""
    prefixes = load_weights()["terminology"]
    joined = "|".join(re.escape(fold_text(each)) for each in sorted(prefixes["joined"], key=len, reverse=True))
    article = fold_text(prefixes["article"])
    parts = []
    for word in fold_text(term).split():
        stem = word.removeprefix(article) if len(word) > len(article) + 2 else word
        parts.append(rf"(?:{joined})?{re.escape(stem)}" if len(stem) > 2 else rf"(?:{article})?{re.escape(stem)}")
    return re.compile(rf"(?<!\w){' +'.join(parts)}{_ACCUSATIVE}?(?!\w)")


@lru_cache(maxsize=20_000)
def _exact(word: str) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w){' +'.join(map(re.escape, fold_text(word).split()))}(?!\w)")
