"""What the index shows: the problems, every translation in one line, and what was read without being judged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl

from corpus.problems import Problem
from reports.report import RunFacts, worst_severity
from reports.tables import Row, Tables
from scores.bodies import name_publishers
from scores.findings.finding import SEVERITIES

VERDICTS = ("retranslate", "revise", "none", "publish")  # worst first; "none" needs a look before "publish"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One translation in the index."""

    document: str
    file: str
    article: int
    title: str
    language: str
    publisher: str
    author: str
    date: str
    verdict: str
    penalty: float | None
    coverage: float | None
    origin: str
    original: str | None
    severities: tuple[tuple[str, int], ...]  # severity and how many findings of it, worst first
    categories: tuple[str, ...]

    @property
    def findings(self) -> int:
        """How many findings."""
        return sum(count for _, count in self.severities)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unjudged:
    """A document that was read and has no report of its own: an original without translation, or another language."""

    document: str
    file: str
    article: int
    title: str
    language: str
    role: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """A whole run, worst documents first."""

    run: RunFacts
    problems: tuple[Problem, ...]
    entries: tuple[Entry, ...]
    unjudged: tuple[Unjudged, ...]
    machines: tuple[tuple[str, int], ...]  # system and how many documents of it were read


def collect_summary(tables: Tables) -> Summary:
    """The summary of a run; the texts themselves are not read."""
    header = ["document", "file", "article", "role", "system", "language", "title"]
    documents = tables.frames["documents"].select(header).collect().to_dicts()
    pairs = tables.frames["pairs"].select("translation", "original").collect().to_dicts()
    originals = {row["translation"]: row["original"] for row in pairs}
    facts = _facts(tables)
    entries = [_entry(row, originals, facts) for row in documents if row["role"] == "translation"]
    paired = {originals.get(entry.document) for entry in entries}
    machines = Counter(row["system"] or row["file"] for row in documents if row["role"] == "machine")
    return Summary(
        run=tables.run,
        problems=tuple(Problem(**row) for row in tables.frames["problems"].collect().to_dicts()),
        entries=tuple(sorted(entries, key=_worst_first)),
        unjudged=tuple(_unjudged(documents, paired)),
        machines=tuple(sorted(machines.items())),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What the tables say of each translation, by its name."""

    fields: dict[tuple[str, str], str]
    verdicts: dict[str, Row]
    origins: dict[str, str]
    severities: dict[str, Counter[str]]
    categories: dict[str, list[str]]


def _facts(tables: Tables) -> _Facts:
    fields = name_publishers(tables.frames["fields"].collect())
    values = fields.filter(pl.col("name").is_in(["publisher", "author", "date"])).select("document", "name", "value")
    found = (
        tables.frames["findings"]
        .filter(pl.col("dismissed").is_null())
        .group_by("translation", "category", "severity")
        .len()
        .collect()
    )
    severities: dict[str, Counter[str]] = {}
    categories: dict[str, list[str]] = {}
    for document, category, severity, count in found.sort("translation", "category", "severity").iter_rows():
        severities.setdefault(document, Counter())[worst_severity([severity]) or ""] += count
        if category not in categories.setdefault(document, []):
            categories[document].append(category)
    verdicts = tables.frames["verdicts"].select("translation", "verdict", "penalty", "coverage").collect()
    origins = tables.frames["origins"].select("translation", "origin").collect()
    return _Facts(
        fields={(document, name): value for document, name, value in values.reverse().iter_rows()},
        verdicts={row["translation"]: row for row in verdicts.to_dicts()},
        origins=dict(origins.iter_rows()),
        severities=severities,
        categories=categories,
    )


def _entry(row: Row, originals: dict[str, str | None], facts: _Facts) -> Entry:
    document = row["document"]
    verdict = facts.verdicts.get(document, {})
    counts = facts.severities.get(document, Counter())
    return Entry(
        document=document,
        file=row["file"],
        article=row["article"],
        title=row["title"] or "",
        language=row["language"] or "und",
        publisher=facts.fields.get((document, "publisher"), ""),
        author=facts.fields.get((document, "author"), ""),
        date=facts.fields.get((document, "date"), ""),
        verdict=verdict.get("verdict") or "none",
        penalty=verdict.get("penalty"),
        coverage=verdict.get("coverage"),
        origin=facts.origins.get(document) or "unknown",
        original=originals.get(document),
        severities=tuple((name, counts[name]) for name in SEVERITIES if counts[name]),
        categories=tuple(facts.categories.get(document, ())),
    )


def _unjudged(documents: Iterable[Row], paired: set[str | None]) -> Iterable[Unjudged]:
    names = ("document", "file", "article", "title", "language", "role")
    for row in documents:
        if row["role"] == "other" or (row["role"] == "original" and row["document"] not in paired):
            yield Unjudged(**{name: row[name] for name in names})


def _worst_first(entry: Entry) -> tuple[object, ...]:
    verdict = VERDICTS.index(entry.verdict) if entry.verdict in VERDICTS else len(VERDICTS)
    counts = dict(entry.severities)
    return verdict, -(entry.penalty or 0.0), *(-counts.get(name, 0) for name in SEVERITIES), entry.file, entry.article
