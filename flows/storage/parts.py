"""Part files: what a step has already done, kept by content so that only what changed is done again.

A step works on items, each with a key made of its content and its settings. Every finished batch leaves one
folder below ``parts/<step>/`` with a Parquet file a table; each row carries the key of its item, and
``keys.parquet`` lists every item done, also one that gave no rows. A folder appears whole or not at all
(written beside and renamed), so a run that was killed goes on where it stopped, and a later run takes what
still holds. At the end of a step the parts become the tables of the run (``flows.storage.gathering``).
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO
from pathlib import Path

import polars as pl

from flows.storage.keys import key_of

KEY = "key"
_KEYS_TABLE = "keys"
_SEAL = "seal.json"  # the hash of every file of the part


def missing(step: Path, keys: Sequence[str]) -> list[str]:
    """The keys that no sound part of this step holds yet, in the order given, each once."""
    _drop_broken(step)
    parts = scan_parts(step, _KEYS_TABLE)
    done = set() if parts is None else set(parts.collect()[KEY].to_list())
    return [key for key in dict.fromkeys(keys) if key not in done]


def write_part(step: Path, keys: Sequence[str], frames: Mapping[str, pl.DataFrame]) -> Path:
    """Keep the rows of a finished batch; every frame has a ``key`` column. Returns the part's folder."""
    step.mkdir(parents=True, exist_ok=True)
    part = step / key_of(*keys)
    beside = Path(tempfile.mkdtemp(prefix=".part-", dir=step))
    try:
        kept = {**frames, _KEYS_TABLE: pl.DataFrame({KEY: list(keys)}, schema={KEY: pl.String})}
        seal = {f"{name}.parquet": _write(beside / f"{name}.parquet", frame) for name, frame in kept.items()}
        (beside / _SEAL).write_text(json.dumps(seal), encoding="ascii")
        if part.exists():
            shutil.rmtree(part)
        beside.rename(part)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    return part


def sweep(step: Path, keys: Iterable[str]) -> None:
    """Remove parts that hold no item of ``keys`` and what a killed run left half-written."""
    wanted = set(keys)
    for path in _parts(step, _KEYS_TABLE):
        if wanted.isdisjoint(pl.read_parquet(path)[KEY].to_list()):
            shutil.rmtree(path.parent)
    for path in step.glob(".part-*"):
        shutil.rmtree(path, ignore_errors=True)


def read_seals(step: Path) -> list[bytes]:
    """The seals of all parts of a step: what they hold, in few bytes."""
    return [path.read_bytes() for path in sorted(step.glob(f"[!.]*/{_SEAL}"))]


def scan_parts(step: Path, table: str) -> pl.LazyFrame | None:
    """All rows of one table in whatever part, with the part's path as column ``part``; None where no part has it."""
    paths = _parts(step, table)
    return pl.scan_parquet(paths, include_file_paths="part", missing_columns="insert") if paths else None


def _write(path: Path, frame: pl.DataFrame) -> str:
    """Write a small table and return its hash; from memory, so that a full disk is told by Python's own error."""
    data = BytesIO()
    frame.write_parquet(data)
    path.write_bytes(data.getvalue())
    return key_of(data.getvalue())


def _drop_broken(step: Path) -> None:
    """Remove parts whose files are not what was written (a bad disk, a crash of the machine): they are done again."""
    for part in {path.parent for path in step.glob("[!.]*/*")}:
        try:
            seal = json.loads((part / _SEAL).read_text(encoding="ascii"))
            sound = all(key_of((part / name).read_bytes()) == digest for name, digest in seal.items())
        except (OSError, ValueError, AttributeError):
            sound = False
        if not sound:
            shutil.rmtree(part)


def _parts(step: Path, table: str) -> list[Path]:
    return sorted(step.glob(f"[!.]*/{table}.parquet"))
