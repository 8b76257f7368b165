"""The run's own pages, each document for other tools, and what the desk's pages load."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from starlette.responses import Response

from corpus.problems import UsageError
from reports.assets import header_policy
from reports.desk.presenting import report_of
from reports.desk.views import assets
from reports.desk.visits import Refusal, Visit
from reports.exports.formats import FORMATS
from reports.pages import render_document
from reports.report import Report
from reports.writing import NAME

_EXPORTS = {form.suffix: form for form in FORMATS.values()}


def show_index(visit: Visit) -> Response:
    """The index that the run wrote."""
    return _page(visit.desk.run, "index.html")


def show_names(visit: Visit) -> Response:
    """The page of names that the run wrote."""
    return _page(visit.desk.run, "names.html")


def show_corpus(visit: Visit) -> Response:
    """The corpus page that the run wrote."""
    return _page(visit.desk.run, "corpus.html")


def show_report(visit: Visit) -> Response:
    """The report of a document with what was decided at the desk, as a page or as another tool reads it."""
    name, kind = visit.request.path_params["name"], visit.request.path_params["kind"]
    if not NAME.fullmatch(name):
        raise Refusal(404, "There is no such page.")
    try:
        report = report_of(visit.desk.work(name))
    except UsageError as error:
        raise Refusal(404, "There is no such page.") from error
    report = replace(report, run=replace(report.run, interface=visit.interface))
    return _html(render_document(report)) if kind == "html" else _export(report, name, kind)


def load_asset(visit: Visit) -> Response:
    """Style sheet or script; their names change with their texts, so browsers keep them."""
    name = visit.request.path_params["name"]
    if name not in assets():
        raise Refusal(404, "There is no such page.")
    media, body = assets()[name]
    return Response(body, media_type=media, headers={"Cache-Control": "public, max-age=31536000, immutable"})


def _page(run: Path, name: str) -> Response:
    path, root = (run / name).resolve(), run.resolve()
    if not path.is_file() or not path.is_relative_to(root):
        raise Refusal(404, "There is no such page.")
    return _html(path.read_text(encoding="utf-8"))


def _html(page: str) -> Response:
    return Response(page, media_type="text/html", headers={"Content-Security-Policy": header_policy(page)})


def _export(report: Report, name: str, kind: str) -> Response:
    if kind not in _EXPORTS:
        raise Refusal(404, "There is no such page.")
    form = _EXPORTS[kind]
    disposition = {"Content-Disposition": f'attachment; filename="{name}.{kind}"'}
    return Response(form.convert([report]), media_type=form.media, headers=disposition)
