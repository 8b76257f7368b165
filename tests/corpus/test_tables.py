"""Documents into tables and back, without loss."""

from __future__ import annotations

from corpus.problems import Problem
from corpus.reading import read_text
from corpus.tables import (
    DOCUMENTS,
    FIELDS,
    NOTES,
    PROBLEMS,
    SENTENCES,
    load_documents,
    load_problems,
    problems_frame,
    to_frames,
)

TEXT = "A Plan\n\nAuthor: سلمى حداد\nDate: 05/06/2014\n\nThe council met on Friday. It will meet again.\n\n# # #\n"


def test_documents_survive_the_tables() -> None:
    documents = [*read_text(TEXT, file="a.txt"), *read_text("خبر قصير عن المدينة.", file="b.txt")]
    frames = to_frames(documents, role="machine", system="nllb")
    schemas = {"documents": DOCUMENTS, "fields": FIELDS, "sentences": SENTENCES, "notes": NOTES}
    assert {name: frame.schema for name, frame in frames.items()} == schemas
    assert load_documents(frames) == documents
    assert frames["documents"]["system"].to_list() == ["nllb", "nllb"]
    assert frames["fields"]["readings"].to_list()[1] == ["2014-06-05", "2014-05-06"]


def test_no_documents_give_empty_tables_of_the_same_schema() -> None:
    frames = to_frames([], role="original")
    assert frames["documents"].schema == DOCUMENTS
    assert load_documents(frames) == []


def test_problems_survive_their_table() -> None:
    problems = [Problem(file="a.txt", stage="read", what="w", value="v", remedy="r", article=2)]
    assert problems_frame(problems).schema == PROBLEMS
    assert load_problems(problems_frame(problems)) == problems
