"""Headers, titles, bodies and article boundaries, by golden texts."""

from __future__ import annotations

from pathlib import Path

import pytest

from corpus.headers.credit_lines import read_credit_line
from corpus.line_places import Line
from corpus.reading import read_text

DATA = Path(__file__).parent / "data"


def load_cases(name: str) -> list[object]:
    cases = []
    for case in (DATA / name).read_text("utf-8").split("\n===\n"):
        text, _, expected = case.partition("\n--- expected\n")
        articles = [dict(line.split(": ", 1) for line in each.strip().splitlines()) for each in expected.split("\n*\n")]
        cases.append(pytest.param(text, articles, id=text[:20]))
    return cases


GOLDEN = ("golden-tuned.txt", "golden-third.txt", "golden-fourth.txt")


@pytest.mark.parametrize(("text", "articles"), [case for name in GOLDEN for case in load_cases(name)])
def test_golden_articles(text: str, articles: list[dict[str, str]]) -> None:
    documents = list(read_text(text, file="golden.txt"))
    shown = [
        {field.name: field.value for field in each.metadata} | {"title": each.title, "language": each.language}
        for each in documents
    ]
    assert [{name: value for name, value in each.items() if value} for each in shown] == [
        {key: value for key, value in article.items() if key not in {"body", "ends"}} for article in articles
    ]
    for document, article in zip(documents, articles, strict=True):
        body = text[document.body.start : document.body.end]
        first, _, last = article["body"].partition(" … ")
        assert body.startswith(first)
        assert body.endswith(last)
        if "ends" in article:
            ends = article["ends"].split(" | ")
            sentences = [" ".join(each.text.split()) for each in document.sentences if each.kind == "body"]
            assert [text[-len(end) :] for text, end in zip(sentences, ends, strict=True)] == ends


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("# # #", "rule"),
        ("Share | Tweet | Print", "share"),
        ("شارك عبر فيسبوك تويتر", "share"),
        ("Home > News > A Plan", "crumb"),
        ("Home › News", "crumb"),
        ("Home » Newsroom » A Plan", "crumb"),
        ("Newsroom / Statements / A Plan", "crumb"),
        ("Newsroom | A Plan", "crumb"),
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


def test_a_dated_caption_printed_twice_under_the_title_is_no_publisher() -> None:
    caption = "The mill on the day of its opening, 4 May 2017"
    text = f"The Mill Turns Again\n\n{caption}\n\n{caption}\n\nThe mill by the river turned again on Friday."
    (document,) = read_text(text, file="a.txt")
    assert document.metadata == ()
    assert [(note.kind, document.slice(note.start, note.end)) for note in document.notes] == [("caption", caption)] * 2


@pytest.mark.parametrize("publisher", ["City Press Office", "Northern Post", "Association of the Bakers of Hama"])
@pytest.mark.parametrize("title", ["A Plan for the City", "Who Plans the City?"])
def test_a_publisher_alone_above_the_title_is_no_title(publisher: str, title: str) -> None:
    text = f"Publisher: {publisher}\n\n{title}\n\nThe council met on Friday. It will meet again in May."
    (document,) = read_text(text, file="a.txt")
    assert document.title == title
    assert [(each.name, each.value) for each in document.metadata] == [("publisher", publisher)]


@pytest.mark.parametrize("publisher", ["Voices of the Valley", "Syrians for the Sea", "أبناء الوادي"])
@pytest.mark.parametrize("kind", ["Press release", "بيان صحفي"])
def test_who_issued_a_press_release_stands_below_its_kind(publisher: str, kind: str) -> None:
    text = f"A Plan\n\n{kind}\n{publisher}\nMedia Department\n4 May 2017\n\nThe council met on Friday to discuss it."
    (document,) = read_text(text, file="a.txt")
    assert [(each.name, each.value) for each in document.metadata] == [
        ("publisher", publisher),
        ("date", "2017-05-04"),
    ]


@pytest.mark.parametrize("publisher", ["Echo of the Hills", "The Northern Star", "مرآة الساحل"])
@pytest.mark.parametrize("byline", ["By Salma Haddad", "بقلم: سلمى حداد"])
def test_a_newspaper_beside_a_byline_is_the_publisher(publisher: str, byline: str) -> None:
    text = f"A Plan\n\n{publisher}\n{byline}\n\nThe council met on Friday to discuss the plan for the old city."
    (document,) = read_text(text, file="a.txt")
    assert [each.name for each in document.metadata] == ["publisher", "author"]
    assert document.metadata[0].value == publisher


@pytest.mark.parametrize(
    ("line", "fields"),
    [
        ("By Huda Rashid, Amman", {"author": "Huda Rashid", "place": "Amman"}),
        ("By Huda Rashid | 9 August 2010", {"author": "Huda Rashid", "date": "2010-08-09"}),
        (
            "Huda Rashid, Far Shore, 9 August 2010",
            {"author": "Huda Rashid", "publisher": "Far Shore", "date": "2010-08-09"},
        ),
        ("صفاقس - سعاد راشد - 9 أوت 2010", {"place": "صفاقس", "author": "سعاد راشد", "date": "2010-08-09"}),
        ("بقلم: سعاد راشد، صوت الوادي", {"author": "سعاد راشد", "publisher": "صوت الوادي"}),
        ("Author: Huda Rashid, poet", {"author": "Huda Rashid"}),
        ("By Huda Rashid; translated by J. Reed", {"author": "Huda Rashid", "translator": "J. Reed"}),
        ("Paper: Far Shore, Author: Huda Rashid", {"publisher": "Far Shore", "author": "Huda Rashid"}),
        ("First published in Far Shore, 9 August 2010", {"publisher": "Far Shore", "date": "2010-08-09"}),
        ("Huda Rashid", {"author": "Huda Rashid"}),
        ("سعاد راشد", {"author": "سعاد راشد"}),
        ("Huda Rashid - Irbid", {"author": "Huda Rashid", "place": "Irbid"}),
        ("The Far Shore, 9 August 2010", {"publisher": "The Far Shore", "date": "2010-08-09"}),
        ("The Hague, 9 August 2010", {"place": "The Hague", "date": "2010-08-09"}),
        ("Published in Far Shore on 9 August 2010", {"publisher": "Far Shore", "date": "2010-08-09"}),
        ("A short story by Huda Rashid", {"author": "Huda Rashid"}),
        ("نویسنده: سمیر حداد", {"author": "سمیر حداد"}),
        ("Photographs by Huda Rashid", {}),
        ("Illustrator: Huda Rashid", {}),
        ("Page 4 - Opinion", {}),
        ("Original language: Arabic", {}),
        ("حوار - حاورتها: سعاد راشد", {}),
        ("Interviewed by Huda Rashid for Far Shore", {"publisher": "Far Shore"}),
        ("حرر بصفاقس في 9 أوت 2010", {"place": "صفاقس", "date": "2010-08-09"}),
        ("Al-Ahali, 9/8/2010", {"publisher": "Al-Ahali", "date": "2010-08-09"}),
    ],
)
def test_a_line_of_credits_gives_each_of_them(line: str, fields: dict[str, str]) -> None:
    text = f"A Plan\n\n{line}\n\nThe council met on Friday to discuss the plan for the old city, and voted for it."
    (document,) = read_text(text, file="a.txt")
    assert {each.name: each.value for each in document.metadata} == fields
    assert document.slice(document.body.start, document.body.end).startswith("The council")


@pytest.mark.parametrize(
    "line",
    [
        "Cedars, Rain, Salt",
        "Long Winter",
        "حكاية قصيرة",
        "Two Letters, One Answer",
        "By the river, in May",
        "جمال الطبيعة",
    ],
)
def test_a_subtitle_is_no_line_of_credits(line: str) -> None:
    text = f"A Plan\n\n{line}\n\nThe council met on Friday to discuss the plan for the old city, and voted for it."
    (document,) = read_text(text, file="a.txt")
    assert document.metadata == ()


RUNNING = "The council met on Friday to discuss the plan for the old city, and most of its members voted for it."


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("A Plan\nBy Huda Rashid", "A Bridge\nBy Samer Darwish"),
        ("A Plan\nAmman, 9 August 2010", "A Bridge\nIrbid, 2 August 2010"),
        ("A Plan\n\nAMMAN (Petra) -", "A Bridge\n\nIRBID (Petra) -"),
    ],
)
def test_titles_above_credits_begin_articles(first: str, second: str) -> None:
    gap = " " if first.endswith("-") else "\n\n"
    text = f"{first}{gap}{RUNNING}\n\n{second}{gap}{RUNNING}"
    assert [each.title for each in read_text(text, file="a.txt")] == ["A Plan", "A Bridge"]


@pytest.mark.parametrize(
    ("header", "fields"),
    [
        ("Publihser: Far Shore\nPublishng date: 9 August 2010", {"publisher": "Far Shore", "date": "2010-08-09"}),
        ("Auther: Huda Rashid", {"author": "Huda Rashid"}),
        ("تاريخ النشرر: 9 آب 2010", {"date": "2010-08-09"}),
        ("عمان: «صوت الوادي»", {"place": "عمان", "source": "صوت الوادي"}),
        ("Amman - Huda Rashid:", {"place": "Amman", "author": "Huda Rashid"}),
        ("Seven Winters in the Hills\n\nBy Huda Rashid", {"author": "Huda Rashid"}),
        ("The mill in snow (photo: Huda Rashid)", {}),
        ("(Picture: the mill in snow)", {}),
    ],
)
def test_what_stands_under_a_title_is_no_body(header: str, fields: dict[str, str]) -> None:
    (document,) = read_text(f"The Mill\n\n{header}\n\n{RUNNING}", file="a.txt")
    assert {each.name: each.value for each in document.metadata} == fields
    assert document.slice(document.body.start, document.body.end) == RUNNING


def test_an_editors_sentence_above_the_byline_stays_body() -> None:
    lead = "The mill has stood still for two years."
    (document,) = read_text(f"The Mill\n\n{lead}\n\nBy Huda Rashid\n\n{RUNNING}", file="a.txt")
    assert [each.value for each in document.metadata] == ["Huda Rashid"]
    assert [each.text for each in document.sentences] == ["The Mill", lead, RUNNING]


@pytest.mark.parametrize(
    ("foot", "fields"),
    [
        ("(Coast Daily)", {"source": "Coast Daily"}),
        ("نقلا عن صحيفة الوادي", {"source": "صحيفة الوادي"}),
        ("Irbid, May 2010", {"place": "Irbid"}),
        (
            "Huda Rashid\nSecretary\nIrbid, 9 May 2010",
            {"author": "Huda Rashid", "place": "Irbid", "date": "2010-05-09"},
        ),
        ("On behalf of the committee\nHuda Rashid", {"author": "Huda Rashid"}),
        (
            "Friends of the River\nIrbid, 9 May 2010",
            {"publisher": "Friends of the River", "place": "Irbid", "date": "2010-05-09"},
        ),
        ("أخوكم\nسعاد راشد", {"author": "سعاد راشد"}),
        ("To be continued", {}),
        ("---\n\nHuda Rashid is a novelist and lives in Irbid.", {}),
    ],
)
def test_what_stands_at_the_foot(foot: str, fields: dict[str, str]) -> None:
    (document,) = read_text(f"A Plan\n\n{RUNNING}\n\n{foot}", file="a.txt")
    assert {each.name: each.value for each in document.metadata} == fields


def test_an_editors_mail_above_the_title_is_noted() -> None:
    mail = "> On 9 May 2010 Huda Rashid wrote:\n\nPlease print this."
    (document,) = read_text(f"{mail}\n\nCall of the Valley\n\n{RUNNING}", file="a.txt")
    assert document.title == "Call of the Valley"
    assert [note.kind for note in document.notes] == ["mail", "mail"]


@pytest.mark.parametrize(
    ("name", "fields"), [("Union of Weavers", {"publisher": "Union of Weavers"}), ("Voices of the Valley", {})]
)
def test_a_name_above_a_statement_is_not_its_title(name: str, fields: dict[str, str]) -> None:
    (document,) = read_text(f"{name}\nStatement on the Water\n\n{RUNNING}", file="a.txt")
    assert document.title == "Statement on the Water"
    assert {each.name: each.value for each in document.metadata} == fields


@pytest.mark.parametrize("office", ["", "\nPoet and translator"])
def test_an_author_above_the_title_is_not_the_title(office: str) -> None:
    (document,) = read_text(f"Huda Rashid{office}\n\nA Plan\n\n{RUNNING}", file="a.txt")
    assert document.title == "A Plan"
    assert [each.value for each in document.metadata] == ["Huda Rashid"]


def test_when_a_text_was_posted_is_read() -> None:
    posted = "Posted by Huda Rashid on 9 August 2010 in Opinion | 0 Comments"
    (document,) = read_text(f"A Plan\n\n{posted}\n\n{RUNNING}", file="a.txt")
    assert [each.value for each in document.metadata] == ["Huda Rashid", "2010-08-09"]


@pytest.mark.parametrize("title", ["By the River", "By My Own Hand", "بقلم مكسور"])
def test_a_title_that_begins_like_a_byline_is_a_title(title: str) -> None:
    (document,) = read_text(f"{title}\n\n{RUNNING}", file="a.txt")
    assert (document.title, document.metadata) == (title, ())


def test_an_invocation_and_a_biography_are_no_title_and_no_body() -> None:
    text = f"بسم الله الرحمن الرحيم\n\nنداء من الوادي\n\n{RUNNING}\n\n* كاتبة وباحثة من الوادي"
    (document,) = read_text(text, file="a.txt")
    assert document.title == "نداء من الوادي"
    assert document.slice(document.body.start, document.body.end) == RUNNING


@pytest.mark.parametrize("closing", ["With respect,\nHuda Rashid", "Huda Rashid", "— Huda Rashid"])
def test_a_name_alone_at_the_foot_signs(closing: str) -> None:
    (document,) = read_text(f"A Plan\n\n{RUNNING}\n\nIt meets again in May.\n\n{closing}", file="a.txt")
    assert [(each.name, each.value) for each in document.metadata] == [("author", "Huda Rashid")]
    assert document.sentences[-1].text.endswith("Huda Rashid")


@pytest.mark.parametrize("kind", ["بيان", "Statement", "قصة قصيرة"])
def test_the_kind_of_a_text_is_its_title_where_it_has_no_other(kind: str) -> None:
    (document,) = read_text(f"{kind}\n\nThe council met on Friday to discuss the plan for the old city.", file="a.txt")
    assert document.title == kind


@pytest.mark.parametrize("title", ["", "A Plan\n\n"])
@pytest.mark.parametrize("rest", ["", "\n\nThen the meeting ended, and everybody went home."])
def test_a_paragraph_that_stands_twice_by_mistake_stays_body(title: str, rest: str) -> None:
    paragraph = "The council met on Friday to discuss the plan. Most of its members voted for it."
    (document,) = read_text(f"{title}{paragraph}\n\n{paragraph}{rest}", file="a.txt")
    assert [each.text for each in document.sentences].count("Most of its members voted for it.") == 2


@pytest.mark.parametrize(
    ("line", "place"),
    [
        ("صدر في دمشق بتاريخ 5/3/2011", "دمشق"),
        ("حرر في بيروت، في ٥ آذار ٢٠١١", "بيروت"),
        ("Issued in Damascus on March 5, 2011", "Damascus"),
        ("Done at Geneva, 5 March 2011", "Geneva"),
    ],
)
def test_where_and_when_a_statement_was_issued_is_read_at_its_foot(line: str, place: str) -> None:
    text = f"A Plan\n\nThe council met on Friday to discuss the plan for the old city.\n\n{line}"
    (document,) = read_text(text, file="a.txt")
    assert [(each.name, each.raw) for each in document.metadata if each.name == "place"] == [("place", place)]
    assert document.field("date") is not None
    assert len(document.sentences) == 2


def test_an_author_between_the_title_and_the_date_is_no_part_of_a_publisher() -> None:
    text = "خطة المدينة القديمة\nسلمى حداد\nالأحد 3 أيار 2009\n\nاجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة."
    (document,) = read_text(text, file="a.txt")
    assert [(each.name, each.value) for each in document.metadata] == [("author", "سلمى حداد"), ("date", "2009-05-03")]


@pytest.mark.parametrize("hijri", ["Monday, 3 Safar 1431 AH", "9 Safar 1431 AH"])
def test_a_second_calendar_is_noted_and_the_gregorian_is_the_value(hijri: str) -> None:
    text = f"In Memory of Nadim\n\nTyre, {hijri} / 18 January 2010\n\nThe last bell founder died on Saturday."
    (document,) = read_text(text, file="a.txt")
    assert [(each.name, each.value) for each in document.metadata] == [("place", "Tyre"), ("date", "2010-01-18")]
    (note,) = [note for note in document.notes if note.kind == "date"]
    assert document.slice(note.start, note.end) == hijri
    assert ("another" in note.reason) == hijri.startswith("9")


@pytest.mark.parametrize(
    "line",
    [
        "The old mill on the day of its opening, 4 May 2017",
        "They came back to the village on 4 May 2017",
        "Cairo waits for the river to rise",
        "issued by those who had stayed behind in the houses near the river that spring and summer",
        "صادر عن قلب لا ينام.",
        "اجتمع أهالي القرية في 4 أيار 2017",
    ],
)
def test_a_sentence_under_the_title_stays_body(line: str) -> None:
    text = f"The Mill Turns Again\n\n{line}\n\nThe mill by the river turned again on Friday after thirty years."
    (document,) = read_text(text, file="a.txt")
    assert document.slice(document.body.start, document.body.end).startswith(line)


@pytest.mark.parametrize("line", ["Dear friends,", "the bakers wrote this at night", "أيها الأصدقاء،"])
def test_a_greeting_below_a_press_release_block_stays_body(line: str) -> None:
    text = (
        f"A Plan\n\nPress release\nUnion of Bakers\n12 May 2011\n{line}\n\nThe council met on Friday to discuss it all."
    )
    (document,) = read_text(text, file="a.txt")
    assert [each.value for each in document.metadata] == ["Union of Bakers", "2011-05-12"]
    assert document.slice(document.body.start, document.body.end).startswith(line)


RUNNING_AR = "اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة القديمة، ثم صوت معظم أعضائه عليها. وسيجتمع مرة أخرى في أيار."


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("A Plan for the City | The Coast Daily", "The Coast Daily"),
        ("The Coast Daily | A Plan for the City", "The Coast Daily"),
        ("Title: A Plan for the City || Reuters", "Reuters"),
        ("خطة المدينة القديمة | جريدة المنار", "جريدة المنار"),
    ],
)
def test_a_newspaper_behind_a_bar_is_no_part_of_the_title(title: str, name: str) -> None:
    (document,) = read_text(f"{title}\n\n{RUNNING}", file="a.txt")
    assert document.title in {"A Plan for the City", "خطة المدينة القديمة"}
    assert [(each.name, each.value) for each in document.metadata] == [("publisher", name)]


@pytest.mark.parametrize(
    "title", ["A Plan | Hope and Fear", "A Plan | The Coast Daily of 1950 and all who wrote for it"]
)
def test_other_words_behind_a_bar_stay_in_the_title(title: str) -> None:
    (document,) = read_text(f"{title}\n\n{RUNNING}", file="a.txt")
    assert (document.title, document.metadata) == (title, ())


def test_a_publisher_that_a_label_names_is_told_from_another_behind_a_bar() -> None:
    text = f"A Plan | The Coast Daily\nPublisher: The Hill Weekly\n\n{RUNNING}"
    (document,) = read_text(text, file="a.txt")
    assert [each.value for each in document.metadata] == ["The Coast Daily"]
    assert [note.reason for note in document.notes if note.kind == "publisher"] == [
        "another publisher than The Coast Daily"
    ]


@pytest.mark.parametrize(
    ("items", "count"),
    [
        (f"1- Flood in the Valley\n\n{RUNNING}\n\n2- A New School\n\n{RUNNING}", 2),
        (f"(1) {RUNNING_AR}\n\n(2) {RUNNING_AR}\n\n(3) {RUNNING_AR}", 3),
        (f"1. {RUNNING}\n2. {RUNNING}\n3. {RUNNING}", 0),
        ("1- Release of all\n\n2- Bread for all\n\n3- An end to war", 0),
        (f"2- Flood in the Valley\n\n{RUNNING}\n\n3- A New School\n\n{RUNNING}", 0),
    ],
)
def test_a_bulletin_of_numbered_items_stays_one_document_and_says_so(items: str, count: int) -> None:
    (document,) = read_text(f"Bulletin of the Valley\n\n{items}", file="a.txt")
    reasons = [note.reason for note in document.notes if note.kind == "bulletin"]
    assert reasons == ([f"{count} numbered items, kept as one document"] if count else [])
    assert document.slice(document.body.start, document.body.end).endswith(items[-20:])


@pytest.mark.parametrize(
    ("foot", "lines"),
    [
        ("P.O. Box 114, Amman\nTel: +962 6 555 0100\npress@example.org", 3),
        ("14 Garden Street\nHama\n+963 33 555 010", 3),
        ("ص.ب 114، عمان\nهاتف 0096265550100", 2),
        ("شارع الحدائق 14\nحماة", 2),
        ("The road has 114 houses.", 0),
        ("We waited on the road for 12 days", 0),
        ("Hama", 0),
    ],
)
def test_an_address_at_the_foot_is_no_body(foot: str, lines: int) -> None:
    (document,) = read_text(f"A Plan\n\n{RUNNING}\n\n{foot}", file="a.txt")
    assert [note.kind for note in document.notes] == ["contact"] * lines
    assert document.slice(document.body.start, document.body.end).endswith("for it." if lines else foot)


def test_a_part_of_nothing_but_space_is_no_credit() -> None:
    line = "\x1f. .)؛ Haddad 30.07.2018) A"
    assert read_credit_line(Line(line, 0, len(line), after_gap=True)) == []
