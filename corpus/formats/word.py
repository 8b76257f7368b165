"""Word documents (DOCX): the running text, a paragraph a line.

What the file says about itself is not read: its author is whoever owned the typewriter, its title often that of
the letter before. Text boxes and tables are read where they stand; what was deleted under "track changes" is gone,
what was inserted is there; footnotes and endnotes stand at the end, kept apart from the running text. Headers and
footers of pages are left out.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from corpus.encodings import Decoded
from corpus.formats.archives import broken, check_sizes
from corpus.formats.exchange import Element
from corpus.problems import DocumentError

_OLD_WORD = b"\xd0\xcf\x11\xe0"  # a compound file: Word before 2007, or a document with a password
_PARAGRAPH = qn("w:p")
_SPACES = {qn("w:tab"): "\t", qn("w:br"): "\n", qn("w:cr"): "\n", qn("w:noBreakHyphen"): "-"}
_GONE = qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"  # said elsewhere


def read_word(data: bytes) -> Decoded:
    """The text of a Word document.

    Raises:
        DocumentError: it has a password, is damaged, is an old or another kind of document, or holds no text.
    """
    if data.startswith(_OLD_WORD):
        raise DocumentError(
            "the document is locked with a password, or from a Word before 2007",
            value="no DOCX inside",
            remedy="save it as DOCX without a password",
        )
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            check_sizes(archive, packed=len(data))
        document = docx.Document(BytesIO(data))
        lines = list(_paragraphs(document.element.body))
        footnotes = list(_footnotes(document))
    except DocumentError:
        raise
    except Exception as error:  # the library lets through whatever a damaged file makes it stumble over
        raise broken(error) from error
    if not any(line.strip() for line in lines):
        raise DocumentError("the document holds no text", value="pictures only?", remedy="send the text itself")
    text = "\n".join(lines)
    spans = []
    for footnote in footnotes:
        text += f"\n\n{footnote}"
        spans.append((len(text) - len(footnote), len(text)))
    return Decoded(text=text, encoding="utf-8", footnotes=tuple(spans))


def _paragraphs(body: Element) -> Iterator[str]:
    """Each paragraph as it reads once all changes are accepted; one in a text box stands after the one around it."""
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(*_GONE), None) is None:
            yield "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), *_SPACES):
        if next(node.iterancestors(_PARAGRAPH, *_GONE)) is paragraph:
            yield _SPACES.get(node.tag) or node.text or ""


def _footnotes(document: WordDocument) -> Iterator[str]:
    """The footnotes and then the endnotes, each on one line."""
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s"):
                for note in etree.fromstring(relation.target_part.blob).iterfind(qn(f"w:{kind}")):
                    words = " ".join(" ".join(_paragraphs(note)).split())
                    if words and note.get(qn("w:type")) in {None, "normal"}:
                        yield words
