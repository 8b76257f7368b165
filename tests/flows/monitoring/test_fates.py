"""What became of everything sums to all that came in."""

import polars as pl

from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Work


def test_the_ledger_sums_to_all_that_came_in(tmp_path, corpus, vectors):
    run = vectors(Run(root=str(tmp_path / "run"), folder=str(corpus)))
    (corpus / "empty.txt").write_bytes(b"")
    (corpus / "alone.txt").write_text("Nobody knows where this small English text came from.\n", encoding="utf-8")
    (corpus / "gone.txt").symlink_to(corpus / "nowhere.txt")
    with (corpus / "huge.txt").open("wb") as file:
        file.truncate(100 * 2**20)
    pass_alone(run, Work())
    ledger = run.read("fates")
    files = ledger.filter(pl.col("unit") == "file")
    assert files["count"].sum() == len([path for path in corpus.rglob("*") if not path.is_dir()])
    assert dict(files.select("reason", "count").iter_rows()) == {
        "": 5,
        "the file is too large": 1,
        "the file is empty": 1,
        "not a plain file": 1,
    }
    documents = ledger.filter(pl.col("unit") == "document")
    assert documents["count"].sum() == run.read("documents").height
    assert all(abs(share - 1) < 1e-9 for share in ledger.group_by("unit").agg(pl.col("share").sum())["share"])
