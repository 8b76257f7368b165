"""From files to documents: the way through the room, and the formats by their suffix.

Whatever arrives comes out as documents or as problems that say what to do; nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from corpus.articles import split_articles
from corpus.documents import Body, Document, Note, Sentence, document_id
from corpus.duplicates import Duplicates
from corpus.encodings import Decoded, Given, open_long
from corpus.files import LARGEST, Found, find_files, read_bytes
from corpus.headers import read_layout
from corpus.headers.drafts import Layout
from corpus.languages import detect_language, language_name
from corpus.line_places import Line, find_lines
from corpus.long_texts import Text
from corpus.problems import DocumentError, Problem
from corpus.sentences import split_sentences
from corpus.sentences.wraps import join_wraps

FORMATS = {  # suffix → "module:function" from bytes to text, imported on use
    ".txt": "corpus.encodings:decode",
    ".text": "corpus.encodings:decode",
    ".md": "corpus.encodings:decode",
    ".markdown": "corpus.encodings:decode",
    "": "corpus.encodings:decode",
    ".html": "corpus.formats.webpages:read_webpage",
    ".htm": "corpus.formats.webpages:read_webpage",
    ".xhtml": "corpus.formats.webpages:read_webpage",
    ".docx": "corpus.formats.word:read_word",
    ".pdf": "corpus.formats.pdf:read_pdf",
    ".tmx": "corpus.formats.exchange:read_memory",
    ".xlf": "corpus.formats.exchange:read_memory",
    ".xliff": "corpus.formats.exchange:read_memory",
}
TABLES = {  # the same for tables of articles, whose columns may be named
    ".jsonl": "corpus.formats.rows:read_json_lines",
    ".ndjson": "corpus.formats.rows:read_json_lines",
    ".csv": "corpus.formats.rows:read_csv",
    ".tsv": "corpus.formats.rows:read_csv",
    ".parquet": "corpus.formats.rows:read_parquet",
}
LONG = 4_000_000  # bytes of a plain text from which it is not held whole
PAIRED = "paired"  # kind of the note on a translation whose file gives the article before it as its original
_WORKING_LANGUAGES = {"ar", "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave: its documents, and the problems met on the way."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read_text(
    text: Text, *, file: str, articles: Sequence[Given] = (), footnotes: Sequence[tuple[int, int]] = ()
) -> Iterator[Document]:
    """The documents in a text that has been decoded, one by one; ``file`` is the name they go by. Space gives none.

    Where ``articles`` are given they are taken as they are, else the text is split where a person would.
    ``footnotes`` stand behind all running text; they are notes of the last document.
    """
    joined = join_wraps(text)
    running = joined[: footnotes[0][0]] if footnotes else joined
    given = ((each.start, each.end, find_lines(joined, each.start, each.end)) for each in articles)
    found = ((lines[0].start, lines[-1].end, lines) for lines in split_articles(running))
    last: Document | None = None
    for number, (start, end, lines) in enumerate(given if articles else found, start=1):
        if last is not None:
            yield last
        last = _read_article(text[start:end], joined, lines, start, end, file=file, article=number)
    if last is not None:
        yield _with_footnotes(last, text, footnotes) if footnotes else last


def _with_footnotes(document: Document, text: Text, footnotes: Sequence[tuple[int, int]]) -> Document:
    own = text[document.offset : footnotes[-1][1]]
    notes = [Note(kind="footnote", reason="a footnote or endnote", start=start, end=end) for start, end in footnotes]
    return replace(document, id=document_id(own), text=own, notes=(*document.notes, *notes))


def read_documents(
    path: Path,
    *,
    name: str | None = None,
    member: str | None = None,
    largest: int = LARGEST,
    columns: Mapping[str, str] | None = None,
) -> Iterator[Document | Problem]:
    """The documents of one file, one by one, and its problems; never an exception for bad input.

    A file of many articles takes the memory of one of them at a time, and of its text unless it is plain UTF-8.
    ``member`` is the file's name inside the ZIP archive at ``path``; ``columns`` names the columns of a table of
    articles (see ``corpus.formats.rows``).
    """
    found = Found(path=path, name=path.name if name is None else name, member=member)
    is_empty = True
    try:
        text, decoded = _open(found, largest=largest, columns=columns or {})
        yield from (Problem.of(error, file=found.name, stage="read") for error in decoded.problems)
        documents = read_text(text, file=found.name, articles=decoded.articles, footnotes=decoded.footnotes)
        for document in documents:
            is_empty = False
            yield _noted(document, decoded)
            if (problem := _foreign(document)) is not None:
                yield problem
    except DocumentError as error:
        yield Problem.of(error, file=found.name, stage="read")
        return
    if is_empty:
        value = f"{len(text)} characters without a letter"
        empty = DocumentError("there is no text in the file", value=value, remedy="send the text again")
        yield Problem.of(empty, file=found.name, stage="read")


def read_file(
    path: Path,
    *,
    name: str | None = None,
    member: str | None = None,
    largest: int = LARGEST,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """All that ``read_documents`` hands on of one file, together."""
    read = list(read_documents(path, name=name, member=member, largest=largest, columns=columns))
    return Reading(
        documents=tuple(each for each in read if isinstance(each, Document)),
        problems=tuple(each for each in read if isinstance(each, Problem)),
    )


def read_paths(
    paths: Sequence[Path], *, largest: int = LARGEST, columns: Mapping[str, str] | None = None
) -> Iterator[Document | Problem]:
    """Read every file under the paths, in sorted order, and hand on its documents one by one.

    Exact copies get ids of their own, and copies and near-copies carry a note that names the earlier document.
    """
    copies: Counter[str] = Counter()
    duplicates = Duplicates()
    for found in find_files(paths):
        if isinstance(found, Problem):
            yield found
            continue
        for read in read_documents(found.path, name=found.name, member=found.member, largest=largest, columns=columns):
            yield _tell_apart(read, copies, duplicates) if isinstance(read, Document) else read


def _noted(document: Document, decoded: Decoded) -> Document:
    """A document with what its file says of it: repairs with the first, given pairs with the translation."""
    notes = [Note(kind="encoding", reason=each, start=document.offset, end=document.offset) for each in decoded.notes]
    notes = notes if document.article == 1 else []
    if decoded.articles and decoded.articles[document.article - 1].translates:
        reason = f"the file gives article {document.article - 1} as its original"
        notes.append(Note(kind=PAIRED, reason=reason, start=document.offset, end=document.offset))
    return replace(document, notes=(*notes, *document.notes)) if notes else document


def _tell_apart(document: Document, copies: Counter[str], duplicates: Duplicates) -> Document:
    copy = copies[document.id]
    copies[document.id] += 1
    if copy:
        document = replace(document, id=document_id(document.text, copy=copy))
    reason = duplicates.add(document)
    if reason is None:
        return document
    note = Note(kind="duplicate", reason=reason, start=document.offset, end=document.offset + len(document.text))
    return replace(document, notes=(*document.notes, note))


def _open(found: Found, *, largest: int, columns: Mapping[str, str]) -> tuple[Text, Decoded]:
    """The text of a file, with what else is known of it; that of a large plain one is not held whole."""
    if found.member is None and FORMATS.get(found.suffix) == FORMATS[".txt"]:
        with suppress(OSError, ValueError):  # who cannot be reached is told below
            text = open_long(found.path) if LONG < found.path.stat().st_size <= largest else None
            if text is not None:
                return text, Decoded(text="", encoding="utf-8")
    decoded = _decode(found, largest=largest, columns=columns)
    return decoded.text, decoded


def _decode(found: Found, *, largest: int, columns: Mapping[str, str]) -> Decoded:
    suffix = found.suffix
    if suffix not in FORMATS and suffix not in TABLES:
        known = ", ".join(sorted(each for each in [*FORMATS, *TABLES, ".zip"] if each))
        raise DocumentError("this kind of file is not read", value=suffix, remedy=f"send one of {known}")
    module, _, function = (FORMATS.get(suffix) or TABLES[suffix]).partition(":")
    load: Callable[..., Decoded] = getattr(import_module(module), function)
    data = read_bytes(found.path, member=found.member, largest=largest)
    return load(data, columns=columns) if suffix in TABLES else load(data)


def _read_article(
    own: str, text: Text, lines: Sequence[Line], start: int, end: int, *, file: str, article: int
) -> Document:
    """The article ``own``, which stands at ``text[start:end]`` with its wrapped lines joined, as ``lines``."""
    layout = read_layout(text, lines, start=start)
    language = detect_language("\n".join(text[slice(*stretch)] for stretch in layout.body[:200]) or own)
    return Document(
        id=document_id(own),
        file=file,
        article=article,
        language=language.code,
        title=text[layout.title_start : layout.title_end],
        title_start=layout.title_start,
        title_end=layout.title_end,
        metadata=layout.fields,
        body=_body(layout, language.code, fallback=end),
        sentences=tuple(_sentences(text, layout, language.code)),
        notes=layout.notes,
        offset=start,
        text=own,
    )


def _body(layout: Layout, language: str, *, fallback: int) -> Body:
    if not layout.body:
        return Body(language=language, start=fallback, end=fallback)
    return Body(language=language, start=layout.body[0][0], end=layout.body[-1][1])


def _sentences(text: Text, layout: Layout, language: str) -> list[Sentence]:
    sentences: list[Sentence] = []
    if layout.title_end > layout.title_start:
        title = text[layout.title_start : layout.title_end]
        sentences.append(Sentence(text=title, start=layout.title_start, end=layout.title_end, kind="title"))
    for start, end in layout.body:
        sentences += split_sentences(text[start:end], language, offset=start)
    return sentences


def _foreign(document: Document) -> Problem | None:
    """A document in a language that is neither of the two: kept, and said."""
    if document.language in _WORKING_LANGUAGES:
        return None
    language = language_name(document.language)
    return Problem(
        file=document.file,
        article=document.article,
        stage="read",
        what="the text is neither Arabic nor English",
        value=f"{language}: {document.title or document.text[:60]}".replace("\n", " "),
        remedy="take it out of the folder, or add the Arabic original or the English translation",
    )
