"""From the list to a decision and back, by forms alone; and what is left of it for the next run."""

import json

import polars as pl
import pytest

from reports.desk.events import read_events
from reports.desk.following import NOTHING_FOUND
from reports.desk.presenting import present
from reports.desk.recording import Action
from reports.desk.serving import open_desk
from reports.desk.worklist import Wish, find_spot, list_passages
from reports.renderings import read_renderings
from scores.findings.dismissals import read_dismissals


def key_of(desk, document, number):
    return next(each.key for each in desk.work(document).passages if each.number == number)


@pytest.fixture
def page(client, desk, budget):
    """The passage with the wrong number, as a browser sees it."""
    path = f"/work/{budget}/{key_of(desk, budget, 2)}"
    return lambda: client.get(path)


def finding(desk, document, name):
    work = desk.work(document)
    return next(each for worked in work.passages for each in worked.findings if each.reported.id == name)


def test_the_list_has_the_worst_first_and_leads_to_the_passage(client, desk, budget) -> None:
    page = client.get("/").text
    with desk.database.reading() as connection:
        listed = list_passages(connection, Wish())
    worst = [line.passage.worst for line in listed.lines]
    assert worst == sorted(worst)
    assert listed.total == len(listed.lines) == 7
    first = f"/work/{budget}/{listed.lines[0].passage.key}"
    assert page.index(first) > 0
    assert "did not deny" in client.get(first).text


def test_the_list_names_the_kinds_that_are_left_to_decide(client, desk, budget, page) -> None:
    def kinds():
        with desk.database.reading() as connection:
            lines = list_passages(connection, Wish(state="all", document=budget)).lines
        return next(list(line.kinds) for line in lines if line.passage.key == key_of(desk, budget, 2))

    assert "number" in kinds()
    assert "major: Number" in " ".join(client.get("/").text.split())
    client.submit(page().form("/findings/f2"), do="confirm")
    assert "number" not in kinds()


def test_confirming_goes_back_to_the_passage_and_stays(client, desk, budget, page) -> None:
    answer = client.submit(page().form("/findings/f2"), do="confirm")
    assert answer.status_code == 303
    assert "Confirmed</b> ·" in client.get(answer.headers["location"]).text
    assert (finding(desk, budget, "f2").decision, finding(desk, budget, "f2").by) == ("confirmed", "Amina")


def test_a_dismissal_needs_a_reason_and_is_handed_to_later_runs(client, desk, budget, page, run) -> None:
    assert client.submit(page().form("/findings/f2"), do="dismiss", reason=" ").status_code == 400
    assert finding(desk, budget, "f2").decision == "undecided"
    client.submit(page().form("/findings/f2"), do="dismiss", reason="the budget was changed later")
    [kept] = read_dismissals(run[0] / "decisions" / "dismissals.jsonl").values()
    assert (kept.finding, kept.translation, kept.category) == ("f2", budget, "number")
    assert (kept.english, kept.arabic, kept.by) == ("350 million", "٢٥٠ مليونًا", "Amina")
    assert kept.reason == "the budget was changed later"


def test_undo_brings_back_what_was_and_the_log_keeps_both(client, desk, budget, page, run) -> None:
    client.submit(page().form("/findings/f2"), do="dismiss", reason="fine")
    client.submit(page().form("/undo"))
    assert finding(desk, budget, "f2").decision == "undecided"
    assert read_dismissals(run[0] / "decisions" / "dismissals.jsonl") == {}
    with desk.database.reading() as connection:
        assert [event.kind for event in read_events(connection, budget)] == ["dismiss", "undo"]
    assert client.post(f"/work/{budget}/undo", page().form("/findings/f2")[1] | {"event": "1"}).status_code == 400


def test_another_kind_and_weight_change_the_order(client, desk, budget, page) -> None:
    client.submit(page().form("/findings/f2", 1), do="classify", category="name", severity="critical")
    changed = finding(desk, budget, "f2")
    assert (changed.finding.category, changed.finding.severity) == ("name", "critical")
    assert (changed.was.category, changed.was.severity) == ("number", "major")
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(severity="critical")).total == 2
    assert (
        client.submit(page().form("/findings/f2", 1), do="classify", category="x", severity="major").status_code == 400
    )


def test_a_rendering_is_shown_against_what_was_published_and_handed_on(client, desk, budget, page, run) -> None:
    answer = client.submit(page().form("/rendering"), rendering="It provides 250 million for schools.")
    shown = client.get(answer.headers["location"]).text
    assert "<del>350</del>" in shown
    assert "<ins>250</ins>" in shown
    [kept] = read_renderings(run[0] / "decisions" / "renderings.jsonl").values()
    assert (kept.english, kept.rendering) == (
        "It provides 350 million for schools.",
        "It provides 250 million for schools.",
    )
    client.submit(page().form("/rendering"), withdraw="yes")
    assert read_renderings(run[0] / "decisions" / "renderings.jsonl") == {}


def test_who_was_slower_is_told_and_nothing_is_overwritten(client, desk, budget, page) -> None:
    other = client.another()
    other.submit(other.get("/").form("/name"), name="Basim")
    seen = other.get(f"/work/{budget}/{key_of(desk, budget, 2)}").form("/rendering")
    client.submit(page().form("/rendering"), rendering="Mine.")
    answer = other.submit(seen, rendering="Theirs.")
    assert answer.status_code == 409
    assert "Mine." in answer.text
    assert "Theirs." in answer.text
    assert desk.work(budget).passage(key_of(desk, budget, 2)).rendering.data["rendering"] == "Mine."
    assert other.submit(answer.form("/rendering")).status_code == 303
    assert desk.work(budget).passage(key_of(desk, budget, 2)).rendering.data["rendering"] == "Theirs."


def test_two_findings_of_one_passage_do_not_get_into_each_others_way(client, desk, budget) -> None:
    page = client.get(f"/work/{budget}/{key_of(desk, budget, 1)}")
    assert client.submit(page.form("/findings/f0"), do="confirm").status_code == 303
    assert client.submit(page.form("/findings/f1"), do="confirm").status_code == 303


def test_how_far_a_document_is(client, desk, budget) -> None:
    client.submit(client.get(f"/work/{budget}").form("/status"), status="done")
    assert desk.work(budget).status == "done"
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(status="done")).total == 6
        assert list_passages(connection, Wish(status="waiting")).total == 1


def test_decisions_outlive_a_run_over_the_same_texts(client, desk, budget, page, run) -> None:
    client.submit(page().form("/findings/f2"), do="dismiss", reason="fine")
    client.submit(page().form("/rendering"), rendering="Better.")
    findings, beads = run[0] / "findings.parquet", run[0] / "beads.parquet"
    rows = pl.read_parquet(findings)
    new = rows.filter(pl.col("finding") == "f0").with_columns(pl.lit("new").alias("finding"))
    pl.concat([rows.filter(pl.col("finding") != "f1"), new]).write_parquet(findings)
    frame = pl.read_parquet(beads)
    frame.with_columns(pl.col("number") + pl.when(pl.col("number") > 1).then(10).otherwise(0)).write_parquet(beads)
    desk.refresh()
    assert finding(desk, budget, "f2").decision == "dismissed"
    assert finding(desk, budget, "new").decision == "undecided"
    assert desk.work(budget).passage(key_of(desk, budget, 2)).rendering.data["rendering"] == "Better."


def test_a_decision_whose_finding_is_gone_is_kept_and_shown(client, desk, budget, page, run) -> None:
    client.submit(page().form("/findings/f2"), do="dismiss", reason="a matter of taste")
    path = run[0] / "findings.parquet"
    rows = pl.read_parquet(path)
    rows.filter(pl.col("finding") != "f2").write_parquet(path)
    shown = client.get(f"/work/{budget}").text
    assert "Decisions without a place" in shown
    assert "a matter of taste" in shown
    assert "f2" in read_dismissals(run[0] / "decisions" / "dismissals.jsonl")
    rows.write_parquet(path)
    desk.refresh()
    assert finding(desk, budget, "f2").decision == "dismissed"


def test_dismissals_of_a_colleagues_file_are_taken_and_never_lost(run, desk, client, budget, page) -> None:
    path = run[0] / "decisions" / "dismissals.jsonl"
    path.parent.mkdir(exist_ok=True)
    theirs = {"translation": budget, "category": "number", "english": "350 million", "arabic": "", "original": ""}
    theirs |= {"reason": "seen", "by": "Basim", "at": "2026-01-01T00:00:00+00:00"}
    lines = [{"finding": name, **theirs} for name in ("f2", "ffff")]
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    again = open_desk(run[0], clock=desk.clock)
    assert (finding(again, budget, "f2").decision, finding(again, budget, "f2").by) == ("dismissed", "Basim")
    again.database.close()
    client.submit(page().form("/findings/f2"), do="reopen")
    assert set(read_dismissals(path)) == {"ffff"}


def test_a_broken_line_stops_the_file_and_not_the_decision(run, desk, client, budget, page) -> None:
    path = run[0] / "decisions" / "dismissals.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{broken\n", encoding="utf-8")
    client.submit(page().form("/findings/f2"), do="dismiss", reason="fine")
    assert finding(desk, budget, "f2").decision == "dismissed"
    assert path.read_text(encoding="utf-8") == "{broken\n"
    assert "cannot be handed to later runs" in client.get("/").text


def test_texts_that_try_to_act_are_shown_as_text(client, desk, run) -> None:
    hostile = run[1]["hostile"]
    for worked in desk.work(hostile).passages:
        page = client.get(f"/work/{hostile}/{worked.key}").text
        assert "<script>document" not in page
        assert "<img" not in page
    form = client.get(f"/work/{hostile}/{key_of(desk, hostile, 1)}").form("/findings/")
    client.submit(form, do="dismiss", reason="<script>alert(1)</script>")
    assert "<script>alert" not in client.get(f"/work/{hostile}").text


def test_the_tables_are_what_the_log_and_the_run_add_up_to(client, desk, budget, page) -> None:
    client.submit(page().form("/findings/f2"), do="confirm")
    with desk.database.reading() as connection:
        shown = [line.passage for line in list_passages(connection, Wish(state="all")).lines]
        work = present(desk.report(budget), desk.work(budget).state)
    ours = {row.key: row.undecided for row in shown if row.translation == budget}
    assert ours == {worked.key: worked.undecided for worked in work.passages}


def test_decisions_go_where_the_run_reads_them(run, tmp_path, clock, budget) -> None:
    facts = json.loads((run[0] / "run.json").read_text(encoding="utf-8"))
    facts["settings"] = {"decisions": str(tmp_path / "kept")}
    (run[0] / "run.json").write_text(json.dumps(facts), encoding="utf-8")
    opened = open_desk(run[0], clock=clock)
    action = Action(
        by="x", translation=budget, subject="finding:f2", kind="dismiss", data={"decision": "dismissed", "reason": "y"}
    )
    opened.act(budget, lambda _: action)
    opened.database.close()
    assert set(read_dismissals(tmp_path / "kept" / "dismissals.jsonl")) == {"f2"}


def test_a_list_without_a_passage_leads_to_all_of_them(client) -> None:
    page = client.get("/?words=books").text
    assert "No passage is like that." in page
    assert "words=books&amp;state=all" in page
    assert "No passage is like that." not in client.get("/?words=books&state=all").text


def test_a_dismissed_passage_keeps_its_place_so_that_the_next_one_follows(client, desk, budget) -> None:
    wish = Wish()
    with desk.database.reading() as connection:
        before = [line.passage.key for line in list_passages(connection, wish).lines]
    worked = next(each for each in desk.work(budget).passages if each.key == before[0])
    for each in worked.findings:
        client.submit(
            client.get(f"/work/{budget}/{before[0]}").form(f"/findings/{each.reported.id}"), do="dismiss", reason="fine"
        )
    with desk.database.reading() as connection:
        assert find_spot(connection, wish, budget, before[0]).after == (budget, before[1])
        listed = list_passages(connection, Wish(state="all")).lines
    assert next(line.passage.worst for line in listed if line.passage.key == before[0]) == NOTHING_FOUND
