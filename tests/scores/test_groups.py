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
PAIRS = pl.DataFrame([("a", "o"), ("m", "o")], schema=["translation", "original"], orient="row")
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
    return group_documents(describe_documents(DOCUMENTS, FIELDS, PAIRS, ORIGINS, VERDICTS), FINDINGS)


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
    assert both["period"].to_list() == ["2014", "2015"]
    assert groups.filter(pl.col("by") == "month")["value"].to_list() == ["2014-06", None]


def test_a_machine_has_the_date_of_the_translation_beside_it(groups):
    rows = groups.filter(pl.col("by") == "system and month").select("value", "period", "penalty").rows()
    assert rows == [("opus", "2014-06", 20.0), ("published", "2014-06", 10.0)]


def test_a_machine_beside_no_dated_translation_has_the_date_of_the_original():
    fields = pl.DataFrame([("o", "date", "2013-01"), ("c", "date", None)], schema=FIELDS.schema, orient="row")
    described = describe_documents(DOCUMENTS, fields, PAIRS, ORIGINS, VERDICTS)
    assert dict(described.select("translation", "date").iter_rows()) == {
        "a": None,
        "b": None,
        "c": None,
        "m": "2013-01",
    }


def test_interval_needs_five_documents_and_holds_the_penalty():
    names = [f"d{number}" for number in range(6)]
    documents = pl.DataFrame(
        {"document": names, "role": "translation", "system": pl.Series([None] * 6, dtype=pl.String)}
    )
    verdicts = pl.DataFrame(
        {"translation": names, "penalty": [1.0, 9.0, 4.0, 6.0, 5.0, 5.0], "words": 100, "coverage": 1.0}
    )
    for count in (4, 6):
        described = describe_documents(documents.head(count), FIELDS.clear(), PAIRS.clear(), ORIGINS.clear(), verdicts)
        row = group_documents(described, FINDINGS.clear()).row(0, named=True)
        if count < 5:
            assert row["low"] is None
        else:
            assert row["penalty"] == pytest.approx(5)
            assert 0 < row["low"] < 5 < row["high"] < 9


def test_no_documents():
    described = describe_documents(*(frame.clear() for frame in (DOCUMENTS, FIELDS, PAIRS, ORIGINS, VERDICTS)))
    assert group_documents(described, FINDINGS.clear()).is_empty()


def test_trends_are_corrected_for_the_number_of_groups():
    names = [f"d{number:02d}" for number in range(24)]
    office = [("office", "bureau")[number % 2] for number in range(24)]
    dates = [f"2014-{1 + number // 2:02d}-03" for number in range(24)]
    fields = pl.DataFrame(
        [*((n, "publisher", o) for n, o in zip(names, office, strict=True))]
        + [(n, "date", d) for n, d in zip(names, dates, strict=True)],
        schema=FIELDS.schema,
        orient="row",
    )
    documents = pl.DataFrame({"document": names, "role": "translation"}).with_columns(
        system=pl.lit(None, dtype=pl.String)
    )
    penalties = [float(number) if number % 2 else float(-number % 7) for number in range(24)]
    verdicts = pl.DataFrame({"translation": names, "penalty": penalties, "words": 100, "coverage": 1.0})
    described = describe_documents(documents, fields, PAIRS.clear(), ORIGINS.clear(), verdicts)
    groups = group_documents(described, FINDINGS.clear())
    rising, other = (row_of(groups, "publisher", value) for value in ("bureau", "office"))
    assert (rising["dated"], rising["trend"]) == (12, pytest.approx(1))
    alone = find_trend(dates[1::2], penalties[1::2])
    assert alone is not None
    assert rising["chance"] == pytest.approx(2 * alone.p_value)
    assert other["chance"] > 0.05
    assert row_of(groups, "month", "2014-01")["trend"] is None


@pytest.mark.parametrize("sign", [1, -1])
def test_trend(sign):
    dates = [f"{2010 + number // 3}" + ("-05" if number % 2 else "") for number in range(30)]
    penalties = [sign * number + (number % 3) * 0.1 for number in range(30)]
    trend = find_trend(dates, penalties)
    assert trend is not None
    assert trend.correlation * sign > 0.9
    assert trend.p_value < 0.001


@pytest.mark.parametrize(
    ("dates", "penalties"),
    [
        ([str(2000 + year) for year in range(20)], [3.0] * 20),
        (["2014-06-30", "2014-07"] * 10, [float(number) for number in range(20)]),
        ([str(2000 + year) for year in range(9)], [float(number) for number in range(9)]),
    ],
)
def test_no_trend_where_all_are_alike_or_few(dates, penalties):
    assert find_trend(dates, penalties) is None
