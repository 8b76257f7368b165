"""XLIFF (OASIS), versions 1.2 and 2.1: units out, and back, with quality issues after ITS 2.0 (W3C, 2013)."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import count

from lxml import etree

from corpus.formats.exchange import ARABIC, ENGLISH, XLIFF_1, XLIFF_2, XML, Element, parse, text_of, xliff_segments
from corpus.problems import UsageError
from reports.exports.units import Unit, UnitFinding
from reports.exports.xml import add, number_of, to_bytes
from reports.wording import say

_ITS = "http://www.w3.org/2005/11/its"
_OURS = "urn:muqabala:findings:1"
_SEVERITY = {"critical": "100", "major": "50", "minor": "10", "neutral": "0"}  # ITS 2.0: 0 to 100
_SPACE = f"{{{XML}}}space"


def to_xliff(units: Iterable[Unit], *, original: str, version: str = "1.2") -> bytes:
    """Units as XLIFF from Arabic into English; ``original`` is the name of the file that they came from.

    Raises:
        UsageError: another version than 1.2 or 2.1 is asked for.
    """
    return to_xliff_files([(original, units)], version=version)


def to_xliff_files(files: Iterable[tuple[str, Iterable[Unit]]], *, version: str) -> bytes:
    """The units of several files, each with the name of the file, as one XLIFF document.

    Raises:
        UsageError: another version than 1.2 or 2.1 is asked for.
    """
    if version == "1.2":
        return to_bytes(_write_one(files))
    if version == "2.1":
        return to_bytes(_write_two(files))
    raise UsageError("this version of XLIFF is not written", value=version, remedy="ask for 1.2 or 2.1")


def from_xliff(data: bytes) -> tuple[Unit, ...]:
    """The units of an XLIFF file of either version, with our findings where it has them.

    Raises:
        DocumentError: it is no XLIFF file, or goes the other way than from Arabic into English.
    """
    return tuple(
        Unit(
            id=segment.id,
            arabic=segment.arabic,
            english=segment.english,
            findings=_read_findings(segment.element),
        )
        for segment in xliff_segments(parse(data, kind="XLIFF"))
    )


def _write_one(files: Iterable[tuple[str, Iterable[Unit]]]) -> Element:
    root = etree.Element(f"{{{XLIFF_1}}}xliff", version="1.2", nsmap={None: XLIFF_1, "its": _ITS, "mq": _OURS})
    root.set(f"{{{_ITS}}}version", "2.0")
    languages = {"source-language": ARABIC, "target-language": ENGLISH}
    number = count()
    for original, units in files:
        file = add(root, f"{{{XLIFF_1}}}file", original=original, datatype="plaintext", **languages)
        body = add(file, f"{{{XLIFF_1}}}body")
        for unit in units:
            _add_one(body, unit, f"issues-{next(number)}")
    return root


def _add_one(body: Element, unit: Unit, issues_id: str) -> None:
    element = add(body, f"{{{XLIFF_1}}}trans-unit", id=unit.id)
    element.set(_SPACE, "preserve")
    for name, text, language in (("source", unit.arabic, ARABIC), ("target", unit.english, ENGLISH)):
        add(element, f"{{{XLIFF_1}}}{name}", text).set(f"{{{XML}}}lang", language)
    for finding in unit.findings:
        add(element, f"{{{XLIFF_1}}}note", _sentence(finding), annotates="target", **{"from": "muqabala"})
    _add_findings(element, unit, issues_id)
    if unit.findings:
        element.find(f"{{{XLIFF_1}}}target").set(f"{{{_ITS}}}locQualityIssuesRef", f"#{issues_id}")


def _write_two(files: Iterable[tuple[str, Iterable[Unit]]]) -> Element:
    root = etree.Element(f"{{{XLIFF_2}}}xliff", version="2.1", nsmap={None: XLIFF_2, "its": _ITS, "mq": _OURS})
    root.set("srcLang", ARABIC)
    root.set("trgLang", ENGLISH)
    root.set(f"{{{_ITS}}}version", "2.0")
    number = count()
    for place, (original, units) in enumerate(files, 1):
        file = add(root, f"{{{XLIFF_2}}}file", id=f"f{place}", original=original, srcDir="rtl", trgDir="ltr")
        for unit in units:
            _add_two(file, unit, f"issues-{next(number)}")
    return root


def _add_two(file: Element, unit: Unit, issues_id: str) -> None:
    element = add(file, f"{{{XLIFF_2}}}unit", id=unit.id)
    element.set(_SPACE, "preserve")
    _add_findings(element, unit, issues_id)
    if unit.findings:
        notes = add(element, f"{{{XLIFF_2}}}notes")
        for finding in unit.findings:
            add(notes, f"{{{XLIFF_2}}}note", _sentence(finding), appliesTo="target", category=finding.category)
    segment = add(element, f"{{{XLIFF_2}}}segment")
    add(segment, f"{{{XLIFF_2}}}source", unit.arabic)
    target = add(segment, f"{{{XLIFF_2}}}target", None if unit.findings else unit.english)
    if unit.findings:  # the ITS module of 2.1 refers to issues from a marker, not from the target itself
        marker = add(target, f"{{{XLIFF_2}}}mrk", unit.english, id="m1", type="its:generic")
        marker.set(f"{{{_ITS}}}locQualityIssuesRef", f"#its={issues_id}")


def _add_findings(element: Element, unit: Unit, issues_id: str) -> None:
    """Quality issues as other tools read them, and beside them our own element with everything we know."""
    if not unit.findings:
        return
    issues = add(element, f"{{{_ITS}}}locQualityIssues")
    issues.set(f"{{{XML}}}id", issues_id)
    for finding in unit.findings:
        add(
            issues,
            f"{{{_ITS}}}locQualityIssue",
            locQualityIssueType=say("category", finding.category, "its") or "other",
            locQualityIssueComment=_sentence(finding),
            locQualityIssueSeverity=_SEVERITY.get(finding.severity, "0"),
        )
    for finding in unit.findings:
        names = ("category", "severity", "arabic", "english", "repair")
        values = {name: str(getattr(finding, name)) for name in names}
        add(element, f"{{{_OURS}}}finding", finding.evidence, confidence=repr(finding.confidence), **values)


def _sentence(finding: UnitFinding) -> str:
    return f"{say('category', finding.category)} ({finding.severity}): {finding.evidence}"


def _read_findings(element: Element) -> tuple[UnitFinding, ...]:
    return tuple(
        UnitFinding(
            category=found.get("category", ""),
            severity=found.get("severity", ""),
            evidence=text_of(found),
            arabic=found.get("arabic", ""),
            english=found.get("english", ""),
            repair=found.get("repair", ""),
            confidence=number_of(found.get("confidence")),
        )
        for found in element.iterfind(f"{{{_OURS}}}finding")
    )
