"""The profile and propose stages: what every document is found by, and the candidates of every translation.

Both are cheap, so a new original proposes anew for all translations; the alignments that follow are keyed by the two
documents and are done again for new candidates alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import polars as pl

from alignments.pairing.candidates import propose, read_profile
from alignments.tables import CANDIDATES, PROFILES, candidates_frame, load_profiles, profiles_frame
from corpus.documents import Document
from corpus.reading import PAIRED
from corpus.tables import load_documents
from flows.run import Run
from flows.stages.naming import Names
from flows.stages.stage import Frames, Item, Plan, Stage, Table
from flows.storage.keys import key_of

BY_NAME = "by file name"
BY_FILE = "by the file that holds both"
_ROOMS = ("corpus", "alignments")


def read_documents(run: Run, documents: Sequence[str]) -> list[Document]:
    """Documents from the run's tables, in the order asked for."""
    names = ("documents", "fields", "sentences", "notes")
    found = load_documents({name: run.rows(name, "document", documents) for name in names})
    by_id = {document.id: document for document in found}
    return [by_id[document] for document in documents]


def to_pair(run: Run) -> Iterator[tuple[str, str, str | None, str]]:
    """Every English document and its file, with its original where that is given, and how it is given."""
    documents = run.read("documents", "document", "file", "article", "role")
    originals = [
        (file, article, document) for document, file, article, role in documents.iter_rows() if role == "original"
    ]
    places = {(file, article): document for file, article, document in originals}
    names = Names(originals)
    given = set(run.read("notes", "document", "kind").filter(pl.col("kind") == PAIRED)["document"].to_list())
    for document, file, article, role in documents.iter_rows():
        if document in given:
            yield document, file, places.get((file, article - 1)), BY_FILE
        elif role == "machine":
            yield document, file, names.find(file, article), BY_NAME
        elif role == "translation":
            yield document, file, None, ""


def _unpaired(run: Run) -> list[tuple[str, str]]:
    return [(document, file) for document, file, twin, _ in to_pair(run) if twin is None]


def _plan_profiles(run: Run) -> Plan:
    """Every document that is compared with others."""
    originals = _originals(run).select("document", "file").iter_rows()
    return Plan(items=[_item(run, "profile", *place) for place in (*originals, *_unpaired(run))])


def _read_profiles(run: Run, items: Sequence[Item]) -> list[Frames]:
    encoder = run.load_encoder()
    documents = read_documents(run, [item.document for item in items])
    return [
        {"profiles": profiles_frame([read_profile(document, encoder=encoder)] if document.sentences else [])}
        for document in documents
    ]


def _plan_proposals(run: Run) -> Plan:
    """Every English document; its key holds all originals, since any of them could be proposed."""
    everything = key_of(*_originals(run)["document"].to_list())
    return Plan(items=[_item(run, "propose", *place, everything) for place in _unpaired(run)])


def _propose(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Candidates for a batch of translations; every batch reads the profiles of all originals."""
    originals = load_profiles(run.read("profiles").join(_originals(run).select("document"), on="document"))
    wanted = [item.document for item in items]
    known = {profile.id: profile for profile in load_profiles(run.rows("profiles", "document", wanted))}
    found = [document for document in wanted if document in known]
    proposed = dict(zip(found, propose([known[document] for document in found], originals), strict=True))
    names = [profile.id for profile in originals]
    return [
        {"candidates": candidates_frame(document, proposed[document], names)} if document in proposed else {}
        for document in wanted
    ]


def _originals(run: Run) -> pl.DataFrame:
    return run.read("documents", "document", "file", "role").filter(pl.col("role") == "original")


def _item(run: Run, stage: str, document: str, file: str, *more: str) -> Item:
    return Item(key=run.key(stage, document, *more, rooms=_ROOMS, settings=("encoder",)), file=file, document=document)


PROFILE = Stage(
    name="profile",
    plan=_plan_profiles,
    work=_read_profiles,
    tables={"profiles": Table(schema=PROFILES, order=("document",))},
    times=8,
    encodes=True,
)
PROPOSE = Stage(
    name="propose",
    plan=_plan_proposals,
    work=_propose,
    tables={"candidates": Table(schema=CANDIDATES, order=("translation", "rank"))},
    size=500,
)
