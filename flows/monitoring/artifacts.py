"""What Prefect's page of a run shows in the morning: what it did, what to look at first, and the tables behind it."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import polars as pl
from prefect.artifacts import create_markdown_artifact, create_table_artifact

from flows.monitoring.summary import Summary
from flows.run import Run

_MOST = 20  # problems and translations that the page names


def publish_artifacts(run: Run, summary: Summary, *, pages: str | None) -> None:
    """Leave what an operator looks at in the morning; ``pages`` is where a web server shows the run's folder."""
    stages = pl.read_parquet(run.path / "metrics" / "stages.parquet")
    worst = worst_documents(run)
    night = describe_night(run, summary, worst, pages=pages)
    create_markdown_artifact(night, key="night", description="What the run did, and what to look at first")
    create_table_artifact(run.read("fates").to_dicts(), key="fates", description="What became of everything")
    create_table_artifact(stages.to_dicts(), key="stages", description="What each stage took")
    if worst:
        create_table_artifact(worst, key="worst-documents", description="The worst translations")


def describe_night(run: Run, summary: Summary, worst: list[dict[str, Any]], *, pages: str | None) -> str:
    """What the run did as Markdown: counts, problems with what to do, the worst translations, where the report lies."""
    verdicts = ", ".join(f"{count} {verdict}" for verdict, count in summary.verdicts.items())
    lines = [
        f"{summary.files} files: {summary.translations} translations, {summary.originals} originals",
        f"{summary.paired} translations paired with their original, {summary.findings} findings",
        f"Verdicts: {verdicts or 'none'}",
        f"Report: {link_page(run, 'index.html', pages=pages)}; `muqabala desk {run.path.absolute()}` opens the desk",
    ]
    if summary.problems:
        lines.append(f"## {len(summary.problems)} problems")
        lines.append("\n".join(f"- {_plain(str(problem))}" for problem in summary.problems[:_MOST]))
    if len(summary.problems) > _MOST:
        lines.append("The others stand in the report and in `problems.parquet`.")
    if worst:
        lines.append("## The worst translations")
        lines.append("\n".join(_name(run, row, pages=pages) for row in worst))
    return "\n\n".join(lines) + "\n"


def link_page(run: Run, name: str, *, pages: str | None, text: str | None = None) -> str:
    """A page of the run as Markdown: a link (with a ``text``) where a web server shows it, else an address to copy.

    A browser follows no link to a file from Prefect's page.
    """
    if pages is None:
        return f"`{(run.path / name).absolute().as_uri()}`"
    address = f"{pages.rstrip('/')}/{quote(name)}"
    return f"[{text or address}]({address})"


def worst_documents(run: Run) -> list[dict[str, Any]]:
    """The translations with the highest penalties, worst first."""
    names = run.read("documents", "document", "file", "title", "role").filter(pl.col("role") == "translation")
    verdicts = run.read("verdicts", "translation", "verdict", "penalty", "coverage").filter(
        pl.col("verdict").is_in(["retranslate", "revise"])
    )
    found = names.join(verdicts, left_on="document", right_on="translation")
    columns = ("document", "file", "title", "verdict", "penalty", "coverage")
    return found.sort("penalty", "document", descending=[True, False]).head(_MOST).select(columns).to_dicts()


def _name(run: Run, row: dict[str, Any], *, pages: str | None) -> str:
    title, file = (_plain(row[name]) for name in ("title", "file"))
    if pages is not None:
        file = link_page(run, f"documents/{row['document']}.html", pages=pages, text=file)
    return f"- {row['verdict']}, penalty {row['penalty']:.1f}: {file}, {title}"


def _plain(text: str) -> str:
    r"""A text whose characters mean nothing in Markdown.

    >>> print(_plain("a_b [c].txt"))
    a\_b \[c\].txt
    """
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(text.split()))
