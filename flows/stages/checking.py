"""The check stage: each pair into beads, findings and origin. All that encodes is here; verdicts come after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import polars as pl

from alignments.beads import Bead
from alignments.corrections import Correction, Fixed, fit_beads, scan_corrections
from alignments.encoders import Encoder
from alignments.tables import BEADS, beads_frame
from alignments.texts import align_texts, encode_sentences
from corpus.documents import Document, Sentence
from corpus.problems import DocumentError, Problem
from corpus.tables import problems_frame
from flows.run import Run
from flows.settings import switched_off
from flows.stages.proposing import read_documents
from flows.stages.stage import Frames, Item, Plan, Stage, Table, each
from scores.findings.checking import check_reading, lay_out
from scores.findings.glossary import Glossary, read_glossary
from scores.findings.names.mentions import find_mentions
from scores.language_models import LanguageModel
from scores.ledger import MENTIONS, mentions_frame
from scores.origin.judging import judge_origin
from scores.tables import FINDINGS, ORIGINS, findings_frame, origins_frame

STAGE = "check"
FINDINGS_ORDER = ("translation", "english_start", "arabic_start", "finding")
_ROOMS = ("corpus", "alignments", "scores")
_SETTINGS = ("encoder", "glossary", "keep", "off", "language_model", "origin_model")


def plan(run: Run) -> Plan:
    """Every translation with its original, if it has one, and the machine versions that it may be near to."""
    documents = run.read("documents", "document", "file", "article", "system")
    pairs = run.read("pairs", "translation", "original")
    rows = pairs.join(documents, left_on="translation", right_on="document").sort("translation")
    corrections, problems = _corrections(run)
    versions = machine_versions(rows)
    items = []
    for row in rows.iter_rows(named=True):
        systems = {} if row["system"] else versions.get(row["original"], {})
        drawn = _drawn(corrections, row["translation"], row["original"])
        inputs = (row["translation"], row["original"] or "", row["system"] or "", *systems.items(), drawn or "")
        key = run.key(STAGE, *inputs, rooms=_ROOMS, settings=_SETTINGS)
        data = {**row, "systems": systems, "drawn": drawn}
        items.append(Item(key=key, file=row["file"], document=row["translation"], data=data))
    return Plan(items=items, problems=[*problems, *_glossary(run).problems])


def _glossary(run: Run) -> Glossary:
    """The terms that the settings name; a file that cannot be read is a problem, and nothing is asked for."""
    try:
        return read_glossary(run.settings.glossary, kept=run.settings.keep)
    except DocumentError as error:
        file = (run.settings.glossary or run.settings.keep or Path()).name
        return Glossary(problems=(Problem.of(error, file=file, stage=STAGE),))


def _corrections(run: Run) -> tuple[list[Correction], list[Problem]]:
    """What persons drew, one correction a pair, and the lines that could not be read."""
    lines = list(scan_corrections(run.decisions / "corrections.jsonl"))
    found = {(each.translation, each.original): each for each in lines if isinstance(each, Correction)}
    return list(found.values()), [replace(each, stage=STAGE) for each in lines if isinstance(each, Problem)]


def _drawn(corrections: Sequence[Correction], translation: str, original: str | None) -> tuple[Correction, ...]:
    """The correction of this pair, then those of another wording of either of its texts, the latest first."""
    related = [each for each in corrections if translation == each.translation or original == each.original]
    latest = sorted(related, key=lambda each: (each.at, each.translation, each.original), reverse=True)
    return tuple(sorted(latest, key=lambda each: (each.translation, each.original) != (translation, original)))


def machine_versions(rows: pl.DataFrame) -> dict[str, dict[str, str]]:
    """Original → system → document of its machine version, one a system."""
    machines = rows.drop_nulls(["system", "original"]).sort("system", "translation")
    first = machines.unique(["original", "system"], keep="first", maintain_order=True)
    versions: dict[str, dict[str, str]] = {}
    for original, system, document in first.select("original", "system", "translation").iter_rows():
        versions.setdefault(original, {})[system] = document
    return versions


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Check a batch of pairs."""
    needed = {item.data[side] for item in items for side in ("translation", "original")} - {None}
    needed |= {document for item in items for document in item.data["systems"].values()}
    documents = {document.id: document for document in read_documents(run, sorted(needed))}
    encoder = run.load_encoder()
    checks = Checks(
        glossary=_glossary(run),
        off=frozenset(switched_off(run.settings.off)),
        language_model=run.load_language_model(),
        origin=run.load_origin_model(),
    )
    return each(lambda item: _check(item.data, documents, encoder, checks), items, stage=STAGE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Checks:
    """What the checks are told: the glossary, which of them are off, and the models that are no encoder."""

    glossary: Glossary
    off: frozenset[str]
    language_model: LanguageModel | None
    origin: Mapping[str, Any]


def _check(data: Mapping[str, Any], documents: Mapping[str, Document], encoder: Encoder, checks: Checks) -> Frames:
    translation, original = documents[data["translation"]], documents.get(data["original"])
    english = translation.sentences
    arabic = original.sentences if original else ()
    vectors = (encode_sentences(arabic, encoder=encoder), encode_sentences(english, encoder=encoder))
    frames = {}
    beads: Sequence[Bead] = ()
    if original:
        fixed = _fixed(data, arabic, english)
        alignment = align_texts(arabic, english, encoder=encoder, vectors=vectors, fixed=fixed.beads)
        beads = alignment.beads
        if fixed.lost:
            frames["problems"] = problems_frame([_lost(data, fixed)])
        frames["beads"] = beads_frame(alignment, translation=translation.id, original=original.id)
    reading = lay_out(
        arabic,
        english,
        beads,
        encoder=encoder,
        vectors=vectors,
        glossary=checks.glossary,
        language_model=checks.language_model,
    )
    findings = check_reading(reading, off=checks.off)
    if original and data["system"] is None:
        names = find_mentions(reading)
        frames["mentions"] = mentions_frame(names, translation=translation.id, original=original.id)
    frames["findings"] = findings_frame(findings, translation=translation.id, original=data["original"])
    if data["system"] is None:
        origin = judge_origin(
            _texts(english),
            arabic=_texts(arabic) or None,
            beads=beads or None,
            encoder=encoder,
            machines={name: _texts(documents[document].sentences) for name, document in data["systems"].items()},
            model=checks.origin,
        )
        frames["origins"] = origins_frame({translation.id: origin})
    return frames


def _fixed(data: Mapping[str, Any], arabic: Sequence[Sentence], english: Sequence[Sentence]) -> Fixed:
    """The beads that persons drew on this pair, and on other wordings of its texts where they still hold."""
    drawn: tuple[Correction, ...] = data["drawn"]
    own = [each for each in drawn if (each.translation, each.original) == (data["translation"], data["original"])]
    return fit_beads(own[0] if own else None, _texts(arabic), _texts(english), earlier=drawn[len(own) :])


def _lost(data: Mapping[str, Any], fixed: Fixed) -> Problem:
    return Problem(
        file=data["file"],
        article=data["article"],
        stage=STAGE,
        what="corrected beads no longer fit the text",
        value=f"{fixed.lost} of {fixed.lost + len(fixed.beads)}",
        remedy="look at the alignment again, and correct it anew or delete the correction",
    )


def _texts(sentences: Sequence[Sentence]) -> list[str]:
    return [sentence.text for sentence in sentences]


CHECK = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    times=2,
    encodes=True,
    tables={
        "beads": Table(schema=BEADS, order=("translation", "number")),
        "findings": Table(
            schema=FINDINGS, order=FINDINGS_ORDER, published=False
        ),  # the judge stage marks dismissed ones
        "mentions": Table(schema=MENTIONS, order=("translation", "english_start", "arabic")),
        "origins": Table(schema=ORIGINS, order=("translation",)),
    },
)
