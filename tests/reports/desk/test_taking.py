"""What the desk takes from the run and from the files of decisions, and what it leaves there."""

from importlib.resources import files

import polars as pl
import pytest
from alembic import command
from alembic.config import Config

from alignments.corrections import Correction, bead_texts, read_corrections, write_corrections
from reports.desk.changes import content_keys
from reports.desk.events import read_events
from reports.desk.schema import PASSAGES
from reports.desk.serving import open_desk
from reports.desk.worklist import Wish, list_passages
from reports.renderings import Rendering, read_renderings, write_renderings
from reports.report import join_sentences
from reports.tables import open_tables

AT = "2026-01-01T00:00:00+00:00"


@pytest.fixture
def reopen(run, clock):
    """Opens the desk anew, as after a restart."""
    opened = []

    def reopen():
        opened.append(open_desk(run[0], clock=clock))
        return opened[-1]

    yield reopen
    for each in opened:
        each.database.close()


def passage_of(desk, document, number):
    return next(each for each in desk.work(document).passages if each.number == number)


def rendering_of(desk, document, number, text):
    passage = passage_of(desk, document, number).passage
    return Rendering(
        translation=document,
        english=join_sentences(passage.english),
        arabic=join_sentences(passage.arabic),
        rendering=text,
        by="Basim",
        at=AT,
    )


def test_only_the_document_whose_rows_changed_has_another_key(run) -> None:
    before = content_keys(open_tables(run[0]))
    path = run[0] / "sentences.parquet"
    frame = pl.read_parquet(path)
    last = (pl.col("document") == run[1]["hostile"]) & (pl.col("number") == 3)
    frame.with_columns(pl.when(last).then(pl.lit("Changed.")).otherwise("text").alias("text")).write_parquet(path)
    after = content_keys(open_tables(run[0]))
    assert [name for name in before if before[name] != after[name]] == [run[1]["hostile"]]
    frame.write_parquet(path)
    assert content_keys(open_tables(run[0])) == before


def test_a_changed_original_changes_its_translation(run) -> None:
    before = content_keys(open_tables(run[0]))
    path = run[0] / "sentences.parquet"
    original = pl.col("document") == run[1]["arabic"]
    pl.read_parquet(path).filter(~original | (pl.col("number") < 6)).write_parquet(path)
    after = content_keys(open_tables(run[0]))
    assert [name for name in before if before[name] != after[name]] == [run[1]["budget"]]


def test_opening_again_takes_nothing_anew(desk, reopen) -> None:
    with desk.database.reading() as connection:
        rows = connection.execute(PASSAGES.select().order_by(PASSAGES.c.id)).all()
    again = reopen()
    with again.database.reading() as connection:
        assert connection.execute(PASSAGES.select().order_by(PASSAGES.c.id)).all() == rows


def test_documents_that_left_the_run_leave_the_list_and_come_back(run, desk) -> None:
    path, hostile = run[0] / "documents.parquet", run[1]["hostile"]
    frame = pl.read_parquet(path)
    frame.filter(pl.col("document") != hostile).write_parquet(path)
    desk.refresh()
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(state="all", document=hostile)).total == 0
    frame.write_parquet(path)
    desk.refresh()
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(state="all", document=hostile)).total > 0


def test_renderings_that_lie_in_the_file_are_shown_and_never_lost(run, desk, budget, reopen) -> None:
    path = run[0] / "decisions" / "renderings.jsonl"
    path.parent.mkdir(exist_ok=True)
    known = rendering_of(desk, budget, 2, "By another hand.")
    unknown = Rendering(translation=budget, english="No more.", arabic="", rendering="Kept.", by="Basim", at=AT)
    write_renderings(path, [known, unknown])
    again = reopen()
    assert passage_of(again, budget, 2).rendering.data["rendering"] == "By another hand."
    assert passage_of(again, budget, 2).rendering.by == "Basim"
    again.undo(budget, passage_of(again, budget, 2).rendering.id, by="Amina", anybodys=True)
    assert [each.rendering for each in read_renderings(path).values()] == ["Kept."]
    assert passage_of(reopen(), budget, 2).rendering is None


def test_a_file_that_changes_under_an_open_desk_is_read(run, desk, budget) -> None:
    path = run[0] / "decisions" / "renderings.jsonl"
    path.parent.mkdir(exist_ok=True)
    write_renderings(path, [rendering_of(desk, budget, 1, "While it was open.")])
    desk.refresh()
    assert passage_of(desk, budget, 1).rendering.data["rendering"] == "While it was open."


def correction_of(desk, document, beads):
    report = desk.report(document)
    arabic, english = ([each.text for each in side.sentences] for side in (report.original, report.translation))
    texts = bead_texts(beads, arabic, english)
    return Correction(
        translation=document, original=report.original.document, beads=beads, texts=texts, by="Basim", at=AT
    )


def test_beads_that_lie_in_the_file_are_laid(run, desk, budget, reopen) -> None:
    path = run[0] / "decisions" / "corrections.jsonl"
    path.parent.mkdir(exist_ok=True)
    write_corrections(path, [correction_of(desk, budget, (((1, 2), (1, 2)),))])
    again = reopen()
    laid = [bead for bead in again.work(budget).beads if bead.fixed]
    assert [(bead.english, bead.arabic) for bead in laid] == [((1, 2), (1, 2))]
    with again.database.reading() as connection:
        assert [(event.kind, event.by) for event in read_events(connection, budget)] == [("lay", "Basim")]
    assert passage_of(again, budget, 1).laid.fixed


def test_beads_that_do_not_fit_stay_in_the_file(run, desk, budget, reopen) -> None:
    path = run[0] / "decisions" / "corrections.jsonl"
    path.parent.mkdir(exist_ok=True)
    strange = Correction(
        translation=budget,
        original=desk.report(budget).original.document,
        beads=(((0,), (0,)),),
        texts=(("شيء آخر", "Something else."),),
        by="Basim",
        at=AT,
    )
    write_corrections(path, [strange])
    assert not any(bead.fixed for bead in reopen().work(budget).beads)
    assert list(read_corrections(path).values()) == [strange]


def test_a_line_that_cannot_be_read_is_said_on_every_page(run, client, desk) -> None:
    path = run[0] / "decisions" / "renderings.jsonl"
    path.parent.mkdir(exist_ok=True)
    path.write_text("{broken\n", encoding="utf-8")
    assert "line 1 is no rendering" in client.get("/").text


def test_what_was_dismissed_in_an_earlier_version_is_not_asked_again(run, reopen, budget) -> None:
    path = run[0] / "findings.parquet"
    reason = pl.when(pl.col("finding") == "f2").then(pl.lit("as the ministry wrote"))
    pl.read_parquet(path).with_columns(reason.otherwise("dismissed").alias("dismissed")).write_parquet(path)
    desk = reopen()
    [found] = [each for each in passage_of(desk, budget, 2).findings if each.reported.id == "f2"]
    assert (found.decision, found.reason, found.by) == ("dismissed", "as the ministry wrote", "")


def test_a_desk_of_the_first_version_is_brought_up_to_date(run, desk, client, budget, reopen) -> None:
    client.submit(client.get(f"/work/{budget}").form("/status"), status="done")
    config = Config()
    config.set_main_option("script_location", str(files("reports.desk") / "migrations"))
    config.set_main_option("path_separator", "os")
    with desk.database.writing() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    desk.database.close()
    again = reopen()
    with again.database.reading() as connection:
        assert list_passages(connection, Wish()).total == 7
        assert [event.kind for event in read_events(connection, budget)] == ["status"]
    assert again.work(budget).status == "done"
