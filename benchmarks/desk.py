"""How fast the pages open and stay: first paint of a long report, the index of a large run, sorting and narrowing it.

    python -m benchmarks.desk [--documents 10000] [--beads 500] [--repeats 5] [--seed 7]

Makes a run of its own (no text of anybody), writes its pages, opens them in chromium from the disk, and prints the
median and the range in milliseconds. Times are of this machine as loaded as it is: compare within one call.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from benchmarks.made_run import FACTS, Run
from reports.writing import write_index, write_pages

# evaluated by the driver, since the pages' own policy lets no string become code
PAINT = """() => new Promise((done) => {
  const look = () => {
    const [paint] = performance.getEntriesByName("first-contentful-paint");
    if (paint) done(paint.startTime); else requestAnimationFrame(look);
  };
  look();
})"""
LOADED = "performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd"
# what a reader waits for: from the action until the frame after the next has begun
CLICK = """(selector) => new Promise((done) => {
  const start = performance.now();
  document.querySelector(selector).click();
  requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
})"""
# the same for a filter, which waits 120 ms for the next key before it begins
NARROW = """([name, value]) => new Promise((done) => {
  const form = document.querySelector(".filters"), start = performance.now();
  new MutationObserver((_, observer) => {
    observer.disconnect();
    requestAnimationFrame(() => requestAnimationFrame(() => done(performance.now() - start)));
  }).observe(form.querySelector("[role=status]"), { childList: true });
  if (name) form.elements[name].value = value; else form.reset();
  form.dispatchEvent(new Event("input", { bubbles: true }));
})"""
SCROLL = """() => new Promise((done) => {
  const frames = []; let last = performance.now(), step = 0;
  const next = (now) => {
    frames.push(now - last); last = now; scrollBy(0, 1200);
    if (++step < 60) requestAnimationFrame(next); else done(Math.max(...frames.slice(1)));
  };
  requestAnimationFrame(next);
})"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    for name, default in (("documents", 10_000), ("beads", 500), ("repeats", 5), ("seed", 7)):
        parser.add_argument(f"--{name}", type=int, default=default)
    wanted = parser.parse_args()
    chromium = os.environ.get("MUQABALA_CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        run = Path(folder)
        report = make(run, wanted)
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", "--disable-gpu"])
        page = browser.new_page(viewport={"width": 1280, "height": 900})
        for name, times in measure(page, run, report, wanted.repeats):
            print(f"{name}: {statistics.median(times):.0f} ms ({min(times):.0f} to {max(times):.0f})")
        browser.close()


def make(run: Path, wanted: argparse.Namespace) -> Path:
    """Write the run with its index and one long report; returns the report's path."""
    made = Run(wanted.seed)
    names = [made.document(number, wanted.beads if number == 0 else 0) for number in range(wanted.documents)]
    made.write(run, FACTS)
    for label, write in (("report", lambda: write_pages(run, names[:1])), ("index", lambda: write_index(run))):
        start = time.perf_counter()
        write()
        print(f"{label} written in {time.perf_counter() - start:.2f} s")
    report = run / "documents" / f"{names[0]}.html"
    print(f"report of {wanted.beads} beads: {report.stat().st_size / 1e6:.1f} MB")
    print(f"index of {wanted.documents} documents: {(run / 'index.html').stat().st_size / 1e6:.1f} MB")
    return report


def measure(page: Page, run: Path, report: Path, repeats: int) -> Iterator[tuple[str, list[float]]]:
    def opened(path: Path, what: str) -> Callable[[], float]:
        def once() -> float:
            page.goto(path.as_uri())
            return float(page.evaluate(what))

        return once

    index = run / "index.html"
    yield "report, first paint", [opened(report, PAINT)() for _ in range(repeats)]
    yield "report, all there", [opened(report, LOADED)() for _ in range(repeats)]
    yield "index, first paint", [opened(index, PAINT)() for _ in range(repeats)]
    yield "index, all there", [opened(index, LOADED)() for _ in range(repeats)]
    for key in ("title", "findings", "date"):
        button = f"[data-sort={key}] button"
        yield f"index, sorted by {key}", [float(page.evaluate(CLICK, button)) for _ in range(repeats)]
    for name, value in (("verdict", "revise"), ("words", "harbour"), ("publisher", "water"), ("since", "2015-01-01")):
        times = []
        for _ in range(repeats):
            times.append(float(page.evaluate(NARROW, [name, value])))
            page.evaluate(NARROW, ["", ""])
        yield f"index, narrowed by {name}", times
    yield "index, longest frame while scrolling", [float(page.evaluate(SCROLL)) for _ in range(repeats)]


if __name__ == "__main__":
    main()
