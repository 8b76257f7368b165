"""The page of names on a small run."""

import polars as pl
from lxml import html

from reports.ledger import collect_ledger, render_ledger
from reports.tables import open_tables
from scores.ledger import DRIFT, LEDGER


def test_names_spelt_in_several_ways_come_first(built, tmp_path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    for name in ("documents.parquet", "run.json"):
        (run / name).write_bytes((built[0] / name).read_bytes())
    row = ("حلب", "place", ["حلب"], [3], ["Aleppo", "<Halab>"], [2, 1], 2, 3, 2)
    pl.DataFrame([row], schema=LEDGER, orient="row").write_parquet(run / "ledger.parquet")
    drift = [("حلب", None, None, "<Halab>", 1), ("حلب", "A Daily", "2014-06", "Aleppo", 2)]
    pl.DataFrame(drift, schema=DRIFT, orient="row").write_parquet(run / "drift.parquet")
    page = html.fromstring(render_ledger(collect_ledger(open_tables(run))))
    rows = [[" ".join(cell.text_content().split()) for cell in each] for each in page.iter("tr")]
    assert ["<Halab>", "not named", "–", "1"] in rows
    assert ["Aleppo", "A Daily", "2014-06", "2"] in rows
    assert ["Aleppo 2 · <Halab> 1", "حلب 3", "Place", "3", "2"] in rows


def test_a_run_without_names_has_a_page(built) -> None:
    page = html.fromstring(render_ledger(collect_ledger(open_tables(built[0]))))
    assert not page.xpath("//table")
