"""What a result was made from can be read back."""

import polars as pl
import pytest

from corpus.problems import UsageError
from reports.explaining import explain


def kinds(parts):
    return [part.what for part in parts]


def test_a_finding_leads_to_its_bead_sentences_pair_and_documents(built):
    run, _ = built
    findings = pl.read_parquet(run / "findings.parquet").filter(pl.col("bead").is_not_null())
    finding = findings.row(0, named=True)
    found = kinds(explain(run, finding["finding"]))
    assert found[0] == f"finding {finding['finding']}"
    assert f"bead {finding['bead']}" in found
    assert {f"document {finding['translation']}", f"document {finding['original']}", "pairs"} <= set(found)
    assert found[-1] == "settings and models of the run"


def test_a_document_leads_to_all_that_was_made_of_it(built):
    run, _ = built
    verdict = pl.read_parquet(run / "verdicts.parquet").row(0, named=True)
    found = set(kinds(explain(run, verdict["translation"])))
    assert {f"document {verdict['translation']}", "pairs", "beads", "findings", "verdicts"} <= found


def test_the_text_itself_is_left_to_the_sentences(built):
    run, _ = built
    document = pl.read_parquet(run / "documents.parquet")["document"][0]
    assert all("text" not in part.values for part in explain(run, document) if part.what.startswith("document "))


@pytest.mark.parametrize("where", ["run", "elsewhere"])
def test_what_is_not_there_is_said(built, tmp_path, where):
    run = built[0] if where == "run" else tmp_path
    with pytest.raises(UsageError, match="knows no such id" if where == "run" else "is no run"):
        explain(run, "nothing")
