"""The gate lets a usual night through, and warns, stops or asks about one that differs too much."""

import json

import polars as pl
import pytest

from corpus.problems import DocumentError, UsageError
from flows.monitoring.gates import Decision, check_gate, find_jumps
from flows.run import Run
from flows.settings import Work
from flows.starting import report_alone


@pytest.fixture
def run(tmp_path):
    (tmp_path / "metrics").mkdir()
    return Run(root=str(tmp_path), folder="corpus")


def night(run, *, lost):
    rows = [("document", "judged", "publish", 100 - lost), ("document", "no original found", "", lost)]
    frame = pl.DataFrame(rows, schema=["unit", "fate", "reason", "count"], orient="row")
    run.write("fates", frame.with_columns((pl.col("count") / 100).alias("share")))


def accept(run, work, jumps):
    return Decision(accept=True, reason="a new archive", by="Nour")


def refuse(run, work, jumps):
    return Decision(accept=False, reason="a new archive", by="Nour")


def test_a_warning_comes_back_every_night_until_somebody_accepts(run):
    night(run, lost=0)
    assert check_gate(run, Work(gate="warn")) == []
    night(run, lost=50)
    for _ in range(2):
        assert check_gate(run, Work(gate="warn")) == ["documents without an original: 0.0% before, 50.0% now"]
    assert check_gate(run, Work(gate="off")) == []
    assert check_gate(run, Work(gate="warn")) == []


@pytest.mark.parametrize(("gate", "ask"), [("fail", None), ("fail", accept), ("pause", refuse)])
def test_a_jump_that_nobody_accepts_fails(run, gate, ask):
    night(run, lost=0)
    check_gate(run, Work(gate=gate))
    night(run, lost=50)
    for _ in range(2):
        with pytest.raises(DocumentError, match=r"50[.]0% now"):
            check_gate(run, Work(gate=gate), ask=ask)


def test_an_answer_is_kept_and_the_accepted_night_is_the_new_measure(run):
    work = Work(gate="pause")
    night(run, lost=0)
    check_gate(run, work, ask=refuse)
    night(run, lost=50)
    with pytest.raises(DocumentError, match="Nour refused it: a new archive"):
        check_gate(run, work, ask=refuse)
    assert check_gate(run, work, ask=accept) == []
    assert check_gate(run, work, ask=refuse) == []
    lines = (run.decisions / "gate.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line)["accept"] for line in lines] == [False, True]


@pytest.mark.parametrize(
    ("work", "what"),
    [(Work(gate="pause"), "the gate cannot pause here"), (Work(timeout=5), "no batch is given up here")],
)
def test_a_command_without_a_server_refuses_what_only_prefect_can_do(run, work, what):
    with pytest.raises(UsageError, match=what):
        report_alone(run, work, first="usage")


def test_a_jump_of_missing_originals_is_found_and_a_small_change_is_not():
    def ledger(found, lost):
        rows = [("document", "judged", "publish", found), ("document", "no original found", "", lost)]
        frame = pl.DataFrame(rows, schema=["unit", "fate", "reason", "count"], orient="row")
        return frame.with_columns((pl.col("count") / pl.col("count").sum()).alias("share"))

    assert find_jumps(ledger(95, 5), ledger(90, 10), rise=0.1) == []
    assert find_jumps(ledger(95, 5), ledger(70, 30), rise=0.1) == [
        "documents without an original: 5.0% before, 30.0% now"
    ]
    assert find_jumps(ledger(70, 30), ledger(95, 5), rise=0.1) == []
