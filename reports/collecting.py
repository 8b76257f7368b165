"""From the tables of a run to the report of a document: the one place where frames become objects."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from alignments.pairing.pairs import Pair
from corpus.documents import Field, Sentence
from corpus.problems import Problem, UsageError
from reports.passages import build_passages, number_findings
from reports.report import LeftOut, Match, Report, Side
from reports.tables import Row, Tables
from scores.contests import Contest
from scores.metrics.scoring import Score
from scores.origin.judging import Origin
from scores.verdicts import Verdict

_LEFT_OUT_LENGTH = 400  # characters of a stretch that was left out; more is named by its beginning
_HEADER = ["document", "file", "article", "role", "system", "language", "title"]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Batch:
    """All rows that the reports of some translations need, by document."""

    documents: dict[str, Row]
    others: dict[str, Row]  # runners-up: their header only
    pairs: dict[str, Row]
    machines: dict[str, list[Row]]  # of an original: its machine translations
    rows: dict[str, dict[str, list[Row]]]  # table → document → rows
    problems: dict[str, list[Row]]


def collect_report(tables: Tables, document_id: str) -> Report:
    """Everything that the tables know of one translation.

    Raises:
        UsageError: there is no translation of that name in the run.
    """
    return next(collect_reports(tables, [document_id]))


def collect_reports(tables: Tables, document_ids: Sequence[str]) -> Iterator[Report]:
    """The reports of a batch of translations; each table is read once, cut down to what the batch needs."""
    batch = _load(tables, document_ids)
    for document_id in document_ids:
        row = batch.documents.get(document_id)
        if row is None or row["role"] != "translation":
            raise UsageError(
                "the run has no translation of that name", value=document_id, remedy="take a name from the index"
            )
        yield _build(batch, row, tables)


def _load(tables: Tables, ids: Sequence[str]) -> _Batch:
    pairs = {row["translation"]: row for row in tables.rows("pairs", "translation", ids)}
    originals = {row["original"] for row in pairs.values() if row["original"]}
    machines = _machines(tables, originals)
    versions = [row for rows in machines.values() for row in rows]
    systems = {row["document"] for row in versions}
    shown = {*ids, *originals}
    documents = {row["document"]: row for row in tables.rows("documents", "document", shown)}
    runners = {row["runner_up"] for row in pairs.values() if row["runner_up"]}
    rows = {name: tables.grouped(name, "document", shown) for name in ("fields", "notes")}
    rows["sentences"] = tables.grouped("sentences", "document", shown | systems)
    rows["beads"] = tables.grouped("beads", "translation", {*ids, *systems})
    for name in ("findings", "scores", "contests", "origins", "verdicts"):
        rows[name] = tables.grouped(name, "translation", ids)
    return _Batch(
        documents=documents,
        others={row["document"]: row for row in tables.rows("documents", "document", runners, columns=_HEADER)},
        pairs=pairs,
        machines=machines,
        rows={name: dict(groups) for name, groups in rows.items()},
        problems=dict(tables.grouped("problems", "file", {row["file"] for row in (*documents.values(), *versions)})),
    )


def _machines(tables: Tables, originals: set[str]) -> dict[str, list[Row]]:
    paired = {row["translation"]: row["original"] for row in tables.rows("pairs", "original", originals)}
    headers = tables.rows("documents", "document", paired, columns=_HEADER)
    found: dict[str, list[Row]] = {}
    for row in sorted(headers, key=lambda row: (row["system"] or "", row["document"])):
        if row["role"] == "machine":
            found.setdefault(paired[row["document"]], []).append(row)
    return found


def _build(batch: _Batch, row: Row, tables: Tables) -> Report:
    document = row["document"]
    pair = batch.pairs.get(document)
    original = batch.documents.get(pair["original"] or "") if pair else None
    machines = batch.machines.get(original["document"], []) if original else []
    translation, source = _side(batch, row), _side(batch, original) if original else None
    scores = _of(batch, "scores", document)
    beads = _of(batch, "beads", document)
    passages, general = build_passages(
        english=translation.sentences,
        arabic=source.sentences if source else (),
        beads=sorted(beads, key=lambda bead: bead["number"]),
        findings=number_findings(_of(batch, "findings", document)),
        machines=[
            (
                machine["system"] or machine["document"],
                _sentences(batch, machine["document"]),
                _of(batch, "beads", machine["document"]),
            )
            for machine in machines
        ],
        scores={number: _scores(scores, number) for number in {score["bead"] for score in scores}},
    )
    return Report(
        translation=translation,
        original=source,
        aligned=bool(beads),
        verdict=next((_verdict(found) for found in _of(batch, "verdicts", document)), None),
        match=_match(batch, pair) if pair else None,
        origin=next((_origin(found) for found in _of(batch, "origins", document)), None),
        passages=passages,
        general=general,
        scores=_scores(scores, None),
        contests=tuple(_contest(found) for found in _of(batch, "contests", document)),
        systems=tuple(machine["system"] or machine["document"] for machine in machines),
        problems=_problems(batch, row, original, *machines),
        signatures=_signatures(batch, document),
        run=tables.run,
    )


def _of(batch: _Batch, name: str, document: str) -> list[Row]:
    return batch.rows[name].get(document, [])


def _side(batch: _Batch, row: Row) -> Side:
    document = row["document"]
    return Side(
        document=document,
        file=row["file"],
        article=row["article"],
        language=row["language"] or "und",
        title=row["title"] or "",
        fields=tuple(
            Field(**{**field, "readings": tuple(field["readings"] or ())})
            for field in (
                {key: value for key, value in found.items() if key != "document"}
                for found in _of(batch, "fields", document)
            )
        ),
        left_out=tuple(
            LeftOut(kind=note["kind"], reason=note["reason"], text=_stretch(row, note))
            for note in _of(batch, "notes", document)
        ),
        sentences=_sentences(batch, document),
    )


def _stretch(row: Row, note: Row) -> str:
    start, end = note["start"] - row["offset"], note["end"] - row["offset"]
    text = (row["text"] or "")[max(start, 0) : max(end, 0)].strip()
    return text if len(text) <= _LEFT_OUT_LENGTH else text[:_LEFT_OUT_LENGTH].rstrip() + " …"


def _sentences(batch: _Batch, document: str) -> tuple[Sentence, ...]:
    rows = sorted(_of(batch, "sentences", document), key=lambda row: row["number"])
    return tuple(Sentence(text=row["text"], start=row["start"], end=row["end"], kind=row["kind"]) for row in rows)


def _match(batch: _Batch, pair: Row) -> Match:
    runner_up = batch.others.get(pair["runner_up"] or "", {})
    return Match(
        pair=Pair(**{**pair, "reasons": tuple(pair["reasons"] or ())}),
        runner_up_title=runner_up.get("title") or "",
        runner_up_file=runner_up.get("file") or "",
    )


def _verdict(row: Row) -> Verdict:
    names = ("verdict", "penalty", "coverage", "words", "signature")
    return Verdict(**{name: row[name] for name in names}, reasons=tuple(row["reasons"] or ()))


def _origin(row: Row) -> Origin:
    names = ("origin", "machine_probability", "signature")
    return Origin(**{name: row[name] for name in names}, evidence=tuple(row["evidence"] or ()))


def _scores(rows: list[Row], bead: int | None) -> tuple[Score, ...]:
    names = ("candidate", "reference", "bead", "metric", "value", "signature")
    return tuple(Score(**{name: row[name] for name in names}) for row in rows if row["bead"] == bead)


def _contest(row: Row) -> Contest:
    return Contest(**{name: value for name, value in row.items() if name != "translation"})


def _problems(batch: _Batch, *rows: Row | None) -> tuple[Problem, ...]:
    return tuple(
        Problem(**problem)
        for row in rows
        if row
        for problem in batch.problems.get(row["file"], [])
        if problem["article"] in {None, row["article"]}
    )


def _signatures(batch: _Batch, document: str) -> tuple[tuple[str, str], ...]:
    """Which step made this document's rows, and with what: every signature once."""
    pair = batch.pairs.get(document)
    found = [("pair", pair["signature"])] if pair else []
    found += [("alignment", bead["signature"]) for bead in _of(batch, "beads", document)]
    found += [("findings", finding["check"]) for finding in _of(batch, "findings", document)]
    found += [("origin", row["signature"]) for row in _of(batch, "origins", document)]
    found += [("verdict", row["signature"]) for row in _of(batch, "verdicts", document)]
    return tuple(dict.fromkeys((step, signature) for step, signature in found if signature))
