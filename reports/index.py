"""The index of a run: the problems first, then every translation, worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import partial

from reports.catalogues import phrase, say_count
from reports.pages import render
from reports.shown import isolate
from reports.summary import VERDICTS, Entry, Summary
from reports.wording import say, say_tally

_AT_ONCE = 200  # documents in the table itself; a script draws the others when they are wanted
_PROPOSED = 500  # publishers or authors that the page proposes; any other can be typed


def render_index(summary: Summary) -> str:
    """One self-contained HTML page: a plain table that reads without a script, and sorts and filters with it."""
    entries, language = summary.entries, summary.run.interface
    return render(
        "index.html",
        language=language,
        sheets=("page", "index"),
        code="index",
        summary=summary,
        first=entries[:_AT_ONCE],
        rest=entries[_AT_ONCE:],
        verdicts=Counter(entry.verdict for entry in entries),
        order=VERDICTS,
        categories=_categories(entries, language),
        publishers=_often(entry.publisher for entry in entries),
        authors=_often(entry.author for entry in entries),
        tally=partial(_tally, language=language),
        facts=_facts(summary, language),
    )


def _categories(entries: Sequence[Entry], language: str) -> list[tuple[str, str]]:
    """The categories that were found, with their labels, in the order of the labels."""
    found = {category for entry in entries for category in entry.categories}
    return sorted(((name, say("category", name, language=language)) for name in found), key=lambda each: each[1])


def _often(values: Iterable[str]) -> list[str]:
    """The values that come most often, in alphabetical order: what the page proposes to choose from."""
    return sorted(value for value, _ in Counter(filter(None, values)).most_common(_PROPOSED))


def _tally(entry: Entry, *, language: str) -> str:
    return say_tally([name for name, count in entry.severities for _ in range(count)], language=language)


def _facts(summary: Summary, language: str) -> tuple[str, ...]:
    """The run in sentences."""
    entries = summary.entries
    paired = sum(entry.original is not None for entry in entries)
    findings = sum(entry.findings for entry in entries)
    read = say_count(len(entries), "%(number)s translation", "%(number)s translations", language=language)
    return (
        phrase(
            "%(read)s read; the original was found for %(paired)s.", language=language, read=read, paired=f"{paired:,}"
        ),
        say_count(
            findings,
            "%(number)s finding for a person to look at.",
            "%(number)s findings for a person to look at.",
            language=language,
        ),
        *(
            phrase(
                "Machine versions by %(system)s: %(documents)s.",
                language=language,
                documents=say_count(count, "%(number)s document", "%(number)s documents", language=language),
                system=isolate(system),
            )
            for system, count in summary.machines
        ),
    )
