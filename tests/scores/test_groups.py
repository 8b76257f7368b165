"""Groups of a corpus, on tables of a few documents."""

import polars as pl
import pytest

from scores.groups import GROUPS, describe_documents, find_trend, group_documents

DOCUMENTS = pl.DataFrame(
    [
        {"document": "a", "role": "translation", "system": None},
        {"document": "b", "role": "translation", "system": None},
        {"document": "c", "role": "translation", "system": None},
        {"document": "m", "role": "machine", "system": "opus"},
        {"document": "o", "role": "original", "system": None},
    ],
    schema={"document": pl.String, "role": pl.String, "system": pl.String},
)
FIELDS = pl.DataFrame(
    [
        ("a", "publisher", "Information Office"),
        ("a", "publisher", "a second one that does not count"),
        ("a", "date", "2014-06-30"),
        ("b", "publisher", "Information Office"),
        ("b", "date", "2015"),
        ("b", "author", "Samir"),
        ("o", "author", "nobody asks for the author of an original here"),
    ],
    schema=["document", "name", "value"],
    orient="row",
)
ORIGINS = pl.DataFrame({"translation": ["a", "b"], "origin": ["human", "machine"]})
VERDICTS = pl.DataFrame(
    [("a", 10.0, 900, 1.0), ("b", 40.0, 100, 0.8), ("c", 5.0, 300, None), ("m", 20.0, 950, 1.0)],
    schema=["translation", "penalty", "words", "coverage"],
    orient="row",
)
FINDINGS = pl.DataFrame(
    [("a", "number"), ("a", "number"), ("a", "name"), ("b", "omission"), ("c", "doubled-word"), ("m", "omission")],
    schema=["translation", "category"],
    orient="row",
)


@pytest.fixture
def groups() -> pl.DataFrame:
    return group_documents(describe_documents(DOCUMENTS, FIELDS, ORIGINS, VERDICTS), FINDINGS)


def row_of(groups: pl.DataFrame, by: str, value: str | None) -> dict[str, object]:
    return groups.row(by_predicate=(pl.col("by") == by) & pl.col("value").eq_missing(value), named=True)


def test_schema(groups):
    assert groups.schema == GROUPS


def test_penalty_is_over_all_words(groups):
    row = row_of(groups, "publisher", "Information Office")
    assert (row["translations"], row["human"], row["machine"], row["unknown"]) == (2, 1, 1, 0)
    assert row["penalty"] == pytest.approx((10 * 900 + 40 * 100) / 1000)
    assert (row["categories"], row["counts"]) == (["number", "name", "omission"], [2, 1, 1])


def test_documents_that_do_not_say_are_a_group_of_their_own(groups):
    row = row_of(groups, "publisher", None)
    assert row["translations"] == 1
    assert row["penalty"] is None, "without an original there is nothing to weigh"
    assert row["findings"] == 0


def test_machines_stand_under_their_system_alone(groups):
    assert row_of(groups, "system", "opus")["penalty"] == 20
    assert row_of(groups, "system", "published")["translations"] == 3
    assert groups.filter(pl.col("by") == "publisher")["translations"].sum() == 3


def test_years_come_from_dates_of_any_precision(groups):
    assert groups.filter(pl.col("by") == "year")["value"].to_list() == ["2014", "2015", None]
    both = groups.filter(pl.col("by") == "publisher and year")
    assert both["year"].to_list() == ["2014", "2015"]


def test_interval_needs_five_documents_and_holds_the_penalty():
    names = [f"d{number}" for number in range(6)]
    documents = pl.DataFrame(
        {"document": names, "role": "translation", "system": pl.Series([None] * 6, dtype=pl.String)}
    )
    verdicts = pl.DataFrame(
        {"translation": names, "penalty": [1.0, 9.0, 4.0, 6.0, 5.0, 5.0], "words": 100, "coverage": 1.0}
    )
    for count in (4, 6):
        described = describe_documents(documents.head(count), FIELDS.clear(), ORIGINS.clear(), verdicts)
        row = group_documents(described, FINDINGS.clear()).row(0, named=True)
        if count < 5:
            assert row["low"] is None
        else:
            assert row["penalty"] == pytest.approx(5)
            assert 0 < row["low"] < 5 < row["high"] < 9


def test_no_documents():
    described = describe_documents(DOCUMENTS.clear(), FIELDS.clear(), ORIGINS.clear(), VERDICTS.clear())
    assert group_documents(described, FINDINGS.clear()).is_empty()


@pytest.mark.parametrize(("rising", "sign"), [(True, 1), (False, -1)])
def test_trend(rising, sign):
    years = [2010 + number // 3 for number in range(30)]
    penalties = [sign * year + (number % 3) * 0.1 for number, year in enumerate(years)]
    trend = find_trend(years, penalties)
    assert trend is not None
    assert trend.correlation * sign > 0.9
    assert trend.p_value < 0.001


def test_no_trend_where_all_are_alike():
    assert find_trend(list(range(20)), [3.0] * 20) is None
