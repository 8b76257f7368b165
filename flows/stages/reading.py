"""The read stage: files into documents, fields, sentences and notes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from pathlib import Path

import polars as pl

from corpus.documents import Document
from corpus.formats.columns import parse_columns
from corpus.problems import DocumentError, Problem
from corpus.reading import read_documents
from corpus.tables import DOCUMENTS, FIELDS, NOTES, SENTENCES, problems_frame, to_frames
from flows.run import Run
from flows.settings import Settings
from flows.stages.stage import Frames, Item, Plan, Stage, Table
from flows.storage.keys import digest_file
from flows.storage.parts import KEY
from flows.storage.remote import mirror
from flows.storage.sources import is_url, list_sources

STAGE = "read"
_BATCH = 200  # documents that become tables at once
_ROLES = {"en": "translation", "ar": "original"}


def plan(run: Run) -> Plan:
    """Every input file; the key holds its content, so a file that did not change is not read again."""
    inputs = _bring_inputs(run)
    sources, problems = list_sources(
        inputs.folder,
        originals=inputs.originals,
        machines=inputs.machines,
        signature=run.key(STAGE, rooms=("corpus",), settings=("largest", "columns")),
    )
    items = [
        Item(
            key=source.key,
            file=source.name,
            data={"path": source.path, "member": source.member, "system": source.system, "digest": source.digest},
        )
        for source in sources
    ]
    return Plan(items=items, problems=[*inputs.problems, *problems])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inputs:
    """The folders to read, all on this machine, and what could not be brought here."""

    folder: Path
    originals: Path | None
    machines: Mapping[str, Path]
    problems: tuple[Problem, ...]


def _bring_inputs(run: Run) -> _Inputs:
    """The run's inputs as local folders: as they are, or mirrored into the run's folder.

    Raises:
        UsageError: a URL cannot be listed.
    """
    problems: list[Problem] = []

    def local(place: str) -> Path:
        if not is_url(place):
            return Path(place)
        found, told = mirror(place, run.path / "inputs", largest=run.settings.largest * 2**20)
        problems.extend(told)
        return found

    return _Inputs(
        folder=local(run.folder),
        originals=None if run.originals is None else local(run.originals),
        machines={name: local(place) for name, place in run.machines.items()},
        problems=tuple(problems),
    )


def work(run: Run, items: Sequence[Item]) -> list[Frames]:
    """Read files; what language a document is decides its role."""
    return [_read(item, run.settings) for item in items]


def _read(item: Item, settings: Settings) -> Frames:
    path, member = Path(item.data["path"]), item.data["member"]
    columns = parse_columns(settings.columns)
    system, problems, misplaced = item.data["system"], list[Problem](), list[Problem]()
    read = read_documents(path, name=item.file, member=member, largest=settings.largest * 2**20, columns=columns)
    frames = list(_make_frames(_sort_out(read, problems, misplaced, system), system))
    if digest_file(path, member=member) != item.data["digest"]:
        # Its key stands for what was there when the run began: nothing may be kept under it.
        raise DocumentError(
            "the file changed or vanished while the run read it",
            value=item.file,
            remedy="nothing: the next run reads it again",
        )
    tables = {name: pl.concat([frame[name] for frame in frames]) for name in (frames[0] if frames else ())}
    return {**tables, "problems": problems_frame([*problems, *misplaced])}


def _sort_out(
    read: Iterable[Document | Problem], problems: list[Problem], misplaced: list[Problem], system: str | None
) -> Iterator[Document]:
    """The documents, with the problems put aside."""
    for each in read:
        if isinstance(each, Problem):
            problems.append(each)
            continue
        if _is_misplaced(each, system):
            misplaced.append(_misplaced(each))
        yield each


def _make_frames(documents: Iterable[Document], system: str | None) -> Iterator[dict[str, pl.DataFrame]]:
    """The tables of a few documents at a time, so that of a large file only a part is held as documents."""
    for role, several in groupby(documents, key=lambda document: _role(document, system)):
        while batch := list(islice(several, _BATCH)):
            yield to_frames(batch, role=role, system=system)


def _role(document: Document, system: str | None) -> str:
    role = _ROLES.get(document.language, "other")
    if system is None:
        return role
    return "machine" if role == "translation" else "other"


def _is_misplaced(document: Document, system: str | None) -> bool:
    return system is not None and document.language == "ar"


def _misplaced(document: Document) -> Problem:
    return Problem(
        file=document.file,
        article=document.article,
        stage=STAGE,
        what="an Arabic document lies among machine translations",
        value=document.title[:80] or document.id,
        remedy="move it to the originals; a machine's folder holds its English output",
    )


def finish(frames: dict[str, pl.LazyFrame]) -> dict[str, pl.LazyFrame]:
    """Give further exact copies of a text ids of their own (-1, -2 …), in the order of their files."""
    documents = frames["documents"].select(KEY, "document").collect()
    if not documents["document"].is_duplicated().any():
        return frames
    copy = pl.int_range(pl.len()).over("document")
    # A copy inside one file has its own id already ("-1"); the count goes on from the plain id.
    own = pl.when(copy == 0).then(pl.col("document")).otherwise(pl.format("{}-c{}", "document", copy))
    names = documents.lazy().with_columns(own.alias("own id"))
    return {
        table: frame.join(names, on=[KEY, "document"], how="left", maintain_order="left")
        .with_columns(pl.col("own id").alias("document"))
        .drop("own id")
        for table, frame in frames.items()
    }


READ = Stage(
    name=STAGE,
    plan=plan,
    work=work,
    tables={
        "documents": Table(schema=DOCUMENTS, order=("file", "article")),
        "fields": Table(schema=FIELDS, order=("document", "start", "name")),
        "sentences": Table(schema=SENTENCES, order=("document", "number")),
        "notes": Table(schema=NOTES, order=("document", "start", "kind")),
    },
    times=8,
    finish=finish,
)
