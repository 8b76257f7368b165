"""What was done is kept whole and found again; what is gone or half-written is swept."""

import polars as pl

from flows.storage.gathering import gather
from flows.storage.parts import KEY, missing, sweep, write_part

SCHEMA = pl.Schema({"name": pl.String(), "value": pl.Int64()})


def rows(*triples):
    return {"things": pl.DataFrame(triples, schema=pl.Schema({KEY: pl.String()} | dict(SCHEMA)), orient="row")}


def table(step, keys):
    return gather(step, keys, table="things", schema=SCHEMA, order=["name"]).drop(KEY).collect().rows()


def test_only_what_no_part_holds_is_missing(tmp_path):
    assert missing(tmp_path / "none", ["a", "b", "a"]) == ["a", "b"]
    write_part(tmp_path, ["a", "c"], rows(("a", "x", 1)))
    assert missing(tmp_path, ["a", "b", "c"]) == ["b"]


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
