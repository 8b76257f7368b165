"""A run of made documents, as large as one wants it: what the desk's benchmarks open. No text of anybody's."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import polars as pl

from reports.tables import SCHEMAS

ENGLISH = tuple(
    re.findall(r"\S+", "The council of the town met on Monday and spoke of water, roads, bread and the harbour")
)
ARABIC = tuple(re.findall(r"\S+", "اجتمع مجلس البلدة يوم الاثنين وبحث في المياه والمدارس والطرق والخبز والميناء"))
CATEGORIES = (("number", "major"), ("omission", "major"), ("name", "minor"), ("negation", "critical"))
FACTS = {"version": "made", "settings": {}}  # of run.json
VERDICTS = ("publish", "publish", "revise", "revise", "retranslate", None)


class Rows:
    """Rows for the tables of a run."""

    def __init__(self) -> None:
        self.rows: dict[str, list[dict[str, Any]]] = {name: [] for name in SCHEMAS}

    def add(self, table: str, /, **values: Any) -> None:
        """One row; columns without a value are null."""
        self.rows[table].append({name: values.get(name) for name in SCHEMAS[table]})

    def write(self, folder: Path, facts: Mapping[str, Any]) -> None:
        """The tables, and the facts of run.json."""
        for name, schema in SCHEMAS.items():
            pl.DataFrame(self.rows[name], schema=schema).write_parquet(folder / f"{name}.parquet")
        (folder / "run.json").write_text(json.dumps(facts), encoding="utf-8")


class Run(Rows):
    """A made run of as many documents as are asked for."""

    def __init__(self, seed: int) -> None:
        super().__init__()
        self.random = random.Random(seed)

    def document(self, number: int, beads: int) -> str:
        """A translation, with its original and as many beads as asked for (0: only what the index shows)."""
        name, original = f"t{number:07d}", f"o{number:07d}"
        title = " ".join(self.random.sample(ENGLISH, 7)).capitalize()
        for document, role, language in ((name, "translation", "en"), (original, "original", "ar")):
            self.add(
                "documents",
                document=document,
                file=f"{role}/{number // 100}/{number}.txt",
                article=1,
                role=role,
                language=language,
                title=title if role == "translation" else " ".join(ARABIC),
                offset=0,
                text="",
            )
        day = f"{self.random.randint(1998, 2025)}-{self.random.randint(1, 12):02d}-{self.random.randint(1, 28):02d}"
        for field, value in (("publisher", f"The {self.random.choice(ENGLISH)} office"), ("date", day)):
            self.add("fields", document=name, name=field, value=value, raw=value, language="en", readings=[])
        found = self.random.random() < 0.9
        self.add("pairs", translation=name, original=original if found else None, confidence=0.9, reasons=["Made."])
        verdict = self.random.choice(VERDICTS) if found else None
        self.add(
            "verdicts",
            translation=name,
            verdict=verdict,
            penalty=self.random.uniform(0, 90),
            coverage=0.95,
            words=400,
            reasons=["Made."],
            signature="made",
        )
        self.add(
            "origins",
            translation=name,
            origin=self.random.choice(("human", "machine", "unknown")),
            machine_probability=0.5,
            evidence=[],
            signature="made",
        )
        for index in range(self.random.randint(0, 6)):
            self.finding(name, original, index, None)
        for bead in range(beads):
            self.bead(name, original, bead)
        return name

    def bead(self, name: str, original: str, number: int) -> None:
        """One sentence on each side, a finding on every fifth."""
        for document, words in ((name, ENGLISH), (original, ARABIC)):
            text = " ".join(self.random.choices(words, k=self.random.randint(8, 30)))
            self.add(
                "sentences",
                document=document,
                number=number,
                kind="body",
                start=number * 1000,
                end=number * 1000 + len(text),
                text=text,
            )
        self.add(
            "beads",
            translation=name,
            original=original,
            number=number,
            arabic=[number],
            english=[number],
            similarity=0.8,
            confidence=0.95,
            signature="made",
        )
        if self.random.random() < 0.2:
            self.finding(name, original, number + 1000, number)

    def finding(self, name: str, original: str, number: int, bead: int | None) -> None:
        """A finding, marked on both sides where it belongs to a bead."""
        category, severity = self.random.choice(CATEGORIES)
        marks: dict[str, Any] = {}
        for side in ("english", "arabic") if bead is not None else ():
            marks |= {
                f"{side}_sentences": [bead],
                f"{side}_start": bead * 1000,
                f"{side}_end": bead * 1000 + 12,
                f"{side}_text": "made",
            }
        self.add(
            "findings",
            finding=f"{name}-{number}",
            translation=name,
            original=original,
            bead=bead,
            category=category,
            mqm=f"accuracy/{category}",
            severity=severity,
            confidence=0.8,
            evidence="Made.",
            check="made",
            **marks,
        )
