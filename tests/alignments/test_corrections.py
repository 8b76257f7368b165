"""A person's beads: written, read, found again on texts that changed, and respected."""

import json

import pytest

from alignments.corrections import (
    Correction,
    bead_texts,
    fit_beads,
    read_corrections,
    scan_corrections,
    write_corrections,
)
from alignments.encoders import load_encoder
from alignments.sentences import align_sentences
from alignments.texts import align_texts
from corpus.documents import Sentence
from corpus.problems import DocumentError, Problem, UsageError

ARABIC = [
    "اجتمع مجلس المدينة يوم الثلاثاء.",
    "يعاني المزارعون من قلة الأمطار هذا العام.",
    "افتتحت المدرسة الجديدة أبوابها أمام 400 طالب.",
    "وفي المساء غنى الأطفال في الساحة.",
]
ENGLISH = [
    "The city council met on Tuesday.",
    "Farmers are suffering from a lack of rain this year.",
    "The new school opened its doors to 400 students.",
    "In the evening the children sang in the square.",
]
BEADS = (((0, 1), (0, 1)), ((2,), ()))


def correction(beads=BEADS, *, texts=True, translation="t"):
    remembered = bead_texts(beads, ARABIC, ENGLISH) if texts else ()
    return Correction(
        translation=translation, original="o", beads=beads, texts=remembered, by="Huda", at="2026-01-02T03:04:05Z"
    )


def drawn(alignment):
    return [(bead.arabic, bead.english) for bead in alignment.beads]


def test_what_is_written_is_read_and_equal_corrections_give_equal_bytes(tmp_path):
    paths = tmp_path / "new" / "a.jsonl", tmp_path / "b.jsonl"
    both = [correction(), correction(translation="s")]
    write_corrections(paths[0], both)
    write_corrections(paths[1], both[::-1])
    assert paths[0].read_bytes() == paths[1].read_bytes()
    assert read_corrections(paths[0]) == {("t", "o"): both[0], ("s", "o"): both[1]}
    assert "المدينة" in paths[0].read_text(encoding="utf-8")


def test_odd_characters_come_back(tmp_path):
    odd = Correction(translation="t", original="o", beads=BEADS[1:], texts=(("a\u2028b\ud800\x85", ""),), by="", at="")
    write_corrections(tmp_path / "c", [odd])
    assert read_corrections(tmp_path / "c")["t", "o"] == odd


def test_no_file_is_no_correction(tmp_path):
    assert read_corrections(tmp_path / "absent") == {}


@pytest.mark.parametrize(
    "line",
    [
        "nonsense",
        "[]",
        '{"translation": "t"}',
        json.dumps({"translation": 1, "original": "o", "by": "", "at": "", "beads": []}),
        json.dumps({"translation": "t", "original": "o", "by": "", "at": "", "beads": [[[0, 2], [0]]]}),
        json.dumps({"translation": "t", "original": "o", "by": "", "at": "", "beads": [[[-1], [0]]]}),
        json.dumps({"translation": "t", "original": "o", "by": "", "at": "", "beads": [[[], []]]}),
        json.dumps({"translation": "t", "original": "o", "by": "", "at": "", "beads": [[[0], [0]]], "texts": [["a"]]}),
    ],
)
def test_a_bad_line_is_a_problem_and_costs_no_other(tmp_path, line):
    write_corrections(tmp_path / "c.jsonl", [correction()])
    with (tmp_path / "c.jsonl").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    good, bad = scan_corrections(tmp_path / "c.jsonl")
    assert good == correction()
    assert isinstance(bad, Problem)
    assert "line 2" in bad.what
    with pytest.raises(DocumentError, match="line 2"):
        read_corrections(tmp_path / "c.jsonl")


def test_beads_fit_the_sentences_they_were_drawn_on():
    found = fit_beads(correction(), ARABIC, ENGLISH)
    assert (found.beads, found.lost) == (BEADS, 0)


def test_beads_move_with_their_text():
    found = fit_beads(correction(), ["عنوان", *ARABIC], ["A lead.", "And more.", *ENGLISH])
    assert (found.beads, found.lost) == ((((1, 2), (2, 3)), ((3,), ())), 0)


def test_beads_hold_where_sentences_are_split_otherwise():
    split = ["The city council", "met on Tuesday.", *ENGLISH[1:]]
    found = fit_beads(correction(), ["".join(ARABIC[:1]) + " " + ARABIC[1], *ARABIC[2:]], split)
    assert (found.beads, found.lost) == ((((0,), (0, 1, 2)), ((1,), ())), 0)


def test_a_changed_text_loses_its_bead_alone():
    found = fit_beads(correction(), ARABIC, ["The council met on Monday.", *ENGLISH[1:]])
    assert (found.beads, found.lost) == ((((2,), ()),), 1)


REVISED = ["The town council met on Tuesday.", *ENGLISH[1:]]


@pytest.mark.parametrize(
    ("beads", "expected"),
    [
        ((((1,), (1,)),), (((1,), (1,)),)),  # both sides stand in the revised text
        ((((0,), (0,)),), ()),  # its English was changed
        ((((2,), ()), ((), (3,))), ()),  # what was alone may have its counterpart now
        ((((2, 3), (2, 3)), ((1,), (1,))), (((1,), (1,)), ((2, 3), (2, 3)))),
    ],
)
def test_beads_carry_to_a_revised_translation_where_their_texts_stand(beads, expected):
    found = fit_beads(None, ARABIC, REVISED, earlier=[correction(beads)])
    assert (found.beads, found.lost) == (expected, 0)


def test_a_bead_drawn_on_the_text_itself_goes_before_an_earlier_one():
    found = fit_beads(correction((((1, 2), (1, 2)),)), ARABIC, ENGLISH, earlier=[correction((((1,), (1,)),))])
    assert (found.beads, found.lost) == ((((1, 2), (1, 2)),), 0)


def test_numbers_without_texts_do_not_carry():
    assert fit_beads(None, ARABIC, REVISED, earlier=[correction(texts=False)]).beads == ()


def test_numbers_without_texts_hold_where_there_are_such():
    found = fit_beads(correction(texts=False), ARABIC[:2], ENGLISH)
    assert (found.beads, found.lost) == ((BEADS[0],), 1)


def test_beads_that_overlap_or_cross_are_lost():
    beads = (((1,), (1,)), ((1, 2), (2,)), ((0,), (2,)), ((2,), (2,)))
    found = fit_beads(correction(beads), ARABIC, ENGLISH)
    assert (found.beads, found.lost) == ((((1,), (1,)), ((2,), (2,))), 2)


@pytest.mark.parametrize(
    ("fixed", "expected"),
    [
        ((((0, 1), (0, 1)),), [((0, 1), (0, 1)), ((2,), (2,)), ((3,), (3,))]),
        ((((2,), ()),), [((0,), (0,)), ((1,), (1,)), ((2,), ()), ((), (2,)), ((3,), (3,))]),
        ((((3,), (3,)), ((0,), (0,))), [((0,), (0,)), ((1,), (1,)), ((2,), (2,)), ((3,), (3,))]),
        ((((0, 1, 2, 3), (0, 1, 2, 3)),), [((0, 1, 2, 3), (0, 1, 2, 3))]),
        ((((0,), (3,)),), [((), (0,)), ((), (1,)), ((), (2,)), ((0,), (3,)), ((1,), ()), ((2,), ()), ((3,), ())]),
    ],
)
def test_fixed_beads_are_kept_and_the_rest_is_aligned(fixed, expected):
    alignment = align_sentences(ARABIC, ENGLISH, encoder=load_encoder(), fixed=fixed)
    assert sorted(drawn(alignment)) == sorted(expected)
    sure = {(bead.arabic, bead.english): bead.confidence for bead in alignment.beads}
    assert all(sure[bead] == 1 for bead in fixed)


@pytest.mark.parametrize(
    "fixed",
    [[((4,), (0,))], [((0,), (-1,))], [((0, 2), (0,))], [((0,), (0,)), ((0,), (1,))], [((0,), (1,)), ((1,), (0,))]],
)
def test_fixed_beads_that_do_not_fit_are_refused(fixed):
    with pytest.raises(UsageError, match="do not fit"):
        align_sentences(ARABIC, ENGLISH, encoder=load_encoder(), fixed=fixed)


def test_a_title_that_a_person_put_in_a_bead_stays_in_it():
    sides = [
        [Sentence(text=text, start=0, end=1, kind=kind) for text, kind in zip(texts, kinds, strict=True)]
        for texts, kinds in ((ARABIC, ["title", "body", "body", "body"]), (ENGLISH, ["body"] * 4))
    ]
    encoder = load_encoder()
    without = drawn(align_texts(*sides, encoder=encoder))
    kept = drawn(align_texts(*sides, encoder=encoder, fixed=[((0,), (0,))]))
    assert not any(0 in bead[0] for bead in without)
    assert kept[0] == ((0,), (0,))
