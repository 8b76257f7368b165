"""The pair stage: every translation, published or by a machine, and its original."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import PurePosixPath

import polars as pl

from alignments.documents import pair_documents
from alignments.pairs import Pair
from alignments.tables import PAIRS, pairs_frame
from corpus.documents import Document
from corpus.reading import PAIRED
from corpus.tables import load_documents
from flows.parts import key_of
from flows.run import Run
from flows.stages import Frames, Item, Plan, Stage, Table

STAGE = "pair"
_ROOMS = ("corpus", "alignments")
_BY_NAME = "by file name"
_BY_FILE = "by the file that holds both"
_REASONS = {
    _BY_NAME: "The machine's file has the name of the original's file.",
    _BY_FILE: "One file holds both texts and says that they belong together.",
}


def plan(run: Run) -> Plan:
    """Every English document; its key holds all originals, since any of them could be the better one."""
    documents = run.read("documents").select("document", "file", "article", "role", "system")
    originals = documents.filter(pl.col("role") == "original")
    everything = key_of(*originals["document"].to_list(), *originals["file"].to_list())
    names = {_place(row["file"], row["article"]): row["document"] for row in originals.iter_rows(named=True)}
    places = {(row["file"], row["article"]): row["document"] for row in originals.iter_rows(named=True)}
    given = set(run.read("notes").filter(pl.col("kind") == PAIRED)["document"].to_list())
    items = []
    for row in documents.filter(pl.col("role").is_in(["translation", "machine"])).iter_rows(named=True):
        twin, how = None, _BY_NAME
        if row["document"] in given:
            twin, how = places.get((row["file"], row["article"] - 1)), _BY_FILE
        elif row["role"] == "machine":
            twin = names.get(_place(row["file"], row["article"]))
        key = run.key(STAGE, row["document"], twin or everything, how, rooms=_ROOMS, settings=("encoder",))
        items.append(Item(key=key, file=row["file"], document=row["document"], data={"twin": twin, "how": how}))
    return Plan(items=items)


def _place(file: str, article: int) -> tuple[str, int]:
    """A machine's output is named like the original it was made from."""
    return PurePosixPath(file).stem, article


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Pair a batch of translations with all originals."""
    unknown = [item.document for item in items if item.data["twin"] is None]
    pairs = {item.document: _given_pair(item.document, **item.data) for item in items if item.data["twin"] is not None}
    if unknown:
        roles = run.read("documents").select("document", "role")
        originals = roles.filter(pl.col("role") == "original")["document"].to_list()
        found = pair_documents(read_documents(run, unknown), read_documents(run, originals), encoder=run.load_encoder())
        pairs.update({pair.translation: pair for pair in found})
    return [{"pairs": pairs_frame([pairs[item.document]])} for item in items]


def _given_pair(document: str, twin: str, how: str) -> Pair:
    return Pair(
        translation=document,
        original=twin,
        confidence=1.0,
        reasons=(_REASONS[how],),
        runner_up=None,
        signature=how,
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
