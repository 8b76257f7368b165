"""The end of a run: the problems table, the index, and the counts that an operator reads in the morning."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from corpus.files import replacing
from corpus.problems import DocumentError, Problem
from corpus.tables import load_problems, problems_frame
from flows.run import Run
from flows.stages.reporting import REPORT
from flows.stages.stage import done_keys
from flows.storage.keys import digest_file
from reports.writing import write_index, write_pages
from scores.bodies import name_bodies, read_aliases
from scores.groups import describe_documents, group_documents
from scores.ledger import make_ledger

UNJUDGED = "not judged"  # no original, and nothing wrong that the English alone could show
_OF_ALL = ("groups", "ledger", "drift")  # the tables that are made together with the index
_ROOMS = ("corpus", "alignments", "scores", "reports")
VERDICTS = ("publish", "revise", "retranslate", UNJUDGED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What a run did. ``index`` is the path of its first page; ``verdicts`` counts the translations of each."""

    index: str
    files: int
    translations: int
    originals: int
    paired: int
    findings: int
    verdicts: dict[str, int]
    problems: tuple[Problem, ...]


def write_problems(run: Run, problems: Sequence[Problem]) -> None:
    """Write the problems met so far, each once, in the order of their files."""
    ordered = sorted(set(problems), key=_place)
    run.write("problems", problems_frame(ordered))


def _place(problem: Problem) -> tuple[object, ...]:
    return problem.file, problem.article or 0, problem.stage, problem.what, problem.value


def finish_run(run: Run) -> Summary:
    """Put the pages in order, write the index, count."""
    documents = run.read("documents", "document", "file", "role")
    aliases, troubles = _aliases(run)
    write_problems(run, [*load_problems(run.read("problems")), *troubles])
    problems = load_problems(run.read("problems"))
    _tidy_pages(run, set(documents.filter(pl.col("role") == "translation")["document"]))
    index = _write_index(run, aliases)
    published = documents.filter(pl.col("role") == "translation").select(pl.col("document").alias("translation"))
    verdicts = (
        run.read("verdicts", "translation", "verdict")
        .join(published, on="translation", how="semi")["verdict"]
        .value_counts()
    )
    counts = {verdict or UNJUDGED: count for verdict, count in verdicts.iter_rows()}
    return Summary(
        index=str(index),
        files=documents["file"].n_unique() + len({problem.file for problem in problems} - set(documents["file"])),
        translations=len(published),
        originals=documents.filter(pl.col("role") == "original").height,
        paired=run.read("pairs", "translation", "original")
        .join(published, on="translation", how="semi")["original"]
        .count(),
        findings=run.read("findings", "translation").join(published, on="translation", how="semi").height,
        verdicts={verdict: counts[verdict] for verdict in VERDICTS if verdict in counts},
        problems=tuple(problems),
    )


def _write_index(run: Run, aliases: Mapping[str, str]) -> Path:
    """Write the tables and pages about the whole corpus, unless nothing that they are made from changed."""
    index, mark = run.path / "index.html", run.path / "parts" / "index.key"
    pages = (index, run.path / "corpus.html", run.path / "names.html", *map(run.table, _OF_ALL))
    sources = [path for path in sorted(run.path.glob("*.parquet")) if path.stem not in _OF_ALL]
    made_from = (*map(digest_file, [*sources, run.path / "run.json"]), *map("=".join, sorted(aliases.items())))
    key = run.key("index", *made_from, rooms=_ROOMS)
    if mark.is_file() and mark.read_text(encoding="ascii") == key and all(page.is_file() for page in pages):
        return index
    described = describe_documents(
        run.read("documents", "document", "system", "role"),
        run.read("fields"),
        run.read("pairs"),
        run.read("origins", "translation", "origin"),
        run.read("verdicts", "translation", "penalty", "words", "coverage"),
    )
    described = name_bodies(described, run.read("fields"), run.read("pairs"), aliases=aliases)
    run.write("groups", _group(run, described))
    ledger, drift = make_ledger(run.read("mentions"), described)
    run.write("ledger", ledger)
    run.write("drift", drift)
    write_index(run.path)
    with replacing(mark) as file:
        file.write(key.encode("ascii"))
    return index


def _group(run: Run, described: pl.DataFrame) -> pl.DataFrame:
    """The corpus by publisher, author, translator, time and system."""
    findings = run.read("findings", "translation", "category", "dismissed").filter(pl.col("dismissed").is_null())
    return group_documents(described, findings.select("translation", "category"))


def _aliases(run: Run) -> tuple[dict[str, str], list[Problem]]:
    """The names that a person declared to be one; a file that cannot be read is a problem, and nothing is renamed."""
    file = run.settings.aliases
    try:
        return read_aliases(file) if file else {}, []
    except DocumentError as error:
        return {}, [Problem.of(error, file=file.name if file else "", stage="report")]


def _tidy_pages(run: Run, documents: set[str]) -> None:
    """Remove the pages of documents that are gone, and write those again that somebody removed."""
    written = done_keys(run, REPORT).keys()  # a page that the program fails on is a problem already, told once
    pages = sorted((run.path / "documents").glob("*.*"))
    for page in pages:
        if page.stem not in documents:
            page.unlink()
    write_pages(run.path, sorted((documents & written) - {page.stem for page in pages if page.suffix == ".html"}))
