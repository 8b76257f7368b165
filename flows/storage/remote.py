"""Inputs that lie at a URL, and runs that are copied to one: S3 and whatever else fsspec knows.

A run works in a local folder, always. What lies at a URL is mirrored into it before it is read: a file whose
token (size and ETag, or time) is the one of last time is not fetched again, one that is gone there is removed
here. A finished run is copied to a URL file by file, the index last: a reader may see old and new pages side by
side for a moment, but no half-written file.
"""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from corpus.files import HALF, replacing
from corpus.problems import DocumentError, Problem, UsageError
from flows.storage.keys import digest_file, key_of

_LEDGER = "mirror.json"  # name → token of what is here
_MANIFEST = "manifest.json"  # name → hash of what was copied there
_TOKEN = ("size", "ETag", "etag", "mtime", "LastModified", "created")  # what the file systems call a file's version
_OURS = ("parts", "inputs", "decisions")  # folders of a run that serve the run itself and stay where they are
_LATER = ("index.html", _MANIFEST)


def list_url(url: str) -> dict[str, tuple[str, str]]:
    """Name below the URL → (its address, its token) of every file there.

    Raises:
        UsageError: nobody answers, or what answers does not know the place.
    """
    system, root = _open(url)
    try:
        system.invalidate_cache()  # a process that stays would go on with what it once saw
        found: dict[str, dict[str, Any]] = system.find(root, detail=True)
    except Exception as error:  # every file system has errors of its own
        raise _unreachable(url, error) from error
    if not found:
        raise UsageError(
            "there is nothing at this address", value=url, remedy="look at its name and at who may read it"
        )
    names = ((PurePosixPath(address), address, info) for address, info in sorted(found.items()))
    base = PurePosixPath(root)
    return {
        (path.relative_to(base).as_posix() if path != base else path.name): (address, _token(info))
        for path, address, info in names
        if not address.endswith("/")  # what some tools leave as the mark of a folder
    }


def mirror(url: str, home: Path, *, largest: int) -> tuple[Path, list[Problem]]:
    """A folder below ``home`` that holds what the URL holds, and a problem for each file that could not be fetched.

    Raises:
        UsageError: the URL cannot be listed.
    """
    listed = list_url(url)
    place = home / key_of(url) / (PurePosixPath(url.rstrip("/")).name or "inputs")
    ledger = place.parent / _LEDGER
    kept = _read_json(ledger)
    now: dict[str, str] = {}
    problems: list[Problem] = []
    system, _ = _open(url)
    for name, (address, token) in listed.items():
        path = place / name
        if kept.get(name) != token or not path.is_file():
            try:
                _fetch(system, address, place, name, largest=largest)
            except DocumentError as error:
                problems.append(Problem.of(error, file=name, stage="read"))
                path.unlink(missing_ok=True)
                continue
        now[name] = token
    place.mkdir(parents=True, exist_ok=True)
    for path in [path for path in place.rglob("*") if path.is_file()]:
        if path.relative_to(place).as_posix() not in now:
            path.unlink()
    _write_json(ledger, now)
    return place, problems


def upload(run: Path, url: str) -> int:
    """Copy a finished run to a URL: what changed there, the index last; returns how many files were copied.

    What an earlier copy left there and this run no longer has is removed; nothing else there is touched.

    Raises:
        DocumentError: the URL does not take it.
    """
    system, root = _open(url)
    ours = {path.relative_to(run).as_posix(): path for path in _results(run)}
    digests = {name: digest_file(path) for name, path in ours.items()}
    manifest = f"{root}/{_MANIFEST}"
    try:
        bucket = root.partition("/")[0]  # empty for a path; a bucket that is mistyped would be made
        if bucket and not system.exists(bucket):
            raise FileNotFoundError(bucket)  # noqa: TRY301 - told like every other trouble with the place
        before = json.loads(system.cat_file(manifest)) if system.exists(manifest) else {}
        changed = [name for name in digests if before.get(name) != digests[name]]
        for name in sorted(changed, key=lambda name: (name in _LATER, name)):
            system.makedirs(f"{root}/{name}".rpartition("/")[0], exist_ok=True)
            system.put_file(str(ours[name]), f"{root}/{name}")
        system.pipe_file(manifest, json.dumps(digests, indent=0, sort_keys=True).encode())
        for name in sorted(before.keys() - digests.keys()):
            if system.exists(f"{root}/{name}"):
                system.rm_file(f"{root}/{name}")
    except Exception as error:
        raise _unreachable(url, error) from error
    return len(changed)


def _results(run: Path) -> Iterator[Path]:
    """Tables, pages, metrics and run.json; not what the run keeps for itself, nor the desk's database."""
    for path in sorted(run.rglob("*")):
        inside = path.relative_to(run)
        own = inside.parts[0] in _OURS or path.name.startswith((".", HALF)) or path.name.startswith("desk.sqlite")
        if path.is_file() and not own:
            yield path


def _fetch(system: Any, address: str, place: Path, name: str, *, largest: int) -> None:
    path = place / name
    if not path.resolve().is_relative_to(place.resolve()):
        raise DocumentError("the name leads out of its folder", value=name, remedy="give the file another name")
    try:
        size = system.size(address) or 0
        if size <= largest:
            path.parent.mkdir(parents=True, exist_ok=True)
            with system.open(address, "rb") as there, replacing(path) as here:
                shutil.copyfileobj(there, here)
    except Exception as error:
        trouble = f"{address}: {type(error).__name__}: {error}"[:200]
        raise DocumentError(
            "the file could not be fetched", value=trouble, remedy="nothing: the next run tries again"
        ) from error
    if size > largest:
        raise DocumentError(
            "the file is too large", value=f"over {largest:,} bytes", remedy="split it, or raise the limit"
        )


def _open(url: str) -> tuple[Any, str]:
    from fsspec.core import url_to_fs

    try:
        system, root = url_to_fs(url)
    except ImportError as error:
        raise UsageError(
            "the library for this address is not installed", value=url, remedy="pip install 'muqabala[s3]' for s3://"
        ) from error
    except ValueError as error:
        raise UsageError("nothing can open this address", value=url, remedy=str(error)) from error
    return system, str(root).rstrip("/")


def _unreachable(url: str, error: Exception) -> UsageError:
    return UsageError(
        "the storage does not answer",
        value=f"{url}: {type(error).__name__}: {error}"[:200],
        remedy="look at the address, the keys and the network, and run again: what is done is kept",
    )


def _token(info: Mapping[str, Any]) -> str:
    return " ".join(f"{name}={info[name]}" for name in _TOKEN if name in info)


def _read_json(path: Path) -> dict[str, str]:
    try:
        kept = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return kept if isinstance(kept, dict) else {}


def _write_json(path: Path, value: Mapping[str, str]) -> None:
    with replacing(path) as file:
        file.write(json.dumps(value, ensure_ascii=False).encode("utf-8", "surrogatepass"))
