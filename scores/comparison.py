"""A published translation beside machine translations of the same original.

The published one is a machine's reference, so it can have no score itself; it is compared with a machine by
what was found wrong with either. Machines are compared with each other against the published one.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from alignments.beads import Bead
from scores.blocks import Block, common_blocks
from scores.contests import Contest, compare_penalties, compare_statistics, correct
from scores.corpora import PUBLISHED, Counts, count_document
from scores.metrics import DEFAULT, Score, Statistics, measure_segments, penalty_statistics, score_beads, whole_score

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

    Every machine is cut into the same segments, so that their scores can be compared.
    """
    blocks = common_blocks(published.beads, *(machine.beads for machine in machines))
    lines = [_segments(candidate, blocks, side) for side, candidate in enumerate((published, *machines))]
    measured = {
        machine.name: measure_segments(lines[side], [lines[0]], metrics=DEFAULT)
        for side, machine in enumerate(machines, 1)
    }
    numbers = {number: place for place, bead in enumerate(published.beads) for number in bead.arabic}
    scores = [
        replace(score, candidate=name, reference=PUBLISHED)
        for name, statistics in measured.items()
        for score in _scores(statistics, [numbers[block.arabic[0]] for block in blocks])
    ]
    contests = [
        compare_penalties((PUBLISHED, published.penalty), (machine.name, machine.penalty)) for machine in machines
    ]
    found = {
        each.name: [penalty_statistics(each.penalty, each.words, signature="findings|mqm per 1000 words")]
        for each in (published, *machines)
    }
    return scores, [*contests, *_between(measured)], count_document(measured) + count_document(found)


def _segments(candidate: Candidate, blocks: Sequence[Block], side: int) -> list[str]:
    return [" ".join(candidate.sentences[number] for number in block.sides[side]) for block in blocks]


def _scores(statistics: Sequence[Statistics], beads: Sequence[int]) -> list[Score]:
    """The scores of the document, then of each block under the number of the bead that it begins with."""
    whole = [whole_score(each) for each in statistics]
    parts = [score for each in statistics if each.metric == BEAD_METRIC for score in score_beads(each)]
    return [*whole, *(replace(score, bead=beads[score.bead or 0]) for score in parts)]


def _between(measured: dict[str, list[Statistics]]) -> list[Contest]:
    """Every machine against every other one by the metric of the beads."""
    chosen = [
        (name, next(each for each in statistics if each.metric == BEAD_METRIC)) for name, statistics in measured.items()
    ]
    return correct([compare_statistics(one, two) for place, one in enumerate(chosen) for two in chosen[place + 1 :]])
