"""The corpus page: who published what, whose work it seems to be, how heavily the findings weigh, and since when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl
from markupsafe import Markup

from reports.catalogues import phrase, say_count
from reports.pages import render
from reports.plots import draw_counts, draw_lines, draw_ranges, draw_shares
from reports.report import RunFacts
from reports.tables import Row, Tables
from reports.wording import say
from scores.contests import Contest
from scores.corpora import PUBLISHED
from scores.groups import BY, ORIGINS, find_trend
from scores.metrics import Score

_MOST_BARS = 12
_MOST_LINES = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """A row of the table of groups as the page shows it; ``label`` is what plots and table call it."""

    label: str
    row: Row

    @property
    def span(self) -> tuple[float, float] | None:
        """The 95 % interval of the penalty, where it is known."""
        return None if self.row["low"] is None else (self.row["low"], self.row["high"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """All groups of one kind, with the plots of the largest."""

    name: str
    title: str
    groups: tuple[Group, ...]
    plots: tuple[tuple[str, str], ...]  # SVG and its caption
    facts: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Corpus:
    """Everything the corpus page shows."""

    run: RunFacts
    translations: int
    sections: tuple[Section, ...]
    categories: str  # SVG, empty where nothing was found
    scores: tuple[Score, ...]
    contests: tuple[Contest, ...]


def collect_corpus(tables: Tables) -> Corpus:
    """The groups of a run, its most frequent categories, and its scores and contests of the whole corpus."""
    groups = tables.frames["groups"].collect()
    sections = [_section(name, groups.filter(pl.col("by") == name), tables) for name in BY]
    return Corpus(
        run=tables.run,
        translations=int(groups.filter(by="system", value=PUBLISHED)["translations"].sum()),
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


def _section(name: str, frame: pl.DataFrame, tables: Tables) -> Section:
    language = tables.run.interface
    title = _title(name, language)
    groups = tuple(Group(label=_label(name, row, language), row=row) for row in frame.to_dicts())
    if name not in {"year", "publisher and year"}:
        groups = tuple(sorted(groups, key=lambda group: (-group.row["translations"], group.label)))
    draw = {"publisher and year": _lines, "year": _years, "system": _systems}.get(name, _bars)
    facts = (_trend(tables),) if name == "year" else ()
    return Section(name=name, title=title, groups=groups, plots=tuple(draw(title, groups, language)), facts=facts)


def _title(by: str, language: str) -> str:
    return {
        "publisher": phrase("Publishers", language=language),
        "author": phrase("Authors", language=language),
        "translator": phrase("Translators", language=language),
        "year": phrase("Years", language=language),
        "system": phrase("Published translations and machines", language=language),
        "publisher and year": phrase("Publishers through the years", language=language),
    }[by]


def _label(by: str, row: Row, language: str) -> str:
    if row["value"] is None:
        return phrase("not named", language=language)
    if by == "system" and row["value"] == PUBLISHED:
        return phrase("published translations", language=language)
    return str(row["value"])


def _unit(language: str) -> str:
    return phrase("penalty points in 1,000 words", language=language)


def _bars(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    largest = groups[:_MOST_BARS]
    caption = phrase("Whose work the translations seem to be.", language=language)
    shares = draw_shares(
        [group.label for group in largest],
        {say("origin", name, language=language).lower(): [group.row[name] for group in largest] for name in ORIGINS},
        unit=phrase("translations", language=language),
        name=f"{title}: {caption}",
    )
    return [(shares, caption + _more(groups, language)), *_penalties(title, largest, language)]


def _more(groups: Sequence[Group], language: str) -> str:
    """That a plot shows the largest groups alone, where there are more than it can hold."""
    if len(groups) <= _MOST_BARS:
        return ""
    return " " + phrase("Drawn are the largest; the table has them all.", language=language)


def _penalties(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    weighed = [group for group in groups if group.row["penalty"] is not None]
    if not weighed:
        return []
    caption = phrase(
        "How heavily the findings weigh; with the 95 % interval from five judged texts on.", language=language
    )
    drawn = draw_ranges(
        [group.label for group in weighed],
        [group.row["penalty"] for group in weighed],
        [group.span for group in weighed],
        unit=_unit(language),
        name=f"{title}: {caption}",
    )
    return [(drawn, caption)]


def _systems(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    return _penalties(title, groups, language) if len(groups) > 1 else []


def _years(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    dated = [group for group in groups if group.row["value"]]
    return _bars(title, dated[-_MOST_BARS:], language) if dated else []


def _lines(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    series: dict[str, list[tuple[int, float]]] = {}
    for group in groups:
        if group.row["penalty"] is not None:
            series.setdefault(group.label, []).append((int(group.row["year"]), group.row["penalty"]))
    longest = sorted((name for name in series if len(series[name]) > 1), key=lambda name: (-len(series[name]), name))
    if not longest:
        return []
    caption = phrase("Penalties through the years, for the publishers with the most years.", language=language)
    chosen = {name: series[name] for name in longest[:_MOST_LINES]}
    return [(draw_lines(chosen, unit=_unit(language), name=f"{title}: {caption}"), caption)]


def _categories(tables: Tables) -> str:
    language = tables.run.interface
    published = tables.frames["documents"].filter(pl.col("role") == "translation").select("document")
    findings = tables.frames["findings"].filter(pl.col("dismissed").is_null())
    counted = (
        findings.join(published, left_on="translation", right_on="document", how="semi").group_by("category").len()
    )
    found = counted.sort(["len", "category"], descending=[True, False]).head(_MOST_BARS).collect()
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
