"""The page of one document: the verdict, the map, the passages side by side, and what is known of the texts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.documents import Field
from reports.assets import policy, script, style
from reports.differing import Change, compare_words
from reports.marking import Stretch, mark_sentences
from reports.report import Passage, Rendition, Report, ReportedFinding, worst_severity
from reports.shown import show, show_prose, show_sentence
from reports.wording import direction, say, say_confidence, say_count, say_date, say_moment, say_share
from scores.findings.finding import SEVERITIES, Mark

SIGNS = {"critical": "◆", "major": "▲", "minor": "●", "neutral": "○", "clean": "·"}  # told apart without colour
_UNSURE = 0.5  # a bead below this confidence is said to be uncertain
_LEMMA = 160  # characters of a finding's words that its note repeats
_FIELDS = ("publisher", "author", "date", "source", "place", "url")


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownField:
    """A metadata value as the page shows it, beside what was typed."""

    shown: str
    raw: str
    language: str
    calendar: str
    readings: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FieldRow:
    """One kind of metadata on one or two sides."""

    label: str
    sides: tuple[tuple[ShownField, ...], ...]


def render_document(report: Report) -> str:
    """One self-contained HTML page: style, script and font inside, nothing fetched, every text escaped."""
    return render(
        "document.html",
        sheets=("page", "document"),
        code="document",
        report=report,
        text=report.translation,
        original=report.original,
        verdict=report.decision,
        tally=tally([reported.finding.severity for reported in report.findings]),
        caption=_caption(report),
        rows=_field_rows(report),
        marks=_marks,
        compare=_compare,
        shaky=_shaky,
    )


def render(template: str, *, sheets: Sequence[str], code: str, **values: object) -> str:
    """Fill a template; ``sheets`` and ``code`` name the style sheets and the script that go inside."""
    css, js = style(*sheets), script(code)
    # our own files, written by nobody else, and the policy of their digests: the only texts that are not escaped
    trusted = {"style": Markup(css), "script": Markup(js), "policy": Markup(policy(css, js))}  # noqa: S704
    return environment().get_template(template).render(**trusted, **values)


@cache
def environment() -> Environment:
    """The templates, with autoescape always and the translator's words at hand."""
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals |= {
        "count": say_count,
        "direction": direction,
        "say": say,
        "sentence": show_sentence,
        "severities": SEVERITIES,
        "share": say_share,
        "moment": say_moment,
        "prose": show_prose,
        "show": show,
        "signs": SIGNS,
        "sure": say_confidence,
        "tone": lambda severity: worst_severity([severity]),
    }
    made.filters["shorten"] = _shorten
    return made


def tally(severities: Sequence[str]) -> str:
    """How many findings of each severity, in words.

    >>> tally(["minor", "major", "minor"]), tally([])
    ('1 major, 2 minor', 'None')
    """
    counts = Counter(severities)
    known = [f"{counts[name]} {say('severity', name)}" for name in SEVERITIES if counts[name]]
    return ", ".join(known) or "None"


def _marks(passage: Passage, side: str) -> tuple[tuple[Stretch, ...], ...]:
    def mark(reported: ReportedFinding) -> Mark | None:
        return reported.finding.english if side == "english" else reported.finding.arabic

    sentences = passage.english if side == "english" else passage.arabic
    return mark_sentences(sentences, [(reported, mark(reported)) for reported in passage.findings])


def _compare(passage: Passage, rendition: Rendition) -> tuple[Change, ...]:
    if not rendition.text:
        return ()
    return compare_words(" ".join(sentence.text for sentence in passage.english), rendition.text)


def _shaky(passage: Passage) -> bool:
    both = bool(passage.english and passage.arabic)
    return both and passage.confidence is not None and passage.confidence < _UNSURE


def _shorten(text: str) -> str:
    return text if len(text) <= _LEMMA else text[:_LEMMA].rstrip() + " …"


def _caption(report: Report) -> str:
    passages = say_count(len(report.passages), "passage")
    found = sum(bool(passage.findings) for passage in report.passages)
    sides = "English on the left, Arabic on the right" if report.aligned else "English alone"
    return f"{passages}, {found:,} with findings; {sides}. A number beside marked words leads to its note below them."


def _field_rows(report: Report) -> tuple[FieldRow, ...]:
    sides = [side for side in (report.translation, report.original) if side]
    names = dict.fromkeys([*_FIELDS, *(field.name for side in sides for field in side.fields)])
    rows = (
        FieldRow(
            label=say("field", name),
            sides=tuple(tuple(_shown(field) for field in side.fields if field.name == name) for side in sides),
        )
        for name in names
    )
    return tuple(row for row in rows if any(row.sides))


def _shown(field: Field) -> ShownField:
    is_date = field.name == "date"
    return ShownField(
        shown=say_date(field.value) if is_date else field.value,
        raw=field.raw,
        language="en" if is_date else field.language,
        calendar=say("calendar", field.calendar) if field.calendar == "islamic" else "",
        readings=tuple(say_date(reading) for reading in field.readings),
    )
