"""How well and how fast documents are read: header fields, article boundaries, titles, bodies, languages; MB/s.

The golden texts are ours: ``golden-tuned.txt`` was looked at while the reader was mended; ``golden-held-out.txt`` and
``golden-fresh.txt`` were written before the reader was first run on them, and so were ``golden-third.txt`` and
``golden-fourth.txt``, which were opened after their first runs; ``golden-fifth.txt`` was run and never opened.
docs/reading.md says what happened since.
Speed is of processor time, so that a loaded machine changes it less. Run from the root:

    python benchmarks/reading.py --data ../shared/data    # everything but the large file
    python benchmarks/reading.py --large 50               # the memory that a file of 50 MB takes
    python -m benchmarks.reading --large 50 --stage       # the same in the read stage of a run, with its seconds
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

from corpus.documents import Document
from corpus.reading import read_documents, read_text

DATA = Path(__file__).parents[1] / "tests" / "corpus" / "data"
ASPECTS = ("field", "article", "title", "body", "language", "sentence")
GOLDEN = (
    "golden-tuned.txt",
    "golden-held-out.txt",
    "golden-fresh.txt",
    "golden-third.txt",
    "golden-fourth.txt",
    "golden-fifth.txt",
)
OPEN = {"golden-tuned.txt", "golden-third.txt", "golden-fourth.txt"}
MEGABYTES = 2
RUNS = 15
TITLES = {
    "en": "A Plan for the City",
    "ar": "\u062e\u0637\u0629 \u0627\u0644\u0645\u062f\u064a\u0646\u0629",  # the same
}
PARAGRAPHS = (
    (
        "We stayed because our parents are buried here and our children were born here. It is not a decision that "
        "anyone made in one day. Some left, and we do not blame them."
    ),
    (
        "“The road was closed for a month,” said Dr. Haddad. “We waited. Nobody came.” Then the U.N. sent a convoy of "
        "12.5 tonnes, which arrived on Jan. 5 at 4 p.m. and left again."
    ),
)

NAMES = ("Nadir", "Salma", "Huda", "Omar", "Laila", "Karim", "Rana", "Mona", "Sami", "Lina", "Haddad", "Khalil")
VERBS = ("closed", "guarded", "painted", "moved", "opened", "measured", "found", "reached", "crossed", "mended")


@dataclass(frozen=True, slots=True)
class Expected:
    """What a careful person reads in one article."""

    fields: dict[str, str]
    title: str
    language: str
    body: tuple[str, str]  # its first and its last words
    ends: list[str]  # the last words of each sentence; empty where the golden text does not say


@dataclass(slots=True)
class Tally:
    """Right, missed and invented, by what was asked for."""

    right: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    invented: Counter[str] = field(default_factory=Counter)

    def count(self, name: str, expected: Counter[object], found: Counter[object]) -> None:
        """Compare two bags of values."""
        self.right[name] += (expected & found).total()
        self.missed[name] += (expected - found).total()
        self.invented[name] += (found - expected).total()

    def f1(self, name: str) -> float:
        """Harmonic mean of precision and recall."""
        return 2 * self.right[name] / max(1, 2 * self.right[name] + self.missed[name] + self.invented[name])


def load_golden(path: Path) -> Iterator[tuple[str, list[Expected]]]:
    """Each text with the articles that it holds."""
    for case in path.read_text("utf-8").split("\n===\n"):
        text, _, expected = case.partition("\n--- expected\n")
        yield text, [_expected(article) for article in expected.split("\n*\n")]


def _expected(article: str) -> Expected:
    values = dict(line.split(": ", 1) for line in article.strip().splitlines())
    first, _, last = values.pop("body").partition(" … ")
    ends = values.pop("ends", "")
    return Expected(
        values, values.pop("title", ""), values.pop("language"), (first, last), ends.split(" | ") if ends else []
    )


def score(path: Path, *, tell: bool) -> tuple[Tally, int]:
    """Compare what is read with what is expected; the number of articles is that of the golden file."""
    tally = Tally()
    articles = 0
    for text, golden in load_golden(path):
        documents = list(read_text(text, file="golden"))
        articles += len(golden)
        tally.count(
            "article", Counter(each.body[0] for each in golden), Counter(_first(each, golden) for each in documents)
        )
        for number, (document, expected) in enumerate(zip(documents, golden, strict=False)):
            found = {each.name: each.value for each in document.metadata}
            tally.count("field", Counter(expected.fields.items()), Counter(found.items()))
            tally.count("title", Counter([expected.title]), Counter([document.title]))
            tally.count("language", Counter([expected.language]), Counter([document.language]))
            body = text[document.body.start : document.body.end]
            exact = body.startswith(expected.body[0]) and body.endswith(expected.body[1])
            tally.count("body", Counter([True]), Counter([exact]))
            if expected.ends:
                tally.count("sentence", Counter(expected.ends), Counter(_ends(document, expected.ends)))
            wrong = (
                found != expected.fields or document.title != expected.title or document.language != expected.language
            )
            if tell and (wrong or not exact):
                shown = (found, document.title, document.language, body[:30], body[-20:])
                print(f"  {text[:40]!r} {number}: {shown}")
        if tell and len(documents) != len(golden):
            print(f"  {text[:40]!r}: {len(documents)} articles instead of {len(golden)}")
    return tally, articles


def _first(document: Document, golden: list[Expected]) -> str:
    body = document.slice(document.body.start, document.body.end)
    return next((each.body[0] for each in golden if body.startswith(each.body[0])), body[:40])


def _ends(document: Document, golden: list[str]) -> Iterator[str]:
    """The golden end of each sentence that has one, else its own last words."""
    for sentence in document.sentences:
        if sentence.kind == "body":
            text = " ".join(sentence.text.split())
            yield next((each for each in golden if text.endswith(each)), text[-30:])


def measure_speeds(texts: dict[str, str]) -> dict[str, list[float]]:
    """Megabytes a second of processor time, read into documents, run by run.

    The texts are read in turns, so that a core that is slower for some seconds is so for all of them.
    """
    speeds: dict[str, list[float]] = {name: [] for name in texts}
    for _ in range(RUNS):
        for name, text in texts.items():
            begun = time.process_time()
            for _document in read_text(text, file="speed"):
                pass
            speeds[name].append(len(text.encode()) / 1e6 / (time.process_time() - begun))
    return speeds


def load_rows(data: Path) -> list[dict[str, list[str]]]:
    """The real documents, their sentences by language."""
    return [
        json.loads(row) for row in gzip.decompress((data / "parallel-documents.jsonl.gz").read_bytes()).splitlines()
    ]


def count_invented(data: Path) -> tuple[int, int]:
    """Texts of nothing but a title and real running text in which more is seen, and all of them."""
    invented = texts = 0
    for language, title in TITLES.items():
        for row in load_rows(data):
            for gap in ("\n\n", "\n"):
                documents = list(read_text(f"{title}\n\n{gap.join(row[language])}", file="plain"))
                texts += 1
                invented += len(documents) > 1 or any(each.metadata or each.notes for each in documents)
    return invented, texts


def load_real(data: Path, language: str) -> str:
    """The real documents of one language as long articles, each under a title and a date."""
    bodies = [" ".join(row[language]) for row in load_rows(data)]
    articles = [[TITLES["en"], "Date: 2012-11-30", *bodies[at : at + 12]] for at in range(0, len(bodies), 12)]
    return "\n\n".join(part for article in articles for part in article)


def make_press(size: int, *, seed: int = 0) -> Iterator[str]:
    """Articles of press text, no two alike, of so many bytes in all."""
    chance = random.Random(seed)
    written = 0
    while written < size:
        first, *more = chance.choices(NAMES, k=4)
        title, author = (
            f"Why {first} {chance.choice(VERBS).capitalize()} the {more[0]} Road",
            f"Author: {' '.join(more[1:])}",
        )
        date = f"Date: {chance.randint(1990, 2020)}-{chance.randint(1, 12):02}-{chance.randint(1, 28):02}"
        body = (_vary(chance.choice(PARAGRAPHS), chance) for _ in range(24))
        article = "\n\n".join([title, author, date, *body])
        written += len(article.encode()) + 2
        yield article


def _vary(paragraph: str, chance: random.Random) -> str:
    """A paragraph with other verbs, months and figures."""
    for old in ("closed", "sent", "made", "left", "buried"):
        paragraph = paragraph.replace(old, chance.choice(VERBS))
    return paragraph.replace("12.5", f"{chance.randint(2, 99)}.5").replace("Jan. 5", f"Jan. {chance.randint(1, 28)}")


def measure_large(megabytes: int, *, stage: bool) -> tuple[float, float]:
    """Seconds of processor time, and megabytes at the peak, of reading a large file; the program itself included.

    In a run's read ``stage`` its tables are written, too.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "corpus" / "large.txt"
        path.parent.mkdir()
        with path.open("wb") as file:
            file.writelines(f"{article}\n\n".encode() for article in make_press(megabytes * 10**6))
        begun = time.process_time()
        if stage:
            _read_in_stage(Path(folder), path.stat().st_size)
        else:
            for _read in read_documents(path, largest=path.stat().st_size):
                pass
        seconds = time.process_time() - begun
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (1e6 if sys.platform == "darwin" else 1e3)


def _read_in_stage(folder: Path, size: int) -> None:
    from flows.run import Run
    from flows.settings import Settings
    from flows.stages.reading import READ
    from flows.stages.stage import do_batch, gather_tables

    settings = Settings(largest=size // 2**20 + 1)
    run = Run(root=str(folder / "run"), folder=str(folder / "corpus"), settings=settings)
    items = READ.plan(run).items
    do_batch(run, READ, items)
    gather_tables(run, READ, items)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument(
        "--large", type=int, metavar="MB", help="only the memory that a file of so many megabytes takes"
    )
    parser.add_argument("--stage", action="store_true", help="the same file in the read stage of a run")
    parser.add_argument("--tell", action="store_true", help="what is read wrongly in the files that may be looked at")
    parser.add_argument("--data", type=Path, help="folder of parallel-documents.jsonl.gz: speed on real texts, too")
    arguments = parser.parse_args()
    if arguments.large:
        seconds, memory = measure_large(arguments.large, stage=arguments.stage)
        print(f"{seconds:.1f} s and {memory:,.0f} MB at most, for a file of {arguments.large} MB")
        return
    for name in GOLDEN:
        tally, articles = score(DATA / name, tell=arguments.tell and name in OPEN)
        print(
            f"{name}: {articles} articles; F1 "
            + ", ".join(f"{each} {tally.f1(each):.3f}" for each in ASPECTS if tally.right[each])
        )
    if arguments.data:
        invented, plain = count_invented(arguments.data)
        print(f"fields, notes or articles invented in {invented} of {plain} plain real texts")
    article = "\n\n".join(["Why We Stayed", "Author: Nadir Khalil", "Date: 2012-11-30", *PARAGRAPHS * 12])
    texts = {
        "repeated press text": "\n\n".join([article] * (MEGABYTES * 10**6 // len(article.encode()) + 1)),
        "press text of different articles": "\n\n".join(make_press(MEGABYTES * 10**6)),
    }
    if arguments.data:
        texts |= {f"real texts, {name}": load_real(arguments.data, name) for name in ("ar", "en")}
    for name, speeds in measure_speeds(texts).items():
        print(f"speed on {name}: {max(speeds):.1f} MB/s at best, {median(speeds):.1f} in the median of {RUNS} runs")


if __name__ == "__main__":
    main()
