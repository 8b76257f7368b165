"""The pairing stages: the same pairs whatever the batches, and only new candidates are aligned."""

from dataclasses import replace

import polars as pl
import pytest

from flows.run import Run
from flows.stages.pairing import MATCH, PAIR
from flows.stages.proposing import PROFILE, PROPOSE
from flows.stages.reading import READ
from flows.stages.stage import batches, do_batch, gather_tables

NEWS = """حريق في السوق القديم

اندلع حريق كبير في سوق المدينة القديمة مساء الاثنين. وقال رجال الإطفاء إن النيران دمرت 35 متجرا. ولم يصب أحد بأذى.
"""


def pair(run, *, size):
    """Do the stages; what each had to do, as (document, other inputs)."""
    done = {}
    for stage in (READ, PROFILE, PROPOSE, MATCH, PAIR):
        plan = stage.plan(run)
        todo = batches(run, replace(stage, size=None), plan.items, size=size)
        done[stage.name] = [item for batch in todo for item in batch]
        for batch in todo:
            do_batch(run, stage, batch)
        gather_tables(run, stage, plan.items)
    return done


@pytest.fixture
def run(corpus, tmp_path):
    return Run(root=str(tmp_path / "run"), folder=str(corpus))


def test_the_pairs_are_the_same_whatever_the_batches(run, tmp_path):
    pair(run, size=100)
    other = replace(run, root=str(tmp_path / "other"))
    pair(other, size=1)
    for table in ("profiles", "candidates", "matches", "pairs"):
        assert run.read(table).equals(other.read(table)), table
    assert run.read("pairs")["original"].null_count() == 0


def test_a_new_original_is_proposed_to_all_and_aligned_where_it_is_a_candidate(run, corpus):
    pair(run, size=8)
    before = run.read("pairs").select("translation", "original")
    (corpus / "originals" / "hariq.txt").write_text(NEWS, encoding="utf-8")
    done = pair(run, size=8)
    new = run.read("documents").filter(pl.col("file").str.ends_with("hariq.txt"))["document"].item()
    assert len(done["propose"]) == 2
    assert [item.document for item in done["profile"]] == [new]
    assert {item.data["original"] for item in done["match"]} == {new}
    assert run.read("pairs").select("translation", "original").equals(before)
    assert not any(pair(run, size=8).values())
