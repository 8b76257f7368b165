"""Words that the English gives to the other of two persons; a line is put in, since few texts name two full names."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from scores.planting.fault import Fault, Text, insert_line, load_faults


def swap_speakers(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One line more on either side, in which two persons have changed places in the spoilt English."""
    frames = load_faults()["speakers"]
    arabic, english = rng.choice(frames["lines"])
    one, other = rng.sample(frames["names"], 2)
    return insert_line(
        text,
        rng.randrange(len(text.english) + 1),
        arabic.format(a=one[0], b=other[0]),
        right=english.format(a=one[1], b=other[1]),
        wrong=english.format(a=other[1], b=one[1]),
    )
