"""The usage stage: how the whole corpus spells its names, weighed again only when a name came, went or changed."""

from __future__ import annotations

from collections.abc import Sequence

from flows.run import Run
from flows.settings import switched_off
from flows.stages.stage import Frames, Item, Plan, Stage, Table
from flows.storage.keys import digest_file
from scores.usage import DEPARTURES, find_departures

STAGE = "usage"


def plan(run: Run) -> Plan:
    """One item, the names of all translations: to weigh them reads the list of Arabic words, which takes seconds."""
    if "spellings" in switched_off(run.settings.off):
        return Plan(items=[])
    key = run.key(STAGE, digest_file(run.table("mentions")), rooms=("corpus", "alignments", "scores"))
    return Plan(items=[Item(key=key, file="")])


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Hold every spelling against all others of its name."""
    return [{"departures": find_departures(run.read("mentions"))} for _ in items]


USAGE = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={
        "departures": Table(schema=DEPARTURES, order=("translation", "english_start", "arabic")),
    },
)
