"""The index of a run: the problems first, then every translation, worst first."""

from __future__ import annotations

from collections import Counter

from reports.pages import render, tally
from reports.summary import VERDICTS, Entry, Summary
from reports.wording import say, say_count, say_date, say_moment


def render_index(summary: Summary) -> str:
    """One self-contained HTML page: a plain table that reads without a script, and sorts and filters with it."""
    entries = summary.entries
    return render(
        "index.html",
        sheets=("page", "index"),
        code="index",
        summary=summary,
        verdicts=Counter(entry.verdict for entry in entries),
        order=VERDICTS,
        categories=sorted({category for entry in entries for category in entry.categories}, key=_label),
        tally=_tally,
        date=say_date,
        facts=_facts(summary),
        started=say_moment(summary.run.started),
    )


def _label(category: str) -> str:
    return say("category", category)


def _tally(entry: Entry) -> str:
    return tally([name for name, count in entry.severities for _ in range(count)])


def _facts(summary: Summary) -> tuple[str, ...]:
    """The run in sentences."""
    entries = summary.entries
    paired = sum(entry.original is not None for entry in entries)
    lines = [
        f"{say_count(len(entries), 'translation')} read; the original was found for {paired:,}.",
        f"{say_count(sum(entry.findings for entry in entries), 'finding')} for a person to look at.",
    ]
    lines += [
        f"{say_count(count, 'document')} translated by the machine {system}." for system, count in summary.machines
    ]
    return tuple(lines)
