"""What the columns of a table of articles can hold, and how people say which is which."""

from __future__ import annotations

from corpus.problems import UsageError

TEXT, ARABIC, ENGLISH = "text", "arabic", "english"
METADATA = ("title", "publisher", "author", "translator", "date", "source", "place", "url")
COLUMNS = (*METADATA, TEXT, ARABIC, ENGLISH)


def parse_columns(given: str) -> dict[str, str]:
    """What people write of a file's columns: what a column holds, and how the file calls it.

    Raises:
        UsageError: not of that shape, or nothing that a document has.

    >>> parse_columns("text=Body, date=Published")
    {'text': 'Body', 'date': 'Published'}
    """
    columns = {}
    for each in filter(None, map(str.strip, given.split(","))):
        name, _, column = each.partition("=")
        if name not in COLUMNS or not column:
            raise UsageError(
                "no such column of a document",
                value=each,
                remedy=f"write NAME=COLUMN, NAME one of {', '.join(COLUMNS)}",
            )
        columns[name] = column
    return columns
