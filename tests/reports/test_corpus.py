"""The corpus page on a small run."""

import re

import polars as pl
import pytest
from lxml import html

from reports.corpus import collect_corpus, render_corpus
from reports.tables import open_tables
from scores.tables import CONTESTS, SCORES


@pytest.fixture(scope="module")
def page(built):
    return html.fromstring(render_corpus(collect_corpus(open_tables(built[0]))))


def text_of(element) -> str:
    return " ".join(element.text_content().split())


def section(page, title: str):
    return page.xpath(f"//section[h2[normalize-space()='{title}']]")[0]


def test_publishers_with_their_numbers(page) -> None:
    rows = {text_of(row[0]): [text_of(cell) for cell in row[1:]] for row in section(page, "Publishers").iter("tr")}
    assert rows["جريدة الميناء"][0] == "1"
    assert rows["not named"][0] == "1"


def test_the_lead_counts_whose_work_it_seems_to_be(page) -> None:
    lead = text_of(page.xpath("//p[@class='lead']")[0])
    counted = [int(number) for number in re.findall(r": (\d+)", lead)]
    assert len(counted) == 3
    assert sum(counted) == int(lead.split()[0])


def test_every_plot_has_its_numbers_beneath(page) -> None:
    for part in page.xpath("//section[.//figure][h2[starts-with(@id, 'section')]]"):
        assert part.xpath(".//table"), text_of(part[0])


def test_kinds_are_in_the_translators_words(page) -> None:
    assert "Left out" in text_of(section(page, "The most frequent kinds of findings"))


def test_nobody_speaks_of_a_trend_in_two_documents(page) -> None:
    assert "too few" in text_of(section(page, "Years"))


def test_what_no_document_names_has_no_section(page) -> None:
    assert not page.xpath("//h2[.='Translators']")


def test_scores_of_the_whole_corpus(built, tmp_path) -> None:
    run = tmp_path / "run"
    run.mkdir()
    for table in built[0].glob("*.parquet"):
        (run / table.name).write_bytes(table.read_bytes())
    score = {"candidate": "marian", "reference": "published", "metric": "BLEU", "value": 31.25, "signature": "BLEU|x"}
    pl.DataFrame([score], schema=SCORES).write_parquet(run / "scores.parquet")
    contest = {"first": "marian", "second": "nllb", "by": "BLEU", "reason": "no difference was shown (+0.10 BLEU)"}
    pl.DataFrame([contest], schema=CONTESTS).write_parquet(run / "contests.parquet")
    part = section(html.fromstring(render_corpus(collect_corpus(open_tables(run)))), "Machines, over the whole corpus")
    assert [text_of(cell) for cell in part.xpath(".//tbody/tr/*")] == ["marian", "BLEU", "31.2", "BLEU|x"]
    assert "marian against nllb: no difference was shown" in text_of(part)
