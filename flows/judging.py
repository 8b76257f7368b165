"""The judge stage: each pair into beads, findings, origin and verdict."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import polars as pl

from alignments.beads import Bead
from alignments.encoders import Encoder
from alignments.tables import BEADS, beads_frame
from alignments.texts import align_texts, encode_sentences
from corpus.documents import Document, Sentence
from flows.pairing import read_documents
from flows.run import Run
from flows.stages import Frames, Item, Plan, Stage, Table, each
from scores.findings.checking import find_findings
from scores.origin import judge_origin
from scores.tables import FINDINGS, ORIGINS, VERDICTS, findings_frame, origins_frame, verdicts_frame
from scores.verdicts import judge

STAGE = "judge"


def plan(run: Run) -> Plan:
    """Every translation with its original, if it has one, and the machine versions that it may be near to."""
    documents = run.read("documents").select("document", "file", "system")
    pairs = run.read("pairs").select("translation", "original")
    rows = pairs.join(documents, left_on="translation", right_on="document").sort("translation")
    items = []
    for row in rows.iter_rows(named=True):
        systems = {} if row["system"] else machine_versions(rows, row["original"])
        inputs = (row["translation"], row["original"] or "", row["system"] or "", *systems.items())
        key = run.key(STAGE, *inputs, rooms=("corpus", "alignments", "scores"))
        items.append(Item(key=key, file=row["file"], data={**row, "systems": systems}))
    return Plan(items=items)


def machine_versions(rows: pl.DataFrame, original: str | None) -> dict[str, str]:
    """System → document of the machine versions of one original, one a system."""
    machines = rows.filter(pl.col("system").is_not_null(), pl.col("original").eq_missing(original))
    found = machines.drop_nulls("original").sort("system", "translation")
    first = found.unique("system", keep="first", maintain_order=True)
    return dict(first.select("system", "translation").iter_rows())


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Judge a batch of pairs."""
    needed = {item.data[side] for item in items for side in ("translation", "original")} - {None}
    needed |= {document for item in items for document in item.data["systems"].values()}
    documents = {document.id: document for document in read_documents(run, sorted(needed))}
    encoder = run.load_encoder()
    return each(lambda item: _judge(item.data, documents, encoder), items, stage=STAGE)


def _judge(data: Mapping[str, Any], documents: Mapping[str, Document], encoder: Encoder) -> Frames:
    translation, original = documents[data["translation"]], documents.get(data["original"])
    english = translation.sentences
    arabic = original.sentences if original else ()
    vectors = (encode_sentences(arabic, encoder=encoder), encode_sentences(english, encoder=encoder))
    frames = {}
    beads: Sequence[Bead] = ()
    if original:
        alignment = align_texts(arabic, english, encoder=encoder, vectors=vectors)
        beads = alignment.beads
        frames["beads"] = beads_frame(alignment, translation=translation.id, original=original.id)
    findings = find_findings(arabic, english, beads, encoder=encoder, vectors=vectors)
    frames["findings"] = findings_frame(findings, translation=translation.id, original=data["original"])
    frames["verdicts"] = verdicts_frame({translation.id: judge(findings, arabic=arabic, english=english, beads=beads)})
    if data["system"] is None:
        origin = judge_origin(
            _texts(english),
            arabic=_texts(arabic) or None,
            beads=beads or None,
            encoder=encoder,
            machines={name: _texts(documents[document].sentences) for name, document in data["systems"].items()},
        )
        frames["origins"] = origins_frame({translation.id: origin})
    return frames


def _texts(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


JUDGE = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={
        "beads": Table(schema=BEADS, order=("translation", "number")),
        "findings": Table(schema=FINDINGS, order=("translation", "english_start", "arabic_start", "finding")),
        "origins": Table(schema=ORIGINS, order=("translation",)),
        "verdicts": Table(schema=VERDICTS, order=("translation",)),
    },
)
