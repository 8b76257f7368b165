"""From the flow to the desk and back: what a person decided holds in the next run, and its pages show it."""

import shutil
from datetime import UTC, datetime

import polars as pl
import pytest

from reports.desk.beads import merge, to_texts
from reports.desk.presenting import sides_of
from reports.desk.recording import Action
from reports.desk.serving import open_desk

RENDERING = "A sentence that an editor wrote at eleven at night."


@pytest.fixture
def desk(demo, tmp_path):
    """A desk over a copy of the run over the examples."""
    shutil.copytree(demo.out, tmp_path / "run")
    opened = open_desk(tmp_path / "run", clock=lambda: datetime(2026, 11, 26, 23, tzinfo=UTC))
    yield opened
    opened.database.close()


def omission(desk):
    """The translation of an omission that counts for its verdict, and its id."""
    found = pl.col("category") == "omission", pl.col("severity") == "major"
    frame = pl.read_parquet(desk.run / "findings.parquet").filter(*found)
    return frame.sort("finding").select("translation", "finding").row(0)


def test_what_was_decided_holds_in_the_next_run_and_is_on_its_pages(desk, demo) -> None:
    translation, finding = omission(desk)
    before = pl.read_parquet(desk.run / "verdicts.parquet").filter(pl.col("translation") == translation)
    who = {"by": "Amina", "translation": translation}
    said = {"decision": "dismissed", "reason": "The caption stands elsewhere.", "category": "omission"}
    desk.act(translation, lambda _: Action(**who, subject=f"finding:{finding}", kind="dismiss", data=said))

    def render(work):
        worked = next(each for each in work.passages if each.passage.english and each.passage.arabic)
        texts = {side: " ".join(each.text for each in getattr(worked.passage, side)) for side in ("english", "arabic")}
        data = {"rendering": RENDERING, **texts}
        return Action(**who, subject=f"rendering:{worked.key}", kind="render", passage=worked.key, data=data)

    def join(work):
        index = max(number for number, bead in enumerate(work.beads[:-1]) if bead.english and bead.arabic)
        gone, laid = merge(work.beads, index)
        data = {"before": to_texts(sides_of(work.report), gone), "after": to_texts(sides_of(work.report), laid)}
        return Action(**who, subject="beads", kind="merge", data=data)

    desk.act(translation, render)
    desk.act(translation, join)
    [joined] = [bead for bead in desk.work(translation).beads if bead.fixed]
    demo.again(desk.run)

    rows = pl.read_parquet(desk.run / "findings.parquet").filter(pl.col("finding") == finding)
    assert rows["dismissed"].to_list() == ["The caption stands elsewhere."]
    after = pl.read_parquet(desk.run / "verdicts.parquet").filter(pl.col("translation") == translation)
    assert after["penalty"].item() < before["penalty"].item()
    beads = pl.read_parquet(desk.run / "beads.parquet").filter(pl.col("translation") == translation)
    assert (list(joined.english), list(joined.arabic)) in beads.select("english", "arabic").rows()
    page = (desk.run / "documents" / f"{translation}.html").read_text(encoding="utf-8")
    assert "editor wrote" in page
    assert "eleven at night." in page
    assert "The caption stands elsewhere." in page

    desk.refresh()
    work = desk.work(translation)
    assert work.lost == ()
    assert [each.rendering.data["rendering"] for each in work.passages if each.rendering] == [RENDERING]
    decided = {each.reported.id: each.decision for worked in work.passages for each in worked.findings}
    assert decided[finding] == "dismissed"
    assert [(bead.english, bead.arabic) for bead in work.beads if bead.fixed] == [(joined.english, joined.arabic)]
