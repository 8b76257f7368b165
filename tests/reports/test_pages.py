"""The pages as an HTML parser sees them: what is marked, which way it runs, and that no text acts."""

import dataclasses
import re

import pytest
from lxml import html

from reports.assets import header_policy, script
from reports.collecting import collect_report
from reports.pages import render_document
from reports.tables import open_tables
from scores.findings.finding import Mark

OVERRIDE = "\N{RIGHT-TO-LEFT OVERRIDE}"


def page_of(built, name: str):
    run, names = built
    return html.fromstring(render_document(collect_report(open_tables(run), names[name])))


@pytest.fixture(scope="module")
def budget(built):
    return page_of(built, "budget")


@pytest.fixture(scope="module")
def hostile(built):
    return page_of(built, "hostile")


def words(page, bead: int, language: str) -> list[tuple[str, str]]:
    marks = page.xpath(f"//*[@id='bead-{bead}']//td[contains(@class, 'text')][@lang='{language}']//mark")
    return [(mark.text_content(), mark.get("data-findings")) for mark in marks]


@pytest.mark.parametrize(
    ("bead", "language", "marked"),
    [
        (1, "en", [("Monday, ", "1"), ("14 June", "1 2"), (", and approved", "1")]),
        (1, "ar", [("4 حزيران", "2")]),
        (2, "ar", [("٢٥٠ مليونًا", "3")]),
        (4, "ar", [("لن ترتفع", "4")]),
        (5, "en", []),
        (5, "ar", [("وغاب عن الجلسة ثلاثة أعضاء احتجاجًا على تأخّر الدعوة.", "5")]),  # an omission is seen in the Arabic
        (6, "en", [("Observers called the session historic.", "6")]),
        (6, "ar", []),
    ],
)
def test_findings_lie_on_their_words(budget, bead: int, language: str, marked: list[tuple[str, str]]) -> None:
    assert words(budget, bead, language) == marked


def test_cells_say_their_language_and_direction_and_the_table_says_none(budget) -> None:
    table = budget.xpath("//table[contains(@class, 'passages')]")[0]
    assert table.get("dir") is None
    cells = table.xpath(".//td[@lang]")
    assert {(cell.get("lang"), cell.get("dir")) for cell in cells} == {("en", "ltr"), ("ar", "rtl")}
    rows = table.xpath(".//tbody[@id='bead-1']/tr[1]/td")
    assert [cell.get("lang") for cell in rows] == ["en", "ar"]  # English left, Arabic right
    assert table.xpath("./caption")


def test_no_style_sheet_sets_direction(built) -> None:
    run, names = built
    page = (run / "documents" / f"{names['budget']}.html").read_text(encoding="utf-8")
    css = re.sub(r"base64,[^)]*", "", page[page.index("<style>") : page.index("</style>")])
    assert not re.search(
        r"direction\s*:|unicode-bidi|(margin|padding|border)-(left|right)|text-align:\s*(left|right)", css
    )


def test_arabic_inside_english_is_isolated(budget) -> None:
    evidence = budget.xpath("//li[@id='finding-3']/p[2]/bdi")[0]
    assert (evidence.text, evidence.get("lang"), evidence.get("dir")) == ("٢٥٠", "ar", "rtl")


def test_map_names_every_passage_without_colour(budget) -> None:
    cells = budget.xpath("//ol[@class='strip']//a")
    assert [cell.get("href") for cell in cells] == [f"#bead-{number}" for number in range(7)]
    assert cells[4].text_content().strip().endswith("Passage 5: critical")
    assert cells[0].text_content().strip().endswith("Passage 1: nothing found")
    assert len({cell.xpath("./span[1]")[0].text for cell in cells}) == 4


def test_every_anchor_that_a_link_names_is_there_once(budget) -> None:
    ids = budget.xpath("//@id")
    assert len(ids) == len(set(ids))
    assert {link[1:] for link in budget.xpath("//a/@href") if link.startswith("#")} <= set(ids)


def test_verdict_comes_before_the_passages_with_its_reasons(budget) -> None:
    text = budget.text_content()
    places = [text.index(part) for part in ("Revise", "A promise about taxes is turned round.", "Map of the document")]
    assert places == sorted(places)
    assert "86% of the Arabic words" in text
    assert "Read and left out of the comparison" in text
    assert "nrefs:1|case:mixed" in text
    assert "Neither version was shown to be better." in text


def test_machine_versions_show_what_differs(budget) -> None:
    found = budget.xpath("//*[@id='bead-4']//details[contains(@class, 'machines')]")[0]
    assert "did not deny" in found.xpath("string(.//del[contains(., 'deny')])")
    assert "will not rise" in " ".join(found.xpath(".//dd//text()"))
    assert not found.get("open")


def test_texts_that_try_to_act_are_shown(hostile) -> None:
    assert [element.text for element in hostile.xpath("//script")] == [script("document")]
    assert not hostile.xpath("//img | //b[text()='twice'] | //em | //*[@onerror]")
    text = hostile.text_content()
    assert "<script>document.title = 'acted'</script> was the first line" in text
    assert "[RLO]gnp.exe" in text
    assert OVERRIDE not in text
    assert "A bell␇ rang" in text
    assert "letter<i>.txt" in text
    assert "Evidence with <em>markup</em>." in text


def test_the_page_of_a_document_without_original_says_so(hostile) -> None:
    text = " ".join(hostile.text_content().split())
    assert "None found: almost certain" in text
    assert "No Arabic document shares its names, numbers or meaning." in text
    assert "the <b>title</b> is missing" in text
    assert not hostile.xpath("//td[@lang='ar'][contains(@class, 'text')]")


def test_pages_carry_everything_and_fetch_nothing(built) -> None:
    run, names = built
    page = (run / "documents" / f"{names['hostile']}.html").read_text(encoding="utf-8")
    tree = html.fromstring(page)
    assert not tree.xpath(
        "//link | //script[@src] | //*[@style] | //iframe | //object | //@*[starts-with(name(), 'on')]"
    )
    assert re.findall(r"url\((?!data:font/woff2;base64,)", page) == []
    assert "script-src 'sha256-" in header_policy(page)


def test_the_same_run_makes_the_same_bytes(built) -> None:
    run, names = built
    report = collect_report(open_tables(run), names["budget"])
    again = collect_report(open_tables(run), names["budget"])
    assert render_document(report) == render_document(again)


def test_a_report_without_any_sentence_is_still_a_page(built) -> None:
    run, names = built
    report = dataclasses.replace(collect_report(open_tables(run), names["hostile"]), passages=(), general=())
    assert "No sentence was found in this document." in render_document(report)


def test_a_dismissed_finding_is_out_of_the_way_and_not_forgotten(built) -> None:
    run, names = built
    report = collect_report(open_tables(run), names["budget"])
    passage = report.passages[2]
    (number,) = passage.findings
    gone = dataclasses.replace(number, dismissed="the <ministry> counts otherwise")
    passages = (*report.passages[:2], dataclasses.replace(passage, findings=(gone,)), *report.passages[3:])
    page = render_document(dataclasses.replace(report, passages=passages))
    assert 'id="bead-2"' in page
    assert f'id="finding-{number.number}"' not in page
    assert f'href="#finding-{number.number}"' not in page
    assert "1 finding that a person dismissed" in page
    assert "the &lt;ministry&gt; counts otherwise" in page
    assert render_document(report).count("<mark") == page.count("<mark") + 2


def test_what_an_editor_wrote_stands_under_what_was_published(built) -> None:
    run, names = built
    report = collect_report(open_tables(run), names["budget"])
    passage = dataclasses.replace(report.passages[2], rendering="It provides 250 million for <all> schools.")
    passages = (*report.passages[:2], passage, *report.passages[3:])
    page = html.fromstring(render_document(dataclasses.replace(report, passages=passages)))
    [shown] = page.xpath("//*[@class='edited']")
    assert shown.xpath("ancestor::tbody/@id") == ["bead-2"]
    assert shown.xpath("string(./b)") == "What an editor wrote"
    assert (shown.xpath(".//del/text()"), shown.xpath(".//ins/text()")) == (["350"], ["250", "<all>"])
    assert words(page, 2, "en") == [("350 million", "3")]  # the finding stays on the published words


def test_a_finding_over_several_passages_is_marked_in_each_of_them(built) -> None:
    run, names = built
    report = collect_report(open_tables(run), names["budget"])
    [found] = report.passages[2].findings
    first, second = report.passages[2].english[0], report.passages[3].english[0]
    mark = Mark(sentences=(2, 3), start=first.start, end=second.start + 3, text="It provides … The")
    wide = dataclasses.replace(found, finding=dataclasses.replace(found.finding, english=mark))
    passages = (*report.passages[:2], dataclasses.replace(report.passages[2], findings=(wide,)), *report.passages[3:])
    page = html.fromstring(render_document(dataclasses.replace(report, passages=passages)))
    assert words(page, 2, "en") == [(first.text, "3")]
    assert words(page, 3, "en") == [("The", "3")]
    assert len(page.xpath("//li[@id='finding-3']")) == 1
