"""PDF with a text layer: its lines, joined to paragraphs, in the order in which they are read.

A PDF knows no paragraphs and keeps Arabic as it looks, letter shapes from left to right. Lines are taken by their
place on the page; a block of full lines is one paragraph; what stands at the head or foot of most pages, and page
numbers, are left out, and that is noted.
"""

from __future__ import annotations

import logging
import re
import unicodedata
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from io import BytesIO
from itertools import pairwise

from pypdf import PageObject, PdfReader

from corpus.encodings import Decoded
from corpus.languages import count_scripts
from corpus.problems import DocumentError

_MOST_PAGES = 400
_FULL = 0.75  # of a block's longest line: a line that goes on in the next
_COLUMN_GAP = re.compile(r"(?<=\S) {4,}(?=\S)")
_LEAST_LINES, _MOSTLY = 6, 0.6  # lines, and share of all lines, that show a gap between columns
_VOWELS = "\u064b-\u0652\u0670\0"  # a sign that a PDF's fonts do not name comes as a NUL
_SHAPES = re.compile(r"[\ufb50-\ufdff\ufe70-\ufefc]+")
_LEFT_TO_RIGHT = re.compile(
    r"[A-Za-z\u00c0-\u024f0-9\u0660-\u0669](?:[\w.,:/%+-]*[A-Za-z\u00c0-\u024f0-9\u0660-\u0669%])?"
)
_MIRRORED = str.maketrans("()[]{}<>\u00ab\u00bb", ")(][}{><\u00bb\u00ab")
_LOOSE = re.compile(r"\s+(?=[.,:;!)\]\u060c\u061b\u061f\u00bb])|(?<=[(\[\u00ab])\s+")
_PRINTED = re.compile(  # the head and foot of a page that a browser printed
    r"\d{1,2}/\d{1,2}/\d{2,4},? \d{1,2}:\d{2}(?: [AP]M)?(?: .*)?|(?:https?|file|\ufb01le)://\S+ \d{1,4}/\d{1,4}"
)
_ONLY_VOWELS = re.compile(rf"[\s{_VOWELS}]+")
_PAGE_NUMBER = re.compile(r"\W*(?:page\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?\W*", re.IGNORECASE)

logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # what it finds odd in a file is nobody's concern


def read_pdf(data: bytes) -> Decoded:
    """The text of a PDF.

    Raises:
        DocumentError: it has a password, is damaged or too long, or is scanned: pictures of text, no text.
    """
    return join_pages(_pages(data))


def join_pages(pages: Sequence[Sequence[str]]) -> Decoded:
    """One text of the lines of each page, paragraphs joined, and what was left out.

    Raises:
        DocumentError: no page has text.
    """
    bare = [number for number, lines in enumerate(pages, 1) if not any(lines)]
    if len(bare) == len(pages):
        raise DocumentError(
            "the PDF holds no text, only pictures of it",
            value=f"{len(pages)} pages",
            remedy="run OCR (such as ocrmypdf) over it",
        )
    notes = [f"page {number} holds no text; if it is scanned it needs OCR" for number in bare]
    furniture = _furniture(pages)
    if furniture:
        shown = ", ".join(sorted(furniture))[:120]
        notes.append(f"left out at the head or foot of the pages: {shown}")
    kept = [[line for line in lines if line not in furniture] for lines in pages]
    paragraphs = [paragraph for lines in kept for paragraph in _paragraphs(lines)]
    return Decoded(text="\n\n".join(paragraphs), encoding="utf-8", notes=tuple(notes))


def _pages(data: bytes) -> list[list[str]]:
    """The lines of each page."""
    try:
        reader = PdfReader(BytesIO(data))
        locked = reader.is_encrypted and not reader.decrypt("")
        count = 0 if locked else len(reader.pages)
        pages = [_lines(page) for page in reader.pages] if 0 < count <= _MOST_PAGES else []
    except Exception as error:  # the library lets through whatever a damaged file makes it stumble over
        raise DocumentError("the PDF is damaged", value=str(error)[:80], remedy="save or send it again") from error
    if locked:
        raise DocumentError("the PDF is locked with a password", value="encrypted", remedy="save it without a password")
    if not pages:
        raise DocumentError("the PDF has no pages, or too many", value=f"{count:,} pages", remedy="split it")
    return pages


def _lines(page: PageObject) -> list[str]:
    """A page's lines from top to bottom, an empty one where there is a gap; Arabic ones in reading order."""
    lines = page.extract_text(extraction_mode="layout").split("\n")
    return [to_reading_order(line) for line in unfold_columns(lines)]


def unfold_columns(lines: Sequence[str]) -> list[str]:
    """Lines laid out as on the page with the columns one under the other, the right one first in Arabic.

    Columns are there where the same place is empty in most long lines; a line across both stays where it is.

    >>> unfold_columns(["one two three" + " " * 7 + "six seven", "four five" + " " * 11 + "eight nine"] * 3)[:2]
    ['one two three', 'four five']
    """
    gaps = [
        {at for gap in _COLUMN_GAP.finditer(line) for at in range(gap.start(), gap.end())}
        for line in lines
        if line.strip()
    ]
    shared = Counter(at for gap in gaps for at in gap).most_common(1)
    if not shared or shared[0][1] < max(_LEAST_LINES, len(gaps) * _MOSTLY):
        return list(lines)
    middle = shared[0][0]
    unfolded: list[str] = []
    left: list[str] = []
    right: list[str] = []
    for line in [*lines, None]:
        if line is not None and not line[middle : middle + 1].strip():
            left.append(line[:middle].rstrip())
            right.append(line[middle:].strip())
            continue
        parts = (right, left) if _is_arabic("".join(right)) else (left, right)
        for part in parts:
            unfolded += [*unfold_columns(part), ""]
        unfolded += [line] if line is not None else []
        left, right = [], []
    return unfolded


def to_reading_order(line: str) -> str:
    """A line as it looks, turned into the order in which it is read; a line in Latin letters stays as it is.

    >>> to_reading_order("ab 12")
    'ab 12'
    """
    plain = " ".join(line.split())
    if _ONLY_VOWELS.fullmatch(plain):
        return ""
    if not _is_arabic(plain):
        return plain
    turned = plain[::-1].translate(_MIRRORED)
    turned = _LEFT_TO_RIGHT.sub(lambda match: match[0][::-1], turned)
    turned = _split_word().sub(r"\1", turned).replace("\0", "")
    shaped = _SHAPES.sub(lambda match: unicodedata.normalize("NFKC", match[0]), turned)
    return _LOOSE.sub("", shaped)


@cache
def _split_word() -> re.Pattern[str]:
    """A gap inside a word, which a vowel sign out of its place leaves: between two letter shapes that are joined."""
    shapes: dict[str, str] = {"initial": "", "medial": "", "final": ""}
    for letter in map(chr, range(0xFB50, 0xFEFD)):
        kind = unicodedata.decomposition(letter).partition(" ")[0].strip("<>")
        if kind in shapes:
            shapes[kind] += letter
    before, after = shapes["initial"] + shapes["medial"], shapes["medial"] + shapes["final"]
    return re.compile(rf"([{before}][{_VOWELS}]*)\s+(?=[{_VOWELS}]*[{after}])")


def _is_arabic(line: str) -> bool:
    scripts = count_scripts(line)
    return scripts["arabic"] > scripts["latin"]


def _furniture(pages: Sequence[Sequence[str]]) -> set[str]:
    """First and last lines that most pages share, page numbers, and what a browser prints at head and foot."""
    edges: Counter[str] = Counter()
    for lines in pages:
        written = [line for line in lines if line]
        edges.update({*written[:1], *written[-1:]})
    return {
        line
        for line, count in edges.items()
        if _PAGE_NUMBER.fullmatch(line) or _PRINTED.fullmatch(line) or (len(pages) > 2 and count * 2 > len(pages))
    }


def _paragraphs(lines: Sequence[str]) -> Iterator[str]:
    """Blocks between gaps, each line joined to the one before it where that is full."""
    block: list[str] = []
    for line in [*lines, ""]:
        if line:
            block.append(line)
        elif block:
            yield from _join(block)
            block = []


def _join(block: Sequence[str]) -> Iterator[str]:
    longest = max(map(len, block))
    paragraph = block[0]
    for before, line in pairwise(block):
        if len(before) < longest * _FULL or _is_arabic(before) != _is_arabic(line):
            yield paragraph
            paragraph = line
        elif re.search(r"[a-z]-$", paragraph) and line[0].islower():
            paragraph = paragraph[:-1] + line
        else:
            paragraph = f"{paragraph} {line}"
    yield paragraph
