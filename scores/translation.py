"""Machine translation: texts in, texts out, in the same order, each made once.

    translator = load_translator("Helsinki-NLP/opus-mt-ar-en")
    english = translate(arabic, translator, cache=Path("translations.sqlite"))

A translation is remembered by the text, the model's revision and the settings
that made it, so a killed run goes on where it stopped and a second run does nothing.
"""

from __future__ import annotations

import hashlib
import re
import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from alignments.batches import Limits, all_there, run_batches
from corpus.problems import DocumentError
from scores.translators import Translator, load_translator

__all__ = ["Progress", "Translator", "load_translator", "translate", "translate_documents"]

Progress = Callable[[int, int], None]

BATCH_TEXTS = 64
BATCH_TOKENS = 8_192  # padding included
_BREAK = re.compile("(?<=[.!?;\N{ARABIC QUESTION MARK}\N{ARABIC SEMICOLON}]) ")


def translate(
    texts: Sequence[str],
    translator: Translator,
    *,
    cache: Path | None = None,
    batch_texts: int = BATCH_TEXTS,
    batch_tokens: int = BATCH_TOKENS,
    progress: Progress | None = None,
) -> list[str]:
    """The translation of every text, in the order given; an empty text stays empty.

    Texts that a model cannot hold are cut at sentence ends, or at a space, and joined again. ``cache`` is a file
    that is made where it is missing; each batch is kept as soon as it is done. ``progress`` is called with the
    pieces done and all pieces. Raises DocumentError where the device has no memory for a single text.
    """
    [made] = translate_documents(
        [texts], translator, cache=cache, batch_texts=batch_texts, batch_tokens=batch_tokens, progress=progress
    )
    return all_there([made])[0]


def translate_documents(
    documents: Sequence[Sequence[str]],
    translator: Translator,
    *,
    cache: Path | None = None,
    batch_texts: int = BATCH_TEXTS,
    batch_tokens: int = BATCH_TOKENS,
    progress: Progress | None = None,
) -> list[list[str] | DocumentError]:
    """What ``translate`` gives for each document, made together, or why the device had no memory for one of its texts.

    Texts of like length go into one batch whatever their document, which is quicker than one document at a time.
    """
    documents = [_add_context(document, translator) for document in documents]
    texts = dict.fromkeys(text for document in documents for text in document if text.strip())
    pieces = {text: _pieces(text, translator) for text in texts}
    keys = {piece: _key(piece, translator) for parts in pieces.values() for piece in parts}
    with _open_cache(cache) as memory:
        recalled = _recall(memory, list(keys.values()))
        done: dict[str, str | DocumentError] = {piece: recalled[key] for piece, key in keys.items() if key in recalled}
        _report(progress, len(done), len(keys))
        missing = sorted(keys.keys() - done.keys())
        limits = Limits(widest=translator.most_tokens + 1, most_rows=batch_texts, most_tokens=batch_tokens)
        run = partial(_generate, translator=translator)
        for places, results in run_batches(
            missing, _count(missing, translator), run, limits=limits, steady=translator.steady
        ):
            fresh = {missing[place]: result for place, result in zip(places, results, strict=True)}
            done |= fresh
            _remember(memory, {keys[piece]: result for piece, result in fresh.items() if isinstance(result, str)})
            _report(progress, len(done), len(keys))
    return [_join(document, pieces, done) for document in documents]


def _join(
    document: Sequence[str], pieces: Mapping[str, Sequence[str]], done: Mapping[str, str | DocumentError]
) -> list[str] | DocumentError:
    """The texts of a document from their pieces, or the first error among them."""
    joined = []
    for text in document:
        made = [done[piece] for piece in pieces.get(text, ())]
        for error in made:
            if isinstance(error, DocumentError):
                return error
        joined.append(" ".join(map(str, made)))
    return joined


def _add_context(document: Sequence[str], translator: Translator) -> list[str]:
    """Each text after as many of those before it as were asked for and the model can hold."""
    windows, before = [], list[str]()
    for text in document:
        tried = (f" {translator.separator} ".join([*before[start:], text]) for start in range(len(before)))
        fitting = (window for window in tried if _count([window], translator)[0] <= translator.most_tokens)
        windows.append(next(fitting, text) if text.strip() else text)
        if text.strip() and translator.context:
            before = [*before, text][-translator.context :]
    return windows


def _count(texts: Sequence[str], translator: Translator) -> list[int]:
    """The tokens of each text as the model reads it."""
    ready = [translator.prefix + text for text in texts]
    return [len(ids) for ids in translator.tokenizer(ready, verbose=False)["input_ids"]] if ready else []


def _pieces(text: str, translator: Translator) -> list[str]:
    """The text in pieces that the model can hold: whole sentences where it can be, else words, else halves."""
    most = translator.most_tokens
    few = 4 * len(translator.prefix + text) + 8 <= most  # a character has up to four bytes, and a byte is one token
    if few or len(text) == 1 or _count([text], translator)[0] <= most:
        return [text]
    for parts in (_BREAK.split(text), text.split(" ")):
        if len(parts) > 1:
            middle = len(parts) // 2
            halves = (" ".join(parts[:middle]), " ".join(parts[middle:]))
            break
    else:
        halves = (text[: len(text) // 2], text[len(text) // 2 :])
    return [piece for half in halves if half.strip() for piece in _pieces(half, translator)]


def _generate(texts: Sequence[str], width: int, translator: Translator) -> list[str]:
    import torch  # noqa: TID251 - this module runs neural models

    tokens = translator.tokenizer(
        [translator.prefix + text for text in texts],
        return_tensors="pt",
        padding="max_length",
        max_length=width,
        verbose=False,
    ).to(translator.device)
    tokens.pop("token_type_ids", None)
    with torch.inference_mode():
        made = translator.network.generate(**tokens, **translator.settings)
    if not translator.context:
        return _decode(made, translator)
    return _keep_last(texts, made.tolist(), width, translator)


def _keep_last(texts: Sequence[str], made: Sequence[Sequence[int]], width: int, translator: Translator) -> list[str]:
    """The last sentence of each translated window; one whose sentences cannot be told apart is translated alone."""
    mark = translator.tokenizer.convert_tokens_to_ids(translator.separator)
    kept = _decode([ids[len(ids) - ids[::-1].index(mark) :] if mark in ids else ids for ids in made], translator)
    asked = [text.count(translator.separator) for text in texts]
    unclear = [place for place, ids in enumerate(made) if ids.count(mark) != asked[place] > 0]
    if unclear:
        alone = [texts[place].rpartition(translator.separator)[2].strip() for place in unclear]
        filled = [*alone, *[alone[-1]] * (len(texts) - len(alone))]  # the shape that the windows had
        again = _generate(filled, width, replace(translator, context=0))
        for place, text in zip(unclear, again, strict=False):
            kept[place] = text
    return kept


def _decode(made: Any, translator: Translator) -> list[str]:
    decoded: list[str] = translator.tokenizer.batch_decode(made, skip_special_tokens=True)
    return [text.strip() for text in decoded]


def _key(text: str, translator: Translator) -> str:
    return hashlib.blake2b(
        f"{translator.signature}\0{text}".encode("utf-8", "surrogatepass"), digest_size=16
    ).hexdigest()


@contextmanager
def _open_cache(path: Path | None) -> Iterator[sqlite3.Connection]:
    """The memory of translations: a SQLite file, in which a batch is either whole or absent."""
    if path is not None:
        path.parent.mkdir(parents=True, exist_ok=True)
    with closing(sqlite3.connect(path or ":memory:", timeout=60)) as memory:
        try:
            memory.execute("CREATE TABLE IF NOT EXISTS translations (key TEXT PRIMARY KEY, english TEXT NOT NULL)")
        except sqlite3.DatabaseError as error:
            raise DocumentError(
                "the memory of translations cannot be read", value=f"{path}: {error}", remedy="delete or move the file"
            ) from error
        yield memory


def _recall(memory: sqlite3.Connection, keys: Sequence[str]) -> dict[str, str]:
    found = (memory.execute("SELECT key, english FROM translations WHERE key = ?", (key,)).fetchone() for key in keys)
    return dict(row for row in found if row)


def _remember(memory: sqlite3.Connection, fresh: dict[str, str]) -> None:
    with memory:
        memory.executemany("INSERT OR REPLACE INTO translations VALUES (?, ?)", fresh.items())


def _report(progress: Progress | None, done: int, total: int) -> None:
    if progress is not None:
        progress(done, total)
