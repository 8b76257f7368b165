"""Headers, titles, bodies and article boundaries, by golden texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.reading import read_text

DATA = Path(__file__).parent / "data"


def load_cases() -> list[tuple[str, list[dict[str, str]]]]:
    cases = []
    for case in (DATA / "golden-tuned.txt").read_text("utf-8").split("\n===\n"):
        text, _, expected = case.partition("\n--- expected\n")
        articles = [dict(line.split(": ", 1) for line in each.strip().splitlines()) for each in expected.split("\n*\n")]
        cases.append((text, articles))
    return cases


@pytest.mark.parametrize(("text", "articles"), load_cases())
def test_golden_articles(text: str, articles: list[dict[str, str]]) -> None:
    found = []
    for document in read_text(text, file="golden.txt"):
        body = text[document.body.start : document.body.end]
        shown = {"title": document.title, "language": document.language}
        shown |= {field.name: field.value for field in document.metadata}
        found.append(({key: value for key, value in shown.items() if value}, body))
    assert [fields for fields, _ in found] == [
        {key: value for key, value in article.items() if key != "body"} for article in articles
    ]
    for (_, body), article in zip(found, articles, strict=True):
        first, _, last = article["body"].partition(" … ")
        assert body.startswith(first)
        assert body.endswith(last)


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# # #", "rule"),
        ("Share | Tweet | Print", "share"),
        ("شارك عبر فيسبوك تويتر", "share"),
        ("Home > News > A Plan", "crumb"),
        ("جميع الحقوق محفوظة", "rights"),
        ("Tags: plan, city", "tags"),
        ("اقرأ أيضا: خبر آخر", "related"),
    ],
)
def test_lines_of_the_site_are_noted_and_stay_out_of_the_sentences(line: str, kind: str) -> None:
    body = "The council met on Friday to discuss the plan for the old city. It will meet again next week."
    (document,) = read_text(f"A Plan\n\n{body}\n\n{line}", file="a.txt")
    assert [(note.kind, document.slice(note.start, note.end)) for note in document.notes] == [(kind, line)]
    assert line not in [each.text for each in document.sentences]
    assert document.slice(document.body.start, document.body.end) == body


def test_a_second_date_that_differs_is_kept_as_a_doubt() -> None:
    text = "A Plan\n\nDate: 2014-06-30\n\nThe council met on Friday to discuss it.\n\n1 July 2014"
    (document,) = read_text(text, file="a.txt")
    date = document.field("date")
    assert date is not None
    assert date.value == "2014-06-30"
    assert any(note.kind == "date" and "another date" in note.reason for note in document.notes)
