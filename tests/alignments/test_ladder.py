"""The ladder format of vecalign, written and read."""

import pytest

from alignments.beads import Bead
from alignments.ladder import read_ladder, write_ladder
from corpus.problems import UsageError

BEADS = [
    Bead(arabic=(0,), english=(0, 1), similarity=0.0, confidence=0.844),
    Bead(arabic=(), english=(2,), similarity=0.0, confidence=1.0),
]


def test_what_is_written_is_read():
    text = write_ladder(BEADS)
    assert text == "[0]:[0, 1]:0.156000\n[]:[2]:0.000000\n"
    assert [(bead.arabic, bead.english) for bead in read_ladder(text)] == [((0,), (0, 1)), ((), (2,))]
    assert read_ladder(text)[0].confidence == pytest.approx(0.844)


def test_gold_has_no_cost():
    assert read_ladder("[0]:[0]\n\n")[0].confidence == 1.0


@pytest.mark.parametrize("line", ["nonsense", "[0]", "[1,,2]:[0]", "[0]:[0]:1.2.3", "[a]:[0]:0.1"])
def test_a_bad_line_is_named(line):
    with pytest.raises(UsageError, match="line 2"):
        read_ladder(f"[0]:[0]\n{line}\n")
