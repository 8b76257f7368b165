"""The JSON Schema of a document's report, made from the classes themselves: docs/report.schema.json is its print.

``python -m reports.schema FILE`` writes it (``make schema``).
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from corpus.files import replacing
from reports.report import Report


def report_schema() -> dict[str, Any]:
    """The schema (draft 2020-12) of ``documents/<id>.json``."""
    made = TypeAdapter(Report).json_schema(mode="serialization")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "urn:muqabala:report:1",
        "title": "The report of one translation",
    } | {name: value for name, value in made.items() if name != "title"}


def schema_text() -> str:
    """The schema as it is published."""
    return json.dumps(report_schema(), ensure_ascii=False, indent=2) + "\n"


if __name__ == "__main__":
    with replacing(Path(sys.argv[1])) as published:
        published.write(schema_text().encode("utf-8"))
