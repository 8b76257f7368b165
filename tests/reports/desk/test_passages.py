"""What a person adds to a passage, says about it, and lays otherwise."""

import pytest

from alignments.corrections import fit_beads, read_corrections


def key_of(desk, document, number):
    return next(each.key for each in desk.work(document).passages if each.number == number)


@pytest.fixture
def at(client, desk, budget):
    """The page of a passage by its number."""
    return lambda number, who=client: who.get(f"/work/{budget}/{key_of(desk, budget, number)}")


def shape(desk, document):
    return [(bead.arabic, bead.english) for bead in desk.work(document).beads]


def test_a_finding_is_added_on_the_words_of_both_sides(client, desk, budget, at) -> None:
    fields = {"category": "mistranslation", "severity": "minor", "evidence": "too strong"}
    answer = client.submit(at(3).form("/findings"), english="books and roofs", arabic="الكتب والسقوف", **fields)
    page = client.get(answer.headers["location"]).text
    assert 'mark class="minor"' in page
    [added] = [each for each in desk.work(budget).passages[4].findings if each.was is None]
    assert (added.decision, added.by) == ("confirmed", "Amina")
    report = desk.report(budget)
    for mark, side in ((added.finding.english, report.translation), (added.finding.arabic, report.original)):
        [sentence] = [each for each in side.sentences if each.start <= mark.start < each.end]
        assert sentence.text[mark.start - sentence.start : mark.end - sentence.start] == mark.text


def test_words_that_come_twice_are_told_apart_by_their_place(client, desk, budget, at) -> None:
    form = at(1).form("/findings", -1)
    first = "The city council met in Beirut on Monday, 14 June, and approved "
    fields = {"category": "name", "severity": "minor", "english": "the", "english-at": str(len(first))}
    client.submit(form, **fields)
    [added] = [each for each in desk.work(budget).passages[2].findings if each.was is None]
    sentence = desk.report(budget).translation.sentences[1]
    assert added.finding.english.start - sentence.start == len(first)


@pytest.mark.parametrize("words", [{}, {"english": "not in the text"}, {"english": "books", "category": "no kind"}])
def test_a_finding_on_no_words_or_of_no_kind_is_refused(client, at, words) -> None:
    fields = {"category": "name", "severity": "minor", "evidence": "", **words}
    assert client.submit(at(3).form("/findings"), **fields).status_code == 400


def test_an_added_finding_can_be_undone_and_dismissed(client, desk, budget, at) -> None:
    fields = {"category": "name", "severity": "minor", "english": "books"}
    client.submit(at(3).form("/findings"), **fields)
    client.submit(at(3).form("/undo"))
    assert desk.work(budget).passages[4].findings == ()
    client.submit(at(3).form("/findings"), **fields)
    [added] = desk.work(budget).passages[4].findings
    client.submit(at(3).form(f"/findings/{added.reported.id}"), do="dismiss", reason="on second thoughts")
    assert desk.work(budget).passages[4].findings[0].decision == "dismissed"


def test_comments_answer_each_other_and_two_never_clash(client, desk, budget, at) -> None:
    other = client.another()
    other.submit(other.get("/").form("/name"), name="باسم")
    mine, theirs = at(2).form("/comments"), at(2, other).form("/comments")
    assert client.submit(mine, text="Is it a budget year?").status_code == 303
    assert other.submit(theirs, text="نعم").status_code == 303
    first = desk.work(budget).passage(key_of(desk, budget, 2)).comments[0]
    other.submit(at(2, other).form("/comments"), text="See the source.", answers=str(first.id))
    comments = desk.work(budget).passage(key_of(desk, budget, 2)).comments
    assert [(each.by, each.data["answers"]) for each in comments] == [("Amina", 0), ("باسم", 0), ("باسم", first.id)]
    assert client.submit(at(2).form("/comments"), text="?", answers="999").status_code == 409
    assert client.submit(at(2).form("/comments"), text=" ").status_code == 400


def test_passages_are_joined_and_the_run_is_told(client, desk, budget, at, run) -> None:
    answer = client.submit(at(2).form("/beads"), do="join-next")
    assert "on books and roofs" in client.get(answer.headers["location"]).text
    assert shape(desk, budget)[2] == ((2, 3), (2, 3))
    [kept] = read_corrections(run[0] / "decisions" / "corrections.jsonl").values()
    assert kept.beads == (((2, 3), (2, 3)),)
    sides = desk.report(budget)
    arabic, english = ([each.text for each in side.sentences] for side in (sides.original, sides.translation))
    assert fit_beads(kept, arabic, english).lost == 0


def test_a_passage_is_divided_and_a_sentence_moved_and_undone(client, desk, budget, at, run) -> None:
    before = shape(desk, budget)
    client.submit(at(4).form("/beads", 1), do="divide", arabic="1", english="1")
    assert shape(desk, budget)[4:6] == [((4,), (4,)), ((5,), ())]
    client.submit(at(5).form("/beads"), do="last-arabic")
    assert shape(desk, budget)[4:6] == [((4,), (4,)), ((5, 6), ())]
    for _ in range(2):
        form = client.get(f"/work/{budget}").form("/undo")
        assert client.submit(form).status_code == 303
    assert shape(desk, budget) == before
    assert read_corrections(run[0] / "decisions" / "corrections.jsonl") == {}


def test_findings_and_comments_stay_with_their_words_when_passages_are_joined(client, desk, budget, at) -> None:
    client.submit(at(2).form("/comments"), text="stays")
    client.submit(at(2).form("/rendering"), rendering="Better.")
    client.submit(at(2).form("/beads"), do="join-next")
    joined = desk.work(budget).passage(key_of(desk, budget, 2))
    assert [each.reported.id for each in joined.findings] == ["f2"]
    assert [each.data["text"] for each in joined.comments] == ["stays"]
    assert joined.rendering is None
    assert "Better." in client.get(f"/work/{budget}").text


@pytest.mark.parametrize(
    ("number", "fields"),
    [
        (0, {"do": "first-english"}),
        (0, {"do": "join-before"}),
        (4, {"do": "divide", "arabic": "0", "english": "0"}),
        (4, {"do": "sideways"}),
    ],
)
def test_what_cannot_be_laid_is_refused(client, desk, budget, at, number, fields) -> None:
    before = shape(desk, budget)
    assert client.submit(at(number).form("/beads"), **fields).status_code == 400
    assert shape(desk, budget) == before


def test_who_decides_on_a_passage_that_was_joined_meanwhile_is_told(client, desk, budget, at) -> None:
    form = at(3).form("/rendering")
    client.submit(at(2).form("/beads"), do="join-next")
    answer = client.submit(form, rendering="Late.")
    assert answer.status_code == 409
    assert "joined or divided" in answer.text
