"""Bytes into text: which encoding, and the repair of text that was once decoded wrongly.

The text comes out as written: only the byte-order mark is taken off and no line end is changed. Order of belief:
byte-order mark, UTF-16 by its NULs, UTF-8, then Windows-1256 and ISO-8859-6 by how Arabic the result reads.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import charset_normalizer

from corpus.languages import count_scripts
from corpus.long_texts import BLOCK, LongText, open_long_text
from corpus.problems import DocumentError

_SAMPLE = 100_000  # bytes or characters that decide
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_MAGIC = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a ZIP archive or an office document",
    b"\x89PNG": "a picture",
    b"\xff\xd8\xff": "a picture",
    b"GIF8": "a picture",
    b"\x7fELF": "a program",
    b"MZ\x90": "a program",
    b"\x1f\x8b": "compressed",
    b"\xd0\xcf\x11\xe0": "an old Word document",
    b"{\\rtf": "an RTF document",
}
_CONTROLS = bytes({*range(9), *range(14, 27), 28, 29, 30, 31, 127})
# The commonest letters of Arabic make up two thirds of running text; of wrongly decoded bytes they do not.
_COMMON = "\u0627\u0644\u064a\u0645\u0648\u0646\u0631\u062a\u0628\u0629\u0639\u062f"
_ARTICLE = re.compile(
    r"\b\u0627\u0644[\u0621-\u064a]{2,}|\b(?:\u0641\u064a|\u0645\u0646|\u0639\u0644\u0649|\u0623\u0646|\u0625\u0644\u0649)\b"
)
_ARABIC_WORD = re.compile(r"[\u0621-\u064a]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """An article that its format marks as one: its place, and whether it translates the article before it."""

    start: int
    end: int
    translates: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Decoded:
    """The text, the encoding that it was in, and what had to be mended or left out, as sentences for a person.

    ``articles`` are given by formats that say themselves what an article is; ``problems`` are parts that could
    not be read; ``footnotes`` are stretches at the end of the text that are no part of its running text.
    """

    text: str
    encoding: str
    notes: tuple[str, ...] = ()
    articles: tuple[Given, ...] = ()
    problems: tuple[DocumentError, ...] = ()
    footnotes: tuple[tuple[int, int], ...] = ()


def decode(data: bytes) -> Decoded:
    """Decode a file's bytes.

    Raises:
        DocumentError: nothing but space in it, or no text at all.

    >>> decode("\N{ARABIC LETTER MEEM}\N{ARABIC LETTER NOON}".encode("utf-16")).encoding
    'utf-16-le'
    """
    if not data.strip(b"\x00 \t\r\n\x0b\x0c"):
        raise DocumentError("the file is empty", value=f"{len(data)} bytes", remedy="send the text again")
    decoded = _decode(data)
    mended = repair_mojibake(decoded.text)
    if mended != decoded.text:
        note = "the text had been decoded wrongly before it was saved (mojibake); it was repaired"
        decoded = Decoded(text=mended, encoding=decoded.encoding, notes=(*decoded.notes, note))
    if not decoded.text or decoded.text.isspace():
        raise DocumentError("the file is empty", value=f"{len(data)} bytes", remedy="send the text again")
    return decoded


def open_long(path: Path, *, block: int = BLOCK) -> LongText | None:
    """The text of a file that ``decode`` would take for UTF-8 with nothing to mend, not held whole; None of others."""
    with path.open("rb") as file:
        head = file.read(_SAMPLE + len(codecs.BOM_UTF8))
    is_marked = head.startswith(codecs.BOM_UTF8)
    is_other = any(head.startswith(mark) for mark, _ in _BOMS[1:]) or _magic(head) or _utf_16_by_nuls(head)
    if not is_marked and (is_other or _has_controls(head)):
        return None
    text = open_long_text(path, skip=len(codecs.BOM_UTF8) if is_marked else 0, block=block)
    return text if text is not None and _find_mojibake(text[:_SAMPLE]) is None else None


def join_articles(articles: Iterable[tuple[str, bool]]) -> tuple[str, tuple[Given, ...]]:
    """One text of several, each with whether it translates the one before it, and the place of each.

    >>> text, (first, second) = join_articles([("One.", False), ("Two.", False)])
    >>> text[second.start : second.end]
    'Two.'
    """
    pieces: list[str] = []
    given: list[Given] = []
    start = 0
    for text, translates in articles:
        given.append(Given(start=start, end=start + len(text), translates=translates))
        pieces.append(text)
        start += len(text) + 2
    return "\n\n".join(pieces), tuple(given)


def repair_mojibake(text: str) -> str:
    """Undo UTF-8 that was read as Windows-1252, Latin-1 or Windows-1256; other text comes back as it is.

    >>> repair_mojibake("The bank\N{LATIN SMALL LETTER A WITH CIRCUMFLEX}\N{EURO SIGN}\N{TRADE MARK SIGN}s plan")
    'The bank’s plan'
    """
    table = _find_mojibake(text[:_SAMPLE])
    return text if table is None else _mojibake_pattern(table).sub(lambda match: _redecode(match[0], table), text)


def _find_mojibake(sample: str) -> dict[str, int] | None:
    """The bytes of the code page that UTF-8 was read as, if most foreign characters of a sample say so."""
    for table in (_bytes_of("cp1252"), _bytes_of("cp1256")):
        found = [match[0] for match in _mojibake_pattern(table).finditer(sample)]
        repaired = "".join(_redecode(each, table) for each in found)
        foreign = sum(not character.isascii() for character in sample)
        if found and sum(map(len, found)) > foreign * 0.6 and _is_plausible(repaired):
            return table
    return None


def _decode(data: bytes) -> Decoded:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decode_as(data[len(mark) :], encoding)
    _refuse_binary(data)
    if wide := _utf_16_by_nuls(data):
        return _decode_as(data, wide)
    if controls := _has_controls(data):
        raise DocumentError("the file is not text", value=f"{controls} control bytes", remedy="send it as plain text")
    try:
        return Decoded(text=data.decode("utf-8"), encoding="utf-8")
    except UnicodeDecodeError:
        pass
    lossy = data.decode("utf-8", "replace")
    lost = lossy.count("\N{REPLACEMENT CHARACTER}")
    kept = sum(not character.isascii() for character in lossy[:_SAMPLE]) - lost
    if lost * 20 <= kept or (lost == 1 and kept > 0):
        return _decode_as(data, "utf-8")
    return _decode_single_byte(data)


def _decode_as(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    lost = text.count("\N{REPLACEMENT CHARACTER}")
    notes = (f"{lost} broken characters are shown as \N{REPLACEMENT CHARACTER}",) if lost else ()
    return Decoded(text=text, encoding=encoding, notes=notes)


def _has_controls(data: bytes) -> int:
    """How many control bytes are among the first ones, 0 where a text may have as many."""
    sample = data[:_SAMPLE]
    controls = sum(sample.count(byte) for byte in _CONTROLS)
    return controls if controls > len(sample) * 0.02 + 2 else 0


def _refuse_binary(data: bytes) -> None:
    if what := _magic(data):
        remedy = "name it by its true suffix, or send it as plain text"
        raise DocumentError("the file is not text", value=what, remedy=remedy)


def _magic(data: bytes) -> str | None:
    """What the first bytes say that a file is, if it is no text."""
    return next((what for magic, what in _MAGIC.items() if data.startswith(magic)), None)


def _utf_16_by_nuls(data: bytes) -> str | None:
    """UTF-16 without a mark: one byte of each pair is nearly always 0 (Latin, space) or 6 (Arabic)."""
    sample = data[: _SAMPLE - _SAMPLE % 2]
    if len(sample) < 4 or not sample.count(0):
        return None
    for encoding, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if (high.count(0) + high.count(6) + high.count(0x20)) >= len(high) * 0.95 and high.count(0) * 40 >= len(high):
            return encoding
    return None


def _decode_single_byte(data: bytes) -> Decoded:
    sample = data[:_SAMPLE]
    scores = {encoding: _arabic_score(sample.decode(encoding, "replace")) for encoding in ("cp1256", "iso8859_6")}
    best = max(scores, key=lambda encoding: (scores[encoding], encoding == "cp1256"))
    if scores[best] > 0:
        decoded = _decode_as(data, best)
    else:
        guess = charset_normalizer.from_bytes(sample, cp_exclusion=["utf_16", "utf_32", "utf_7"]).best()
        western = guess is None or "latin" in _script_of(str(guess))
        decoded = _decode_as(data, "cp1252" if western or guess is None else guess.encoding)
    name = {"cp1256": "Windows-1256", "iso8859_6": "ISO-8859-6", "cp1252": "Windows-1252"}.get(
        decoded.encoding, decoded.encoding
    )
    note = f"the file is not in UTF-8; it was read as {name}"
    return Decoded(text=decoded.text, encoding=decoded.encoding, notes=(note, *decoded.notes))


def _script_of(text: str) -> str:
    counts = count_scripts(re.sub(r"[A-Za-z]+", "", text))
    return max(counts, key=lambda script: counts[script]) if counts else "latin"


def _arabic_score(text: str) -> float:
    """How Arabic a decoding reads: 0 where it does not; more known words and fewer lost characters are better."""
    words = _ARABIC_WORD.findall(text)
    letters = "".join(words)
    foreign = sum(not character.isascii() for character in text)
    if not words or len(letters) < foreign * 0.5:
        return 0.0
    common = sum(letters.count(letter) for letter in _COMMON) / len(letters)
    if common < 0.5:
        return 0.0
    return common + len(_ARTICLE.findall(text)) / len(words) - text.count("\N{REPLACEMENT CHARACTER}") / len(text)


@cache
def _bytes_of(encoding: str) -> dict[str, int]:
    """Character → byte above 127 of a code page; the C1 control where the page has a hole, as browsers do."""
    table = {chr(byte): byte for byte in range(0x80, 0xA0)}
    for byte in range(0x80, 0x100):
        character = bytes([byte]).decode(encoding, "ignore")
        if character:
            table[character] = byte
    return table


def _mojibake_pattern(table: dict[str, int]) -> re.Pattern[str]:
    """The characters that a UTF-8 sequence of two to four bytes becomes in a code page."""

    def some(low: int, high: int) -> str:
        return "[" + "".join(re.escape(character) for character, byte in table.items() if low <= byte <= high) + "]"

    tail = some(0x80, 0xBF)
    return re.compile(f"(?:{some(0xC2, 0xDF)}{tail}|{some(0xE0, 0xEF)}{tail}{{2}}|{some(0xF0, 0xF4)}{tail}{{3}})+")


def _redecode(text: str, table: dict[str, int]) -> str:
    try:
        return bytes(table[character] for character in text).decode("utf-8")
    except UnicodeDecodeError:
        return text


def _is_plausible(text: str) -> bool:
    """Letters, marks and typographic punctuation, and no control characters."""
    return all(
        character.isprintable() or character in "\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\ufeff\xa0\xad"
        for character in text
    )
