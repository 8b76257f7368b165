"""The desk under load: many readers and some writers at once on loopback, on SQLite or PostgreSQL.

    python -m benchmarks.desk_load [--readers 50] [--writers 10] [--pages 20] [--decisions 10] [--database URL]

Makes a run (``benchmarks.made_run``), serves it in a process of its own, and lets every
reader load so many pages (worklist, search, passage, document, in turn) and every writer add so many comments and
renderings, each as a browser does it: first the page, then its form. Prints the percentiles of each kind, and what
of all that was answered with "done" is not in the log afterwards. All counts are fixed, so it stops by itself.
"""

from __future__ import annotations

import argparse
import http.client
import json
import re
import resource
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from html import unescape
from pathlib import Path
from urllib.parse import quote, urlencode, urlsplit

import numpy as np
from sqlalchemy import select

from benchmarks.made_run import ARABIC, FACTS, Run
from reports.desk.database import open_database
from reports.desk.schema import EVENTS

_FIELD = re.compile(r'<input[^>]*?name="([^"]+)"(?:[^>]*?value="([^"]*)")?')


class Browser:
    """One person's browser: keeps a connection and its cookies, and counts how long each kind of page took."""

    def __init__(self, address: str, times: dict[str, list[float]]) -> None:
        self._connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        self._cookies: dict[str, str] = {}
        self._times = times

    def load(self, kind: str, path: str) -> str:
        """A page that must be there."""
        status, body, _ = self._ask("GET", path, None, kind)
        if status != 200:
            raise RuntimeError(f"{path}: {status}")
        return body

    def send(self, kind: str, page: str, action: str, **fields: str) -> bool:
        """Fill in the last form of the page whose address ends with ``action``; whether it was done."""
        forms = re.findall(rf'<form method="post" action="([^"]*{action})"[^>]*>(.*?)</form>', page, re.DOTALL)
        path, inside = forms[-1] if action == "/comments" else forms[0]
        held = {name: unescape(value) for name, value in _FIELD.findall(inside)}
        status, _, location = self._ask("POST", path, urlencode(held | fields), kind)
        return status == 303 and bool(location)

    def _ask(self, method: str, path: str, body: str | None, kind: str) -> tuple[int, str, str | None]:
        headers = {"Cookie": "; ".join(f"{name}={value}" for name, value in self._cookies.items())}
        if body is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        begun = time.perf_counter()
        self._connection.request(method, path, body, headers)
        answer = self._connection.getresponse()
        text = answer.read().decode()
        self._times[kind].append(time.perf_counter() - begun)
        for line in answer.headers.get_all("set-cookie") or []:
            name, _, value = line.split(";")[0].partition("=")
            self._cookies[name] = value
        return answer.status, text, answer.headers.get("location")


def read(address: str, pages: int, seed: int, documents: int, times: dict[str, list[float]]) -> None:
    browser, random = Browser(address, times), np.random.default_rng(seed)
    links: list[str] = []
    for number in range(pages):
        document = int(random.integers(documents))
        if number % 4 == 0:
            page = browser.load("worklist", f"/?page={random.integers(3)}")
            links = re.findall(r'href="(/work/t[^"]+)"', page)
        elif number % 4 == 1:
            browser.load("search", f"/?state=all&words={quote(' '.join(random.choice(ARABIC, 2)))}")
        elif number % 4 == 2 and links:
            browser.load("passage", unescape(links[int(random.integers(len(links)))]))
        else:
            browser.load("document", f"/work/t{document:07d}")


def write(
    address: str, decisions: int, seed: int, done: list[str], refused: list[str], times: dict[str, list[float]]
) -> None:
    browser, random = Browser(address, times), np.random.default_rng(1000 + seed)
    links = re.findall(r'href="(/work/t[0-9]+/(?!whole)[^"]+)"', browser.load("worklist", "/"))
    for number in range(decisions):
        said = f"writer {seed} says {number}"
        page = browser.load("passage", unescape(links[int(random.integers(len(links)))]))
        if number % 2:
            kept = browser.send("comment", page, "/comments", text=said)
        else:
            kept = browser.send("rendering", page, "/rendering", rendering=said)
        (done if kept else refused).append(said)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name, default in (
        ("readers", 50),
        ("writers", 10),
        ("pages", 20),
        ("decisions", 10),
        ("documents", 50),
        ("beads", 60),
        ("seed", 7),
    ):
        parser.add_argument(f"--{name}", type=int, default=default)
    parser.add_argument("--database", default="", help="an empty PostgreSQL database; desk.sqlite in the run without")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Path(folder) / "run"
        run.mkdir()
        made = Run(asked.seed)
        for number in range(asked.documents):
            made.document(number, asked.beads)
        made.write(run, FACTS)
        (run / "index.html").write_text("not part of what is measured")
        command = [
            sys.executable,
            "-m",
            "flows.commands",
            "desk",
            str(run),
            "--port",
            "0",
            "--database",
            asked.database,
        ]
        begun = time.perf_counter()
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:  # noqa: S603 - our own command
            try:
                address = server.stdout.readline().split()[0]  # type: ignore[union-attr]
                spent = time.perf_counter() - begun
                passages = asked.documents * asked.beads
                print(f"opened a run of {asked.documents} documents, {passages} passages, in {spent:.1f} s")
                load(asked, address, run)
            finally:
                server.terminate()
        spent = resource.getrusage(resource.RUSAGE_CHILDREN)
        print(f"the server used {spent.ru_utime + spent.ru_stime:.1f} s of CPU time, from its start to its end")


def load(asked: argparse.Namespace, address: str, run: Path) -> None:
    times: dict[str, list[float]] = defaultdict(list)
    done: list[str] = []
    refused: list[str] = []
    threads = [
        threading.Thread(target=read, args=(address, asked.pages, seed, asked.documents, times))
        for seed in range(asked.readers)
    ]
    threads += [
        threading.Thread(target=write, args=(address, asked.decisions, seed, done, refused, times))
        for seed in range(asked.writers)
    ]
    begun = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    spent = time.perf_counter() - begun
    total = sum(map(len, times.values()))
    print(f"{asked.readers} readers and {asked.writers} writers at once")
    print(f"{total} requests in {spent:.1f} s, {total / spent:.0f} a second")
    for kind, seconds in sorted(times.items()):
        middle, high = np.percentile(seconds, [50, 95])
        print(f"{kind:10} {len(seconds):5} requests  p50 {middle * 1000:6.0f} ms  p95 {high * 1000:6.0f} ms")
    database = open_database(asked.database or run / "desk.sqlite")
    with database.reading() as connection:
        kept = [json.loads(data) for (data,) in connection.execute(select(EVENTS.c.data))]
    database.close()
    said = {each.get("text") or each.get("rendering") for each in kept}
    print(f"{len(done)} writes done, {len(refused)} refused because somebody was faster, {len(set(done) - said)} lost")
    if set(done) - said or set(refused) & said or len(done) + len(refused) != asked.writers * asked.decisions:
        sys.exit("something was lost")


if __name__ == "__main__":
    main()
