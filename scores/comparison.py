"""A published translation beside machine translations of the same original.

The published one is a machine's reference, so it can have no score itself; it is compared with a machine by
what was found wrong with either. Machines are compared with each other against the published one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignments.beads import Bead
from scores.blocks import Block, common_blocks, count_covered, is_whole, rendered
from scores.contests import Contest, compare_penalties, compare_statistics, correct, refuse_penalties
from scores.corpora import PUBLISHED, Counts, count_document
from scores.metrics.scoring import (
    DEFAULT,
    Score,
    Statistics,
    measure_segments,
    penalty_statistics,
    score_beads,
    whole_score,
)

BEAD_METRIC = "chrF++"  # the one that means something for so little text


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A translation: the name of who made it, its sentences, its alignment, its MQM penalty and its words."""

    name: str
    sentences: Sequence[str]
    beads: Sequence[Bead]
    penalty: float
    words: int


def compare(published: Candidate, machines: Sequence[Candidate]) -> tuple[list[Score], list[Contest], list[Counts]]:
    """Scores of every machine against the published translation, the contests of all with all, and what all counts.

    Every machine is cut into the same segments, so that their scores can be compared. One that covers only a part of
    the original has scores for that part alone, is in no contest, and does not count for the corpus.
    """
    whole = [machine for machine in machines if is_whole(published.beads, machine.beads)]
    blocks = common_blocks(published.beads, *(machine.beads for machine in whole))
    lines = [_segments(candidate, blocks, side) for side, candidate in enumerate((published, *whole))]
    measured = {
        machine.name: measure_segments(lines[side], [lines[0]], metrics=DEFAULT)
        for side, machine in enumerate(whole, 1)
    }
    scores, contests = [], []
    for machine in machines:
        if machine.name in measured:
            scores += _scores(machine.name, measured[machine.name], _beads(published, blocks))
            contests.append(compare_penalties((PUBLISHED, published.penalty), (machine.name, machine.penalty)))
        else:
            part, of = count_covered(published.beads, machine.beads)
            scores += _score_part(published, machine, f"covers:{part} of {of}")
            contests.append(refuse_penalties(PUBLISHED, machine.name, f"{part} of {of}"))
    found = {
        each.name: [penalty_statistics(each.penalty, each.words, signature="findings|mqm per 1000 words")]
        for each in (published, *whole)
    }
    return scores, [*contests, *_between(measured)], count_document(measured) + count_document(found)


def find_parts(published: Candidate, machines: Sequence[Candidate]) -> dict[str, str]:
    """Machines that cover only a part of the original, and how much of it: "3 of 20"."""
    parts = [machine for machine in machines if not is_whole(published.beads, machine.beads)]
    return {machine.name: "{} of {}".format(*count_covered(published.beads, machine.beads)) for machine in parts}


def _score_part(published: Candidate, machine: Candidate, said: str) -> list[Score]:
    """The scores of the blocks that both render, with what they are of in their signatures."""
    both = rendered(published.beads) & rendered(machine.beads)
    blocks = [block for block in common_blocks(published.beads, machine.beads) if both & {*block.arabic}]
    if not blocks:
        return []
    reference, lines = (_segments(candidate, blocks, side) for side, candidate in enumerate((published, machine)))
    scores = _scores(machine.name, measure_segments(lines, [reference], metrics=DEFAULT), _beads(published, blocks))
    return [replace(score, signature=f"{score.signature}|{said}") for score in scores]


def _beads(published: Candidate, blocks: Sequence[Block]) -> list[int]:
    """The number of the published translation's bead that each block begins with."""
    numbers = {number: place for place, bead in enumerate(published.beads) for number in bead.arabic}
    return [numbers[block.arabic[0]] for block in blocks]


def _segments(candidate: Candidate, blocks: Sequence[Block], side: int) -> list[str]:
    return [" ".join(candidate.sentences[number] for number in block.sides[side]) for block in blocks]


def _scores(name: str, statistics: Sequence[Statistics], beads: Sequence[int]) -> list[Score]:
    """The scores of a machine's document, then of each block under the number of the bead that it begins with."""
    whole = [whole_score(each) for each in statistics]
    parts = [score for each in statistics if each.metric == BEAD_METRIC for score in score_beads(each)]
    found = [*whole, *(replace(score, bead=beads[score.bead or 0]) for score in parts)]
    return [replace(score, candidate=name, reference=PUBLISHED) for score in found]


def _between(measured: dict[str, list[Statistics]]) -> list[Contest]:
    """Every machine against every other one by the metric of the beads."""
    chosen = [
        (name, next(each for each in statistics if each.metric == BEAD_METRIC)) for name, statistics in measured.items()
    ]
    return correct([compare_statistics(one, two) for place, one in enumerate(chosen) for two in chosen[place + 1 :]])
