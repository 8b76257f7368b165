"""XML written safely: only characters that XML has. It is read in ``corpus/formats/exchange.py``."""

from __future__ import annotations

import re

from lxml import etree

from corpus.formats.exchange import Element

# XML 1.0, production 2: everything outside becomes the replacement character, because XML cannot write it at all
_NO_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


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


def number_of(value: str | None) -> float:
    """A number written in an attribute; 0 where it is missing or is none."""
    try:
        return float(value or 0)
    except ValueError:
        return 0.0
