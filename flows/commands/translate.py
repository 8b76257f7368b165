"""``muqabala translate``: machine translation with a model of one's own."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.commands.options import FILE, LINES


@click.command()
@click.argument("arabic", type=FILE)
@click.option("--model", required=True, help="A folder with a seq2seq model, or its name in the local model cache.")
@click.option("--device", default="auto", show_default=True, help="auto, cpu, cuda, cuda:1 …")
@click.option("--download", is_flag=True, help="Fetch the model if it is not here; nothing is fetched otherwise.")
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write there instead of to stdout.")
@click.option("--cache", type=click.Path(dir_okay=False, path_type=Path), help="Keep translations in this file.")
@LINES
def translate(
    arabic: Path, *, model: str, device: str, download: bool, out: Path | None, cache: Path | None, lines: bool
) -> None:
    """Translate ARABIC, a line a sentence. A file with --cache is resumed where it was stopped.

    Write a system's output to a folder, each file under its original's name, and hand that folder to
    `muqabala run --machine NAME=DIR`.
    """
    from corpus.files import replacing
    from flows.texts import read_side
    from scores.translation import load_translator
    from scores.translation import translate as translate_texts

    side = read_side(arabic, language="ar", lines=lines)
    translator = load_translator(model, device=device, download=download)
    with click.progressbar(length=len(side.texts), label="translating", file=sys.stderr) as bar:

        def show(done: int, total: int) -> None:
            bar.length = total  # texts that are said twice are translated once
            bar.update(done - bar.pos)

        english = translate_texts(side.texts, translator, cache=cache, progress=show)
    text = "".join(f"{line}\n" for line in english)
    if out is None:
        click.echo(text, nl=False)
        return
    out.parent.mkdir(parents=True, exist_ok=True)
    with replacing(out) as file:
        file.write(text.encode("utf-8"))
