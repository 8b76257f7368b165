"""From files to documents: the way through the room, and the formats by their suffix.

Whatever arrives comes out as documents or as problems that say what to do; nothing is dropped in silence.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from importlib import import_module
from pathlib import Path

from corpus.articles import split_articles
from corpus.documents import Body, Document, Note, Sentence, document_id
from corpus.drafts import Layout
from corpus.duplicates import Duplicates
from corpus.encodings import Decoded, Given
from corpus.files import LARGEST, Found, find_files, read_bytes
from corpus.headers import read_layout
from corpus.languages import detect_language, language_name
from corpus.problems import DocumentError, Problem
from corpus.sentences import split_sentences
from corpus.wraps import join_wraps

FORMATS = {  # suffix → "module:function" from bytes to text, imported on use
    ".txt": "corpus.encodings:decode",
    ".text": "corpus.encodings:decode",
    ".md": "corpus.encodings:decode",
    ".markdown": "corpus.encodings:decode",
    "": "corpus.encodings:decode",
    ".html": "corpus.webpages:read_webpage",
    ".htm": "corpus.webpages:read_webpage",
    ".xhtml": "corpus.webpages:read_webpage",
    ".docx": "corpus.word:read_word",
    ".pdf": "corpus.pdf:read_pdf",
    ".tmx": "corpus.exchange:read_memory",
    ".xlf": "corpus.exchange:read_memory",
    ".xliff": "corpus.exchange:read_memory",
}
TABLES = {  # the same for tables of articles, whose columns may be named
    ".jsonl": "corpus.rows:read_json_lines",
    ".ndjson": "corpus.rows:read_json_lines",
    ".csv": "corpus.rows:read_csv",
    ".tsv": "corpus.rows:read_csv",
    ".parquet": "corpus.rows:read_parquet",
}
PAIRED = "paired"  # kind of the note on a translation whose file gives the article before it as its original
_WORKING_LANGUAGES = {"ar", "en"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What one file gave: its documents, and the problems met on the way."""

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...]


def read_text(
    text: str, *, file: str, articles: Sequence[Given] = (), footnotes: Sequence[tuple[int, int]] = ()
) -> list[Document]:
    """The documents in a text that has been decoded; ``file`` is the name they go by. Space alone gives none.

    Where ``articles`` are given they are taken as they are, else the text is split where a person would.
    ``footnotes`` stand behind all running text; they are notes of the last document.
    """
    joined = join_wraps(text)
    running = joined[: footnotes[0][0]] if footnotes else joined
    spans = [(each.start, each.end) for each in articles] or split_articles(running)
    documents = [
        _read_article(text[start:end], joined, start, end, file=file, article=number)
        for number, (start, end) in enumerate(spans, start=1)
    ]
    if documents and footnotes:
        documents[-1] = _with_footnotes(documents[-1], text, footnotes)
    return documents


def _with_footnotes(document: Document, text: str, footnotes: Sequence[tuple[int, int]]) -> Document:
    own = text[document.offset : footnotes[-1][1]]
    notes = [Note(kind="footnote", reason="a footnote or endnote", start=start, end=end) for start, end in footnotes]
    return replace(document, id=document_id(own), text=own, notes=(*document.notes, *notes))


def read_file(
    path: Path,
    *,
    name: str | None = None,
    member: str | None = None,
    largest: int = LARGEST,
    columns: Mapping[str, str] | None = None,
) -> Reading:
    """The documents of one file, or the problem that kept it from being read; never an exception for bad input.

    ``member`` is the file's name inside the ZIP archive at ``path``; ``columns`` names the columns of a table of
    articles (see ``corpus.rows``).
    """
    found = Found(path=path, name=path.name if name is None else name, member=member)
    try:
        decoded = _decode(found, largest=largest, columns=columns or {})
        documents = read_text(decoded.text, file=found.name, articles=decoded.articles, footnotes=decoded.footnotes)
    except DocumentError as error:
        return Reading(documents=(), problems=(Problem.of(error, file=found.name, stage="read"),))
    if not documents:
        value = f"{len(decoded.text)} characters without a letter"
        empty = DocumentError("there is no text in the file", value=value, remedy="send the text again")
        return Reading(documents=(), problems=(Problem.of(empty, file=found.name, stage="read"),))
    documents = _noted(documents, decoded)
    problems = [Problem.of(error, file=found.name, stage="read") for error in decoded.problems]
    problems += [problem for document in documents if (problem := _foreign(document)) is not None]
    return Reading(documents=tuple(documents), problems=tuple(problems))


def read_paths(
    paths: Sequence[Path], *, largest: int = LARGEST, columns: Mapping[str, str] | None = None
) -> Iterator[Reading]:
    """Read every file under the paths, one after the other, in sorted order.

    Exact copies get ids of their own, and copies and near-copies carry a note that names the earlier document.
    """
    copies: Counter[str] = Counter()
    duplicates = Duplicates()
    for found in find_files(paths):
        if isinstance(found, Problem):
            yield Reading(documents=(), problems=(found,))
            continue
        reading = read_file(found.path, name=found.name, member=found.member, largest=largest, columns=columns)
        yield replace(reading, documents=tuple(_tell_apart(each, copies, duplicates) for each in reading.documents))


def _noted(documents: Sequence[Document], decoded: Decoded) -> list[Document]:
    """The documents with what their file says of them: repairs with the first, given pairs with the translation."""
    noted = list(documents)
    for document, given in zip(documents, decoded.articles, strict=False):
        if given.translates:
            reason = f"the file gives article {document.article - 1} as its original"
            note = Note(kind=PAIRED, reason=reason, start=document.offset, end=document.offset)
            noted[document.article - 1] = replace(document, notes=(note, *document.notes))
    first = noted[0]
    notes = [Note(kind="encoding", reason=each, start=first.offset, end=first.offset) for each in decoded.notes]
    return [replace(first, notes=(*notes, *first.notes)), *noted[1:]]


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


def _decode(found: Found, *, largest: int, columns: Mapping[str, str]) -> Decoded:
    suffix = found.suffix
    if suffix not in FORMATS and suffix not in TABLES:
        known = ", ".join(sorted(each for each in [*FORMATS, *TABLES, ".zip"] if each))
        raise DocumentError("this kind of file is not read", value=suffix, remedy=f"send one of {known}")
    module, _, function = (FORMATS.get(suffix) or TABLES[suffix]).partition(":")
    load: Callable[..., Decoded] = getattr(import_module(module), function)
    data = read_bytes(found.path, member=found.member, largest=largest)
    return load(data, columns=columns) if suffix in TABLES else load(data)


def _read_article(own: str, text: str, start: int, end: int, *, file: str, article: int) -> Document:
    """The article ``own``, which stands at ``text[start:end]`` with its wrapped lines joined."""
    layout = read_layout(text, start, end)
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


def _sentences(text: str, layout: Layout, language: str) -> Iterator[Sentence]:
    if layout.title_end > layout.title_start:
        title = text[layout.title_start : layout.title_end]
        yield Sentence(text=title, start=layout.title_start, end=layout.title_end, kind="title")
    for start, end in layout.body:
        yield from split_sentences(text[start:end], language, offset=start)


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
