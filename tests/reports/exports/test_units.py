"""TMX and XLIFF: what goes out comes back, and files of others do no harm."""

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.problems import DocumentError, UsageError
from reports.collecting import collect_report
from reports.exports.tmx import from_tmx, to_tmx
from reports.exports.units import Unit, UnitFinding, units_of
from reports.exports.xliff import from_xliff, to_xliff
from reports.tables import open_tables

Way = Callable[[list[Unit]], tuple[Unit, ...]]
WAYS: dict[str, Way] = {
    "tmx": lambda units: from_tmx(to_tmx(units, version="1")),
    "xliff 1.2": lambda units: from_xliff(to_xliff(units, original="a.txt")),
    "xliff 2.1": lambda units: from_xliff(to_xliff(units, original="a.txt", version="2.1")),
}
text = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn"], include_characters="\n\r\t", exclude_characters="\ufffe\uffff")
)
findings = st.builds(
    UnitFinding,
    category=text,
    severity=text,
    evidence=text,
    arabic=text,
    english=text,
    repair=text,
    confidence=st.floats(0, 1),
)
units = st.lists(
    st.builds(
        Unit,
        id=st.from_regex(r"[0-9a-f]{12}\.[0-9]{1,4}", fullmatch=True),
        arabic=text,
        english=text,
        findings=st.lists(findings, max_size=2).map(tuple),
    ),
    max_size=3,
    unique_by=lambda unit: unit.id,
)


@pytest.mark.parametrize("way", WAYS)
@settings(max_examples=50)
@given(units)
def test_units_come_back_the_same(way: str, given_units: list[Unit]) -> None:
    assert list(WAYS[way](given_units)) == given_units


@pytest.mark.parametrize("way", WAYS)
def test_the_units_of_a_report_come_back_the_same(way: str, built) -> None:
    run, names = built
    found = list(units_of(collect_report(open_tables(run), names["budget"])))
    assert len(found) == 7
    assert [(bool(unit.arabic), bool(unit.english)) for unit in found][-2:] == [(True, False), (False, True)]
    assert list(WAYS[way](found)) == found


@pytest.mark.parametrize("way", WAYS)
def test_a_character_that_xml_cannot_hold_is_replaced(way: str) -> None:
    (unit,) = WAYS[way]([Unit(id="a.0", arabic="جرس\x07", english="bell\x00 \ud800")])
    assert (unit.arabic, unit.english) == ("جرس\ufffd", "bell\ufffd \ufffd")


def test_tmx_of_another_tool_is_read_without_its_codes() -> None:
    data = """<?xml version="1.0"?><!DOCTYPE tmx SYSTEM "tmx14.dtd"><tmx version="1.4"><header/><body><!-- note -->
    <tu><tuv xml:lang="en-GB"><seg>A <bpt i="1">&lt;b></bpt>bold<ept i="1">&lt;/b></ept> <hi>word</hi></seg></tuv>
    <tuv xml:lang="AR-SY"><seg>كلمة<!-- x --></seg></tuv></tu></body></tmx>"""
    assert from_tmx(data.encode()) == (Unit(id="1", arabic="كلمة", english="A bold word"),)


def test_xliff_names_both_directions_and_the_quality_issue() -> None:
    finding = UnitFinding(category="omission", severity="major", evidence="Missing.")
    unit = Unit(id="a.0", arabic="نص", english="text", findings=(finding,))
    new = to_xliff([unit], original="a.txt", version="2.1").decode()
    assert 'srcDir="rtl"' in new
    assert 'trgDir="ltr"' in new
    old = to_xliff([unit], original="a.txt").decode()
    for data in (new, old):
        assert 'locQualityIssueType="omission"' in data
        assert 'locQualityIssueSeverity="50"' in data


@pytest.mark.parametrize("read", [from_tmx, from_xliff])
@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not xml",
        b"<html/>",
        b"\xff\xfe\x00",
        b'<!DOCTYPE tmx [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><tmx><body><tu tuid="&b;"/></body></tmx>',
        b'<!DOCTYPE tmx [<!ENTITY a SYSTEM "file:///etc/hostname">]><tmx><body>&a;</body></tmx>',
    ],
)
def test_files_that_are_something_else_are_refused(read: Callable[[bytes], object], data: bytes) -> None:
    with pytest.raises(DocumentError):
        read(data)


def test_xliff_the_other_way_round_is_refused() -> None:
    data = to_xliff([], original="a.txt").replace(b'source-language="ar"', b'source-language="fr"')
    with pytest.raises(DocumentError, match="fr to en"):
        from_xliff(data)


def test_an_unknown_version_names_the_known_ones() -> None:
    with pytest.raises(UsageError, match=r"1\.2 or 2\.1"):
        to_xliff([], original="a.txt", version="3.0")
