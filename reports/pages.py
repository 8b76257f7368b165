"""The page of one document: the verdict, the map, the passages side by side, and what is known of the texts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, partial

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from corpus.dates import say_date
from corpus.documents import Field
from reports.assets import policy, script, style
from reports.catalogues import catalogue, phrase, say_count
from reports.differing import Change, compare_words
from reports.evidence import tell
from reports.marking import Stretch, mark_side, wide_findings
from reports.report import Passage, Rendition, Report, ReportedFinding, join_sentences, worst_severity
from reports.shown import show, show_prose, show_sentence
from reports.wording import direction, say, say_chance, say_confidence, say_moment, say_share, say_tally
from scores.findings.finding import SEVERITIES

SIGNS = {"critical": "◆", "major": "▲", "minor": "●", "neutral": "○", "clean": "·"}  # told apart without colour
_UNSURE = 0.5  # a bead below this confidence is said to be uncertain
_LONG = 160  # characters of a text that stands for itself in a list
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """All findings of one category: what the notes under the passages say one by one, in one line."""

    category: str
    severity: str
    findings: tuple[ReportedFinding, ...]


def render_document(report: Report) -> str:
    """One self-contained HTML page: style, script and font inside, nothing fetched, every text escaped."""
    language = report.run.interface
    return render(
        "document.html",
        language=language,
        sheets=("page", "document"),
        code="document",
        report=report,
        text=report.translation,
        original=report.original,
        verdict=report.decision,
        tally=say_tally([reported.finding.severity for reported in report.open], language=language),
        kinds=_kinds(report.open),
        found=sum(bool(passage.open) for passage in report.passages),
        rows=_field_rows(report, language),
        marks=partial(_marks, wide=wide_findings(report.open)),
        compare=_compare,
        rewritten=_rewritten,
        shaky=_shaky,
    )


def render(template: str, *, language: str, sheets: Sequence[str], code: str, **values: object) -> str:
    """Fill a template; ``sheets`` and ``code`` name the style sheets and the script that go inside."""
    css, js = style(*sheets), script(code)
    # our own files, written by nobody else, and the policy of their digests: the only texts that are not escaped
    trusted = {"style": Markup(css), "script": Markup(js), "policy": Markup(policy(css, js))}  # noqa: S704
    return environment(language).get_template(template).render(**trusted, **values)


@cache
def environment(language: str) -> Environment:
    """The templates in one language, with autoescape always and the translator's words at hand.

    Raises:
        UsageError: the interface does not speak that language.
    """
    made = Environment(
        loader=PackageLoader("reports"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        auto_reload=False,
    )
    made.policies["ext.i18n.trimmed"] = True
    made.install_gettext_translations(catalogue(language), newstyle=True)  # type: ignore[attr-defined]
    made.globals |= {
        "chance": partial(say_chance, language=language),
        "count": partial(say_count, language=language),
        "date": partial(say_date, language=language),
        "direction": direction,
        "interface": language,
        "moment": partial(say_moment, language=language),
        "ours": partial(_ours, language=language),
        "prose": show_prose,
        "say": partial(say, language=language),
        "sentence": lambda text: _ours(text, language=language, whole=True),
        "severities": SEVERITIES,
        "share": say_share,
        "show": show,
        # English stands left and Arabic right on every page, so one that runs from right to left has the Arabic first
        "sides": ("arabic", "english") if direction(language) == "rtl" else ("english", "arabic"),
        "signs": SIGNS,
        "sure": partial(say_confidence, language=language),
        "tone": lambda severity: worst_severity([severity]),
    }
    made.filters["shorten"] = _shorten
    return made


def _ours(text: str, *, language: str, whole: bool = False, **values: object) -> Markup:
    """What a step wrote, in the interface's language where the catalogue has it; else it says that it is English."""
    found = phrase(text, language=language, **values) if text else text
    plain = text % values if values else text
    shown = show_sentence(found) if whole else show_prose(found)
    if language == "en" or found != plain:
        return shown
    told = tell(plain, language=language)
    return told if told is not None else Markup('<span class="said" lang="en" dir="ltr">{}</span>').format(shown)


def _kinds(findings: Sequence[ReportedFinding]) -> tuple[Kind, ...]:
    """The findings by category, the worst category first."""
    groups: defaultdict[str, list[ReportedFinding]] = defaultdict(list)
    for reported in findings:
        groups[reported.finding.category].append(reported)
    kinds = [
        Kind(
            category=category,
            severity=worst_severity(reported.finding.severity for reported in found) or "neutral",
            findings=tuple(found),
        )
        for category, found in groups.items()
    ]
    return tuple(sorted(kinds, key=lambda kind: (SEVERITIES.index(kind.severity), -len(kind.findings), kind.category)))


def _marks(passage: Passage, side: str, *, wide: Sequence[ReportedFinding]) -> tuple[tuple[Stretch, ...], ...]:
    """The marks of its own findings, and of those of its neighbours that lie on its words too."""
    own = {reported.number for reported in passage.open}
    return mark_side(passage, [*passage.open, *(each for each in wide if each.number not in own)], side)


def _compare(passage: Passage, rendition: Rendition) -> tuple[Change, ...]:
    return compare_words(join_sentences(passage.english), rendition.text)


def _rewritten(passage: Passage) -> tuple[Change, ...]:
    return compare_words(join_sentences(passage.english), passage.rendering or "")


def _shaky(passage: Passage) -> bool:
    both = bool(passage.english and passage.arabic)
    return both and passage.confidence is not None and passage.confidence < _UNSURE


def _shorten(text: str, most: int = _LONG) -> str:
    """The beginning of a long text, cut between two words where there are any."""
    if len(text) <= most:
        return text
    return text[: max(text.rfind(" ", 0, most + 1), most // 2)].rstrip() + " …"


def _field_rows(report: Report, language: str) -> tuple[FieldRow, ...]:
    sides = [side for side in (report.translation, report.original) if side]
    names = dict.fromkeys([*_FIELDS, *(field.name for side in sides for field in side.fields)])
    rows = (
        FieldRow(
            label=say("field", name, language=language),
            sides=tuple(
                tuple(_shown(field, language) for field in side.fields if field.name == name) for side in sides
            ),
        )
        for name in names
    )
    return tuple(row for row in rows if any(row.sides))


def _shown(field: Field, language: str) -> ShownField:
    is_date = field.name == "date"
    return ShownField(
        shown=say_date(field.value, language=language) if is_date else field.value,
        raw=field.raw,
        language=language if is_date else field.language,
        calendar=say("calendar", field.calendar, language=language) if field.calendar == "islamic" else "",
        readings=tuple(say_date(reading, language=language) for reading in field.readings),
    )
