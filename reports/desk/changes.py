"""What changed in a run's tables since the desk took them: one key a document, of every row that it is made from."""

from __future__ import annotations

import hashlib

import polars as pl

from reports.tables import Tables

_SHAPE = "2"  # of what the desk keeps of a document: raised, everything is taken again
_OWN = (("beads", "translation"), ("findings", "translation"), ("verdicts", "translation"), ("pairs", "translation"))
_OF_BOTH = (("documents", "document"), ("sentences", "document"))


def content_keys(tables: Tables) -> dict[str, str]:
    """Translation → key. Equal keys mean equal rows; another version of polars counts rows otherwise and gives others.

    The rows are never brought into Python, so a run of thousands of documents is looked through in a moment.
    """
    own = {name: _sums(tables, name, column) for name, column in _OWN}
    both = {name: _sums(tables, name, column) for name, column in _OF_BOTH}
    pairs = dict(tables.frames["pairs"].select("translation", "original").collect().iter_rows())
    names = tables.frames["documents"].filter(pl.col("role") == "translation").select("document").collect()["document"]
    keys = {}
    for name in names:
        parts = [_SHAPE, pl.__version__, *(sums.get(name, 0) for sums in own.values())]
        parts += [sums.get(each, 0) for each in (name, pairs.get(name)) for sums in both.values()]
        keys[str(name)] = hashlib.blake2b(repr(parts).encode(), digest_size=16).hexdigest()
    return keys


def _sums(tables: Tables, name: str, column: str) -> dict[str | None, int]:
    hashed = pl.struct(pl.all()).hash().alias("hash")
    found = tables.frames[name].select(column, hashed).group_by(column).agg(pl.col("hash").sum())
    return dict(found.collect().iter_rows())
