"""Word documents (DOCX): the running text, a paragraph a line.

What the file says about itself is not read: its author is whoever owned the typewriter, its title often that of
the letter before. Text boxes and tables are read where they stand; what was deleted under "track changes" is gone,
what was inserted is there; footnotes, headers and footers are left out, and that is noted.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from lxml import etree

from corpus.archives import broken, check_sizes
from corpus.encodings import Decoded
from corpus.exchange import Element
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
        notes = tuple(_left_out(document))
    except DocumentError:
        raise
    except Exception as error:  # the library lets through whatever a damaged file makes it stumble over
        raise broken(error) from error
    if not any(line.strip() for line in lines):
        raise DocumentError("the document holds no text", value="pictures only?", remedy="send the text itself")
    return Decoded(text="\n".join(lines), encoding="utf-8", notes=notes)


def _paragraphs(body: Element) -> Iterator[str]:
    """Each paragraph as it reads once all changes are accepted; one in a text box stands after the one around it."""
    for paragraph in body.iter(_PARAGRAPH):
        if next(paragraph.iterancestors(*_GONE), None) is None:
            yield "".join(_pieces(paragraph))


def _pieces(paragraph: Element) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), *_SPACES):
        if next(node.iterancestors(_PARAGRAPH, *_GONE)) is paragraph:
            yield _SPACES.get(node.tag) or node.text or ""


def _left_out(document: WordDocument) -> Iterator[str]:
    for kind in ("footnote", "endnote"):
        for relation in document.part.rels.values():
            if relation.reltype.endswith(f"/{kind}s"):
                notes = etree.fromstring(relation.target_part.blob).iterfind(qn(f"w:{kind}"))
                count = sum(note.get(qn("w:type")) in {None, "normal"} for note in notes)
                if count:
                    yield f"{count} {kind}s of the document were left out"
