"""Web pages: metadata from tags, text without the site around it, and broken pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.formats.webpages import read_webpage
from corpus.problems import DocumentError
from corpus.reading import read_file

PAGE = """<html><head><title>خطة المدينة | الأفق</title><meta property="og:title" content="خطة المدينة">
<meta property="og:site_name" content="صحيفة الأفق"><meta name="author" content="سلمى حداد">
<meta property="article:published_time" content="2015-04-09T10:00:00+03:00"></head><body><nav>الرئيسية أخبار</nav>
<article><h1>خطة المدينة</h1><p>اجتمع <b>المجلس</b> يوم الجمعة لمناقشة الخطة.</p><script>alert(1)</script>
<p>وسيجتمع مرة أخرى<br>في الخريف القادم.</p></article><footer>جميع الحقوق محفوظة</footer></body></html>"""


@pytest.mark.parametrize("encoding", ["utf-8", "cp1256"])
def test_a_page_gives_its_metadata_and_its_article(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.html").write_bytes(PAGE.encode(encoding))
    (document,) = read_file(tmp_path / "a.html").documents
    assert {field.name: field.value for field in document.metadata} == {
        "publisher": "صحيفة الأفق",
        "author": "سلمى حداد",
        "date": "2015-04-09",
    }
    assert [each.text for each in document.sentences] == [
        "خطة المدينة",
        "اجتمع المجلس يوم الجمعة لمناقشة الخطة.",
        "وسيجتمع مرة أخرى",
        "في الخريف القادم.",
    ]


def test_a_page_nested_too_deep_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "deep.html").write_bytes(b"<div>" * 20_000 + b"<p>the end" + b"</div>" * 20_000)
    assert [problem.what for problem in read_file(tmp_path / "deep.html").problems] == ["the page holds no text"]


@pytest.mark.parametrize("data", [b"", b"<html><body></body></html>", b"<nav>a</nav>", b"\x89PNG"])
def test_a_page_without_text_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        read_webpage(data)
    assert caught.value.remedy


def test_a_page_without_marks_loses_its_menu_and_keeps_what_json_says_of_it() -> None:
    about = '{"@type": "NewsArticle", "headline": "Water Returns", "datePublished": "2016-05-03T08:00:00Z"}'
    told = "The council met on day {} to discuss the plan for the old city, and it will meet once more after {} days."
    text = "".join(f"<p>{told.format(day, day * 7)}</p>" for day in range(1, 6))
    page = f"""<html><head><script type="application/ld+json">{about}</script></head><body>
    <div class="menu"><a href="/a">Home</a> <a href="/b">Sports</a></div>
    <div id="content"><h1>Water Returns</h1>{text}<p>The end is near.</p></div></body>"""
    decoded = read_webpage(page.encode())
    assert decoded.text.startswith("Title: Water Returns\n\nDate: 2016-05-03\n\n")
    assert "The end is near." in decoded.text
    assert "Sports" not in decoded.text


def test_a_huge_page_is_taken_whole_and_that_is_noted() -> None:
    decoded = read_webpage(b"<html><body><div>A menu</div>" + b"<p>It rained.</p>" * 25_000)
    assert decoded.text.startswith("A menu")
    assert "far larger" in decoded.notes[0]
