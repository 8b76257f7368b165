"""Web pages: the article's text and what its tags say about it, as plain text with labels.

The text as read is what this module writes: one paragraph a line, headed by the page's own metadata under English
labels, so that the rest of the room reads a page as it reads any other document.
"""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from copy import deepcopy

import trafilatura
from lxml import etree, html
from trafilatura.metadata import extract_metadata

from corpus.encodings import Decoded, decode
from corpus.problems import DocumentError

_LEAST_TEXT = 250  # characters below which the library has found a scrap
_MOST_ELEMENTS = 20_000  # of a page that is an article; the library's time grows with their square
_HUGE = "the page is far larger than an article: its tags were not read, and all its text was taken"
_DATES = {"extensive_search": False, "original_date": True, "max_date": "2100-01-01"}  # no guesses, no clock
_NO_TEXT = {
    "script",
    "style",
    "noscript",
    "nav",
    "header",
    "footer",
    "aside",
    "form",
    "button",
    "svg",
    "iframe",
    "head",
    "template",
}
_INLINE = {
    "a",
    "abbr",
    "b",
    "bdi",
    "bdo",
    "cite",
    "code",
    "em",
    "font",
    "i",
    "mark",
    "q",
    "s",
    "small",
    "span",
    "strong",
    "sub",
    "sup",
    "time",
    "u",
}
logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # what it finds odd in a page is nobody's concern
_CHARSET = re.compile(rb"""charset\s*=\s*["']?\s*(windows-1256|iso-8859-6)""", re.IGNORECASE)


def read_webpage(data: bytes) -> Decoded:
    """The text of a page, its metadata on top.

    Raises:
        DocumentError: the page cannot be parsed, or holds no text.
    """
    declared = _CHARSET.search(data[:4096])
    text = data.decode(declared[1].decode().lower(), "replace") if declared else None
    decoded = decode(data) if text is None else Decoded(text=text, encoding=declared[1].decode() if declared else "")
    parser = html.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=False)
    try:
        root = html.document_fromstring(decoded.text.replace("\0", "").encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise DocumentError(
            "the page cannot be parsed", value=str(error)[:80], remedy="save the text of the page"
        ) from error
    is_huge = sum(1 for _ in root.iter()) > _MOST_ELEMENTS
    paragraphs = _main_text(root, is_huge=is_huge)
    if not paragraphs:
        raise DocumentError("the page holds no text", value=f"{len(data)} bytes", remedy="save the text of the page")
    lines = [*(() if is_huge else _labels(root)), "", *paragraphs]
    notes = (*decoded.notes, *([_HUGE] if is_huge else ()))
    return Decoded(text="\n\n".join(filter(None, lines)), encoding=decoded.encoding, notes=notes)


def _main_text(root: html.HtmlElement, *, is_huge: bool) -> list[str]:
    """The article's paragraphs: of the one element that the page marks as its article, else as the library finds it.

    The library gives up short texts and wants time for huge ones; then everything in the body counts.
    """
    for mark in ("//article", "//main"):
        marked = root.xpath(mark)
        if len(marked) == 1 and (paragraphs := list(_paragraphs(marked[0]))):
            return paragraphs
    if not is_huge:
        text = trafilatura.extract(deepcopy(root), with_metadata=False, include_comments=False) or ""
        if len(text) >= _LEAST_TEXT:
            return text.split("\n")
    return list(_paragraphs(next(iter(root.xpath("//body")), root)))


def _labels(root: html.HtmlElement) -> Iterator[str]:
    """What the page says about itself, in its meta tags or as JSON-LD, as labelled lines."""
    found = extract_metadata(deepcopy(root), date_config=_DATES)
    given = {
        "Title": found.title,
        "Publisher": None if "." in (found.sitename or "") else found.sitename,  # the name of a computer is none
        "Author": found.author,
        "Date": found.date,
        "URL": found.url,
    }
    for label, value in given.items():
        if value:
            yield f"{label}: {' '.join(value.split())}"


def _paragraphs(article: html.HtmlElement) -> Iterator[str]:
    """The text of each block, in order; no recursion, so depth costs nothing."""
    pieces: list[str] = []
    hidden = 0
    for event, node in etree.iterwalk(article, events=("start", "end")):
        tag = str(node.tag)
        is_block = tag not in _INLINE
        if is_block and pieces:
            yield from filter(None, [" ".join("".join(pieces).split())])
            pieces = []
        hidden += (tag in _NO_TEXT) * (1 if event == "start" else -1)
        text = node.text if event == "start" else node.tail
        if text and not hidden and not (event == "end" and node is article):
            pieces.append(text)
    yield from filter(None, [" ".join("".join(pieces).split())])
