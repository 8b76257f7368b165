"""Vectors kept on disk: every sentence is encoded once, whatever runs it appears in."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Sequence
from pathlib import Path
from threading import Lock
from weakref import finalize

import numpy as np

from alignments.encoders.encoder import Encoder, Vectors
from corpus.problems import UsageError

_BUSY = 60.0  # seconds to wait for another process that writes
_PAGE = 16_384  # bytes; of the usual 4,096 a vector of 2,048 would take a whole page
_BATCH = 500  # keys in one query, below the limit of every SQLite


class CachedEncoder:
    """An encoder that remembers its vectors in one SQLite file, by signature and text.

    Several threads and processes may share the file: SQLite's write-ahead log keeps readers and writers apart, and
    a killed process leaves only whole vectors. Equal texts of one call are encoded once.
    """

    def __init__(self, encoder: Encoder, path: Path) -> None:
        self._encoder = encoder
        self.signature = encoder.signature
        path.parent.mkdir(parents=True, exist_ok=True)
        self._turn = Lock()
        try:
            # Held open: the last one to close a file writes its log back, which takes longer than a batch of words.
            self._connection = sqlite3.connect(path, timeout=_BUSY, check_same_thread=False)
            finalize(self, self._connection.close)
            with self._connection:
                self._connection.execute(f"PRAGMA page_size={_PAGE}")  # of a new file
                self._connection.execute("PRAGMA journal_mode=WAL")
                self._connection.execute("PRAGMA synchronous=NORMAL")  # a power cut may cost vectors, never the file
                # With rows of their own the vectors are written one after the other, and the tree of keys stays small.
                self._connection.execute(
                    "CREATE TABLE IF NOT EXISTS vectors (key BLOB PRIMARY KEY, vector BLOB NOT NULL)"
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
        with self._turn:
            known = self._read(sorted(set(keys)))
        new = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if new:
            made = self._encoder.encode(list(new.values())).astype("<f4")
            rows = [(key, vector.tobytes()) for key, vector in zip(new, made, strict=True)]
            known.update(rows)
            with self._turn, self._connection:
                self._connection.executemany("INSERT OR IGNORE INTO vectors VALUES (?, ?)", rows)
        vectors = np.frombuffer(b"".join(known[key] for key in keys), dtype="<f4")
        return vectors.reshape(len(texts), -1).astype(np.float32)

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        found: dict[bytes, bytes] = {}
        for start in range(0, len(keys), _BATCH):
            batch = keys[start : start + _BATCH]
            marks = ",".join("?" * len(batch))
            query = f"SELECT key, vector FROM vectors WHERE key IN ({marks})"  # noqa: S608 (only question marks)
            found.update(self._connection.execute(query, batch))
        return found

    def _key(self, text: str) -> bytes:
        content = f"{self.signature}\0{text}".encode("utf-8", "surrogatepass")
        return hashlib.blake2b(content, digest_size=16).digest()
