"""Numbers compared by value: another number, one that is missing, one that nothing in the Arabic says."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from scores.findings.finding import Finding, Mark
from scores.findings.reading import Reading, mark_words
from scores.findings.values.figures import correct_number, show_mention
from scores.findings.values.nearby import look_around
from scores.findings.values.noughts import check_noughts
from scores.findings.values.sides import (
    Placed,
    Side,
    is_converted,
    is_in_name,
    pair_numbers,
    read_side,
    unexplained,
    unexplained_fractions,
)

CHECK = "numbers 6"
CHECK_MISSING = "numbers, missing 2"  # what the English leaves out is right less often than what it puts in
_MOST = 12  # unmatched numbers of one bead; with more, it is a table that was not aligned, and nothing is said


def check_numbers(reading: Reading, found: list[Finding]) -> Iterator[Finding]:
    """One finding for each number that the other side, the sentences around it included, cannot explain."""
    twice = {j for each in found if each.category == "repetition" and each.english for j in each.english.sentences}
    for number, bead in reading.open_beads(found, in_doubt=True):
        once = [j for j in bead.english if j not in twice]
        if not once:
            continue
        yield from check_noughts(reading, number)
        arabic, english = read_side(reading.arabic, bead.arabic, "ar"), read_side(reading.english, once, "en")
        left = pair_numbers(arabic, english)
        if not any(left):
            continue
        missing, strange = list(unexplained(left[0], arabic, english)), list(unexplained(left[1], english, arabic))
        counts = (_clear_counts(left[0], arabic, english), _clear_counts(left[1], english, arabic))
        if len(counts[0]) == len(counts[1]):  # each is the other's, whatever words around may hint at
            missing, strange = _in_order({*missing, *counts[0]}), _in_order({*strange, *counts[1]})
        fractions = (
            list(unexplained_fractions(left[0], arabic, english)),
            list(unexplained_fractions(left[1], english, arabic)),
        )
        if all(fractions):  # one alone may be a way of speaking; two that differ are a fault
            missing, strange = missing + fractions[0], strange + fractions[1]
        spare = [each for each in left[1] if each not in strange and _may_stand_for(each, arabic)]
        if not len(strange) <= len(missing) <= len(strange) + len(spare):
            near_arabic, near_english = look_around(reading, number)  # one against one is a fault, whatever they say
            missing = [each for each in missing if not near_english.explains(each, arabic)]
            strange = [each for each in strange if not near_arabic.explains(each, english)]
        if 0 < len(missing) + len(strange) <= _MOST:
            yield from _report(reading, number, _once(missing), _once(strange), spare)


def _clear_counts(left: Sequence[Placed], own: Side, other: Side) -> list[Placed]:
    """Those of the numbers that are left that no other unit, calendar or name can be the reason for."""
    return [
        each
        for each in left
        if each.mention.certain and not is_in_name(each.mention) and not is_converted(each, own, other)
    ]


def _in_order(numbers: Iterable[Placed]) -> list[Placed]:
    return sorted(numbers, key=lambda each: each.place)


def _once(numbers: list[Placed]) -> list[Placed]:
    first = {each.mention.value: each for each in reversed(numbers)}
    return [each for each in numbers if first[each.mention.value] == each]


def _may_stand_for(english: Placed, arabic: Side) -> bool:
    """Whether an English number that needs no counterpart may be the wrong one for a missing one: one, two, a half."""
    mention = english.mention
    return mention.kind != "code" and not arabic.values & {*mention.readings}


def _likeliest(arabic: Placed, spare: list[Placed]) -> Placed | None:
    """Of the English numbers that may stand for the Arabic one, that of its kind and manner, then the nearest."""

    def unlike(each: Placed) -> tuple[int, float]:
        same = (each.mention.kind == arabic.mention.kind, each.mention.written == arabic.mention.written)
        return -sum((*same, each.mention.certain)), abs(each.place - arabic.place)

    return min(spare, key=unlike, default=None)


def _report(
    reading: Reading, bead: int, missing: list[Placed], strange: list[Placed], spare: list[Placed]
) -> Iterator[Finding]:
    for place, english in enumerate(strange):
        arabic = missing[place] if place < len(missing) else None
        yield _finding(reading, bead, arabic, english, confidence=0.93 if arabic else 0.75)
    for arabic in missing[len(strange) :]:
        guess = _likeliest(arabic, spare)
        yield _finding(reading, bead, arabic, guess, confidence=0.75 if guess else 0.6)


def _finding(
    reading: Reading,
    bead: int,
    arabic: Placed | None,
    english: Placed | None,
    *,
    confidence: float,
) -> Finding:
    said = f"the Arabic says {show_mention(arabic.mention)}" if arabic else "the Arabic has no such number here"
    here = f"The English says {show_mention(english.mention)}" if english else "The English has no such number"
    return Finding(
        category="number",
        severity="major" if arabic and english else "minor",
        confidence=round(confidence * (0.6 + 0.4 * min(1.0, reading.trust(bead))), 3),
        arabic=_mark(reading, "ar", arabic),
        english=_mark(reading, "en", english) or reading.mark_english(reading.beads[bead].english),
        evidence=f"{here}; {said}.",
        check=CHECK if english else CHECK_MISSING,
        bead=bead,
        repair=correct_number(arabic.mention, english.mention) if arabic and english else None,
    )


def _mark(reading: Reading, language: str, number: Placed | None) -> Mark | None:
    if number is None:
        return None
    side = reading.arabic if language == "ar" else reading.english
    return mark_words(side, number.sentence, number.mention.start, number.mention.end)
