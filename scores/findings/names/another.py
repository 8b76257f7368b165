"""Another name: a capital word of the English that no word of the Arabic sounds like or means."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from alignments.names import name_similarity, nearest_name
from corpus.dates import find_dates
from corpus.folding import fold_text
from corpus.frequencies import zipf
from scores.findings.finding import Finding, Mark
from scores.findings.names.answers import ANSWERED, MEANS, SOUNDS, Answers, sound_of
from scores.findings.names.clitics import bare_forms
from scores.findings.names.mentions import usual_spellings
from scores.findings.names.unanswered import mark_unanswered
from scores.findings.reading import Reading, mark_words
from scores.findings.sentences.likeness import WORDS, encode_texts, word_cosines
from scores.findings.weights import load_weights

CHECK = "names 6"
CHECK_FAMILY = "names, family 1"  # another family name after the right first one, which is right more often
_NAME = re.compile(
    r"(?<=[a-z,;\)] )[A-Z][a-z]{3,}(?:[ -][A-Z][a-z]{3,}){0,3}"
    r"(?=(?:['\N{RIGHT SINGLE QUOTATION MARK}]s?)?(?![\w'\N{RIGHT SINGLE QUOTATION MARK}-]))"
)
_FIRST_NAME = 0.75  # name similarity from which an Arabic word is the first name that stands before another one
_UNHEARD = 0.54  # name similarity under which two words are spellings of one name by chance only
_HEARD = 0.45  # name similarity over which an Arabic word may be the same name in another sentence
_ELSEWHERE = 0.7  # cosine from which a word may stand for a family name wherever it is
_DETERMINER = re.compile(r"\b(?:the|this|that|our|its|their|his|her|my|your|each|every|an?) $", re.IGNORECASE)
_COMMON_NOUN = 4.0  # Zipf frequency from which a word after a determiner is a common noun, with a capital or not
_MOST = 8  # names of one bead that are looked at
_MOST_WORDS = 200
_MOST_SHOWN = 3  # stretches of the Arabic that may be the right name
_FAMILY = re.compile(r"[ -](?:[Aa]l|[Ee]l)-([A-Z][a-z]{3,})(?![\w'\N{RIGHT SINGLE QUOTATION MARK}-])")


def check_names(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each name that is in no part in the Arabic of its bead or around it.

    What the text itself calls the unanswered Arabic name elsewhere is the repair.
    """
    others = list(_other_names(reading, found))
    spelt = usual_spellings(reading) if others else {}
    for each in others:
        forms = (fold_text(each.arabic.text), *bare_forms(fold_text(each.arabic.text))) if each.arabic else ()
        repair = next((spelt[form] for form in forms if form in spelt), None)
        yield replace(each, repair=repair)


def _other_names(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    for number, bead in reading.open_beads(found):
        around = [i for each in reading.beads[max(0, number - 1) : number + 2] for i in each.arabic]
        here, near = reading.arabic_text(bead.arabic), reading.arabic_text(around)
        seen: set[str] = set()
        for name in (each for j in bead.english for each in _check_sentence(reading, number, j, here, near)):
            said = name.english.text if name.english else ""
            if said not in seen:
                yield name
            seen.add(said)


def _check_sentence(reading: Reading, bead: int, j: int, here: str, near: str) -> Iterator[Finding]:
    text = reading.english[j].text
    words = text.split()
    if sum(word[:1].isupper() for word in words) > 0.5 * len(words):
        return  # a headline in capitals
    dates = [(date.start, date.end) for date in find_dates(text)]
    arabic = WORDS.findall(here)[:_MOST_WORDS]
    for match in list(_NAME.finditer(text))[:_MOST]:
        if any(start < match.end() and match.start() < end for start, end in dates) or match.group() in here:
            continue
        if not arabic or match.group().endswith("day") or _is_common_noun(text, match):
            continue
        parts = re.split("[ -]", match.group())
        others = [word for word in WORDS.findall(text)[:_MOST_WORDS] if word not in parts]
        answers = Answers(arabic=arabic, others=others, reading=reading)
        chance = answers.strangeness(parts)
        if chance < load_weights()["name"]["least"]:
            if (last := _other_last(answers, parts)) and not _known_elsewhere(reading, bead, parts[-1:], near, here):
                name = mark_words(reading.english, j, match.end() - len(parts[-1]), match.end())
                yield _finding(
                    bead,
                    english=name,
                    unanswered=mark_unanswered(reading, bead, [last], name),
                    chance=load_weights()["name"]["family"],
                    check=CHECK_FAMILY,
                )
            continue
        if _known_elsewhere(reading, bead, parts, near, here):
            continue
        end = match.end()
        if family := _FAMILY.match(text, end):
            likeness = answers.likeness([family.group(1)])
            end = family.end() if likeness[0] < MEANS and likeness[1] < SOUNDS else end
        name = mark_words(reading.english, j, match.start(), end)
        unanswered = mark_unanswered(reading, bead, answers.unanswered, name)
        yield _finding(bead, english=name, unanswered=unanswered, chance=chance)


def _other_last(answers: Answers, parts: list[str]) -> str | None:
    """The Arabic word in the place of the last one of a name, where that last one is another: Samir Haddad's Khouri.

    The words before must be there by their sound, and the Arabic word after them must be answered by nothing.
    """
    if len(parts) < 2:
        return None
    last = parts[-1]
    sounds = [name_similarity(word, parts[-2], least=_FIRST_NAME) if len(word) > 2 else 0.0 for word in answers.arabic]
    place = max(range(len(sounds)), key=sounds.__getitem__)
    following = answers.arabic[place + 1 : place + 2]
    if sounds[place] < _FIRST_NAME or not following or following[0] not in answers.unanswered:
        return None
    meaning, sound = answers.likeness([last])
    near = float(word_cosines(following, [last], answers.reading.encoder).max())
    answered = meaning >= _ELSEWHERE or sound >= SOUNDS or near >= MEANS
    return None if answered or sound_of(following, [last]) >= _UNHEARD else following[0]


def _is_common_noun(text: str, match: re.Match[str]) -> bool:
    """Whether a capital only honours a common noun: the Board, our Minister."""
    determined = _DETERMINER.search(text, 0, match.start())
    return bool(determined) and match.group().isalpha() and zipf(match.group(), "en") >= _COMMON_NOUN


def _known_elsewhere(reading: Reading, bead: int, parts: list[str], near: str, here: str) -> bool:
    """Whether the sentences around have the name, or another sentence with it has the same Arabic for it."""
    other = [word for word in WORDS.findall(near)[: 2 * _MOST_WORDS] if word not in here]
    if other:
        vectors = encode_texts(parts, reading.encoder) @ encode_texts(other, reading.encoder).T
        if float(vectors.max()) >= ANSWERED:
            return True
    own = set(WORDS.findall(here))
    for number, (arabic, english) in enumerate(reading.bead_texts):
        if number != bead and any(part in english for part in parts):
            shared = own & set(WORDS.findall(arabic))
            if nearest_name((word for word in sorted(shared) if len(word) > 3), parts) > _HEARD:
                return True
    return False


def _finding(bead: int, *, english: Mark, unanswered: list[Mark], chance: float, check: str = CHECK) -> Finding:
    weights = load_weights()["name"]
    clear = bool(unanswered) and chance >= weights["clear"]
    shown = ", ".join(mark.text for mark in unanswered[:_MOST_SHOWN])
    heard = f" What the Arabic has unanswered here: {shown}." if shown else ""
    return Finding(
        category="name",
        severity="major" if clear else "minor",
        confidence=round(weights["confidence"] * (1.0 if clear else weights["doubtful"]) * chance, 3),
        arabic=unanswered[0] if unanswered else None,
        english=english,
        evidence=f"No Arabic word here sounds like {english.text} or means it.{heard}",
        check=check,
        bead=bead,
    )
