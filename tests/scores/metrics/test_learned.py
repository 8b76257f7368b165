"""Metrics that are models, asked through a program that stands in for one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from corpus.problems import DocumentError, UsageError
from scores.contests import compare_all
from scores.metrics.scoring import measure_segments, score, score_beads, whole_score

REFERENCE = ["The council met on Tuesday.", "Nobody was hurt.", "Prices rose.", "It rained.", "The school is open."]
HYPOTHESIS = ["The council met Tuesday.", "", "Prices rose.", "Rain fell.", "The school opened."]
SOURCE = ["اجتمع المجلس يوم الثلاثاء.", "لم يصب أحد.", "ارتفعت الأسعار.", "نزل المطر.", "فتحت المدرسة."]
SHARE = """
import json, sys
for line in sys.stdin:
    row = json.loads(line)
    ours, theirs = set(row["hypothesis"].split()), set(row["references"][0].split())
    print(len(ours & theirs) / len(theirs) + (10 if row["source"] else 0))
print("done", file=sys.stderr)
"""


@pytest.fixture
def program(tmp_path: Path):
    def write(code: str) -> str:
        path = tmp_path / "judge it.py"
        path.write_text(code, encoding="utf-8")
        return f"Share={sys.executable} '{path}'"

    return write


def test_a_program_judges_segments_and_its_mean_is_the_score(program) -> None:
    [measured] = measure_segments(HYPOTHESIS, [REFERENCE], metrics=[program(SHARE)])
    beads = [found.value for found in score_beads(measured)]
    assert beads == pytest.approx([0.8, 0, 1, 0, 0.5])
    assert whole_score(measured).value == pytest.approx(sum(beads) / 5)
    assert whole_score(measured, [2, 4]).value == pytest.approx(0.75)
    assert measured.metric == "Share"
    assert measured.signature.startswith("Share|mean of segments|command:")


def test_the_source_goes_with_the_segments(program) -> None:
    [found] = score(HYPOTHESIS, [REFERENCE], metrics=[program(SHARE)])
    [measured] = measure_segments(HYPOTHESIS, [REFERENCE], metrics=[program(SHARE)], source=SOURCE)
    assert whole_score(measured).value == pytest.approx(found.value + 10)
    with pytest.raises(DocumentError, match="5 against 4"):
        measure_segments(HYPOTHESIS, [REFERENCE], metrics=[program(SHARE)], source=SOURCE[:4])


def test_models_stand_beside_the_others_and_in_contests(program) -> None:
    names = ["chrF++", program(SHARE)]
    assert [found.metric for found in score(HYPOTHESIS, [REFERENCE], metrics=names)] == ["chrF++", "Share"]
    longer = {"ours": HYPOTHESIS * 12, "theirs": REFERENCE * 12}
    made = compare_all(longer, references=[REFERENCE * 12], metrics=names)
    assert [(each.by, each.winner) for each in made] == [("chrF++", "theirs"), ("Share", "theirs")]


@pytest.mark.parametrize(
    ("code", "says"),
    [
        ("print(1)", "1 numbers for 5 segments"),
        ("print('1\\n' * 4 + 'nan')", "4 numbers for 5 segments"),
        ("print('a lot')", "answered no number"),
        ("raise SystemExit(3)", "exit code 3"),
    ],
)
def test_a_program_that_does_not_answer_says_what_is_wrong(program, code: str, says: str) -> None:
    with pytest.raises(DocumentError, match=says):
        score(HYPOTHESIS, [REFERENCE], metrics=[program(code)])


@pytest.mark.parametrize("command", ["Share=no-such-program-here", "Share='unclosed", "Share=''"])
def test_a_program_that_is_not_there(command: str) -> None:
    with pytest.raises(UsageError, match="cannot be started"):
        score(HYPOTHESIS, [REFERENCE], metrics=[command])


@pytest.mark.parametrize("name", ["bleurt", "BERTScore", "BERTScore:", "=x", "Share=", "BLEU=echo"])
def test_an_unknown_metric_names_the_known_ones(name: str) -> None:
    known = (
        r"known are BLEU, chrF, chrF\+\+, TER, BERTScore:FOLDER, MetricX-23:FOLDER, MetricX-24:FOLDER and NAME=COMMAND"
    )
    with pytest.raises(UsageError, match=known):
        score(HYPOTHESIS, [REFERENCE], metrics=[name])
