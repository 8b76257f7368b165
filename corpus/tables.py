"""The tables of what was read: named schemas, and the one place where documents become rows and back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict
from typing import Any

import polars as pl

from corpus.documents import Body, Document, Field, Note, Sentence
from corpus.problems import Problem

DOCUMENTS = pl.Schema(
    {
        "document": pl.String(),
        "file": pl.String(),
        "article": pl.Int32(),
        "role": pl.String(),  # translation, original, machine or other
        "system": pl.String(),  # of a machine translation: its name; else null
        "language": pl.String(),
        "title": pl.String(),
        "title_start": pl.Int64(),
        "title_end": pl.Int64(),
        "body_language": pl.String(),
        "body_start": pl.Int64(),
        "body_end": pl.Int64(),
        "offset": pl.Int64(),
        "text": pl.String(),
    }
)
FIELDS = pl.Schema(
    {
        "document": pl.String(),
        "name": pl.String(),
        "value": pl.String(),
        "raw": pl.String(),
        "language": pl.String(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        "calendar": pl.String(),
        "readings": pl.List(pl.String()),
    }
)
SENTENCES = pl.Schema(
    {
        "document": pl.String(),
        "number": pl.Int32(),  # 0-based, the title counted where there is one
        "kind": pl.String(),
        "start": pl.Int64(),
        "end": pl.Int64(),
        "text": pl.String(),
    }
)
NOTES = pl.Schema(
    {"document": pl.String(), "kind": pl.String(), "reason": pl.String(), "start": pl.Int64(), "end": pl.Int64()}
)
PROBLEMS = pl.Schema(
    {
        "file": pl.String(),
        "article": pl.Int32(),
        "stage": pl.String(),
        "what": pl.String(),
        "value": pl.String(),
        "remedy": pl.String(),
    }
)


def to_frames(documents: Iterable[Document], *, role: str, system: str | None = None) -> dict[str, pl.DataFrame]:
    """The tables ``documents``, ``fields``, ``sentences`` and ``notes`` of some documents of one role.

    ``role`` is translation, original, machine or other; ``system`` names the machine that translated.
    """
    documents = list(documents)
    return {
        "documents": pl.DataFrame([_document_row(each, role, system) for each in documents], schema=DOCUMENTS),
        "fields": pl.DataFrame(
            [{"document": each.id, **asdict(part)} for each in documents for part in each.metadata], schema=FIELDS
        ),
        "sentences": _sentence_rows(documents),
        "notes": pl.DataFrame(
            [{"document": each.id, **asdict(part)} for each in documents for part in each.notes], schema=NOTES
        ),
    }


def _sentence_rows(documents: Sequence[Document]) -> pl.DataFrame:
    """A column at a time, as there are by far the most of them."""
    parts = [part for each in documents for part in each.sentences]
    columns = {
        "document": [each.id for each in documents for _ in each.sentences],
        "number": [number for each in documents for number in range(len(each.sentences))],
        "kind": [part.kind for part in parts],
        "start": [part.start for part in parts],
        "end": [part.end for part in parts],
        "text": [part.text for part in parts],
    }
    return pl.DataFrame(columns, schema=SENTENCES)


def problems_frame(problems: Iterable[Problem]) -> pl.DataFrame:
    """The table ``problems``."""
    return pl.DataFrame([asdict(each) for each in problems], schema=PROBLEMS)


def load_documents(frames: Mapping[str, pl.DataFrame]) -> list[Document]:
    """The documents of the tables that ``to_frames`` makes, in the order of ``documents``."""
    fields = _by_document(frames["fields"])
    sentences = _by_document(frames["sentences"].sort("document", "number", maintain_order=True))
    notes = _by_document(frames["notes"])
    return [
        _document(
            row, fields.get(row["document"], []), sentences.get(row["document"], []), notes.get(row["document"], [])
        )
        for row in frames["documents"].iter_rows(named=True)
    ]


def load_problems(frame: pl.DataFrame) -> list[Problem]:
    """The problems of their table."""
    return [Problem(**row) for row in frame.iter_rows(named=True)]


def _document_row(document: Document, role: str, system: str | None) -> dict[str, object]:
    return {
        "document": document.id,
        "file": document.file,
        "article": document.article,
        "role": role,
        "system": system,
        "language": document.language,
        "title": document.title,
        "title_start": document.title_start,
        "title_end": document.title_end,
        "body_language": document.body.language,
        "body_start": document.body.start,
        "body_end": document.body.end,
        "offset": document.offset,
        "text": document.text,
    }


def _by_document(frame: pl.DataFrame) -> dict[str, list[dict[str, Any]]]:
    """The rows of each document, in their order, without the column that names it."""
    rows: dict[str, list[dict[str, Any]]] = {}
    for row in frame.iter_rows(named=True):
        rows.setdefault(row.pop("document"), []).append(row)
    return rows


def _document(
    row: Mapping[str, Any],
    fields: Iterable[Mapping[str, Any]],
    sentences: Iterable[Mapping[str, Any]],
    notes: Iterable[Mapping[str, Any]],
) -> Document:
    return Document(
        id=row["document"],
        file=row["file"],
        article=row["article"],
        language=row["language"],
        title=row["title"],
        title_start=row["title_start"],
        title_end=row["title_end"],
        metadata=tuple(Field(**{**each, "readings": tuple(each["readings"])}) for each in fields),
        body=Body(language=row["body_language"], start=row["body_start"], end=row["body_end"]),
        sentences=tuple(
            Sentence(text=each["text"], start=each["start"], end=each["end"], kind=each["kind"]) for each in sentences
        ),
        notes=tuple(Note(**each) for each in notes),
        offset=row["offset"],
        text=row["text"],
    )
