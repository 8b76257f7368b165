"""The corpus page: who published what, whose work it seems to be, how heavily the findings weigh, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from reports.catalogues import phrase, say_count
from reports.groups import MOST_BARS, Section, collect_section
from reports.pages import render
from reports.plots import draw_counts
from reports.report import RunFacts
from reports.tables import Row, Tables
from reports.wording import say
from scores.contests import Contest
from scores.corpora import PUBLISHED
from scores.groups import BY, ORIGINS, find_trend
from scores.metrics import Score


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything the corpus page shows."""

    run: RunFacts
    translations: int
    origins: dict[str, int]  # of the published translations
    sections: tuple[Section, ...]
    categories: str  # SVG, empty where nothing was found
    scores: tuple[Score, ...]
    contests: tuple[Contest, ...]


def collect_corpus(tables: Tables) -> Corpus:
    """The groups of a run, its most frequent categories, and its scores and contests of the whole corpus."""
    groups = tables.frames["groups"].collect()
    sections = [
        collect_section(
            name,
            groups.filter(by=name),
            facts=(_trend(tables),) if name == "year" else (),
            language=tables.run.interface,
        )
        for name in BY
    ]
    published = groups.filter(by="system", value=PUBLISHED)
    return Corpus(
        run=tables.run,
        translations=int(published["translations"].sum()),
        origins={name: int(published[name].sum()) for name in ORIGINS},
        sections=tuple(section for section in sections if any(group.row["value"] for group in section.groups)),
        categories=_categories(tables),
        scores=tuple(Score(**row) for row in _whole(tables, "scores")),
        contests=tuple(Contest(**row) for row in _whole(tables, "contests")),
    )


def render_corpus(corpus: Corpus) -> str:
    """One self-contained HTML page; every plot stands above the table of its numbers."""
    language = corpus.run.interface
    return render(
        "corpus.html",
        language=language,
        sheets=("page", "corpus"),
        code="corpus",
        plot=Markup,  # drawn by reports.plots, every text in it escaped there
        corpus=corpus,
        origins=ORIGINS,
        often=lambda row: phrase(", ", language=language).join(
            f"{say('category', name, language=language)} {count:,}"
            for name, count in zip(row["categories"], row["counts"], strict=True)
        ),
    )


def _whole(tables: Tables, name: str) -> list[Row]:
    """The rows about the whole corpus."""
    return tables.frames[name].filter(pl.col("translation").is_null()).drop("translation").collect().to_dicts()


def _categories(tables: Tables) -> str:
    language = tables.run.interface
    published = tables.frames["documents"].filter(pl.col("role") == "translation").select("document")
    findings = tables.frames["findings"].filter(pl.col("dismissed").is_null())
    counted = (
        findings.join(published, left_on="translation", right_on="document", how="semi").group_by("category").len()
    )
    found = counted.sort(["len", "category"], descending=[True, False]).head(MOST_BARS).collect()
    if found.is_empty():
        return ""
    return draw_counts(
        [say("category", name, language=language) for name in found["category"]],
        found["len"].to_list(),
        unit=phrase("findings", language=language),
        name=phrase("The most frequent kinds of findings", language=language),
    )


def _trend(tables: Tables) -> str:
    """Whether penalties rise or fall with the years, in a sentence."""
    language = tables.run.interface
    dates = tables.frames["fields"].filter(pl.col("name") == "date").group_by("document", maintain_order=True).first()
    documents = tables.frames["documents"].filter(pl.col("role") == "translation").select("document")
    judged = tables.frames["verdicts"].filter(pl.col("coverage").is_not_null()).select("translation", "penalty")
    rows = (
        documents.join(dates.select("document", pl.col("value").str.extract(r"^(\d{4})").alias("year")), on="document")
        .join(judged, left_on="document", right_on="translation")
        .drop_nulls("year")
        .collect()
    )
    trend = find_trend([int(year) for year in rows["year"]], rows["penalty"].to_list())
    if trend is None:
        return phrase(
            "There are too few judged translations with a date, or too few years, to speak of a trend.",
            language=language,
        )
    if trend.p_value >= 0.05:
        said = phrase("Penalties neither rise nor fall with the years beyond chance.", language=language)
    elif trend.correlation > 0:
        said = phrase("Penalties rise with the years.", language=language)
    else:
        said = phrase("Penalties fall with the years.", language=language)
    figures = phrase(
        "Spearman's rank correlation %(correlation)s, p = %(p)s.",
        language=language,
        correlation=f"{trend.correlation:+.2f}",
        p=f"{trend.p_value:.3f}",
    )
    read = say_count(
        trend.documents, "%(number)s judged translation", "%(number)s judged translations", language=language
    )
    return f"{said} ({read}; {figures})"
