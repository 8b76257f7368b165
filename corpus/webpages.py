"""Web pages: the article's text and what its tags say about it, as plain text with labels.

The text as read is what this module writes: one paragraph a line, headed by the page's own metadata under English
labels, so that the rest of the room reads a page as it reads any other document.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree, html

from corpus.encodings import Decoded, decode
from corpus.problems import DocumentError

_METADATA = {  # label → meta names and properties that give it, the best first
    "Title": ("og:title", "twitter:title", "dc.title"),
    "Publisher": ("og:site_name", "dc.publisher"),
    "Author": ("author", "article:author", "dc.creator"),
    "Date": ("article:published_time", "date", "dc.date", "pubdate", "datepublished"),
    "URL": ("og:url",),
}
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
    article = next((node for path in ("//article", "//main", "//body") for node in root.xpath(path)), root)
    paragraphs = list(_paragraphs(article))
    if not paragraphs:
        raise DocumentError("the page holds no text", value=f"{len(data)} bytes", remedy="save the text of the page")
    lines = [*_labels(root), "", *paragraphs]
    return Decoded(text="\n\n".join(filter(None, lines)), encoding=decoded.encoding, notes=decoded.notes)


def _labels(root: html.HtmlElement) -> Iterator[str]:
    """What the page's meta tags say, as labelled lines."""
    given: dict[str, str] = {}
    for node in root.iter("meta"):
        name = (node.get("property") or node.get("name") or node.get("itemprop") or "").lower()
        given.setdefault(name, " ".join((node.get("content") or "").split()))
    for label, names in _METADATA.items():
        value = next((given[name] for name in names if given.get(name)), "")
        if label == "Title" and not value:
            value = " ".join(str(root.findtext(".//title") or "").split())
        if label == "Date":
            value = value.partition("T")[0]
        if value:
            yield f"{label}: {value}"


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
