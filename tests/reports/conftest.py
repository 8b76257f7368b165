"""A small run folder, made of the texts and findings in ``small_run.toml``, which names documents by short names."""

import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import polars as pl
import pytest

from benchmarks.made_run import Rows
from corpus.documents import document_id
from reports.writing import write_reports
from scores.groups import describe_documents, group_documents

SMALL_RUN = tomllib.loads((Path(__file__).parent / "small_run.toml").read_text(encoding="utf-8"))
FACTS = {
    "version": "0.1.0",
    "models": {"use": "use|0.2.1|folded"},
    "started": "2024-05-06T07:08:09+00:00",
    "folder": "letters",
}


class SmallRun(Rows):
    """The rows of the small run; ``names`` are the documents' ids by their short names."""

    def __init__(self) -> None:
        super().__init__()
        self.names: dict[str, str] = {}
        self._sentences: dict[str, list[tuple[str, int]]] = {}  # short name → text and place
        for name, said in SMALL_RUN["documents"].items():
            self._document(name, **said)
        for said in SMALL_RUN["beads"]:
            self._beads(**said)
        for number, said in enumerate(SMALL_RUN["findings"]):
            self._finding(number, **said)
        for table in SMALL_RUN.keys() - {"documents", "beads", "findings"}:
            for row in SMALL_RUN[table]:
                self.add(table, **{column: self._id(column, value) for column, value in row.items()})

    def _id(self, column: str, value: Any) -> Any:
        return self.names[value] if column in {"document", "translation", "original", "runner_up"} else value

    def _document(
        self, name: str, *, body: list[str], title: str = "", header: str = "", closing: str = "", **said: str
    ) -> None:
        """A document whose sentences stand on lines of their own, with true offsets."""
        sentences = [("title", title)] * bool(title) + [("body", sentence) for sentence in body]
        text = header + "\n".join(sentence for _, sentence in sentences) + closing
        identity = self.names[name] = document_id(text)
        start = text.index(title) if title else 0
        self.add(
            "documents",
            document=identity,
            article=1,
            title=title,
            title_start=start,
            title_end=start + len(title),
            body_language=said["language"],
            body_start=len(header),
            body_end=len(text) - len(closing),
            offset=0,
            text=text,
            **said,
        )
        position, self._sentences[name] = len(header), []
        for number, (kind, sentence) in enumerate(sentences):
            place = {"start": position, "end": position + len(sentence)}
            self.add("sentences", document=identity, number=number, kind=kind, text=sentence, **place)
            self._sentences[name].append((sentence, position))
            position += len(sentence) + 1

    def _beads(self, *, translation: str, original: str, laid: list[list[list[int]]]) -> None:
        for number, (arabic, english) in enumerate(laid):
            self.add(
                "beads",
                translation=self.names[translation],
                original=self.names[original],
                number=number,
                arabic=arabic,
                english=english,
                similarity=0.7 if arabic and english else 0.0,
                confidence=0.3 if number == 2 else 0.95,
                signature="encoder:use|1|folded",
            )

    def _finding(self, number: int, *, translation: str, original: str | None = None, **said: Any) -> None:
        marks = {}
        for side, document in (("english", translation), ("arabic", original)):
            if side in said:
                sentence, words = said.pop(side)
                text, start = self._sentences[document][sentence]
                at = start + text.index(words)
                place = {"sentences": [sentence], "start": at, "end": at + len(words), "text": words}
                marks |= {f"{side}_{column}": value for column, value in place.items()}
        category = said["category"]
        self.add(
            "findings",
            finding=f"f{number}",
            translation=self.names[translation],
            original=self.names[original] if original else None,
            mqm=f"accuracy/{category}",
            check=f"{category}|1",
            **{"confidence": 0.8, **said, **marks},
        )


def write_run(folder: Path, *, interface: str = "en") -> tuple[Path, dict[str, str]]:
    """Write the run; returns its folder and the names of its documents: budget, hostile, arabic, machine, alone."""
    made = SmallRun()
    folder.mkdir(parents=True, exist_ok=True)
    made.write(folder, {**FACTS, "settings": {"interface": interface}})
    names = ("documents", "fields", "pairs", "origins", "verdicts", "findings")
    *described, findings = (pl.read_parquet(folder / f"{name}.parquet") for name in names)
    group_documents(describe_documents(*described), findings).write_parquet(folder / "groups.parquet")
    return folder, made.names


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The folder of a run with its pages written, and the names of its documents."""
    run, names = write_run(tmp_path_factory.mktemp("run"))
    write_reports(run)
    return run, names


@pytest.fixture(scope="session")
def built_in_arabic(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, str]]:
    """The same run with its pages in Arabic."""
    run, names = write_run(tmp_path_factory.mktemp("run-ar"), interface="ar")
    write_reports(run)
    return run, names


@pytest.fixture(scope="session")
def write_small_run() -> Callable[[Path], tuple[Path, dict[str, str]]]:
    """What writes the small run into a folder of the test's own."""
    return write_run
