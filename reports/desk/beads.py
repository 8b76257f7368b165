"""Beads that a person put right: two joined, one divided, a sentence handed to the neighbour."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from corpus.documents import Sentence
from corpus.problems import UsageError
from reports.catalogues import message
from reports.desk.events import Event
from reports.desk.places import find_sentence, place_of

MOVES = ("first-english", "last-english", "first-arabic", "last-arabic")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """A bead as the desk lays it: sentence numbers on each side; ``fixed`` where a person said so.

    ``bead`` is its number in the run, None where the run had other ones.
    """

    english: tuple[int, ...]
    arabic: tuple[int, ...]
    bead: int | None = None
    fixed: bool = False


Sides = tuple[Sequence[Sentence], Sequence[Sentence]]  # English, Arabic


def merge(beads: Sequence[Laid], index: int) -> tuple[list[Laid], list[Laid]]:
    """Join a bead with the next one: the beads before, and those that take their place.

    >>> one, two = Laid(english=(0,), arabic=(0,)), Laid(english=(), arabic=(1,))
    >>> merge([one, two], 0)[1]
    [Laid(english=(0,), arabic=(0, 1), bead=None, fixed=True)]
    """
    if index + 1 >= len(beads):
        raise UsageError(
            message("there is no next passage"),
            value=str(index + 1),
            remedy=message("join the one before with this one"),
        )
    first, second = beads[index], beads[index + 1]
    joined = Laid(english=first.english + second.english, arabic=first.arabic + second.arabic, fixed=True)
    return [first, second], _whole([joined])


def split(beads: Sequence[Laid], index: int, *, english: int, arabic: int) -> tuple[list[Laid], list[Laid]]:
    """Divide a bead after so many English and so many Arabic sentences."""
    bead = beads[index]
    english, arabic = min(max(english, 0), len(bead.english)), min(max(arabic, 0), len(bead.arabic))
    parts = [
        Laid(english=bead.english[:english], arabic=bead.arabic[:arabic], fixed=True),
        Laid(english=bead.english[english:], arabic=bead.arabic[arabic:], fixed=True),
    ]
    if not all(part.english or part.arabic for part in parts):
        raise UsageError(
            message("one part would be empty"),
            value=f"{english} English, {arabic} Arabic",
            remedy=message("leave something on each part"),
        )
    return [bead], parts


def move(beads: Sequence[Laid], index: int, which: str) -> tuple[list[Laid], list[Laid]]:
    """Hand the first sentence of a side to the passage before, or the last one to the next."""
    if which not in MOVES:
        raise UsageError("not a move", value=which, remedy=f"one of {', '.join(MOVES)}")
    end, side = which.split("-")
    other = index - 1 if end == "first" else index + 1
    if not 0 <= other < len(beads):
        raise UsageError(message("there is no neighbour"), value=which, remedy=message("divide the passage instead"))
    giver, taker = beads[index], beads[other]
    numbers: tuple[int, ...] = getattr(giver, side)
    if not numbers:
        raise UsageError(message("there is no sentence to move"), value=side, remedy=message("choose the other side"))
    held: tuple[int, ...] = getattr(taker, side)
    kept, given = (numbers[1:], held + numbers[:1]) if end == "first" else (numbers[:-1], numbers[-1:] + held)
    giver_after = replace(giver, **{side: kept}, bead=None, fixed=True)
    taker_after = replace(taker, **{side: given}, bead=None, fixed=True)
    pairs = (
        [(taker, taker_after), (giver, giver_after)] if end == "first" else [(giver, giver_after), (taker, taker_after)]
    )
    return [before for before, _ in pairs], _whole([after for _, after in pairs if after.english or after.arabic])


def _whole(beads: list[Laid]) -> list[Laid]:
    """The beads, if on each side their sentences follow each other in the text.

    Raises:
        UsageError: they do not; the texts have another order there.
    """
    for bead in beads:
        for numbers in (bead.english, bead.arabic):
            if numbers and numbers != tuple(range(numbers[0], numbers[0] + len(numbers))):
                raise UsageError(
                    message("these sentences do not follow each other in the text"),
                    value=", ".join(str(number + 1) for number in numbers),
                    remedy=message("move one sentence at a time"),
                )
    return beads


def to_texts(sides: Sides, beads: Iterable[Laid]) -> list[dict[str, Any]]:
    """Beads as the log keeps them: by the texts of their sentences."""
    english, arabic = sides
    return [
        {
            "english": [place_of(english, number) for number in bead.english],
            "arabic": [place_of(arabic, number) for number in bead.arabic],
        }
        for bead in beads
    ]


def lay(run: Sequence[Laid], events: Iterable[Event], sides: Sides) -> list[Laid]:
    """The beads of a run with a person's put in; a run that already has them keeps its own.

    A bead whose sentences are no more is left out, and what a person's bead leaves over of a run's bead stays
    together as a bead of its own.
    """
    fixed = _fixed(events, sides)
    known = {(bead.english, bead.arabic): bead.bead for bead in run}
    taken = {("english", number) for each in fixed for number in each.english}
    taken |= {("arabic", number) for each in fixed for number in each.arabic}
    left = (
        replace(
            bead,
            english=tuple(number for number in bead.english if ("english", number) not in taken),
            arabic=tuple(number for number in bead.arabic if ("arabic", number) not in taken),
        )
        for bead in run
    )
    kept = [
        bead if bead == whole else replace(bead, bead=None)
        for bead, whole in zip(left, run, strict=True)
        if bead.english or bead.arabic
    ]
    return _in_order(run, [*kept, *(replace(bead, bead=known.get((bead.english, bead.arabic))) for bead in fixed)])


def _fixed(events: Iterable[Event], sides: Sides) -> list[Laid]:
    """What stands of the persons' beads: each later change takes the place of what it touched."""
    fixed: list[Laid] = []
    for event in events:
        after = [bead for bead in (_from_texts(sides, one) for one in event.data["after"]) if bead]
        touched = [bead for bead in (_from_texts(sides, one) for one in event.data["before"]) if bead]
        fixed = [bead for bead in fixed if not any(meet(bead, other) for other in [*after, *touched])] + after
    return fixed


def _from_texts(sides: Sides, texts: dict[str, Any]) -> Laid | None:
    numbers = [
        [find_sentence(sentences, (place[0], place[1])) for place in texts[side]]
        for side, sentences in zip(("english", "arabic"), sides, strict=True)
    ]
    english, arabic = ([number for number in side if number is not None] for side in numbers)
    if len(english) + len(arabic) < sum(map(len, numbers)):
        return None
    return Laid(english=tuple(english), arabic=tuple(arabic), fixed=True)


def meet(first: Laid, second: Laid) -> bool:
    """Whether two beads share a sentence."""
    return bool({*first.english} & {*second.english} or {*first.arabic} & {*second.arabic})


def _in_order(run: Sequence[Laid], beads: list[Laid]) -> list[Laid]:
    """Reading order: that of the English; Arabic alone behind the Arabic before it, and where the run had it."""
    place: dict[tuple[str, int], int] = {}
    for index, bead in enumerate(run):
        place |= {("english", number): index for number in bead.english}
        place |= {("arabic", number): index for number in bead.arabic}
    ordered = sorted((bead for bead in beads if bead.english), key=lambda bead: bead.english)
    for bead in sorted((bead for bead in beads if not bead.english), key=lambda bead: bead.arabic):
        here = place["arabic", bead.arabic[0]]
        index = max((index + 1 for index, other in enumerate(ordered) if () < other.arabic < bead.arabic), default=0)
        while index < len(ordered) and not ordered[index].arabic and place["english", ordered[index].english[0]] < here:
            index += 1
        ordered.insert(index, bead)
    return ordered
