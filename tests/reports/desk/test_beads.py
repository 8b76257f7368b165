import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.documents import Sentence
from corpus.problems import UsageError
from reports.desk.beads import MOVES, Laid, lay, merge, move, split, to_texts
from reports.desk.events import Event


def side(letter: str, count: int) -> tuple[Sentence, ...]:
    return tuple(Sentence(text=f"{letter}{n}", start=n * 10, end=n * 10 + 2) for n in range(count))


RUN = [
    Laid(english=(0,), arabic=(0,), bead=0),
    Laid(english=(1, 2), arabic=(1,), bead=1),
    Laid(english=(), arabic=(2, 3), bead=2),
    Laid(english=(3,), arabic=(), bead=3),
    Laid(english=(4,), arabic=(4, 5), bead=4),
]
SIDES = side("e", 5), side("a", 6)


def event(number: int, change: tuple[list[Laid], list[Laid]]) -> Event:
    before, after = (to_texts(SIDES, beads) for beads in change)
    data = {"before": before, "after": after}
    return Event(id=number, at="", by="", translation="", subject="beads", kind="", passage="", data=data, undoes=None)


@given(
    st.lists(st.tuples(st.sampled_from(["merge", "split", *MOVES]), st.integers(0, 9), st.integers(0, 2)), max_size=8)
)
def test_every_sentence_stands_in_one_bead_and_in_its_order_whatever_is_done(steps) -> None:
    events: list[Event] = []
    beads = lay(RUN, events, SIDES)
    for number, (what, place, at) in enumerate(steps):
        index = place % len(beads)
        try:
            if what == "merge":
                change = merge(beads, index)
            elif what == "split":
                change = split(beads, index, english=at, arabic=at)
            else:
                change = move(beads, index, what)
        except UsageError:
            continue
        events.append(event(number, change))
        beads = lay(RUN, events, SIDES)
        assert all(
            bead in [(each.english, each.arabic) for each in beads]
            for bead in [(b.english, b.arabic) for b in change[1]]
        )
    assert [number for bead in beads for number in bead.english] == [0, 1, 2, 3, 4]
    assert [number for bead in beads for number in bead.arabic] == [0, 1, 2, 3, 4, 5]


def test_a_run_that_took_the_correction_keeps_its_numbers() -> None:
    change = merge(RUN, 1)
    taken = [RUN[0], Laid(english=(1, 2), arabic=(1, 2, 3), bead=1), RUN[3], RUN[4]]
    beads = lay(taken, [event(1, change)], SIDES)
    assert [bead.bead for bead in beads] == [0, 1, 3, 4]
    assert beads[1].fixed


def test_beads_are_found_by_their_texts_when_sentences_are_counted_otherwise() -> None:
    change = split(RUN, 4, english=1, arabic=1)
    lead = (Sentence(text="lead", start=0, end=4), *SIDES[0])
    moved = [Laid(english=tuple(n + 1 for n in bead.english), arabic=bead.arabic, bead=bead.bead) for bead in RUN]
    beads = lay([Laid(english=(0,), arabic=()), *moved], [event(1, change)], (lead, SIDES[1]))
    assert Laid(english=(5,), arabic=(4,), fixed=True) in beads


def test_sentences_that_do_not_follow_each_other_are_not_joined() -> None:
    crossed = [Laid(english=(2,), arabic=(0,)), Laid(english=(0,), arabic=(1,))]
    with pytest.raises(UsageError, match="do not follow"):
        merge(crossed, 0)
