"""Plots: the same bytes always, nothing that a page's policy would block, texts as text."""

import re

import pytest
from lxml import etree

from reports.plots import draw_counts, draw_lines, draw_ranges, draw_shares

HOSTILE = ["المكتب الإعلامي", "<i>x</i> & $5 for $6", "漢字"]
DRAWINGS = {
    "shares": lambda: draw_shares(HOSTILE, {"human": [3, 0, 1], "machine": [0, 7, 1]}, unit="texts", name="Whose work"),
    "ranges": lambda: draw_ranges(HOSTILE, [12.0, 0.0, 3.5], [(8.0, 16.0), None, (0.0, 9.0)], unit="points", name="P"),
    "counts": lambda: draw_counts(HOSTILE, [3, 2, 1200], unit="findings", name="Kinds"),
    "lines": lambda: draw_lines(
        {name: [("2010-11", 3.0), ("2012-02", 9.5)] for name in HOSTILE}, unit="points", name="Years"
    ),
}


@pytest.fixture(params=sorted(DRAWINGS))
def drawing(request):
    return DRAWINGS[request.param]


def test_the_same_numbers_give_the_same_bytes(drawing) -> None:
    assert drawing() == drawing()


def test_a_strict_policy_blocks_nothing(drawing) -> None:
    svg = etree.fromstring(drawing())
    assert {etree.QName(element).localname for element in svg.iter()} <= {
        "svg",
        "defs",
        "g",
        "path",
        "use",
        "text",
        "clipPath",
        "rect",
    }
    assert not svg.xpath("//@style | //@class | //@font-family")
    assert all(link.startswith("#") for link in svg.xpath("//@*[local-name()='href']"))


def test_every_colour_is_the_pages(drawing) -> None:
    assert not re.search(r"#[0-9a-f]{6}\b|rgb\(", drawing().replace("url(#", "url("))
    assert "currentColor" in drawing()


def test_names_are_text_and_nothing_else(drawing) -> None:
    texts = [text.strip() for text in etree.fromstring(drawing()).itertext() if text.strip()]
    assert set(HOSTILE) <= set(texts)


def test_a_reader_is_told_what_is_drawn(drawing) -> None:
    svg = etree.fromstring(drawing())
    assert svg.get("role") == "img"
    assert svg.get("aria-label")


def test_counts_stand_in_the_bars() -> None:
    texts = [text.strip() for text in etree.fromstring(DRAWINGS["counts"]()).itertext()]
    assert "1,200" in texts
