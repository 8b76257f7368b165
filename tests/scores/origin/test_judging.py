from __future__ import annotations

import gzip
import json
import math
import subprocess
import sys
from importlib.resources import files
from pathlib import Path

import numpy as np
import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.problems import DocumentError
from scores.origin.copying import find_copying, shared_runs
from scores.origin.judging import BESIDE, decide, judge_origin, lengthen
from scores.origin.literalness import FEATURES, LONGEST, count_surface, measure_beads
from scores.origin.measures import ENGLISH
from scores.origin.patterns import build_of, count_patterns
from scores.tables import ORIGINS, origins_frame

SHARED = Path(__file__).parents[3].parent / "shared" / "data"
needs_data = pytest.mark.skipif(not SHARED.is_dir(), reason="the shared development data is not here")

ARABIC = [
    "وصل وزير الري صباح أمس إلى المدينة القديمة، والتقى عدداً من المزارعين الذين اشتكوا من نقص المياه.",
    "وقال الوزير إن الحكومة ستحفر ثلاث آبار جديدة قبل نهاية الصيف، وإن العمل سيبدأ في الأسبوع المقبل.",
    "ورأى المزارعون أن الوعود كثيرة وأن الماء قليل، لكنهم رحبوا بالزيارة التي انتظروها طويلاً.",
    "وفي المساء عاد الوفد إلى العاصمة بعد أن زار السد الذي تضرر في الشتاء الماضي.",
]
LITERAL = [
    "The minister of irrigation arrived yesterday morning to the old city, and met farmers who complained.",
    "And the minister said that the government will dig three new wells before the end of the summer, and will begin.",
    "And the farmers saw that the promises are many and that the water is little, but they liked the visit which came.",
    "And in the evening the delegation returned to the capital after it visited the dam which was damaged in winter.",
]
FREE = [
    "Farmers short of water had their say yesterday when the irrigation minister turned up in the old town.",
    "His promise: three fresh wells by summer's end, with drilling due to start within days.",
    "Pledges come cheap and water doesn't, some grumbled, though nobody was sorry to see a visitor so long overdue.",
    "A stop at the dam, cracked since winter, rounded off the trip; by nightfall his party was back in the capital.",
]


def _name(row: str) -> int:
    return FEATURES.index(row)


def test_word_for_word_english_is_likelier_a_machines() -> None:
    literal, free = (judge_origin(english * 3, arabic=ARABIC * 3) for english in (LITERAL, FREE))
    assert literal.machine_probability > 0.7
    assert free.machine_probability < 0.3
    assert literal.origin in {"machine", "unknown"}
    assert free.origin in {"human", "unknown"}


def test_the_evidence_is_said_in_words_with_what_people_and_machines_do() -> None:
    found = judge_origin(LITERAL * 3, arabic=ARABIC * 3)
    assert found.evidence
    assert any("people" in line and "machines" in line for line in found.evidence)
    assert not any("{" in line or "nan" in line for line in found.evidence)


def test_a_sentence_is_too_little_to_judge() -> None:
    found = judge_origin(["The dam was damaged last winter."], arabic=["تضرر السد في الشتاء الماضي."])
    assert found.origin == "unknown"
    *reasons, undecided = found.evidence
    assert all(reason.startswith(("For a person: ", "For a machine: ")) for reason in reasons)
    assert "decides nothing" in undecided
    said = undecided.rpartition(" ")[2].rstrip("%.")
    assert float(said) == pytest.approx(100 * found.machine_probability, abs=0.06)
    assert "a text of 6 words" in undecided


def test_without_the_arabic_it_judges_less_and_says_so() -> None:
    found = judge_origin(LITERAL)
    assert "english_only" in found.signature
    assert found.evidence[-1] == "The Arabic was not at hand, so only the English could be looked at."


def test_a_copy_of_a_machines_version_is_a_machines() -> None:
    edited = [LITERAL[0], LITERAL[1], LITERAL[2].replace("the visit which came", "their coming"), LITERAL[3]]
    found = judge_origin(edited, arabic=ARABIC, machines={"other": FREE, "engine": LITERAL})
    assert found.origin == "machine"
    assert "the version of engine" in found.evidence[0]
    assert found.signature.endswith("|machines:engine+other")


def test_beside_a_machine_version_the_difference_counts() -> None:
    """The Arabic weighs the same on both sides: what is freer than a machine is a person's, what is like it is not."""
    versions = {"engine": LITERAL * 3}
    free = judge_origin(FREE * 3, arabic=ARABIC * 3, machines=versions)
    like = judge_origin(
        [line.replace("And ", "").replace("the city", "the town") for line in LITERAL] * 3,
        arabic=ARABIC * 3,
        machines={"engine": [line.replace("which", "that") for line in LITERAL] * 3},
    )
    assert free.origin == "human"
    assert free.machine_probability < 0.2 < like.machine_probability
    assert "the machine version of the same Arabic (engine)" in free.evidence[0]
    assert f"|{BESIDE}|machines:engine" in free.signature


@pytest.mark.parametrize("lines", [[], [""], LITERAL[:2]])
def test_a_version_of_a_part_is_not_compared_with(lines: list[str]) -> None:
    found = judge_origin(FREE, arabic=ARABIC, machines={"engine": lines})
    assert found.machine_probability == judge_origin(FREE, arabic=ARABIC).machine_probability
    assert "with_arabic" in found.signature


@pytest.mark.parametrize(
    ("words", "other", "share"),
    [
        ("a b c d e f", "a b c d e f", 1.0),
        ("a b c d e", "a b c d e", 0.0),  # too short for a run
        ("x a b c d e f y", "z a b c d e f", 0.75),
        ("", "a b c", 0.0),
    ],
)
def test_shared_runs_counts_words_in_long_runs_only(words: str, other: str, share: float) -> None:
    assert shared_runs(words.split(), other.split()) == share


def test_short_texts_are_not_looked_at_for_copying() -> None:
    assert find_copying(["The cat sat on the mat today."], {"engine": ["The cat sat on the mat today."]}) is None


def test_given_beads_are_used_and_empty_sides_left_out() -> None:
    beads = [Bead(arabic=(i,), english=(i,), similarity=0.7, confidence=0.9) for i in range(3)]
    beads += [Bead(arabic=(3,), english=(), similarity=0.0, confidence=0.9)]
    found = judge_origin(LITERAL[:3], arabic=ARABIC, beads=beads)
    assert found == judge_origin(LITERAL[:3], arabic=ARABIC[:3], beads=beads[:3])


@pytest.mark.parametrize("english", [[], [""], ["1994", "..."], ["\N{ARABIC LETTER BEH}"[:0]]])
def test_no_english_is_refused(english: list[str]) -> None:
    with pytest.raises(DocumentError, match="no English to judge"):
        judge_origin(english, arabic=ARABIC)


@pytest.mark.parametrize(
    "text",
    ["." * 300_000, "a" * 300_000, "a-" * 150_000, "the " * 100_000, "\N{ARABIC LETTER BEH} " * 50_000, "\ud800 a"],
)
def test_strange_texts_are_judged_in_bounded_time(text: str) -> None:
    bead = Bead(arabic=(0,), english=(0,), similarity=0.0, confidence=0.0)
    assert 0 <= judge_origin([text + LITERAL[0]], arabic=[text], beads=[bead]).machine_probability <= 1


@pytest.mark.parametrize(
    ("probability", "words", "origin"),
    [
        (0.93, 20, "unknown"),
        (0.96, 20, "machine"),
        (0.93, 200, "machine"),
        (0.9, 200, "machine"),
        (0.5, 9_000, "unknown"),
        (0.09, 200, "human"),
        (0.09, 99, "unknown"),
        (0.05, 99, "human"),
    ],
)
def test_short_texts_must_be_surer(probability: float, words: int, origin: str) -> None:
    steps = [{"words": 0, "sure": 0.95}, {"words": 100, "sure": 0.9}]
    assert decide(probability, words, steps) == origin


@pytest.mark.parametrize(
    ("words", "times"), [(400, 1), (400 * math.e, 1.5), (1_000, 1 + 0.5 * math.log(2.5)), (400 / math.e, 0.5)]
)
def test_the_same_signs_say_more_of_a_longer_text(words: float, times: float) -> None:
    assert lengthen(words, 0.5) == pytest.approx(min(times, lengthen(1_000, 0.5)))
    assert lengthen(words, 0) == 1


def test_no_text_is_longer_or_shorter_than_those_that_were_measured() -> None:
    assert lengthen(50_000, 0.5) == lengthen(1_000, 0.5)
    assert 0 < lengthen(3, 0.5) == lengthen(60, 0.5)


@pytest.mark.parametrize(
    ("arabic", "count"),
    [
        ("ذهب الوزير والوفد إلى المدينة", 3),
        ("لا إله إلا الله", 1),
        ("إليه وإليها الى اليهم وإلى ألف ألمانيا", 0),
        ("اليوم في اليمن واليونان للمرة الأولى", 5),
    ],
)
def test_the_article_is_counted_and_what_only_looks_like_it_is_not(arabic: str, count: int) -> None:
    assert count_surface(arabic, "words").arabic_articles == count


def test_literal_english_is_measured_as_literal() -> None:
    rows = measure_beads([*zip(ARABIC, LITERAL, strict=True), *zip(ARABIC, FREE, strict=True)], encoder=load_encoder())
    literal, free = np.nanmean(rows[:4], axis=0), np.nanmean(rows[4:], axis=0)
    for name in ("similarity", "english_answered", "articles"):
        assert literal[_name(name)] > free[_name(name)], name
    for name in ("english_free", "drift"):
        assert literal[_name(name)] < free[_name(name)], name
    # what the Arabic is like does not depend on the English
    assert literal[_name("dictionary")] == free[_name("dictionary")]


def test_what_cannot_be_measured_is_not_a_number() -> None:
    [row] = measure_beads([("نعم", "Yes.")], encoder=load_encoder())
    assert np.isnan(row[_name("drift")])
    assert not np.isnan(row[_name("similarity")])
    assert measure_beads([], encoder=load_encoder()).shape == (0, len(FEATURES))
    assert LONGEST < 10_000


@pytest.mark.parametrize(
    ("text", "build"),
    [
        ("The famous Committee of Ministers approved 12 proposals.", "<s> the ~s X of X ~ed 0 ~s ."),
        ("She didn\N{RIGHT SINGLE QUOTATION MARK}t go, quickly.", "<s> she didn't x , ~ly ."),
        ("", "<s>"),
        ("«Home»", '<s> " X "'),
    ],
)
def test_the_build_of_a_sentence_keeps_no_subject(text: str, build: str) -> None:
    assert " ".join(build_of(text)) == build


def test_patterns_are_runs_of_one_to_three() -> None:
    assert count_patterns("It is so.").total() == 5 + 4 + 3


def test_the_shipped_model_is_whole() -> None:
    model = json.loads(files("scores").joinpath("data", "origin.json").read_text(encoding="utf-8"))
    evidence = json.loads(files("scores").joinpath("data", "origin_evidence.json").read_text(encoding="utf-8"))
    for part in model["models"].values():
        size = len(part["features"])
        assert {*part["features"]} <= {*ENGLISH, *FEATURES}
        assert [len(part[key]) for key in ("mean", "deviation", "weights", "human", "machine")] == [size] * 5
    for steps in model["decide"].values():
        assert steps[0]["words"] == 0
        assert all(0.5 < step["sure"] < 1 for step in steps)
    part = model["models"]["with_arabic"]
    sides = dict(zip(part["features"], zip(part["weights"], part["human"], part["machine"], strict=True), strict=True))
    for name in evidence:  # a reason is only told where the weight points the way in which machines differ
        weight, human, machine = sides[name]
        assert weight * (machine - human) > 0, name


def test_origins_become_rows() -> None:
    frame = origins_frame({"a": judge_origin(LITERAL), "b": judge_origin(FREE)})
    assert frame.schema == ORIGINS
    assert frame["translation"].to_list() == ["a", "b"]


def test_the_judgement_is_the_same_in_any_process() -> None:
    code = (
        "import sys, json; from scores.origin.judging import judge_origin;"
        "e, a = json.load(sys.stdin); print(repr(judge_origin(e, arabic=a)))"
    )
    made = subprocess.run(  # noqa: S603 - our own interpreter
        [sys.executable, "-c", code],
        input=json.dumps([LITERAL, ARABIC]),
        env={"PYTHONHASHSEED": "1234", "PYTHONPATH": str(Path(__file__).parents[3])},
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    assert made == repr(judge_origin(LITERAL, arabic=ARABIC)) + "\n"


@needs_data
def test_a_human_translator_and_a_machine_of_the_same_arabic_are_told_apart() -> None:
    """These two documents were trained on: this keeps the way through the code honest, not the figures."""
    with gzip.open(SHARED / "gold-alignments.jsonl.gz", "rt", encoding="utf-8") as lines:
        for row in map(json.loads, lines):
            arabic = row["ar"][:40]
            beads = [
                Bead(arabic=tuple(a), english=tuple(e), similarity=0.7, confidence=0.9)
                for a, e in row["gold"]
                if a and e and max(a) < len(arabic)
            ]
            human = judge_origin(row["en_human"], arabic=arabic, beads=beads)
            machine = judge_origin(row["en_machine_per_ar_line"][:40], arabic=arabic)
            assert human.machine_probability < machine.machine_probability
            assert human.origin == "human"
            assert machine.origin in {"machine", "unknown"}
