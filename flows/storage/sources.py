"""What a run reads: every input file with its place, the machine it came from, and its key."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from corpus.files import find_files
from corpus.problems import Problem
from flows.storage.keys import digest_file, key_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One input file. ``name`` is its path as people see it; ``system`` names the machine whose output it is.

    ``member`` is its name inside the archive at ``path``, where it lies in one.
    """

    path: str
    name: str
    key: str
    digest: str
    member: str | None = None
    system: str | None = None


def is_url(place: str) -> bool:
    """Whether a place is a URL, ``s3://bucket/archive``, and no path."""
    return "://" in place


def list_sources(
    folder: Path, *, originals: Path | None, machines: Mapping[str, Path], signature: str
) -> tuple[list[Source], list[Problem]]:
    """Every file of the run in a fixed order, and what could not even be opened.

    A folder of machine output inside the corpus is read as machine output only.
    """
    sources: list[Source] = []
    problems: list[Problem] = []
    inside = [path.resolve() for path in machines.values()]
    for root, prefix, system in _trees(folder, originals=originals, machines=machines):
        for found in find_files([root]):
            if isinstance(found, Problem):
                problems.append(found)
                continue
            if system is None and any(found.path.resolve().is_relative_to(machine) for machine in inside):
                continue
            name = f"{prefix}{found.name}"
            digest = digest_file(found.path, member=found.member)
            key = key_of("read", signature, digest, name, system or "")
            source = Source(path=str(found.path), name=name, key=key, digest=digest, member=found.member, system=system)
            sources.append(source)
    return sources, problems


def _trees(
    folder: Path, *, originals: Path | None, machines: Mapping[str, Path]
) -> Iterator[tuple[Path, str, str | None]]:
    """Each folder to read, what its file names begin with, and the machine system it belongs to."""
    yield folder, "", None
    if originals is not None and not originals.resolve().is_relative_to(folder.resolve()):
        yield originals, f"{originals.resolve().name}/", None
    for system, path in sorted(machines.items()):
        yield path, f"machine/{system}/", system
