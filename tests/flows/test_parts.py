"""What was done is kept whole, found again, and gathered in one order whatever the batches were."""

import polars as pl
import pytest

from flows.parts import KEY, gather, key_of, missing, sweep, write_part, write_table

SCHEMA = pl.Schema({"name": pl.String(), "value": pl.Int64()})


def rows(*triples):
    return {"things": pl.DataFrame(triples, schema=pl.Schema({KEY: pl.String()} | dict(SCHEMA)), orient="row")}


def table(step, keys):
    return gather(step, keys, table="things", schema=SCHEMA, order=["name"]).drop(KEY).rows()


def test_keys_tell_values_apart_whatever_their_borders():
    assert key_of("ab", "c") != key_of("a", "bc")
    assert key_of("a", 1) == key_of("a", 1)


def test_only_what_no_part_holds_is_missing(tmp_path):
    assert missing(tmp_path / "none", ["a", "b", "a"]) == ["a", "b"]
    write_part(tmp_path, ["a", "c"], rows(("a", "x", 1)))
    assert missing(tmp_path, ["a", "b", "c"]) == ["b"]


@pytest.mark.parametrize("batches", [[["a", "b", "c"]], [["c"], ["a", "b"]], [["b"], ["c"], ["a"], ["a", "b"]]])
def test_tables_do_not_depend_on_the_batches(tmp_path, batches):
    values = {"a": ("a", "z", 1), "b": ("b", "y", 2), "c": ("c", "x", 3)}
    for batch in batches:
        write_part(tmp_path, batch, rows(*(values[key] for key in batch)))
    assert table(tmp_path, ["a", "b", "c"]) == [("x", 3), ("y", 2), ("z", 1)]


def test_rows_of_items_that_are_gone_are_left_out_and_their_parts_swept(tmp_path):
    write_part(tmp_path, ["a"], rows(("a", "x", 1)))
    write_part(tmp_path, ["b"], rows(("b", "y", 2)))
    assert table(tmp_path, ["b"]) == [("y", 2)]
    sweep(tmp_path, ["b"])
    assert missing(tmp_path, ["a", "b"]) == ["a"]


def test_what_a_killed_run_left_half_written_is_never_read(tmp_path):
    half = tmp_path / ".part-killed"
    half.mkdir(parents=True)
    (half / "keys.parquet").write_bytes(b"PAR1")
    assert missing(tmp_path, ["a"]) == ["a"]
    sweep(tmp_path, ["a"])
    assert not half.exists()


def test_an_empty_stage_gives_an_empty_table_with_its_schema(tmp_path):
    frame = gather(tmp_path / "none", [], table="things", schema=SCHEMA, order=["name"])
    assert frame.schema == pl.Schema({KEY: pl.String()} | dict(SCHEMA))


def test_a_table_that_cannot_be_written_leaves_the_old_one(tmp_path):
    class Unwritable(pl.DataFrame):
        def write_parquet(self, *_args, **_kwargs):
            raise OSError("disk full")

    path = tmp_path / "table.parquet"
    write_table(path, pl.DataFrame({"a": [1]}))
    with pytest.raises(OSError, match="disk full"):
        write_table(path, Unwritable({"a": [2]}))
    assert pl.read_parquet(path)["a"].to_list() == [1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.parquet"]
