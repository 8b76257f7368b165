"""What each stage took, as a table and for the tools that watch machines."""

import polars as pl
from prometheus_client.openmetrics.parser import text_string_to_metric_families

from flows.pipeline.passes import STAGES
from flows.pipeline.runners import pass_alone
from flows.settings import Work


def test_metrics_are_a_table_and_openmetrics(finished):
    run = finished
    table = pl.read_parquet(run.path / "metrics" / "stages.parquet")
    assert table["stage"].to_list() == list(STAGES)
    first = table.row(0, named=True)
    assert (first["items"], first["reused"], first["sentences"]) == (4, 0, run.read("sentences").height)
    text = (run.path / "metrics" / "openmetrics.txt").read_text(encoding="utf-8")
    families = {family.name: family for family in text_string_to_metric_families(text)}
    reused = {sample.labels["stage"]: sample.value for sample in families["muqabala_stage_items"].samples}
    assert reused == dict(table.select("stage", "items").iter_rows())
    pass_alone(run, Work())
    again = pl.read_parquet(run.path / "metrics" / "stages.parquet")
    assert again["reused"].to_list() == again["items"].to_list()
    pass_alone(run, Work(), first="report")
    later = pl.read_parquet(run.path / "metrics" / "stages.parquet")
    assert later["stage"].to_list() == list(STAGES)
    assert later.filter(pl.col("stage") != "report").equals(again.filter(pl.col("stage") != "report"))
