"""Threads, processes and a Dask cluster of several workers make the same bytes; trouble is said in a line."""

import pytest

from flows.locks import locked


def tables(out):
    return {path.name: path.read_bytes() for path in out.glob("*.parquet")}


@pytest.mark.parametrize("runner", ["processes", "dask"])
def test_every_runner_makes_the_same_tables(muqabala, corpus, tmp_path, runner):
    options = ("run", corpus, "--batch-size", 1)
    muqabala(*options, "--out", tmp_path / "threads")
    muqabala(*options, "--out", tmp_path / runner, "--runner", runner, "--workers", 2)
    made = tables(tmp_path / runner)
    assert made == tables(tmp_path / "threads")
    assert made


def test_a_run_beside_another_one_is_refused(muqabala, corpus, tmp_path):
    with locked(tmp_path / "run", wait=0):
        done = muqabala("run", corpus, "--out", tmp_path / "run", code=2)
    assert "another run works in this folder" in done.stderr
