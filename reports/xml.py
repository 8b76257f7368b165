"""XML read and written safely: no entities, no network, no huge trees, and only characters that XML has."""

from __future__ import annotations

import re
from typing import Any, TypeAlias

from lxml import etree

from corpus.problems import DocumentError

XML = "http://www.w3.org/XML/1998/namespace"
ARABIC, ENGLISH = "ar", "en"
# XML 1.0, production 2: everything outside becomes the replacement character, because XML cannot write it at all
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_CODES = {"bpt", "ept", "it", "ph", "ut"}  # of TMX 1.4 and XLIFF 1.2: native markup, no words
_LARGEST = 64 * 1024 * 1024  # bytes of a file that is read back
Element: TypeAlias = Any  # lxml ships no types


def allowed(text: str) -> str:
    r"""The text with characters that XML 1.0 cannot hold (control characters) as U+FFFD.

    >>> allowed("a\x07b") == "a\N{REPLACEMENT CHARACTER}b"
    True
    """
    return _NO_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def add(parent: Element, name: str, text: str | None = None, **attributes: str) -> Element:
    """Append an element with text and attributes, all of them made fit for XML."""
    child = etree.SubElement(parent, name, {key: allowed(value) for key, value in attributes.items()})
    child.text = allowed(text) if text is not None else None
    return child


def to_bytes(root: Element) -> bytes:
    """The whole document in UTF-8, with its declaration. Nothing is indented where text could be changed by it."""
    return bytes(etree.tostring(root, encoding="UTF-8", xml_declaration=True)) + b"\n"


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


def number_of(value: str | None) -> float:
    """A number written in an attribute; 0 where it is missing or is none."""
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
