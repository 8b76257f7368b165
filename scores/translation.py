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
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

from alignments.networks import run_in_halves
from corpus.problems import DocumentError
from scores.translators import Translator, load_translator

__all__ = ["Progress", "Translator", "load_translator", "translate"]

Progress = Callable[[int, int], None]

BATCH_TOKENS = 4_096  # of the padded batch
_MOST_TEXTS = 64  # in a batch
_BREAK = re.compile("(?<=[.!?;\N{ARABIC QUESTION MARK}\N{ARABIC SEMICOLON}]) ")


def translate(
    texts: Sequence[str],
    translator: Translator,
    *,
    cache: Path | None = None,
    batch_tokens: int = BATCH_TOKENS,
    progress: Progress | None = None,
) -> list[str]:
    """The translation of every text, in the order given; an empty text stays empty.

    Texts that a model cannot hold are cut at sentence ends, or at a space, and joined again. ``cache`` is a file
    that is made where it is missing; each batch is kept as soon as it is done. ``progress`` is called with the
    texts done and all texts. Raises DocumentError where the device has no memory for a single text.
    """
    with _open_cache(cache) as memory:
        keys = {text: _key(text, translator) for text in texts if text.strip()}
        done = _recall(memory, list(keys.values()))
        missing = [text for text, key in keys.items() if key not in done]
        _report(progress, len(keys) - len(missing), len(keys))
        for batch in _batches(missing, translator, batch_tokens):
            ready = [piece for _, pieces in batch for piece in pieces]
            results = iter(run_in_halves(ready, lambda texts: _generate(texts, translator)))
            fresh = {}
            for text, pieces in batch:
                fresh[keys[text]] = " ".join(next(results) for _ in pieces).strip()
            _remember(memory, fresh)
            done |= fresh
            _report(progress, sum(key in done for key in keys.values()), len(keys))
    return [done[keys[text]] if text in keys else "" for text in texts]


def _batches(texts: Sequence[str], translator: Translator, batch_tokens: int) -> Iterator[list[tuple[str, list[str]]]]:
    """Texts of like length together, the longest first, so that memory runs out at once or never."""
    pieces = {text: _pieces(text, translator) for text in texts}
    sizes = {text: max(_length(piece, translator) for piece in parts) for text, parts in pieces.items()}
    batch: list[tuple[str, list[str]]] = []
    count = 0
    for text in sorted(texts, key=lambda text: (-sizes[text], text)):
        more = len(pieces[text])
        largest = sizes[batch[0][0]] if batch else sizes[text]
        if batch and (count + more > _MOST_TEXTS or (count + more) * largest > batch_tokens):
            yield batch
            batch, count = [], 0
        batch.append((text, pieces[text]))
        count += more
    if batch:
        yield batch


def _length(text: str, translator: Translator) -> int:
    return len(translator.tokenizer(text, verbose=False)["input_ids"])


def _pieces(text: str, translator: Translator) -> list[str]:
    """The text in pieces that the model can hold: whole sentences where it can be, else words, else halves."""
    if len(text) < translator.most_tokens or _length(text, translator) <= translator.most_tokens:
        return [text]
    for parts in (_BREAK.split(text), text.split(" ")):
        if len(parts) > 1:
            middle = len(parts) // 2
            halves = (" ".join(parts[:middle]), " ".join(parts[middle:]))
            break
    else:
        halves = (text[: len(text) // 2], text[len(text) // 2 :])
    return [piece for half in halves if half.strip() for piece in _pieces(half, translator)]


def _generate(texts: Sequence[str], translator: Translator) -> list[str]:
    import torch  # noqa: TID251 - this module runs neural models

    ready = [translator.prefix + text for text in texts]
    tokens = translator.tokenizer(ready, return_tensors="pt", padding=True, verbose=False).to(translator.device)
    tokens.pop("token_type_ids", None)
    with torch.inference_mode():
        made = translator.network.generate(**tokens, **translator.settings)
    decoded: list[str] = translator.tokenizer.batch_decode(made, skip_special_tokens=True)
    return decoded


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
