"""Tables are the same bytes whatever the parts were, also where they are read a few rows at once."""

import polars as pl
import pytest

from flows.storage.gathering import gather, write_table
from flows.storage.parts import KEY, write_part

SCHEMA = pl.Schema({"name": pl.String(), "value": pl.Int64()})
FULL = pl.Schema({KEY: pl.String()} | dict(SCHEMA))
ITEMS = {f"k{number:02}": (f"n{(number * 7) % 20:02}", number % 5) for number in range(40)}  # key → name, rows
ALL = sorted((name, value) for name, rows in ITEMS.values() for value in range(rows))


def keep(step, size):
    """Parts of so many items; every name is that of two items."""
    keys = sorted(ITEMS, key=lambda key: (len(ITEMS[key]), key[::-1], size))
    for start in range(0, len(keys), size):
        batch = keys[start : start + size]
        rows = [(key, name, value) for key in batch for name, count in [ITEMS[key]] for value in range(count)]
        write_part(step, batch, {"things": pl.DataFrame(rows, schema=FULL, orient="row")})


def table(step, keys, **options):
    return gather(step, keys, table="things", schema=SCHEMA, order=["name", "value"], **options)


@pytest.mark.parametrize("held", [1, 7, 100_000])
def test_a_table_depends_neither_on_the_batches_nor_on_how_much_is_held(tmp_path, held):
    written = set()
    for size in (1, 3, 40):
        step = tmp_path / str(size)
        keep(step, size)
        write_table(tmp_path / "table.parquet", table(step, list(ITEMS), held=held).drop(KEY))
        assert sorted(pl.read_parquet(tmp_path / "table.parquet").rows()) == ALL
        written.add((tmp_path / "table.parquet").read_bytes())
    write_table(tmp_path / "table.parquet", table(step, list(ITEMS)).drop(KEY))
    assert written == {(tmp_path / "table.parquet").read_bytes()}


@pytest.mark.parametrize("held", [1, 100_000])
def test_an_item_done_twice_counts_once_and_one_that_is_gone_does_not(tmp_path, held):
    keep(tmp_path, 3)
    keep(tmp_path, 7)
    gone = max(ITEMS)
    found = table(tmp_path, [key for key in ITEMS if key != gone], held=held).collect()
    assert len(found) == len(ALL) - ITEMS[gone][1]
    assert gone not in found[KEY]


def test_a_few_rows_and_columns_can_be_asked_for(tmp_path):
    keep(tmp_path, 7)
    found = table(tmp_path, list(ITEMS), held=5)
    assert found.filter(pl.col("value") == 3).select("name").collect()["name"].to_list() == [
        n for n, v in ALL if v == 3
    ]
    assert found.head(6).drop(KEY).collect().rows() == ALL[:6]


def test_an_empty_stage_gives_an_empty_table_with_its_schema(tmp_path):
    assert table(tmp_path / "none", []).collect_schema() == FULL


def test_a_table_that_cannot_be_written_leaves_the_old_one(tmp_path):
    def fail(_):
        raise OSError("disk full")

    path = tmp_path / "table.parquet"
    write_table(path, pl.DataFrame({"a": [1]}))
    with pytest.raises(Exception, match="disk full"):
        write_table(path, pl.LazyFrame({"a": [2]}).map_batches(fail, schema=pl.Schema({"a": pl.Int64()})))
    assert pl.read_parquet(path)["a"].to_list() == [1]
    assert [entry.name for entry in tmp_path.iterdir()] == ["table.parquet"]
