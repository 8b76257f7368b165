"""The pictures of docs/images, taken from the pages of a run: ``python -m benchmarks.screenshots RUN FOLDER``.

``make screenshots`` takes them of the example run. The report is of the translation with the most findings; the
desk is served over a copy of the run, and its passage is the worst one with a wrong number.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import polars as pl
from playwright.sync_api import Browser, Page, sync_playwright

from reports.collecting import collect_report
from reports.desk.access import INTERFACE_COOKIE, OpenAccess
from reports.desk.app import build_desk
from reports.desk.serving import open_desk, serve_beside
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


# of the desk: address, language
DESK = {
    "desk": ("/", "en"),
    "desk-passage": ("/?category=number", "en"),
    "desk-passage-arabic": ("/?category=number", "ar"),
}


def main(run: Path, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    chromium = os.environ.get("MUQABALA_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        picture_pages(browser, open_tables(run), Path(place), folder)
        shutil.copytree(run, Path(place) / "run", ignore=shutil.ignore_patterns("parts", "desk.sqlite*", "decisions"))
        picture_desk(browser, Path(place) / "run", folder)
        browser.close()


def picture_pages(browser: Browser, tables: Tables, place: Path, folder: Path) -> None:
    """The report and the index."""
    document = most_findings(tables)
    for name, (page, language, scheme, (width, height)) in PICTURES.items():
        path = place / f"{name}.html"
        path.write_text(render(page, tables, document, language), encoding="utf-8")
        opened = browser.new_page(viewport={"width": width, "height": height}, color_scheme=scheme)
        opened.goto(path.as_uri())
        opened.evaluate("document.fonts.ready")
        opened.screenshot(path=folder / f"{name}.png")
        opened.close()
        print(folder / f"{name}.png")


def picture_desk(browser: Browser, run: Path, folder: Path) -> None:
    """The worklist, and a passage while somebody writes a better rendering."""
    desk = open_desk(run, clock=lambda: datetime(2026, 1, 15, 23, tzinfo=UTC))
    with serve_beside(build_desk(desk, OpenAccess("Amina"))) as address:
        for name, (path, language) in DESK.items():
            opened = browser.new_page(viewport={"width": 1280, "height": 1000})
            opened.context.add_cookies([{"name": INTERFACE_COOKIE, "value": language, "url": address}])
            opened.goto(address + path)
            if "passage" in name:
                opened.locator(".work a").first.click()
                write_proposal(opened)
            opened.screenshot(path=folder / f"{name}.png", full_page="passage" in name)
            opened.close()
            print(folder / f"{name}.png")
    desk.database.close()


def write_proposal(page: Page) -> None:
    """Put what the first finding proposes in the place of the words that it marks."""
    if page.locator("button.take").count():
        page.locator("button.take").first.click()
        page.locator("#list li").first.focus()


def most_findings(tables: Tables) -> str:
    """The translation with the most findings."""
    counts = tables.frames["findings"].filter(pl.col("original").is_not_null()).group_by("translation").len()
    documents = tables.frames["documents"].filter(pl.col("role") == "translation").select("document")
    worst = counts.join(documents, left_on="translation", right_on="document").sort("len", "translation").collect()
    return str(worst["translation"][-1])


def render(page: str, tables: Tables, document: str, language: str) -> str:
    """A page of the run in a language, whatever language the run's own pages are in."""
    spoken = replace(tables, run=replace(tables.run, interface=language))
    if page == "index":
        return render_index(collect_summary(spoken))
    return render_document(collect_report(spoken, document))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
