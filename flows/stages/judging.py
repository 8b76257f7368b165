"""The judge stage: what persons dismissed and the pass marks turn findings into verdicts; nothing is encoded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import astuple, replace

import polars as pl

from alignments.tables import load_beads
from corpus.documents import Document
from corpus.problems import Problem
from flows.run import Run
from flows.stages.checking import CHECK, FINDINGS_ORDER
from flows.stages.proposing import read_documents
from flows.stages.stage import Frames, Item, Plan, Stage, Table, done_keys, each, rows_of
from scores.findings.dismissals import Dismissal, scan_dismissals
from scores.tables import FINDINGS, VERDICTS, apply_dismissals, findings_frame, open_findings, verdicts_frame
from scores.usage import load_departures, name_departures
from scores.verdicts import judge
from scores.witnesses import hear_witnesses

STAGE = "judge"
_ROOMS = ("corpus", "alignments", "scores")
_MARKS = ("publish", "retranslate", "least_coverage", "publish_coverage", "least_confidence")


def plan(run: Run) -> Plan:
    """Every checked translation; its key holds what was found, the pass marks and what of it was dismissed."""
    documents = run.read("documents", "document", "file")
    pairs = run.read("pairs", "translation", "original")
    files = dict(documents.iter_rows())
    originals = dict(pairs.iter_rows())
    dismissed, problems = _dismissals(run)
    items = []
    checks = done_keys(run, CHECK)
    siblings = _siblings(checks, originals)
    departures = load_departures(run.read("departures"))
    for translation, check in sorted(checks.items()):
        original = originals[translation]
        others = siblings.get(translation, {})
        applied = [*dismissed[translation], *(dismissed[original] if original else [])]
        departed = departures.get(translation, ())
        inputs = (
            check,
            *sorted(others.values()),
            *(value for each in applied for value in astuple(each)),
            *(value for each in departed for value in astuple(each)),
        )
        key = run.key(STAGE, *inputs, rooms=_ROOMS, settings=_MARKS)
        data = {
            "original": original,
            "check": check,
            "others": others,
            "departures": departed,
            "dismissals": {each.finding: each for each in applied},
        }
        items.append(Item(key=key, file=files[translation], document=translation, data=data))
    return Plan(items=items, problems=problems)


def _siblings(checks: Mapping[str, str], originals: Mapping[str, str | None]) -> dict[str, dict[str, str]]:
    """Translation → the other checked translations of its original, with the keys of what was found in them."""
    of_original: defaultdict[str, dict[str, str]] = defaultdict(dict)
    for translation, check in checks.items():
        if original := originals[translation]:
            of_original[original][translation] = check
    return {
        translation: {other: key for other, key in group.items() if other != translation}
        for group in of_original.values()
        for translation in group
    }


def _dismissals(run: Run) -> tuple[Mapping[str, Sequence[Dismissal]], list[Problem]]:
    """The dismissals by the translation they are about, and by its original for the translation's later versions."""
    last: dict[str, Dismissal] = {}
    problems = []
    for each_line in scan_dismissals(run.decisions / "dismissals.jsonl"):
        if isinstance(each_line, Problem):
            problems.append(replace(each_line, stage=STAGE))
        else:
            last[each_line.finding] = each_line
    found: defaultdict[str, list[Dismissal]] = defaultdict(list)
    for name in sorted(last):
        for document in {last[name].translation, last[name].original} - {""}:
            found[document].append(last[name])
    return found, problems


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Judge a batch of translations."""
    needed = {item.document for item in items} | {item.data["original"] for item in items}
    documents = {document.id: document for document in read_documents(run, sorted(needed - {None}))}
    beads = run.rows("beads", "translation", sorted(documents))
    keys = {key for item in items for key in (item.data["check"], *item.data["others"].values())}
    findings = rows_of(run, CHECK, sorted(keys), "findings").collect()
    return each(lambda item: _judge(run, item, documents, beads=beads, findings=findings), items, stage=STAGE)


def _judge(
    run: Run, item: Item, documents: Mapping[str, Document], *, beads: pl.DataFrame, findings: pl.DataFrame
) -> Frames:
    translation = documents[item.document]
    original = documents.get(item.data["original"])
    arabic, english = original.sentences if original else (), translation.sentences
    laid = load_beads(beads, translation=translation.id, original=original.id).beads if original else ()
    own = hear_witnesses(findings.select(*FINDINGS), translation.id, witnesses=item.data["others"])
    departures = name_departures(item.data["departures"], arabic=arabic, english=english, beads=laid)
    spelt = findings_frame(departures, translation=translation.id, original=item.data["original"])
    marked = apply_dismissals(pl.concat([own, spelt]), item.data["dismissals"])
    verdict = judge(open_findings(marked), arabic=arabic, english=english, beads=laid, marks=run.settings.marks)
    return {"findings": marked, "verdicts": verdicts_frame({translation.id: verdict})}


JUDGE = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={
        "findings": Table(schema=FINDINGS, order=FINDINGS_ORDER),
        "verdicts": Table(schema=VERDICTS, order=("translation",)),
    },
    size=200,  # cheap work: a batch is worth its reading of the tables
)
