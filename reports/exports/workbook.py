"""A report as a spreadsheet (Office Open XML): findings on one sheet, all passages on the other."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from xlsxwriter import Workbook

from reports.catalogues import phrase
from reports.exports.rows import COLUMNS, finding_rows
from reports.report import Report, join_sentences
from reports.shown import visible
from reports.wording import direction, say

_LONGEST = 32_767  # characters that a cell can hold
_WIDTHS = {
    "evidence": 45,
    "english-passage": 60,
    "rendering": 60,
    "arabic-passage": 60,
    "english": 30,
    "arabic": 30,
    "proposed": 25,
}
_ARABIC = {"arabic", "arabic-passage"}
_PASSAGES = ("passage", "english-passage", "rendering", "arabic-passage", "findings", "document", "file")
_LEFT_TO_RIGHT, _RIGHT_TO_LEFT = 1, 2  # reading orders of a cell


def to_xlsx(reports: Iterable[Report]) -> bytes:
    """A workbook whose every cell is text: nothing in it is a formula or a link, and Arabic reads from the right.

    Equal reports give equal bytes.
    """
    out = BytesIO()
    kept = list(reports)
    language = kept[0].run.interface if kept else "en"
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(out, options) as book:
        book.set_properties({"title": "Muqabala", "created": _created(kept)})
        _write(
            book,
            phrase("Findings", language=language),
            COLUMNS,
            language,
            (row for report in kept for row in finding_rows(report)),
        )
        _write(
            book,
            phrase("Passages", language=language),
            _PASSAGES,
            language,
            (row for report in kept for row in _passage_rows(report)),
        )
    return out.getvalue()


def _created(reports: list[Report]) -> datetime:
    """When the run began: the clock of the export would make every file another one."""
    try:
        moment = datetime.fromisoformat(reports[0].run.started)
    except (IndexError, ValueError):
        return datetime(2000, 1, 1)  # noqa: DTZ001 - the library writes naive moments as UTC
    return moment.astimezone(UTC).replace(tzinfo=None)


def _write(book: Any, name: str, columns: tuple[str, ...], language: str, rows: Iterable[tuple[str, ...]]) -> None:
    plain = {"text_wrap": True, "valign": "top"}
    ltr = book.add_format(plain | {"reading_order": _LEFT_TO_RIGHT})
    rtl = book.add_format(plain | {"reading_order": _RIGHT_TO_LEFT, "align": "right"})
    head = book.add_format({"bold": True, "bottom": 1})
    sheet = book.add_worksheet(name)
    if direction(language) == "rtl":
        sheet.right_to_left()
    formats = [rtl if column in _ARABIC else ltr for column in columns]
    for place, column in enumerate(columns):
        sheet.set_column(place, place, _WIDTHS.get(column, 14), formats[place])
        sheet.write_string(0, place, say("column", column, language=language), head)
    last = 0
    for last, row in enumerate(rows, 1):
        for place, cell in enumerate(row):
            sheet.write_string(last, place, visible(cell)[:_LONGEST], formats[place])
    sheet.freeze_panes(1, 0)
    sheet.autofilter(0, 0, last, len(columns) - 1)
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0)


def _passage_rows(report: Report) -> Iterator[tuple[str, ...]]:
    for passage in report.passages:
        yield (
            str(passage.number + 1),
            join_sentences(passage.english),
            passage.rendering or "",
            join_sentences(passage.arabic),
            ", ".join(str(reported.number) for reported in passage.open),
            report.translation.document,
            report.translation.file,
        )
