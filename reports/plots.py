"""Plots as SVG that stands inside a page: no style of its own, the page's colours, the text as text.

matplotlib draws; what it writes is reworked, because a page's policy allows no inline style: every style becomes
an attribute, and the colours become the page's variables, so that dark pages and print have theirs. The same
numbers under the same name always give the same bytes; each plot of a page has a name of its own.
"""

from __future__ import annotations

import warnings
from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any

from lxml import etree

Series = Mapping[str, Sequence[tuple[str, float]]]

_SVG = "{http://www.w3.org/2000/svg}"
_LABEL = 34  # characters of a name beside its bar; the table has the whole one
_INK, _HAIR = "#101010", "#202020"
_COLOURS = {  # colours that only stand for variables of the page's style sheet
    _INK: "currentColor",
    _HAIR: "var(--hair)",
    "#303031": "var(--link)",
    "#303032": "var(--major)",
    "#303033": "var(--quiet)",
    "#303034": "var(--good)",
    "#303035": "var(--rubric)",
}
_FIRST, _SECOND, _THIRD, *_MORE = [colour for colour in _COLOURS if colour not in {_INK, _HAIR}]
_MARKERS = "osD^v"
_SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",  # text stays text, in the page's font, and readers can find it
    "text.parse_math": False,  # a dollar in a name is a dollar
    "font.size": 11,
    "text.color": _INK,
    "axes.labelcolor": _INK,
    "axes.edgecolor": _HAIR,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.axisbelow": True,
    "grid.color": _HAIR,
    "xtick.color": _INK,
    "ytick.color": _INK,
    "legend.frameon": False,
    "figure.facecolor": "none",
    "axes.facecolor": "none",
}


def draw_shares(labels: Sequence[str], parts: Mapping[str, Sequence[int]], *, unit: str, name: str) -> str:
    """A bar a label, divided into parts, each with its count in it; ``name`` says what is seen, for who sees nothing.

    ``parts`` are up to three: name → one count a label.
    """
    with _settings(name):
        figure, axes = _bars(labels, extra=0.5)
        left = [0] * len(labels)
        for (part, counts), colour in zip(parts.items(), (_FIRST, _SECOND, _THIRD), strict=False):
            bars = axes.barh(range(len(labels)), counts, left=left, height=0.62, color=colour, alpha=0.35, label=part)
            axes.bar_label(bars, [f"{count:,}" if count else "" for count in counts], label_type="center")
            left = [before + count for before, count in zip(left, counts, strict=True)]
        axes.set_xlabel(unit)
        _whole_numbers(axes.xaxis)
        figure.legend(loc="outside upper right", ncols=3)
        return _inline(figure, name)


def draw_ranges(
    labels: Sequence[str],
    values: Sequence[float],
    ranges: Sequence[tuple[float, float] | None],
    *,
    unit: str,
    name: str,
) -> str:
    """A dot a label, with the range in which the value is known where there is one."""
    with _settings(name):
        figure, axes = _bars(labels)
        for place, (value, span) in enumerate(zip(values, ranges, strict=True)):
            if span:
                axes.plot(span, [place, place], color=_FIRST, linewidth=2.5, alpha=0.5, solid_capstyle="butt")
            axes.plot([value], [place], "o", color=_FIRST, markersize=7)
            axes.annotate(f"{value:.0f}", (value, place), (0, 7), textcoords="offset points", ha="center", fontsize=9)
        axes.set_xlim(left=-0.02 * max(*values, 1.0), right=1.05 * axes.get_xlim()[1])
        axes.set_xlabel(unit)
        return _inline(figure, name)


def draw_counts(labels: Sequence[str], counts: Sequence[int], *, unit: str, name: str) -> str:
    """A bar a label with its count."""
    with _settings(name):
        figure, axes = _bars(labels)
        bars = axes.barh(range(len(labels)), counts, height=0.62, color=_FIRST, alpha=0.35)
        axes.bar_label(bars, [f"{count:,}" for count in counts], padding=4)
        axes.set_xlabel(unit)
        _whole_numbers(axes.xaxis)
        return _inline(figure, name)


def draw_lines(series: Series, *, unit: str, name: str) -> str:
    """A line of (period, value) a series, up to five, each with a mark of its own; periods are 2014 or 2014-06."""
    with _settings(name):
        figure, axes = _figure(height=3.4)
        colours = (_FIRST, _SECOND, _MORE[0], _MORE[1], _THIRD)
        for (label, points), colour, marker in zip(series.items(), colours, _MARKERS, strict=False):
            periods, values = zip(*points, strict=True)
            places = [_place(period) for period in periods]
            axes.plot(places, values, marker=marker, color=colour, linewidth=1.6, markersize=6, label=shorten(label))
        axes.set_ylim(bottom=0)
        axes.set_ylabel(unit)
        axes.grid(visible=True, axis="y")
        _whole_numbers(axes.xaxis)
        if any("-" in period for points in series.values() for period, _ in points):
            axes.xaxis.set_major_formatter(lambda place, _: f"{int(place) // 12}-{int(place) % 12 + 1:02d}")
        if len(series) > 1:
            figure.legend(loc="outside lower center", ncols=2)
        return _inline(figure, name)


def _place(period: str) -> int:
    """The year, or the number of the month."""
    year, _, month = period.partition("-")
    return 12 * int(year) + int(month) - 1 if month else int(year)


def shorten(label: str) -> str:
    """A name as short as a plot needs it.

    >>> shorten("The Office for the Documentation of Everything")
    'The Office for the Documentation …'
    """
    return label if len(label) <= _LABEL else label[: _LABEL - 1].rstrip() + " …"


def _bars(labels: Sequence[str], *, extra: float = 0.0) -> tuple[Any, Any]:
    figure, axes = _figure(height=0.9 + extra + 0.38 * len(labels))
    axes.set_yticks(range(len(labels)), [shorten(label) for label in labels])
    axes.set_ylim(len(labels) - 0.4, -0.6)  # the first on top
    axes.tick_params(axis="y", length=0)
    axes.grid(visible=True, axis="x")
    return figure, axes


def _figure(*, height: float) -> tuple[Any, Any]:
    from matplotlib.figure import Figure  # on use: a second that most commands need not wait for

    figure = Figure(figsize=(8, height), layout="constrained")
    return figure, figure.add_subplot()


def _whole_numbers(axis: Any) -> None:
    from matplotlib.ticker import MaxNLocator

    axis.set_major_locator(MaxNLocator(integer=True))
    axis.set_major_formatter("{x:.0f}")


def _settings(name: str) -> Any:
    """The settings of a plot; its name makes the ids in it its own among the plots of a page."""
    from matplotlib import rc_context

    return rc_context(_SETTINGS | {"svg.hashsalt": name})


def _inline(figure: Any, name: str) -> str:
    """The figure as an ``svg`` element for a page."""
    file = BytesIO()
    with warnings.catch_warnings():
        # only how wide a name in another script becomes is guessed; the page's own font draws it
        warnings.filterwarnings("ignore", message="Glyph .* missing from font", category=UserWarning)
        figure.savefig(file, format="svg", metadata={"Date": None})
    root = etree.fromstring(file.getvalue(), etree.XMLParser(remove_comments=True, resolve_entities=False))
    for element in [*root.iter(f"{_SVG}metadata", f"{_SVG}style")]:
        element.getparent().remove(element)
    for element in root.iter():
        _plain(element)
        if element.tag == f"{_SVG}g":
            element.attrib.pop("id", None)  # every figure of a page would have the same
    for size in ("width", "height"):
        del root.attrib[size]
    root.attrib.update({"role": "img", "aria-label": name, "stroke-linejoin": "round"})
    return str(etree.tostring(root, encoding="unicode"))


def _plain(element: Any) -> None:
    """Every style as an attribute, every colour as the page's, and the font left to the page."""
    style = element.attrib.pop("style", "")
    for setting in filter(None, map(str.strip, style.split(";"))):
        key, value = map(str.strip, setting.split(":", 1))
        if key == "font":
            element.set("font-size", value.split("px", maxsplit=1)[0].split()[-1] + "px")
        else:
            element.set(key, _COLOURS.get(value.lower(), value))
    element.attrib.pop("font-family", None)
    if element.tag == f"{_SVG}text" and "fill" not in element.attrib:
        element.set("fill", "currentColor")
