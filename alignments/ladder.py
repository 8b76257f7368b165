"""The ladder: alignments as vecalign (Thompson & Koehn 2019) writes and scores them, one bead a line.

``[0, 1]:[0]:0.156``: the sentence numbers of the first text (here the Arabic), of the second, and a cost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from alignments.beads import Bead
from corpus.problems import UsageError

_LINE = re.compile(r"\[([0-9, ]*)\]:\[([0-9, ]*)\](?::([0-9.]{1,20}))?")


def write_ladder(beads: Iterable[Bead]) -> str:
    r"""One line a bead; the cost is 1 less the bead's confidence, so 0 is sure.

    >>> write_ladder([Bead(arabic=(0, 1), english=(0,), similarity=0.7, confidence=0.75)])
    '[0, 1]:[0]:0.250000\n'
    """
    return "".join(f"{list(bead.arabic)}:{list(bead.english)}:{1 - bead.confidence:.6f}\n" for bead in beads)


def read_ladder(text: str) -> list[Bead]:
    """The beads of a ladder; the cost may be missing (gold has none) and then counts as 0.

    A ladder knows no similarity: it is 0. Raises UsageError for a line that is no bead.
    """
    beads = []
    for number, line in enumerate(text.splitlines(), start=1):
        if not line.strip():
            continue
        match = _LINE.fullmatch(line.strip())
        try:
            if match is None:
                raise ValueError  # noqa: TRY301 (both kinds of bad line get one message)
            cost = min(max(float(match[3] or 0), 0.0), 1.0)
            bead = Bead(arabic=_numbers(match[1]), english=_numbers(match[2]), similarity=0.0, confidence=1 - cost)
        except ValueError:
            remedy = "write one bead a line, as in [0, 1]:[0]:0.25"
            raise UsageError(f"line {number} is no bead of a ladder", value=repr(line[:60]), remedy=remedy) from None
        beads.append(bead)
    return beads


def _numbers(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split(",")) if text.strip() else ()
