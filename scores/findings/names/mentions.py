"""Names on both sides: which Arabic words an English name stands for, found word by word and joined to phrases."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cache, lru_cache
from itertools import pairwise

from alignments.names import name_similarity
from corpus.dates import find_dates
from corpus.folding import fold_text
from corpus.frequencies import zipf
from corpus.names import is_organisation, is_place
from scores.findings.finding import Mark
from scores.findings.names.clitics import bare_forms
from scores.findings.reading import Reading, mark_words
from scores.findings.sentences.likeness import WORDS, word_cosines
from scores.findings.weights import load_weights

SOUNDS = 0.75  # name similarity from which a word is the spelling of another
_MEANS = 0.7  # cosine of two words alone from which one translates the other: Damascus sounds like nothing
_COMMON_ARABIC = 5.2  # Zipf frequency from which an Arabic word is no name
_COMMON_ENGLISH = 3.5  # and from which a capital at the beginning of a sentence says nothing
_MOST = 12  # names of one sentence
_ALIKE = 0.7  # share of letters in the same order from which two words can be spellings of one name
_ENGLISH = re.compile(r"(?:(?:[Aa]l|[Ee]l)-)?[A-Z][a-z]{2,}(?:[A-Z][a-z]+)?")
_BETWEEN = re.compile(r"(?: (?:of|for|the|and|al|el|bin|ibn))*[ -]")  # what may stand inside a name
_AND = " and "
_KINDS = {True: "person", False: "name"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """One name where it is said: marks on both sides, its kind, and whether it was matched by its sound."""

    bead: int
    arabic: Mark
    english: Mark
    kind: str  # person, place, body, or name where nothing tells
    by_sound: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class _Word:
    """An English word of a name, with the place of the Arabic word it stands for in that sentence's words."""

    start: int
    end: int
    arabic: int
    by_sound: bool


@lru_cache(maxsize=8)  # several checks of one reading ask
def find_mentions(reading: Reading) -> tuple[Mention, ...]:
    """Every name that is found on both sides of a bead, in the order of the English."""
    return tuple(mention for number in range(len(reading.beads)) for mention in _in_bead(reading, number))


def usual_spellings(reading: Reading) -> dict[str, str]:
    """Folded Arabic name → what the English of this text most often writes for it, the earliest of equals."""
    said: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for mention in find_mentions(reading):
        said[fold_text(mention.arabic.text)][mention.english.text] += 1
    return {arabic: counts.most_common(1)[0][0] for arabic, counts in said.items()}


def _in_bead(reading: Reading, number: int) -> Iterator[Mention]:
    bead = reading.beads[number]
    if len(bead.arabic) != 1:
        return  # a run of Arabic words must lie in one sentence
    (i,) = bead.arabic
    spans = [match.span() for match in WORDS.finditer(reading.arabic[i].text)]
    words = [reading.arabic[i].text[start:end] for start, end in spans]
    for j in bead.english:
        text = reading.english[j].text
        for run in _names(text, list(_match(reading, text, words))):
            first, last = run[0].arabic, run[-1].arabic
            arabic = mark_words(reading.arabic, i, spans[first][0], spans[last][1])
            english = mark_words(reading.english, j, run[0].start, run[-1].end)
            by_sound = all(word.by_sound for word in run)
            before = reading.arabic[i].text[spans[first - 1][0] : spans[first - 1][1]] if first else ""
            placed = any(_is_place_word(each) for each in (before, words[first]))
            kind = "place" if placed and by_sound else _kind(english.text, person=by_sound and len(run) > 1)
            yield Mention(bead=number, arabic=arabic, english=english, kind=kind, by_sound=by_sound)


def _match(reading: Reading, text: str, arabic: list[str]) -> Iterator[_Word]:
    """Each English word that may belong to a name with its best Arabic word, if one sounds like it or means it."""
    candidates = [k for k, word in enumerate(arabic) if len(word) > 2]
    dates = [(date.start, date.end) for date in find_dates(text)]
    names = [match for match in _ENGLISH.finditer(text) if _may_be_name(text, match, dates)][:_MOST]
    if not candidates or not names:
        return
    cosines = word_cosines([arabic[k] for k in candidates], [match.group() for match in names], reading.encoder)
    # A common word can mean a word of a body's name, but sounds like none.
    rare = [zipf(arabic[k], "ar") < _COMMON_ARABIC for k in candidates]
    best: dict[int, tuple[float, str]] = {}
    found: list[tuple[float, str, _Word]] = []
    for column, match in enumerate(names):
        # What sounds less like a name than a word must mean it decides nothing.
        sounds = [
            name_similarity(arabic[k], match.group(), least=_MEANS) if sounds else 0.0
            for k, sounds in zip(candidates, rare, strict=True)
        ]
        row = max(range(len(candidates)), key=lambda each: max(sounds[each], float(cosines[each, column])))
        if sounds[row] >= SOUNDS or cosines[row, column] >= _MEANS:
            fit, arabic_word = max(sounds[row], float(cosines[row, column])), candidates[row]
            word = _Word(start=match.start(), end=match.end(), arabic=arabic_word, by_sound=sounds[row] >= SOUNDS)
            found.append((fit, match.group(), word))
            best[arabic_word] = max(best.get(arabic_word, (0.0, "")), (fit, match.group()))
    # One Arabic word is one name: Cruelty is not what stands for Australian in the same sentence.
    yield from (word for fit, text, word in found if fit == best[word.arabic][0] or _alike(text, best[word.arabic][1]))


def _alike(first: str, second: str) -> bool:
    """Whether two words can be spellings of one name."""
    return SequenceMatcher(None, first.lower(), second.lower()).ratio() >= _ALIKE


def _may_be_name(text: str, match: re.Match[str], dates: list[tuple[int, int]]) -> bool:
    if match.group().endswith("day") or any(start < match.end() and match.start() < end for start, end in dates):
        return False
    before = text[: match.start()].rstrip(" \"'(\N{LEFT DOUBLE QUOTATION MARK}\N{LEFT SINGLE QUOTATION MARK}")
    first = not before or before[-1] in ".!?:"
    return not first or zipf(match.group().lower(), "en") < _COMMON_ENGLISH


def _names(text: str, words: list[_Word]) -> Iterator[list[_Word]]:
    """The words of each name; "and" parts two names, but not the words of a body's."""
    for run in _runs(text, words):
        if is_organisation(text[run[0].start : run[-1].end]):
            yield run
            continue
        first = 0
        for place, (word, after) in enumerate(pairwise(run), start=1):
            if _AND in text[word.end : after.start]:
                yield run[first:place]
                first = place
        yield run[first:]


def _runs(text: str, words: list[_Word]) -> Iterator[list[_Word]]:
    """Words that stand together on both sides, in the same order."""
    run: list[_Word] = []
    for word in words:
        if run and not (word.arabic == run[-1].arabic + 1 and _BETWEEN.fullmatch(text[run[-1].end : word.start])):
            yield run
            run = []
        run.append(word)
    if run:
        yield run


def _is_place_word(word: str) -> bool:
    """Whether an Arabic word is one that names of places begin with or follow: gate, mountain, street.

    >>> _is_place_word("وباب"), _is_place_word("سليم")
    (True, False)
    """
    folded = fold_text(word)
    return any(form in _place_words() for form in (folded, *bare_forms(folded)))


@cache
def _place_words() -> frozenset[str]:
    words = [fold_text(word) for word in load_weights()["names"]["places"]]
    return frozenset(words)


def _kind(english: str, *, person: bool) -> str:
    if is_place(english):
        return "place"
    return "body" if is_organisation(english) else _KINDS[person]


def same_spelling(first: str, second: str) -> bool:
    """Whether two spellings differ in nothing but case, hyphens, an article, or an ending of number or people.

    >>> same_spelling("Rafik al-Hariri", "Rafik Hariri"), same_spelling("Hariri", "Harriri")
    (True, False)
    """
    one, other = (re.sub(r"\b(?:al|el)[ -]", "", fold_text(each)).replace("-", " ") for each in (first, second))
    return one.startswith(other) or other.startswith(one)
