"""Every format in which reports leave: for other tools of the trade, for spreadsheets, for programs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from corpus.files import replacing
from corpus.problems import UsageError
from reports.collecting import collect_reports
from reports.exports.datasets import to_jsonl, to_parquet
from reports.exports.marot import to_marot
from reports.exports.plain import to_csv, to_json, to_markdown
from reports.exports.tmx import to_tmx
from reports.exports.units import units_of
from reports.exports.workbook import to_xlsx
from reports.exports.xliff import to_xliff_files
from reports.renderings import apply_renderings, decisions_folder, read_renderings
from reports.report import Report
from reports.tables import open_tables
from reports.writing import translations_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """A format: how its files end, what they are, and how reports become one."""

    suffix: str
    media: str
    convert: Callable[[Iterable[Report]], bytes]


def _tmx(reports: Iterable[Report]) -> bytes:
    kept = list(reports)
    version = kept[0].run.version if kept else ""
    return to_tmx((unit for report in kept for unit in units_of(report)), version=version)


def _xliff(version: str) -> Callable[[Iterable[Report]], bytes]:
    return lambda reports: to_xliff_files(
        ((report.translation.file, units_of(report)) for report in reports), version=version
    )


FORMATS = {
    "tmx": Format(suffix="tmx", media="application/xml", convert=_tmx),
    "xliff": Format(suffix="xlf", media="application/xliff+xml", convert=_xliff("1.2")),
    "xliff2": Format(suffix="xliff", media="application/xliff+xml", convert=_xliff("2.1")),
    "mqm": Format(suffix="tsv", media="text/tab-separated-values; charset=utf-8", convert=to_marot),
    "csv": Format(
        suffix="csv", media="text/csv; charset=utf-8", convert=lambda reports: to_csv(*reports).encode("utf-8")
    ),
    "xlsx": Format(
        suffix="xlsx", media="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", convert=to_xlsx
    ),
    "jsonl": Format(suffix="jsonl", media="application/jsonl; charset=utf-8", convert=to_jsonl),
    "parquet": Format(suffix="parquet", media="application/vnd.apache.parquet", convert=to_parquet),
    "markdown": Format(
        suffix="md",
        media="text/markdown; charset=utf-8",
        convert=lambda reports: "\n".join(map(to_markdown, reports)).encode("utf-8"),
    ),
    "json": Format(
        suffix="json", media="application/json", convert=lambda reports: "".join(map(to_json, reports)).encode("utf-8")
    ),
}
"""Name → format, the translator's own tools first. ``json`` is the whole report, an object a line for several."""


def export_run(run: Path, *, form: str, documents: Sequence[str] = (), out: Path) -> int:
    """Write the reports of a run, or of some of its documents, into one file; returns how many reports.

    What editors wrote in place of the English is taken from the run's folder of decisions.

    Raises:
        UsageError: the folder is no run, it has no translation of a given name, or the format is not known.
        DocumentError: a line of ``renderings.jsonl`` is no rendering.
    """
    if form not in FORMATS:
        raise UsageError("this format is not written", value=form, remedy=f"ask for one of {', '.join(FORMATS)}")
    tables = open_tables(run)
    names = list(documents) or translations_of(tables)
    renderings = read_renderings(decisions_folder(run) / "renderings.jsonl")
    reports = [apply_renderings(report, renderings) for report in collect_reports(tables, names)]
    with replacing(out) as file:
        file.write(FORMATS[form].convert(reports))
    return len(reports)
