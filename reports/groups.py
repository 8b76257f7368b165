"""The groups of the corpus page, what they are called there, and the plots of the largest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import polars as pl

from reports.catalogues import phrase
from reports.plots import draw_lines, draw_ranges, draw_shares
from reports.tables import Row
from reports.wording import say
from scores.corpora import PUBLISHED
from scores.groups import KINDS, ORIGINS

MOST_BARS = 12  # of a plot
CHANCE = 0.05  # below which a trend is spoken of
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


def collect_section(name: str, frame: pl.DataFrame, *, facts: tuple[str, ...], language: str) -> Section:
    """The groups of one kind, the largest first (periods in their order), with their plots."""
    title = _title(name, language)
    groups = [Group(label=_label(name, row, language), row=row) for row in frame.to_dicts()]
    if name in KINDS:
        groups.sort(key=_rank)
    draw = {"system": _systems}.get(name, _bars if name in KINDS else _periods)
    return Section(
        name=name, title=title, groups=tuple(groups), plots=tuple(draw(title, groups, language)), facts=facts
    )


def collect_course(kind: str, period: str, frame: pl.DataFrame, *, language: str) -> Section:
    """How the groups of one kind went from year to year, or from month to month; only those of two periods or more."""
    several = frame.filter(pl.col("penalty").is_not_null().sum().over("value") > 1)
    title = _course_title(kind, language)
    groups = tuple(Group(label=_label(kind, row, language), row=row) for row in several.to_dicts())
    return Section(
        name=f"{kind} and {period}", title=title, groups=groups, plots=tuple(_lines(title, groups, language)), facts=()
    )


def say_trend(row: Row, *, language: str) -> str:
    """Whether the penalties of a group rise or fall with time, in a few words; empty where too few could show it."""
    if row["trend"] is None:
        return ""
    if row["chance"] >= CHANCE:
        said = phrase("none shown", language=language)
    elif row["trend"] > 0:
        said = phrase("rises", language=language)
    else:
        said = phrase("falls", language=language)
    figures = f"{row['trend']:+.2f}, p = {row['chance']:.3f}".replace(" ", "\N{NO-BREAK SPACE}")
    return f"{said} (\N{FIRST STRONG ISOLATE}{figures}\N{POP DIRECTIONAL ISOLATE})"


def _rank(group: Group) -> tuple[bool, int, str]:
    """The largest first; those that the documents do not name last, for they are no group."""
    return group.row["value"] is None, -group.row["translations"], group.label


def _title(by: str, language: str) -> str:
    return {
        "publisher": phrase("Publishers", language=language),
        "author": phrase("Authors", language=language),
        "translator": phrase("Translators", language=language),
        "year": phrase("Years", language=language),
        "month": phrase("Months", language=language),
        "system": phrase("Published translations and machines", language=language),
    }[by]


def _course_title(kind: str, language: str) -> str:
    return {
        "publisher": phrase("Publishers through time", language=language),
        "author": phrase("Authors through time", language=language),
        "translator": phrase("Translators through time", language=language),
        "system": phrase("Published translations and machines through time", language=language),
    }[kind]


def _label(by: str, row: Row, language: str) -> str:
    if row["value"] is None:
        return phrase("not named", language=language)
    if by == "system" and row["value"] == PUBLISHED:
        return phrase("published translations", language=language)
    return str(row["value"])


def _unit(language: str) -> str:
    return phrase("penalty points in 1,000 words", language=language)


def _bars(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    largest = groups[:MOST_BARS]
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
    if len(groups) <= MOST_BARS:
        return ""
    return " " + phrase("Drawn are the largest; the table has them all.", language=language)


def _penalties(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    weighed = [group for group in groups if group.row["penalty"] is not None]
    if not weighed:
        return []
    caption = phrase(
        "How heavily the findings weigh; with the 95% interval from five judged texts on.", language=language
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


def _periods(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    dated = [group for group in groups if group.row["value"]]
    return _bars(title, dated[-MOST_BARS:], language) if dated else []


def _lines(title: str, groups: Sequence[Group], language: str) -> list[tuple[str, str]]:
    series: dict[str, list[tuple[str, float]]] = {}
    for group in groups:
        if group.row["penalty"] is not None:
            series.setdefault(group.label, []).append((group.row["period"], group.row["penalty"]))
    longest = sorted(series, key=lambda name: (-len(series[name]), name))[:_MOST_LINES]
    if not longest:
        return []
    caption = phrase("Penalties through time, for those with the most years or months.", language=language)
    chosen = {name: series[name] for name in longest}
    return [(draw_lines(chosen, unit=_unit(language), name=f"{title}: {caption}"), caption)]
