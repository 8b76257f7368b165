"""The origin model calibrated on a run's own documents whose origin is known: machines' folders, named translators."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import polars as pl

from alignments.tables import load_beads
from corpus.documents import Document
from corpus.files import replacing
from flows.run import Run
from flows.stages.proposing import read_documents
from scores.origin.calibration import Labelled, calibrate, cost
from scores.origin.judging import weigh_origin
from scores.origin.vocabulary import words_of

_AT_ONCE = 100  # documents read at once


def write_model(root: str, path: Path) -> str:
    """Write the run's origin model, calibrated on its labelled documents; returns what was seen, for a person.

    Raises:
        UsageError: there is no run, or too few of its documents have a known origin.
    """
    run = Run.reopen(root)
    before = run.load_origin_model()
    documents = list(_measure(run))
    made = calibrate(before, documents)
    path.parent.mkdir(parents=True, exist_ok=True)
    with replacing(path) as file:
        file.write((json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode("utf-8"))
    lines = [str(path), made["signature"]]
    for kind, part in made["models"].items():
        of_kind = [document for document in documents if document.kind == kind]
        old = before["models"][kind]["calibration"]
        if part["calibration"] != old:
            lines.append(
                f"{kind}: cost {cost(old, of_kind):.3f} before, {cost(part['calibration'], of_kind):.3f} on the same "
                f"{len(of_kind)} documents now"
            )
    return "\n".join(lines)


def label_documents(run: Run) -> pl.DataFrame:
    """The documents of known origin, with their original: ``translation``, ``original``, ``machine``.

    A machine's output is a machine's; a translation whose metadata name a translator is a person's.
    """
    documents = run.read("documents", "document", "role")
    named = run.read("fields").filter(pl.col("name") == "translator")["document"].unique().implode()
    known = documents.filter(
        (pl.col("role") == "machine") | ((pl.col("role") == "translation") & pl.col("document").is_in(named))
    )
    pairs = run.read("pairs", "translation", "original")
    return (
        known.select(pl.col("document").alias("translation"), (pl.col("role") == "machine").alias("machine"))
        .join(pairs, on="translation", how="left")
        .select("translation", "original", "machine")
        .sort("translation")
    )


def _measure(run: Run) -> Iterator[Labelled]:
    encoder, model = run.load_encoder(), run.load_origin_model()
    for rows in label_documents(run).iter_slices(_AT_ONCE):
        wanted = {*rows["translation"], *rows["original"].drop_nulls()}
        texts = {document.id: document for document in read_documents(run, sorted(wanted))}
        beads = run.rows("beads", "translation", rows["translation"].to_list())
        for translation, original, machine in rows.iter_rows():
            english, arabic = _sentences(texts[translation]), _sentences(texts[original]) if original else None
            laid = load_beads(beads, translation=translation, original=original).beads if original else None
            if any(words_of(sentence) for sentence in english):
                kind, logit = weigh_origin(english, arabic=arabic, beads=laid, encoder=encoder, model=model)
                yield Labelled(machine=machine, kind=kind, logit=logit)


def _sentences(document: Document) -> list[str]:
    return [sentence.text for sentence in document.sentences]
