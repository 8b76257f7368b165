"""The match and pair stages: candidates aligned with their translation, and the decision for every translation."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Any

import polars as pl

from alignments.pairing.documents import decide
from alignments.pairing.matches import match_sides
from alignments.pairing.pairs import Pair
from alignments.pairing.sides import Side, read_side
from alignments.tables import MATCHES, PAIRS, load_matches, matches_frame, pairs_frame
from flows.run import Run
from flows.stages.proposing import BY_FILE, BY_NAME, read_documents, to_pair
from flows.stages.stage import Frames, Item, Plan, Stage, Table

Rows = Iterable[dict[str, Any]]

STAGE = "pair"
_ROOMS = ("corpus", "alignments")
_REASONS = {
    BY_NAME: "The machine's file has the name of the original's file.",
    BY_FILE: "One file holds both texts and says that they belong together.",
}


def _plan_matches(run: Run) -> Plan:
    """Every translation with each of its candidates: the dear part, done again for no other pair."""
    files = run.read("documents", "document", "file")
    rows = run.read("candidates").join(files, left_on="translation", right_on="document").sort("translation", "rank")
    return Plan(
        items=[
            Item(
                key=run.key("match", row["translation"], row["original"], rooms=_ROOMS, settings=("encoder",)),
                file=row["file"],
                document=row["translation"],
                data={"original": row["original"]},
            )
            for row in rows.iter_rows(named=True)
        ]
    )


def _match(run: Run, items: Sequence[Item]) -> list[Frames]:
    encoder = run.load_encoder()
    needed = {document for item in items for document in (item.document, item.data["original"])}
    documents = {document.id: document for document in read_documents(run, sorted(needed))}

    @lru_cache(maxsize=64)
    def ready(document: str) -> Side:
        return read_side(documents[document], encoder=encoder)

    pairs = ((ready(item.document), ready(item.data["original"])) for item in items)
    return [{"matches": matches_frame([match_sides(*pair)])} for pair in pairs]


def _plan_pairs(run: Run) -> Plan:
    """Every English document; its key holds its candidates, and their files, which the reasons may name."""
    places = {document: place for document, *place in _places(run)}
    proposed = {document: list(rows) for document, rows in _grouped(run.read("candidates").sort("translation", "rank"))}
    items = []
    for document, file, twin, how in to_pair(run):
        rows = proposed.get(document, []) if twin is None else []
        inputs = [value for row in rows for value in (row["original"], row["copies"], *places[row["original"]])]
        key = run.key(STAGE, document, twin or "", how, *inputs, rooms=_ROOMS, settings=("encoder",))
        data = {"twin": twin, "how": how, "copies": {row["original"]: row["copies"] for row in rows}}
        items.append(Item(key=key, file=file, document=document, data=data))
    return Plan(items=items)


def _pair(run: Run, items: Sequence[Item]) -> list[Frames]:
    encoder = run.load_encoder()
    unknown = [item for item in items if item.data["twin"] is None]
    needed = {document for item in unknown for document in (item.document, *item.data["copies"])}
    documents = {document.id: document for document in read_documents(run, sorted(needed))}
    rows = run.rows("matches", "translation", [item.document for item in unknown]).sort("translation", "original")
    matches = {document: load_matches(ones) for document, ones in _grouped(rows)}
    pairs = [
        decide(
            documents[item.document],
            matches.get(item.document, []),
            documents,
            copies=item.data["copies"],
            encoder=encoder,
        )
        if item.data["twin"] is None
        else _given_pair(item.document, item.data["twin"], item.data["how"])
        for item in items
    ]
    return [{"pairs": pairs_frame([pair])} for pair in pairs]


def _given_pair(document: str, twin: str, how: str) -> Pair:
    return Pair(
        translation=document,
        original=twin,
        confidence=1.0,
        reasons=(_REASONS[how],),
        runner_up=None,
        signature=how,
    )


def _grouped(rows: pl.DataFrame) -> Iterator[tuple[str, Rows]]:
    """The rows of each translation."""
    for (translation,), group in rows.group_by("translation", maintain_order=True):
        yield str(translation), group.iter_rows(named=True)


def _places(run: Run) -> Iterator[tuple[str, str, int]]:
    yield from run.read("documents", "document", "file", "article").iter_rows()


MATCH = Stage(
    name="match",
    plan=_plan_matches,
    work=_match,
    tables={"matches": Table(schema=MATCHES, order=("translation", "original"))},
    times=8,
    encodes=True,
)
PAIR = Stage(
    name=STAGE,
    plan=_plan_pairs,
    work=_pair,
    tables={"pairs": Table(schema=PAIRS, order=("translation",))},
    size=256,
)
