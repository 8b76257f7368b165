"""A stage leaves out what is done, turns expected trouble into rows, and numbers exact copies."""

from dataclasses import replace

import polars as pl
import pytest

from corpus.problems import DocumentError
from corpus.reading import read_text
from corpus.tables import to_frames
from flows.run import Run
from flows.stages.reading import finish
from flows.stages.stage import Item, Plan, Stage, Table, batches, do_batch, each, gather_tables, read_outcomes
from flows.storage.parts import KEY

SCHEMA = pl.Schema({"name": pl.String()})
ITEMS = [Item(key=name, file=f"{name}.txt") for name in "abcde"]


def name_of(item):
    if item.key == "c":
        raise DocumentError("the text is upside down", value="c", remedy="turn it round")
    return {"names": pl.DataFrame({"name": [item.file]}, schema=SCHEMA)}


STAGE = Stage(
    name="naming",
    plan=lambda _: Plan(items=ITEMS),
    work=lambda _, items: each(name_of, items, stage="naming"),
    tables={"names": Table(schema=SCHEMA, order=("name",))},
)


@pytest.fixture
def run(tmp_path):
    return Run(root=str(tmp_path), folder="corpus")


def test_what_is_done_is_left_out_and_the_rest_comes_in_batches(run):
    do_batch(run, STAGE, ITEMS[:2])
    assert [[item.key for item in batch] for batch in batches(run, STAGE, ITEMS, size=2)] == [["c", "d"], ["e"]]


def test_a_few_items_are_shared_out_among_the_workers(run):
    assert [len(batch) for batch in batches(run, STAGE, ITEMS, size=32, workers=1)] == [3, 2]
    assert [len(batch) for batch in batches(run, STAGE, ITEMS, size=32, workers=2)] == [2, 2, 1]
    assert [len(batch) for batch in batches(run, STAGE, ITEMS, size=32, workers=9)] == [1, 1, 1, 1, 1]


def test_a_batch_of_cheap_items_is_larger(run):
    cheap = replace(STAGE, times=3)
    assert [len(batch) for batch in batches(run, cheap, ITEMS, size=1)] == [3, 2]


def test_expected_trouble_becomes_a_row_and_the_others_are_done(run):
    for batch in batches(run, STAGE, ITEMS, size=3):
        do_batch(run, STAGE, batch)
    (problem,) = gather_tables(run, STAGE, ITEMS)
    assert (problem.file, problem.stage, problem.what) == ("c.txt", "naming", "the text is upside down")
    assert run.read("names")["name"].to_list() == ["a.txt", "b.txt", "d.txt", "e.txt"]


def test_items_that_are_gone_leave_the_tables(run):
    do_batch(run, STAGE, ITEMS)
    gather_tables(run, STAGE, ITEMS[:2])
    assert run.read("names")["name"].to_list() == ["a.txt", "b.txt"]


def test_tables_are_made_again_only_where_something_of_them_changed(run):
    do_batch(run, STAGE, ITEMS)
    (problem,) = gather_tables(run, STAGE, ITEMS)
    table = run.table("names")
    first, made = table.read_bytes(), table.stat().st_ino
    assert gather_tables(run, STAGE, ITEMS) == [problem]
    assert table.stat().st_ino == made
    table.write_bytes(first[:-4])
    gather_tables(run, STAGE, ITEMS)
    assert table.read_bytes() == first
    moved = [replace(item, file="b.txt") if item.key == "a" else item for item in ITEMS]
    gather_tables(run, STAGE, moved)
    assert read_outcomes(run, STAGE)["file"].to_list().count("b.txt") == 2
    gather_tables(run, STAGE, ITEMS[:2])
    assert run.read("names")["name"].to_list() == ["a.txt", "b.txt"]


def test_parts_of_an_earlier_version_whose_columns_were_others_are_swept(run):
    numbers = pl.Schema({"name": pl.Int64()})
    earlier = replace(
        STAGE,
        work=lambda _, items: [{"names": pl.DataFrame({"name": [1]}, schema=numbers)} for _ in items],
        tables={"names": Table(schema=numbers, order=("name",))},
    )
    old = [replace(item, key=f"old {item.key}") for item in ITEMS]
    do_batch(run, earlier, old)
    gather_tables(run, earlier, old)
    do_batch(run, STAGE, ITEMS)
    gather_tables(run, STAGE, ITEMS)
    assert run.read("names")["name"].to_list() == ["a.txt", "b.txt", "d.txt", "e.txt"]


def test_exact_copies_in_several_files_get_ids_of_their_own():
    head = "Publisher: Northern Post\n\nA Quiet Harbour"
    text = f"{head}\n\nThe boats came in before dusk. Nobody spoke until the nets were dry."
    frames = [to_frames(read_text(text, file=file), role="translation") for file in ("a.txt", "b.txt", "c.txt")]
    gathered = {
        table: pl.concat([each[table].with_columns(pl.lit(str(place)).alias(KEY)) for place, each in enumerate(frames)])
        for table in frames[0]
    }
    finished = {name: frame.collect() for name, frame in finish({n: f.lazy() for n, f in gathered.items()}).items()}
    first = finished["documents"]["document"][0]
    assert finished["documents"]["document"].to_list() == [first, f"{first}-c1", f"{first}-c2"]
    assert finished["sentences"]["document"].unique(maintain_order=True).to_list() == [
        first,
        f"{first}-c1",
        f"{first}-c2",
    ]
    assert finished["fields"].select("document", "name").rows() == [
        (first, "publisher"),
        (f"{first}-c1", "publisher"),
        (f"{first}-c2", "publisher"),
    ]
    assert {table: frame.columns for table, frame in finished.items()} == {
        table: frame.columns for table, frame in gathered.items()
    }
