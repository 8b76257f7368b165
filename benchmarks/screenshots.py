"""The pictures of docs/images, taken from the pages of a run: ``python -m benchmarks.screenshots RUN FOLDER``.

``make screenshots`` takes them of the example run. The report is of the translation with the most findings.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from pathlib import Path

import polars as pl
from playwright.sync_api import sync_playwright

from reports.collecting import collect_report
from reports.index import render_index
from reports.pages import render_document
from reports.summary import collect_summary
from reports.tables import Tables, open_tables

# name of the picture: page, language of the interface, light or dark, width and height of the window
PICTURES = {
    "report": ("report", "en", "light", (1280, 2300)),
    "report-dark": ("report", "en", "dark", (1280, 900)),
    "report-arabic": ("report", "ar", "light", (1280, 2500)),
    "report-narrow": ("report", "en", "light", (390, 1500)),
    "index": ("index", "en", "light", (1280, 1000)),
    "index-arabic": ("index", "ar", "light", (1280, 1000)),
}


def main(run: Path, folder: Path) -> None:
    tables = open_tables(run)
    counts = tables.frames["findings"].filter(pl.col("original").is_not_null()).group_by("translation").len()
    documents = tables.frames["documents"].filter(pl.col("role") == "translation").select("document")
    worst = counts.join(documents, left_on="translation", right_on="document").sort("len", "translation").collect()
    document = str(worst["translation"][-1])
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("MUQABALA_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        for name, (page, language, scheme, (width, height)) in PICTURES.items():
            path = Path(place) / f"{name}.html"
            path.write_text(render(page, tables, document, language), encoding="utf-8")
            opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
            opened.goto(path.as_uri())
            opened.evaluate("document.fonts.ready")
            opened.screenshot(path=folder / f"{name}.png")
            opened.close()
            print(folder / f"{name}.png")
        browser.close()


def render(page: str, tables: Tables, document: str, language: str) -> str:
    """A page of the run in a language, whatever language the run's own pages are in."""
    spoken = replace(tables, run=replace(tables.run, interface=language))
    if page == "index":
        return render_index(collect_summary(spoken))
    return render_document(collect_report(spoken, document))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
