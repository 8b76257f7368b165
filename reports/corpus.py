"""The corpus page: who published what, whose work it seems to be, how heavily the findings weigh, and since when."""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from reports.catalogues import phrase, say_count
from reports.groups import MOST_BARS, Section, collect_course, collect_section, say_trend
from reports.pages import render
from reports.plots import draw_counts
from reports.report import RunFacts
from reports.tables import Row, Tables
from reports.wording import say
from scores.contests import Contest
from scores.corpora import PUBLISHED
from scores.groups import KINDS, ORIGINS
from scores.metrics.scoring import Score

LEAST_YEARS = 3  # from which on time is told in years, and not in months


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
    published = groups.filter(by="system", value=PUBLISHED)
    period = _period(groups)
    language = tables.run.interface
    sections = []
    for kind in (*KINDS[:-1], period, KINDS[-1]):
        rows = groups.filter(by=kind)
        facts = _warn(rows["judged"].to_list(), language) if kind == "system" else ()
        if kind == period:
            facts = (_trend(published.to_dicts(), language),)
        sections.append(collect_section(kind, rows, facts=facts, language=language))
        if kind != period:
            course = groups.filter(by=f"{kind} and {period}")
            sections.append(collect_course(kind, period, course, language=language))
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
        kinds=KINDS,
        trend=lambda row: say_trend(row, language=language),
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


def _period(groups: pl.DataFrame) -> str:
    """Years where three of them have judged translations, else months."""
    years = groups.filter(pl.col("value").is_not_null(), pl.col("judged") > 0, by="year")
    return "year" if len(years) >= LEAST_YEARS else "month"


def _trend(published: list[Row], language: str) -> str:
    """Whether penalties of the published translations rise or fall with time, in a sentence."""
    trend = say_trend(published[0], language=language) if published else ""
    if not trend:
        return phrase(
            "There are too few judged translations with a date, or too few dates, to speak of a trend.",
            language=language,
        )
    read = say_count(
        published[0]["dated"], "%(number)s judged translation", "%(number)s judged translations", language=language
    )
    return phrase(
        "Penalties with time, by Spearman's rank correlation (%(read)s): %(trend)s.",
        language=language,
        read=read,
        trend=trend,
    )


def _warn(judged: list[int], language: str) -> tuple[str, ...]:
    """That published translations and machines are not judged on the same texts, where they are not."""
    said = phrase(
        "These penalties are not of the same texts: a machine's is of those that it translated. On the texts that both "
        "have they are compared under “Is a difference real?”.",
        language=language,
    )
    return (said,) if len({*judged}) > 1 else ()
