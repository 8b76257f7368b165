import dataclasses

import polars as pl
import pytest

from corpus.problems import UsageError
from reports.collecting import collect_report
from reports.report import Report
from reports.tables import open_tables


@pytest.fixture(scope="module")
def report(built) -> Report:
    run, names = built
    return collect_report(open_tables(run), names["budget"])


def test_findings_are_numbered_in_reading_order_and_lie_in_their_passages(report: Report) -> None:
    found = {passage.number: [one.finding.category for one in passage.findings] for passage in report.passages}
    assert found == {
        0: [],
        1: ["run-on", "date"],
        2: ["number"],
        3: [],
        4: ["negation"],
        5: ["omission"],
        6: ["addition"],
    }
    assert [one.number for one in report.findings] == list(range(1, 8))
    assert [one.finding.category for one in report.general] == ["terminology"]


def test_every_mark_has_the_words_of_the_text(report: Report) -> None:
    for passage in report.passages:
        for one in passage.findings:
            for mark, sentences in ((one.finding.english, passage.english), (one.finding.arabic, passage.arabic)):
                if mark:
                    home = next(part for part in sentences if part.start <= mark.start < part.end)
                    assert home.text[mark.start - home.start : mark.end - home.start] == mark.text


def test_each_passage_has_what_the_machine_made_of_its_arabic(report: Report) -> None:
    texts = {passage.number: [(one.system, one.text) for one in passage.renditions] for passage in report.passages}
    assert texts[0] == [("marian", "")]
    assert texts[2] == texts[3]  # the machine joined these two sentences
    assert texts[4][0][1].startswith("He added that taxes will not rise.")
    assert texts[6] == []  # an addition has no Arabic that a machine could have translated


def test_shapes_of_beads_and_what_was_left_out(report: Report) -> None:
    shapes = [(len(passage.arabic), len(passage.english)) for passage in report.passages]
    assert shapes == [(1, 1), (1, 1), (1, 1), (1, 1), (2, 1), (1, 0), (0, 1)]
    assert [(part.kind, part.text) for part in report.translation.left_out] == [("closing", "# # #")]
    assert ("alignment", "encoder:use|1|folded") in report.signatures


def test_without_an_original_every_sentence_is_a_passage(built) -> None:
    run, names = built
    report = collect_report(open_tables(run), names["hostile"])
    assert report.original is None
    assert not report.aligned
    assert [len(passage.english) for passage in report.passages] == [1, 1, 1, 1]
    assert [passage.number for passage in report.passages if passage.findings] == [1]
    assert report.match is not None
    assert report.match.runner_up_title.startswith("المجلس")
    assert [problem.stage for problem in report.problems] == ["pair"]


def test_a_document_that_is_no_translation_has_no_report(built) -> None:
    run, names = built
    with pytest.raises(UsageError, match="take a name from the index"):
        collect_report(open_tables(run), names["arabic"])


def test_a_folder_without_tables_is_no_run(tmp_path) -> None:
    with pytest.raises(UsageError, match="no run"):
        open_tables(tmp_path)


def test_tables_that_were_not_made_yet_are_empty(built, tmp_path) -> None:
    run, names = built
    for name in ("documents", "sentences"):
        (tmp_path / f"{name}.parquet").write_bytes((run / f"{name}.parquet").read_bytes())
    report = collect_report(open_tables(tmp_path), names["budget"])
    assert report.verdict is None
    assert report.match is None
    assert len(report.passages) == 6


def test_without_beads_a_finding_goes_to_its_sentence_whatever_bead_it_names(built) -> None:
    run, names = built
    tables = open_tables(run)
    found = tables.frames["findings"].with_columns(
        pl.when(pl.col("bead").is_null()).then(3).otherwise("bead").alias("bead")
    )
    tables = dataclasses.replace(tables, frames={**tables.frames, "findings": found})
    report = collect_report(tables, names["hostile"])
    assert [passage.number for passage in report.passages if passage.findings] == [1]
