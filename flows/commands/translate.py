"""``muqabala translate``: machine translation with a model of one's own."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from corpus.problems import DocumentError, Problem
from flows.commands.options import EXISTING, LINES
from flows.commands.output import write_problem


@click.command()
@click.argument("arabic", type=EXISTING)
@click.option("--model", required=True, help="A folder with a seq2seq model, or its name in the local model cache.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda, cuda:1 …")
@click.option("--precision", default="float32", show_default=True, help="float32, float16 or bfloat16.")
@click.option("--context", default=0, show_default=True, help="Give so many sentences before each one with it.")
@click.option("--separator", default="<sep>", show_default=True, help="What parts them, a token of the model.")
@click.option("--download", is_flag=True, help="Fetch the model if it is not here; nothing is fetched otherwise.")
@click.option("--out", type=click.Path(path_type=Path), help="Write there instead of to stdout; a folder for a folder.")
@click.option("--cache", type=click.Path(dir_okay=False, path_type=Path), help="Keep translations in this file.")
@LINES
def translate(  # noqa: PLR0913 - an option each
    arabic: Path,
    *,
    model: str,
    device: str,
    precision: str,
    context: int,
    separator: str,
    download: bool,
    out: Path | None,
    cache: Path | None,
    lines: bool,
) -> int:
    """Translate ARABIC, a file or a folder of files, a line a sentence. With --cache it goes on where it was stopped.

    A folder is translated at once, with the folders and archives in it, which is quicker than a file at a time; what
    cannot be read or translated is said and left out. letter.docx becomes letter.docx.txt, letter.txt keeps its name.
    Hand the folder of a system's translations to `muqabala run --machine NAME=DIR`.
    """
    from scores.translation import load_translator, translate_documents

    if arabic.is_dir() and (out is None or out.is_file()):
        raise click.BadParameter("say the folder for the translations", param_hint="--out")
    texts, problems = _read(arabic, lines=lines)
    translator = load_translator(
        model, device=device, precision=precision, context=context, separator=separator, download=download
    )
    with click.progressbar(length=1, label="translating", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total  # texts that are said twice are translated once
            bar.update(done - bar.pos)

        made = translate_documents(list(texts.values()), translator, cache=cache, progress=show)
    for name, english in zip(texts, made, strict=True):
        if isinstance(english, DocumentError):
            problems.append(Problem.of(english, file=name, stage="translate"))
        else:
            _write(english, out / _name_output(name) if out and arabic.is_dir() else out)
    for problem in problems:
        write_problem(problem)
    return 1 if problems else 0


def _read(arabic: Path, *, lines: bool) -> tuple[dict[str, list[str]], list[Problem]]:
    """The sentences of each file by its name, and what is wrong with the others. A single file's trouble is raised."""
    from corpus.files import find_files
    from flows.interchange.texts import read_side

    if not arabic.is_dir():
        return {arabic.name: read_side(arabic, language="ar", lines=lines).texts}, []
    texts: dict[str, list[str]] = {}
    problems = []
    outputs: dict[str, str] = {}
    for found in find_files([arabic]):
        if isinstance(found, Problem):
            problems.append(found)
            continue
        try:
            _keep_apart(found.name, outputs)
            texts[found.name] = read_side(found.path, member=found.member, language="ar", lines=lines).texts
        except DocumentError as error:
            problems.append(Problem.of(error, file=found.name, stage="read"))
    return texts, problems


def _name_output(name: str) -> str:
    """Where a file's translation goes: by its whole name, so that of two formats neither takes the other's place."""
    return name if name.lower().endswith(".txt") else f"{name}.txt"


def _keep_apart(name: str, outputs: dict[str, str]) -> None:
    """Raises DocumentError where another file's translation has the place already."""
    other = outputs.setdefault(_name_output(name), name)
    if other != name:
        raise DocumentError(
            "another file's translation has the same name", value=f"{other} and {name}", remedy="rename one of the two"
        )


def _write(english: Iterable[str], out: Path | None) -> None:
    from corpus.files import replacing

    text = "".join(f"{line}\n" for line in english)
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with replacing(out) as file:
        file.write(text.encode("utf-8"))
