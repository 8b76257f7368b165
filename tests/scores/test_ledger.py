"""Names counted over a corpus."""

import polars as pl

from scores.findings.finding import Mark
from scores.findings.names.mentions import Mention
from scores.ledger import DRIFT, LEDGER, make_ledger, mentions_frame


def mention(arabic, english, *, kind="name", by_sound=True):
    marks = [Mark(sentences=(0,), start=3, end=3 + len(text), text=text) for text in (arabic, english)]
    return Mention(bead=0, arabic=marks[0], english=marks[1], kind=kind, by_sound=by_sound)


FIRST = mentions_frame(
    [
        mention("حلب", "Aleppo", kind="place"),
        mention("لحلب", "Aleppo"),
        mention("الحريري", "Hariri", kind="person"),
        mention("القمر", "Moon", by_sound=False),
    ],
    translation="one",
    original="o1",
)
SECOND = mentions_frame([mention("حَلَب", "Halab"), mention("الحريري", "al-Hariri")], translation="two", original="o2")
DESCRIBED = pl.DataFrame({"translation": ["one", "two"], "publisher": ["A Daily", None], "date": ["2014-06-30", None]})


def test_forms_of_one_name_are_counted_together():
    ledger, drift = make_ledger(pl.concat([FIRST, SECOND]), DESCRIBED)
    assert (ledger.schema, drift.schema) == (LEDGER, DRIFT)
    assert ledger.select("name", "kind", "spellings", "mentions", "translations").rows() == [
        ("حلب", "place", 2, 3, 2),
        ("الحريري", "person", 1, 2, 2),
    ]
    assert ledger["english"].to_list()[0] == ["Aleppo", "Halab"]
    assert ledger["english_counts"].to_list()[0] == [2, 1]


def test_drift_says_who_spelt_a_name_how_and_when():
    _, drift = make_ledger(pl.concat([SECOND, FIRST]), DESCRIBED)
    assert drift.rows() == [("حلب", None, None, "Halab", 1), ("حلب", "A Daily", "2014-06", "Aleppo", 2)]


def test_no_names_make_an_empty_ledger():
    ledger, drift = make_ledger(FIRST.clear(), DESCRIBED)
    assert (ledger.height, drift.height) == (0, 0)
    assert (ledger.schema, drift.schema) == (LEDGER, DRIFT)


def test_what_arabic_joins_to_a_name_is_no_part_of_its_key():
    said = [("والفرافرة", "al-Farafra"), ("بجبل قاسيون", "Mount Qasioun"), ("وليد", "Walid"), ("كمال", "Kamal")]
    mentions = mentions_frame([mention(*each) for each in said], translation="one", original="o1")
    ledger, _ = make_ledger(mentions, DESCRIBED)
    assert set(ledger["name"]) == {"الفرافره", "جبل قاسيون", "وليد", "كمال"}
