import json
from pathlib import Path

import jsonschema
import pytest

from reports.schema import report_schema, schema_text

PUBLISHED = Path(__file__).parents[2] / "docs" / "report.schema.json"


def test_the_published_schema_is_that_of_the_classes() -> None:
    assert PUBLISHED.read_text(encoding="utf-8") == schema_text(), "run `make schema`"


@pytest.mark.parametrize("name", ["budget", "hostile"])
def test_the_json_of_a_document_is_valid(built, name: str) -> None:
    run, names = built
    checker = jsonschema.Draft202012Validator(report_schema())
    checker.check_schema(report_schema())
    data = json.loads((run / "documents" / f"{names[name]}.json").read_text(encoding="utf-8"))
    checker.validate(data)
    data["passages"][0]["findings"] = "none"
    assert not checker.is_valid(data)
