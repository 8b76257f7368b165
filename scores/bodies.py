"""One name for a publisher or author that documents write in several ways, or in two languages.

Three kinds of evidence, the strongest first: a table that a person gives; the same letters once case, marks and
punctuation are off; and pairs, whose translation names a body in English and whose original names it in Arabic.
A single pair proves nothing, for translations are published by others too: two are asked for, and that nearly all
pairs of either name say the same.
"""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import polars as pl

from corpus.encodings import decode
from corpus.files import read_bytes
from corpus.folding import fold_text
from corpus.languages import count_scripts
from corpus.problems import DocumentError

FIELDS = ("publisher", "author")
LEAST = 2  # pairs that must speak for two names being one
AGREE = 0.8  # share of all pairs of either name that must

_APART = re.compile(r"[\W_]+")


def name_bodies(
    described: pl.DataFrame, fields: pl.DataFrame, pairs: pl.DataFrame, *, aliases: Mapping[str, str]
) -> pl.DataFrame:
    """The translations of ``describe_documents`` with one name for each body.

    ``fields`` and ``pairs`` are the tables of a run; ``aliases`` says by what name another one goes.
    """
    fields = name_publishers(fields)
    for field in FIELDS:
        original = (
            fields.filter(pl.col("name") == field)
            .group_by("document", maintain_order=True)
            .agg(pl.col("value").first())
            .select(pl.col("document").alias("original"), pl.col("value").alias("theirs"))
        )
        named = described.filter(pl.col("role") == "translation").join(pairs, on="translation")
        couples = named.join(original, on="original").select(field, "theirs").drop_nulls().sort(field, "theirs")
        one = one_name(described[field].drop_nulls(), couples.iter_rows(), aliases=aliases)
        described = described.with_columns(pl.col(field).replace(one))
    return described


def name_publishers(fields: pl.DataFrame) -> pl.DataFrame:
    """The fields of a run, where a source stands for the publisher that a document does not name.

    Press offices close their statements with ``(Source: … / date)`` and name themselves nowhere else.
    """
    named = fields.filter(pl.col("name") == "publisher")["document"].implode()
    standing = fields.filter((pl.col("name") == "source") & ~pl.col("document").is_in(named))
    return pl.concat([fields, standing.with_columns(name=pl.lit("publisher"))])


def one_name(names: Iterable[str], couples: Iterable[tuple[str, str]], *, aliases: Mapping[str, str]) -> dict[str, str]:
    """Each name → what it goes by. ``couples`` are (of a translation, of its original), one for each pair.

    >>> one_name(["Media Office", "MEDIA OFFICE", "Media Office"], [], aliases={})
    {'MEDIA OFFICE': 'Media Office', 'Media Office': 'Media Office'}
    """
    written = Counter(names)
    usual: dict[str, str] = {}
    for name in sorted(written, key=lambda name: (-written[name], name)):
        usual.setdefault(_key(name), name)
    given = {_key(alias): name for alias, name in aliases.items()}
    translated = _translated(couples)
    found = {}
    for name in sorted(written):
        key = _key(name)
        key = translated.get(key, key) if key not in given else key
        found[name] = given.get(key) or usual.get(key, name)
    return found


def read_aliases(path: Path) -> dict[str, str]:
    """The table of aliases: CSV whose first row names the columns ``alias`` and ``name``.

    Raises DocumentError where the file cannot be read or lacks a column.
    """
    rows = csv.DictReader(io.StringIO(decode(read_bytes(path)).text))
    missing = {"alias", "name"} - {*(rows.fieldnames or ())}
    if missing:
        raise DocumentError(
            "the table of aliases lacks a column",
            value=f"{path.name}: {', '.join(sorted(missing))}",
            remedy="begin it with the line alias,name",
        )
    filled = ((row["alias"] or "", row["name"] or "") for row in rows)
    return {alias.strip(): name.strip() for alias, name in filled if alias.strip() and name.strip()}


def _translated(couples: Iterable[tuple[str, str]]) -> dict[str, str]:
    """Key of an Arabic name → key of the English one for which the pairs speak."""
    counted = Counter((_key(english), _key(arabic)) for english, arabic in couples if _cross(english, arabic))
    ours, theirs = Counter[str](), Counter[str]()
    for (english, arabic), count in counted.items():
        ours[english] += count
        theirs[arabic] += count
    return {
        arabic: english
        for (english, arabic), count in counted.items()
        if count >= LEAST and count >= AGREE * ours[english] and count >= AGREE * theirs[arabic]
    }


def _cross(english: str, arabic: str) -> bool:
    """Whether one name is written in Latin letters and the other in Arabic ones."""
    return "arabic" not in count_scripts(english) and "arabic" in count_scripts(arabic)


def _key(name: str) -> str:
    """What two spellings of a name share."""
    return _APART.sub(" ", fold_text(name).casefold()).strip()
