"""TMX and XLIFF: files of translators' tools, whose segments are ready-made pairs of Arabic and English.

The XML is untrusted: no entities, no network, no huge trees. What these files hold beside the two texts is left to
whoever wants it (``Segment.element``).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeAlias

from lxml import etree

from corpus.encodings import Decoded, join_articles
from corpus.problems import DocumentError

ARABIC, ENGLISH = "ar", "en"
XML = "http://www.w3.org/XML/1998/namespace"
XLIFF_1 = "urn:oasis:names:tc:xliff:document:1.2"
XLIFF_2 = "urn:oasis:names:tc:xliff:document:2.0"  # the namespace of 2.1 is that of 2.0
_LANG = f"{{{XML}}}lang"
_CODES = {"bpt", "ept", "it", "ph", "ut"}  # of TMX 1.4 and XLIFF 1.2: native markup, no words
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is read
Element: TypeAlias = Any  # lxml ships no types


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """One unit of a file: both texts as written, and the element that holds whatever else the file says of it."""

    id: str
    file: int  # 0-based number of the document inside the file; TMX knows only one
    arabic: str
    english: str
    element: Element


def read_memory(data: bytes) -> Decoded:
    """The documents of a TMX or XLIFF file: of each document the Arabic text, then the English, a segment a line.

    Raises:
        DocumentError: it is no such file, goes another way than from Arabic into English, or holds no segment.
    """
    root = parse(data, kind="TMX or XLIFF")
    segments = list(tmx_segments(root) if root.tag == "tmx" else xliff_segments(root))
    text, given = join_articles(_sides(segments))
    if not text.strip():
        raise DocumentError(
            "the file holds no segment in Arabic or English",
            value=f"{len(segments)} segments",
            remedy="export it with Arabic as source and English as target",
        )
    return Decoded(text=text, encoding="utf-8", articles=given)


def tmx_segments(root: Element) -> Iterator[Segment]:
    """The units of TMX 1.4b (LISA OSCAR, 2005): Arabic and English of each.

    Raises:
        DocumentError: it is no TMX file.
    """
    if root.tag != "tmx":
        raise DocumentError("this is no TMX file", value=f"<{root.tag}>", remedy="export it as TMX 1.4b")
    for number, unit in enumerate(root.iterfind("body/tu"), 1):
        sides = {_language(variant): text_of(variant.find("seg")) for variant in unit.iterfind("tuv")}
        yield Segment(
            id=unit.get("tuid") or str(number),
            file=0,
            arabic=sides.get(ARABIC, ""),
            english=sides.get(ENGLISH, ""),
            element=unit,
        )


def xliff_segments(root: Element) -> Iterator[Segment]:
    """The units of XLIFF 1.2 or 2.1 (OASIS).

    Raises:
        DocumentError: it is no XLIFF file, or goes the other way than from Arabic into English.
    """
    if root.tag == f"{{{XLIFF_1}}}xliff":
        for number, file in enumerate(root.iterfind(f"{{{XLIFF_1}}}file")):
            _check_direction(file.get("source-language"), file.get("target-language"))
            for unit in file.iter(f"{{{XLIFF_1}}}trans-unit"):
                yield _segment(unit, number, [unit], XLIFF_1)
    elif root.tag == f"{{{XLIFF_2}}}xliff":
        _check_direction(root.get("srcLang"), root.get("trgLang"))
        for number, file in enumerate(root.iterfind(f"{{{XLIFF_2}}}file")):
            for unit in file.iter(f"{{{XLIFF_2}}}unit"):
                yield _segment(unit, number, list(unit.iterfind(f"{{{XLIFF_2}}}segment")), XLIFF_2)
    else:
        raise DocumentError("this is no XLIFF file", value=f"<{root.tag}>", remedy="export it as XLIFF 1.2 or 2.1")


def parse(data: bytes, *, kind: str) -> Element:
    """Parse untrusted XML.

    Raises:
        DocumentError: it is too large, not well-formed, or declares entities.
    """
    if len(data) > _LARGEST:
        raise DocumentError(f"the {kind} file is too large", value=f"{len(data):,} bytes", remedy="split it")
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise DocumentError(f"this is no {kind} file", value=str(error), remedy="export it again") from error
    subset = root.getroottree().docinfo.internalDTD
    if subset is not None and any(subset.iterentities()):
        raise DocumentError(f"the {kind} file uses entities of its own", value="&…;", remedy="export it without a DTD")
    return root


def text_of(element: Element | None) -> str:
    """All text inside, without the codes that other tools keep in inline elements; empty for None."""
    if element is None:
        return ""
    pieces = [element.text or ""]
    for child in element:
        pieces.append("" if etree.QName(child).localname in _CODES else text_of(child))
        pieces.append(child.tail or "")
    return "".join(pieces)


def _sides(segments: Iterable[Segment]) -> Iterator[tuple[str, bool]]:
    """Of each document the Arabic and the English that holds anything, the second as a translation of the first."""
    files: dict[int, list[Segment]] = {}
    for segment in segments:
        files.setdefault(segment.file, []).append(segment)
    for found in files.values():
        arabic, english = _lines(each.arabic for each in found), _lines(each.english for each in found)
        if arabic:
            yield arabic, False
        if english:
            yield english, bool(arabic)


def _lines(texts: Iterable[str]) -> str:
    """A segment a line, so that none is joined with the next."""
    return "\n".join(filter(None, (" ".join(text.split()) for text in texts)))


def _segment(unit: Element, file: int, holders: Iterable[Element], namespace: str) -> Segment:
    sides = [
        "".join(text_of(holder.find(f"{{{namespace}}}{name}")) for holder in holders) for name in ("source", "target")
    ]
    return Segment(id=unit.get("id", ""), file=file, arabic=sides[0], english=sides[1], element=unit)


def _language(variant: Element) -> str:
    """The language without its region; ``lang`` is what TMX before 1.4 wrote."""
    return str(variant.get(_LANG) or variant.get("lang") or "").split("-")[0].lower()


def _check_direction(source: str | None, target: str | None) -> None:
    found = [(language or "").split("-")[0].lower() for language in (source, target)]
    if found != [ARABIC, ENGLISH]:
        raise DocumentError(
            "the XLIFF file goes another way",
            value=f"{source} to {target}",
            remedy="export it from Arabic into English",
        )
