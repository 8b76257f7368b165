"""Dates in every order, calendar and script, and the words that look like dates but are none."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.dates import find_dates, parse_date
from corpus.line_places import Line
from corpus.lines import read_date_line


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("30.07.2018", "2018-07-30"),
        ("2015-11-01T13:05:00Z", "2015-11-01"),
        ("20140630", "2014-06-30"),
        ("1er mai 2016", "2016-05-01"),
        ("1 ك1 2012", "2012-12-01"),
        ("٣ ت٢ ٢٠١١", "2011-11-03"),
        ("05.07.2018", "2018-07-05"),
        ("2014-06-30", "2014-06-30"),
        ("Saturday, 28 March 2020 20:40", "2020-03-28"),
        ("November 1, 2015", "2015-11-01"),
        ("the 28th of March, 2011", "2011-03-28"),
        ("Oct. 7, 2013", "2013-10-07"),
        ("30-Jun-2014", "2014-06-30"),
        ("2014 June 30", "2014-06-30"),
        ("June 2014", "2014-06"),
        ("٣٠/١٢/٢٠١٩", "2019-12-30"),
        ("٢٠١٤/٦/٣٠", "2014-06-30"),
        ("٩ نيسان ٢٠١٥", "2015-04-09"),
        ("السبت 5 آذار 2011", "2011-03-05"),
        ("في 12مارس 2008", "2008-03-12"),
        ("في 11أيلول2001", "2001-09-11"),
        ("15 كانون الثاني 2013", "2013-01-15"),
        ("15 كانونَ الأوّل 2013", "2013-12-15"),
        ("3 تشرين الأول من عام 1973", "1973-10-03"),
        ("22 أيار/مايو 2011", "2011-05-22"),
        ("حزيران (يونيو) 2014", "2014-06"),
        ("12 فبراير 2016", "2016-02-12"),
        ("3 جويلية 2015", "2015-07-03"),
        ("20 غشت 1953", "1953-08-20"),
        ("الخامس عشر من آذار ٢٠١١", "2011-03-15"),
        ("6 Kanun al-Thani 1979", "1979-01-06"),
        ("8 Tishrin al-Thani 1971", "1971-11-08"),
        ("7 ذو القعدة 1434 هـ", "2013-09-13"),
        ("15 Sha'ban 1435 AH", "2014-06-13"),
        ("1435/7/15 هـ", "2014-05-14"),
        ("3/25/2019", "2019-03-25"),
        ("1 Nov 15", "2015-11-01"),
        ("(Coast Desk, 9 Sept. 98)", "1998-09-09"),
        ("17-Feb-07", "2007-02-17"),
        ("Oct 4, '12", "2012-10-04"),
        ("٣ أيار ٩٨", "1998-05-03"),
        ("04.11.19", "2019-11-04"),
        (r"5\3\2011", "2011-03-05"),
        ("7 ـ 9 ـ 1995", "1995-09-07"),
        ("7 أيلول ( سبتمبر ) 1995", "1995-09-07"),
        ("3. Mai 2017", "2017-05-03"),
        ("Mittwoch, den 12. Oktober 1988", "1988-10-12"),
        ("samedi 14 mars 2016", "2016-03-14"),
        ("this 9th day of June 1967", "1967-06-09"),
        ("الفاتح من نوفمبر 1954", "1954-11-01"),
        ("30/2/2014", None),
        ("a plain sentence", None),
    ],
)
def test_a_date_is_read_as_iso(text: str, iso: str | None) -> None:
    mention = parse_date(text)
    assert (mention.iso if mention else None) == iso


@pytest.mark.parametrize(
    ("text", "raws"),
    [
        ("I may march in May. In March he left.", ["May", "March"]),
        ("Theresa May said so. The March on the palace failed.", []),
        ("التقى الرئيس رجب أردوغان الوفد", []),
        ("التقى الرئيس الوفد في رجب الماضي", ["رجب"]),
        ("مارس الضغط عليهم في مارس", ["مارس"]),
        ("قال أب لابنه", []),
        ("عاد في آب وسافر في أيلول", ["آب", "أيلول"]),
        ("النسبة تقترب من صفر", []),
        ("between 12-15 March 2020", ["12", "15 March 2020"]),
        ("on March 15-18, 2011 and in April", ["March 15", "18, 2011", "April"]),
        ("On 1 November 15 people came, and on 2 May 30.", ["1 November", "2 May 30"]),
        ("On 3 May 12 trucks left; section 1.2.13 says why.", ["3 May"]),
        ("3. March for bread, 4. March for work", []),
        ("version 1.2.2010.3 of 1-2-3-4", []),
        ("في حزيران/يونيو وتموز/يوليو", ["حزيران/يونيو", "تموز/يوليو"]),
    ],
)
def test_only_dates_are_found_in_running_text(text: str, raws: list[str]) -> None:
    assert [mention.raw for mention in find_dates(text)] == raws


@pytest.mark.parametrize(
    "text",
    [
        "7 September 1995, 20:40 GMT+3",
        "Published on Thursday, September 7, 1995 at 8:40 p.m.",
        "الخميس: 7/9/1995",
        "7 September 1995 (Thursday)",
        "Dated this 7th day of September, 1995",
        "1995-09-07T20:40:00Z",
    ],
)
def test_a_line_is_only_a_date(text: str) -> None:
    mention = read_date_line(Line(text=text, start=0, end=len(text), after_gap=True))
    assert mention is not None
    assert mention.iso == "1995-09-07"


def test_an_ambiguous_order_keeps_both_readings_and_a_weekday_decides() -> None:
    assert find_dates("05/06/2014")[0].readings == ("2014-06-05", "2014-05-06")
    decided = find_dates("Tuesday 05/06/2014")[0]
    assert (decided.iso, decided.readings) == ("2014-05-06", ())


def test_a_wrong_weekday_contradicts() -> None:
    assert find_dates("Monday, 28 March 2020")[0].contradicted
    assert not find_dates("Saturday, 28 March 2020")[0].contradicted


def test_both_calendars_side_by_side_are_two_mentions_of_one_day() -> None:
    hijri, gregorian = find_dates("15 رجب 1435 هـ الموافق 14 مايو 2014 م")
    assert (hijri.calendar, gregorian.calendar) == ("islamic", "gregorian")
    assert hijri.iso == gregorian.iso == "2014-05-14"


PIECES = st.sampled_from(
    ["12", "3", "/", "-", ".", " ", "2014", "١٤٣٥", "May", "آذار", "شباط", "السبت", "of", "هـ", ",", "of "]
)


@settings(max_examples=300, deadline=None)
@given(st.one_of(st.text(max_size=60), st.lists(PIECES, max_size=12).map("".join)))
def test_places_are_exact_and_never_overlap(text: str) -> None:
    end = 0
    for mention in find_dates(text):
        assert text[mention.start : mention.end] == mention.raw
        assert mention.start >= end
        end = mention.end
