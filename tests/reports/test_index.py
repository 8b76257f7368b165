import dataclasses
import re
import time

import pytest
from lxml import html

from corpus.problems import UsageError
from reports.index import render_index
from reports.summary import collect_summary
from reports.tables import open_tables
from reports.writing import write_reports


@pytest.fixture(scope="module")
def summary(built):
    return collect_summary(open_tables(built[0]))


def test_problems_come_first_and_say_what_to_do(summary) -> None:
    text = " ".join(html.fromstring(render_index(summary)).text_content().split())
    assert text.index("2 problems to mend") < text.index("Documents, the worst first")
    assert "empty.txt (reading): the file is empty (0 bytes). What to do: Send the text again." in text
    assert "letter<i>.txt, article 1 (finding the original): the <b>title</b> is missing" in text


def test_documents_stand_worst_first(summary) -> None:
    entry = summary.entries[0]
    other = [
        dataclasses.replace(entry, document="a", verdict="publish", penalty=0.0, severities=()),
        dataclasses.replace(entry, document="b", verdict="retranslate", penalty=90.0),
        dataclasses.replace(entry, document="c", penalty=99.0),
    ]
    from reports.summary import _worst_first

    assert [one.document for one in sorted([*other, entry], key=_worst_first)] == ["b", "c", entry.document, "a"]


def test_entries_carry_what_the_filters_ask_for(summary, built) -> None:
    names = built[1]
    entry = next(entry for entry in summary.entries if entry.document == names["budget"])
    assert entry.severities == (("critical", 1), ("major", 3), ("minor", 2), ("neutral", 1))
    assert entry.publisher == "جريدة الميناء"
    row = html.fromstring(render_index(summary)).xpath(f"//tr[.//a[@href='documents/{entry.document}.html']]")[0]
    assert row.get("data-original") == "yes"
    assert "omission" in row.get("data-categories").split()
    assert row.get("data-verdict").endswith(" revise")


def test_what_has_no_report_is_named_all_the_same(summary) -> None:
    assert [row.title for row in summary.unjudged] == ["رسالة بلا ترجمة"]
    assert summary.machines == (("marian", 1),)


def test_the_table_is_complete_without_a_script(summary) -> None:
    page = html.fromstring(render_index(summary))
    assert page.xpath("//form[@hidden]")
    assert len(page.xpath("//table[contains(@class, 'list')]/tbody/tr")) == 2


def test_ten_thousand_documents_are_a_page_in_seconds(summary) -> None:
    entry = summary.entries[0]
    many = tuple(dataclasses.replace(entry, document=f"{number:012x}") for number in range(10_000))
    started = time.perf_counter()
    page = render_index(dataclasses.replace(summary, entries=many))
    assert time.perf_counter() - started < 30
    assert page.count('<tr role="row" data-verdict') == 10_000


def test_writing_leaves_whole_files_and_nothing_else(built) -> None:
    run, names = built
    written = sorted(path.name for path in (run / "documents").iterdir())
    assert written == sorted(f"{names[name]}.{kind}" for name in ("budget", "hostile") for kind in ("html", "json"))
    assert not list(run.glob(".writing-*"))


def test_writing_again_changes_no_byte_and_takes_a_choice(built) -> None:
    run, names = built
    path = run / "documents" / f"{names['budget']}.html"
    before = path.read_bytes()
    path.unlink()
    assert write_reports(run, [names["budget"]]) == run / "index.html"
    assert path.read_bytes() == before


def test_writing_an_unknown_document_says_so(built) -> None:
    with pytest.raises(UsageError, match=re.escape("../../etc/passwd")):
        write_reports(built[0], ["../../etc/passwd"])
