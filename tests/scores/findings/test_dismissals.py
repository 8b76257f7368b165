"""What a person dismissed: kept, read again, and not counted."""

from dataclasses import replace

import pytest

from corpus.problems import DocumentError, Problem
from scores.findings.dismissals import Dismissal, read_dismissals, scan_dismissals, write_dismissals
from scores.findings.finding import Finding, Mark
from scores.tables import apply_dismissals, findings_frame, open_findings

DISMISSAL = Dismissal(
    finding="00ff",
    translation="t",
    category="number",
    english="twelve",
    arabic="إحدى عشرة",
    reason="the speaker corrected himself",
    by="an editor",
    at="2030-01-02T03:04:05Z",
)
FINDING = Finding(
    category="number",
    severity="major",
    confidence=0.9,
    arabic=Mark(sentences=(0,), start=0, end=9, text="إحدى عشرة"),
    english=Mark(sentences=(0,), start=4, end=10, text="twelve"),
    evidence="They differ.",
    check="numbers",
    bead=0,
)


def frame(translation="t"):
    return findings_frame([FINDING, replace(FINDING, category="date")], translation=translation, original="o")


def test_what_is_written_is_read_and_its_order_does_not_matter(tmp_path):
    other = replace(DISMISSAL, finding="00aa", reason="a joke, says \ud800")
    write_dismissals(tmp_path / "decisions" / "one.jsonl", [DISMISSAL, other])
    write_dismissals(tmp_path / "decisions" / "two.jsonl", [other, DISMISSAL])
    one, two = (tmp_path / "decisions" / name for name in ("one.jsonl", "two.jsonl"))
    assert one.read_bytes() == two.read_bytes()
    assert read_dismissals(one) == {"00aa": other, "00ff": DISMISSAL}
    assert "إحدى" in one.read_text(encoding="utf-8")


def test_no_file_is_no_dismissal(tmp_path):
    assert read_dismissals(tmp_path / "dismissals.jsonl") == {}


@pytest.mark.parametrize("line", ["{", "[]", '{"finding": 3}', "<<<<<<< ours", "null", "[" * 100_000])
def test_a_broken_line_is_a_problem_and_costs_no_other(tmp_path, line):
    path = tmp_path / "dismissals.jsonl"
    write_dismissals(path, [DISMISSAL])
    path.write_text(f"{line}\n{path.read_text(encoding='utf-8')}", encoding="utf-8")
    problem, kept = scan_dismissals(path)
    assert isinstance(problem, Problem)
    assert "line 1" in str(problem)
    assert kept == DISMISSAL
    with pytest.raises(DocumentError, match="line 1"):
        read_dismissals(path)


def test_a_dismissed_finding_stays_with_its_reason_and_is_not_open():
    rows = frame()
    name = rows.filter(category="number")["finding"].item()
    marked = apply_dismissals(rows, {name: replace(DISMISSAL, finding=name)})
    assert marked.schema == rows.schema
    assert dict(marked.select("category", "dismissed").iter_rows()) == {"number": DISMISSAL.reason, "date": None}
    assert open_findings(marked) == [replace(FINDING, category="date")]
    assert open_findings(rows) == [FINDING, replace(FINDING, category="date")]


def test_the_same_words_of_the_same_original_stay_dismissed_in_a_revised_translation():
    kept = {DISMISSAL.finding: replace(DISMISSAL, original="o")}
    assert apply_dismissals(frame("revised"), kept)["dismissed"].to_list() == [DISMISSAL.reason, None]
    assert apply_dismissals(frame("revised"), {"00ff": DISMISSAL})["dismissed"].to_list() == [None, None]
