"""Tables of articles: JSON Lines, CSV and Parquet, where a row is an article and its columns say what is what.

The text as read is what this module writes: an article a row, its metadata under English labels on top, so that
the rest of the room reads a row as it reads any other document. Columns are found by the labels that the room
knows ("title", "Published on", "تاريخ النشر"), or named by whoever asks.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from typing import Any

import polars as pl

from corpus.encodings import Decoded, decode, join_articles
from corpus.formats.columns import ARABIC, ENGLISH, METADATA, TEXT
from corpus.languages import detect_language
from corpus.lines import data as known_words
from corpus.lines import key, label_names
from corpus.problems import DocumentError

_MOST_ROWS = 200_000
_MOST_BYTES = 512 * 2**20  # of a Parquet file's texts, unpacked
_DELIMITERS = ",;\t|"

Row = Mapping[str, Any]


def read_json_lines(data: bytes, *, columns: Mapping[str, str]) -> Decoded:
    """The articles of a JSON Lines file, one object a line; a line that is none is a problem of its own.

    Raises:
        DocumentError: no line holds an article.
    """
    decoded = decode(data)
    problems: list[DocumentError] = []
    rows: list[Row] = []
    for number, line in enumerate(decoded.text.split("\n"), 1):
        if not line.strip():
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            problems.append(_bad_row(f"line {number}", f"it is not JSON: {error}"))
            continue
        if isinstance(row, dict):
            rows.append(row)
        else:
            problems.append(_bad_row(f"line {number}", "it is no object with named values"))
    return _write(rows, columns, replace(decoded, problems=tuple(problems)))


def read_csv(data: bytes, *, columns: Mapping[str, str]) -> Decoded:
    """The articles of a CSV file with a heading row; the commonest of comma, semicolon, tab and bar divides it.

    Raises:
        DocumentError: it is no such table, or no row holds an article.
    """
    decoded = decode(data)
    heading = decoded.text.lstrip().partition("\n")[0]
    delimiter = max(_DELIMITERS, key=heading.count)
    with _table_errors():
        frame = pl.read_csv(
            decoded.text.encode("utf-8", "replace"), separator=delimiter, infer_schema=False, truncate_ragged_lines=True
        )
    return _write(frame.iter_rows(named=True), columns, decoded)


def read_parquet(data: bytes, *, columns: Mapping[str, str]) -> Decoded:
    """The articles of a Parquet file, as far as its columns are of use.

    Raises:
        DocumentError: it is damaged or unpacks to far too much, or no row holds an article.
    """
    with _table_errors():
        frame = pl.scan_parquet(BytesIO(data))
        schema = frame.collect_schema()
        wanted = [each for each in _choose(schema.names(), columns).values() if _is_written(schema[each])]
        frame = frame.select(wanted)
        rows = frame.select(pl.len()).collect().item()
        texts = [each for each in wanted if schema[each] == pl.String]
        sizes = frame.select(pl.col(texts).str.len_bytes().sum()).collect(engine="streaming").row(0) if texts else ()
        if rows > _MOST_ROWS or sum(sizes) > _MOST_BYTES:
            raise DocumentError(
                "the table is too large", value=f"{rows:,} rows, {sum(sizes):,} bytes of text", remedy="split it"
            )
        return _write(frame.collect().iter_rows(named=True), columns, Decoded(text="", encoding="utf-8"))


def _is_written(kind: pl.DataType) -> bool:
    """Whether a column's values can be written as words: no bytes, and nothing nested but lists of strings."""
    return kind == pl.List(pl.String) or not (kind.is_nested() or kind in {pl.Binary, pl.Object})


@contextmanager
def _table_errors() -> Iterator[None]:
    try:
        yield
    except (pl.exceptions.PolarsError, pl.exceptions.PanicException, OSError) as error:  # it panics at some damage
        raise DocumentError("the table cannot be read", value=str(error)[:80], remedy="export it again") from error


def _write(rows: Iterable[Row], columns: Mapping[str, str], decoded: Decoded) -> Decoded:
    """One text of all rows, with the place of each article."""
    articles: list[tuple[str, bool]] = []
    problems = list(decoded.problems)
    for number, row in enumerate(rows, 1):
        texts = list(_texts(row, _choose(row, columns)))
        articles += texts
        if not texts:
            problems.append(_bad_row(f"row {number}", "it holds no text"))
    if not articles:
        raise problems[0] if problems else _bad_row("row 1", "there is only a heading")
    text, given = join_articles(articles)
    return replace(decoded, text=text, articles=given, problems=tuple(problems))


def _texts(row: Row, chosen: Mapping[str, str]) -> Iterator[tuple[str, bool]]:
    """The articles of a row, and whether one translates the one before it: the text, or an Arabic and an English."""
    values = {name: _value(row[column]) for name, column in chosen.items()}
    sides = [name for name in (TEXT, ARABIC, ENGLISH) if values.get(name)]
    for name in sides:
        lines = [f"{label.title()}: {' '.join(values[label].split())}" for label in METADATA if values.get(label)]
        if name != TEXT and values.get("title"):
            is_own = (detect_language(values["title"]).code == "ar") == (name == ARABIC)
            lines = lines if is_own else lines[1:]
        yield "\n\n".join(filter(None, ["\n".join(lines), values[name]])), sides[-2:] == [ARABIC, name]


def _value(value: object) -> str:
    """A value as a person would write it."""
    if value is None or isinstance(value, bool | dict):
        return ""
    if isinstance(value, list):
        return ", ".join(filter(None, map(_value, value)))
    if isinstance(value, date):
        return value.isoformat()[:10]
    return str(value).strip()


def _choose(names: Iterable[str], columns: Mapping[str, str]) -> dict[str, str]:
    """Which column holds what: as asked for, else by the first name that is a known label."""
    present = list(names)
    chosen = {name: column for name, column in columns.items() if column in present}
    for column in present:
        name = _known_names().get(key(str(column)))
        if name is not None and name not in columns:
            chosen.setdefault(name, column)
    return chosen


@cache
def _known_names() -> dict[str, str]:
    texts = {key(label): name for name, found in known_words()["columns"].items() for label in found}
    return {label: name for label, (name, is_field) in label_names().items() if is_field} | texts


def _bad_row(place: str, reason: str) -> DocumentError:
    return DocumentError(
        f"{place} of the table is no article",
        value=reason[:120],
        remedy="mend it, or say which column holds its text: --columns text=COLUMN",
    )
