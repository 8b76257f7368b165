"""The corpus page on a small run."""

import re

import polars as pl
import pytest
from lxml import html

from reports.corpus import collect_corpus, render_corpus
from reports.tables import open_tables
from scores.corpora import PUBLISHED
from scores.groups import GROUPS
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
    assert "too few" in text_of(section(page, "Months"))


def course(tmp_path, built, *, years: int):
    """The corpus page of a run in which two publishers have letters in some years, and one gets worse."""
    rows = [
        {
            "by": "publisher",
            "value": name,
            "translations": 12,
            "judged": 12,
            "dated": 12,
            "trend": trend,
            "chance": chance,
        }
        for name, trend, chance in (("Office", 0.9, 0.004), ("Bureau", -0.1, 0.7), ("Sheet", None, None))
    ]
    rows += [{"by": "year", "value": str(2014 + year), "translations": 2, "judged": 2} for year in range(years)]
    for number in range(years):
        rows += [
            {"by": "publisher and year", "value": "Office", "period": str(2014 + number), "penalty": 10.0 + number},
            {"by": "publisher and month", "value": "Office", "period": f"{2014 + number}-03", "penalty": 10.0 + number},
        ]
    rows.append({"by": "publisher and year", "value": "Sheet", "period": "2014", "penalty": 1.0})
    return with_groups(tmp_path, built, rows)


def with_groups(tmp_path, built, rows):
    """The corpus page of a run with these groups."""
    counts = {"translations": 1, "human": 0, "machine": 0, "unknown": 1, "judged": 1, "words": 100, "findings": 0}
    made = [dict.fromkeys(GROUPS) | counts | {"categories": [], "counts": []} | row for row in rows]
    for table in built[0].glob("*.parquet"):
        (tmp_path / table.name).write_bytes(table.read_bytes())
    pl.DataFrame(made, schema=GROUPS).write_parquet(tmp_path / "groups.parquet")
    return html.fromstring(render_corpus(collect_corpus(open_tables(tmp_path))))


def test_each_group_says_its_trend(tmp_path, built) -> None:
    rows = section(course(tmp_path, built, years=3), "Publishers").xpath(".//tbody/tr")
    said = {text_of(row[0]): re.sub("[\u2066-\u2069]", "", text_of(row[-2])) for row in rows}
    assert said == {"Office": "rises (+0.90, p = 0.004)", "Bureau": "none shown (-0.10, p = 0.700)", "Sheet": "–"}


@pytest.mark.parametrize(("years", "periods"), [(3, ["2014", "2015", "2016"]), (2, ["2014-03", "2015-03"])])
def test_time_is_told_in_years_where_there_are_three(tmp_path, built, years, periods) -> None:
    page = course(tmp_path, built, years=years)
    part = section(page, "Publishers through time")
    assert [text_of(row[1]) for row in part.xpath(".//tbody/tr")] == periods
    assert part.xpath(".//*[local-name()='svg']")


@pytest.mark.parametrize(("judged", "said"), [((13, 5), True), ((5, 5), False)])
def test_penalties_of_other_texts_are_not_left_to_be_compared(tmp_path, built, judged, said) -> None:
    rows = [
        {"by": "system", "value": name, "judged": count, "penalty": 8.0}
        for name, count in zip((PUBLISHED, "engine"), judged, strict=True)
    ]
    part = section(with_groups(tmp_path, built, rows), "Published translations and machines")
    assert ("not of the same texts" in text_of(part)) is said


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
