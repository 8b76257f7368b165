"""Vectors kept on disk: every sentence is encoded once, whatever runs it appears in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

import numpy as np

from alignments.encoders import Encoder, Vectors
from corpus.problems import UsageError

_BUSY = 60.0  # seconds to wait for another process that writes
_BATCH = 500  # keys in one query, below the limit of every SQLite


class CachedEncoder:
    """An encoder that remembers its vectors in one SQLite file, by signature and text.

    Several processes may share the file: SQLite's write-ahead log keeps readers and writers apart, and a
    killed process leaves only whole vectors. Equal texts of one call are encoded once.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self._path = path
        self.signature = encoder.signature
        path.parent.mkdir(parents=True, exist_ok=True)
        try:
            with closing(self._connect()) as connection, connection:
                connection.execute("PRAGMA journal_mode=WAL")
                connection.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL) WITHOUT ROWID"
                )
        except sqlite3.DatabaseError as error:
            raise UsageError(
                "the cache of vectors cannot be opened", value=f"{path}: {error}", remedy="delete it; it is made again"
            ) from error

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text: from the file where it is known, else encoded and kept."""
        if not texts:
            return self._encoder.encode(texts)
        keys = [self._key(text) for text in texts]
        with closing(self._connect()) as connection:
            known = _read(connection, sorted(set(keys)))
            new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
            if new:
                made = dict(zip(new, self._encoder.encode(list(new.values())), strict=True))
                known.update(made)
                with connection:
                    rows = [(key, vector.astype("<f4").tobytes()) for key, vector in made.items()]
                    connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        return np.stack([known[key] for key in keys])

    def _connect(self) -> sqlite3.Connection:
        return sqlite3.connect(self._path, timeout=_BUSY)

    def _key(self, text: str) -> bytes:
        content = f"{self.signature}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()


def _read(connection: sqlite3.Connection, keys: Sequence[bytes]) -> dict[bytes, Vectors]:
    found: dict[bytes, Vectors] = {}
    for start in range(0, len(keys), _BATCH):
        batch = keys[start : start + _BATCH]
        marks = ",".join("?" * len(batch))
        query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 (only question marks)
        for key, vector in connection.execute(query, batch):
            found[key] = np.frombuffer(vector, dtype="<f4").astype(np.float32)
    return found
