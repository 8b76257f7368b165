"""The pair stage: every translation, published or by a machine, and its original."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import polars as pl

from alignments.documents import pair_documents
from alignments.pairs import Pair
from alignments.tables import PAIRS, pairs_frame
from corpus.documents import Document
from corpus.tables import load_documents
from flows.parts import key_of
from flows.run import Run
from flows.stages import Frames, Item, Plan, Stage, Table

STAGE = "pair"
_BY_NAME = "by file name"


def plan(run: Run) -> Plan:
    """Every English document; its key holds all originals, since any of them could be the better one."""
    documents = run.read("documents").select("document", "file", "article", "role", "system")
    originals = documents.filter(pl.col("role") == "original")
    everything = key_of(*originals["document"].to_list(), *originals["file"].to_list())
    twins = {_place(row["file"], row["article"]): row["document"] for row in originals.iter_rows(named=True)}
    items = []
    for row in documents.filter(pl.col("role").is_in(["translation", "machine"])).iter_rows(named=True):
        twin = twins.get(_place(row["file"], row["article"])) if row["role"] == "machine" else None
        key = run.key(STAGE, row["document"], twin or everything, rooms=("corpus", "alignments"))
        items.append(Item(key=key, file=row["file"], data={"document": row["document"], "twin": twin}))
    return Plan(items=items)


def _place(file: str, article: int) -> tuple[str, int]:
    """A machine's output is named like the original it was made from."""
    return PurePosixPath(file).stem, article


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Pair a batch of translations with all originals."""
    named = {item.data["document"]: item.data["twin"] for item in items}
    unknown = [document for document, twin in named.items() if twin is None]
    pairs = {document: _named_pair(document, twin) for document, twin in named.items() if twin is not None}
    if unknown:
        roles = run.read("documents").select("document", "role")
        originals = roles.filter(pl.col("role") == "original")["document"].to_list()
        found = pair_documents(read_documents(run, unknown), read_documents(run, originals), encoder=run.load_encoder())
        pairs.update({pair.translation: pair for pair in found})
    return [{"pairs": pairs_frame([pairs[item.data["document"]]])} for item in items]


def _named_pair(document: str, original: str) -> Pair:
    return Pair(
        translation=document,
        original=original,
        confidence=1.0,
        reasons=("The machine's file has the name of the original's file.",),
        runner_up=None,
        signature=_BY_NAME,
    )


def read_documents(run: Run, documents: Sequence[str]) -> list[Document]:
    """Documents from the run's tables, in the order asked for."""
    names = ("documents", "fields", "sentences", "notes")
    found = load_documents({name: run.rows(name, "document", documents) for name in names})
    by_id = {document.id: document for document in found}
    return [by_id[document] for document in documents]


PAIR = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={"pairs": Table(schema=PAIRS, order=("translation",))},
    size=1000,  # every batch reads all originals
)
