"""TMX 1.4b, the translation memory exchange format (LISA OSCAR, 2005): units out, and back."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict

from lxml import etree

from corpus.formats.exchange import ARABIC, ENGLISH, XML, Element, parse, text_of, tmx_segments
from corpus.problems import DocumentError
from reports.exports.units import Unit, UnitFinding
from reports.exports.xml import add, to_bytes
from reports.wording import say

_LANG = f"{{{XML}}}lang"
_FINDING = "x-muqabala-finding"  # a property of ours: one finding as JSON; the note beside it is for people


def to_tmx(units: Iterable[Unit], *, version: str) -> bytes:
    """Units as a translation memory from Arabic into English; ``version`` is the program's.

    A unit whose one side is empty keeps an empty segment, so that nothing is lost on the way back.
    """
    root = etree.Element("tmx", version="1.4")
    header = {"creationtool": "muqabala", "creationtoolversion": version, "segtype": "block", "o-tmf": "muqabala"}
    add(root, "header", **header, adminlang=ENGLISH, srclang=ARABIC, datatype="plaintext")
    body = add(root, "body")
    for unit in units:
        _add_unit(body, unit)
    return to_bytes(root)


def from_tmx(data: bytes) -> tuple[Unit, ...]:
    """The units of a TMX file, from any tool: Arabic and English of each, with our findings where it has them.

    Raises:
        DocumentError: it is no TMX file.
    """
    return tuple(
        Unit(
            id=segment.id,
            arabic=segment.arabic,
            english=segment.english,
            findings=tuple(
                _read_finding(prop) for prop in segment.element.iterfind("prop") if prop.get("type") == _FINDING
            ),
        )
        for segment in tmx_segments(parse(data, kind="TMX"))
    )


def _add_unit(body: Element, unit: Unit) -> None:
    element = add(body, "tu", tuid=unit.id)
    for finding in unit.findings:
        add(element, "note", f"{say('category', finding.category)} ({finding.severity}): {finding.evidence}")
    for finding in unit.findings:
        add(element, "prop", json.dumps(asdict(finding), ensure_ascii=True), type=_FINDING)
    for language, text in ((ARABIC, unit.arabic), (ENGLISH, unit.english)):
        variant = add(element, "tuv")
        variant.set(_LANG, language)
        add(variant, "seg", text)


def _read_finding(prop: Element) -> UnitFinding:
    try:
        return UnitFinding(**json.loads(text_of(prop)))
    except (ValueError, TypeError) as error:
        raise DocumentError(
            "a finding in the TMX file was changed",
            value=text_of(prop)[:80],
            remedy="take the properties of this program as they are",
        ) from error
