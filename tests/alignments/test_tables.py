"""Decisions and beads as tables, and back."""

from alignments.beads import Alignment, Bead
from alignments.pairing.pairs import Pair
from alignments.tables import BEADS, PAIRS, beads_frame, load_beads, pairs_frame

ALIGNMENT = Alignment(
    beads=(
        Bead(arabic=(0,), english=(0, 1), similarity=0.5, confidence=0.9),
        Bead(arabic=(), english=(2,), similarity=0.0, confidence=0.7),
    ),
    signature="s",
)


def test_beads_come_back():
    frame = beads_frame(ALIGNMENT, translation="t", original="o")
    assert frame.schema == BEADS
    assert load_beads(frame, translation="t", original="o") == ALIGNMENT
    assert load_beads(frame, translation="t", original="x").beads == ()


def test_pairs_become_rows():
    pair = Pair(translation="t", original=None, confidence=0.9, reasons=("a", "b"), runner_up=None, signature="s")
    frame = pairs_frame([pair])
    assert frame.schema == PAIRS
    assert frame.row(0) == ("t", None, 0.9, ["a", "b"], None, "s")
    assert pairs_frame([]).schema == PAIRS
