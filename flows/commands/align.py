"""``muqabala align``: sentences of two texts into beads."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import BATCH, ENCODER, FILE, LINES
from flows.commands.output import write_row

if TYPE_CHECKING:
    from alignments.beads import Bead
    from alignments.encoders import Encoder
    from flows.interchange.rows import Row
    from flows.interchange.texts import Texts


@click.command()
@click.argument("arabic", type=FILE, required=False)
@click.argument("english", type=FILE, required=False)
@LINES
@BATCH
@ENCODER
@click.option(
    "--format",
    "form",
    type=click.Choice(["ladder", "json", "tmx", "xliff"]),
    help="ladder (vecalign's, the default), json (one bead a line; the only one for --batch), tmx or xliff.",
)
@click.option("--words", is_flag=True, help="In json, also which words answer which in every bead.")
def align(
    arabic: Path | None,
    english: Path | None,
    *,
    lines: bool,
    batch: Path | None,
    encoder: str,
    form: str | None,
    words: bool,
) -> int:
    """Lay ARABIC and its translation ENGLISH side by side.

    Sentences are counted from 0, a document's title first where it has one; with --lines, a line is a
    sentence. A bead with an empty side is an omission or an addition.
    """
    from alignments.encoders import load_ahead, load_encoder
    from alignments.ladder import write_ladder
    from alignments.texts import align_texts, check_languages
    from flows.commands.texts import texts_of, work_through
    from flows.interchange.rows import bead_row

    as_json = form == "json" or (batch is not None and form is None)
    if batch and not as_json:
        raise click.UsageError("--batch prints json: several documents have no common ladder, TMX or XLIFF")
    if words and not as_json:
        raise click.UsageError("--words needs --format json: a ladder, TMX or XLIFF holds no word links")
    model = load_encoder(encoder)
    load_ahead(model)

    def lay(texts: Texts) -> None:
        if not batch:
            check_languages(texts.arabic.texts, texts.english.texts)
        alignment = align_texts(texts.arabic.sentences, texts.english.sentences, encoder=model)
        beads = [texts.renumber(bead) for bead in alignment.beads]
        if as_json:
            links = _word_links(texts, alignment.beads, model) if words else [{}] * len(beads)
            for bead, more in zip(beads, links, strict=True):
                write_row(bead_row(bead, texts.id) | more)
        elif form in {"tmx", "xliff"}:
            click.echo(_exchange(form, texts, alignment.beads, name=str(arabic and arabic.name)), nl=False)
        else:
            click.echo(write_ladder(beads), nl=False)

    return work_through(texts_of(arabic, english, lines=lines, batch=batch), lay)


def _word_links(texts: Texts, beads: Sequence[Bead], encoder: Encoder) -> list[Row]:
    """The links of each bead: the Arabic word, the English one, the strength."""
    from alignments.corrections import bead_texts
    from alignments.words import link_words

    sides = bead_texts([(bead.arabic, bead.english) for bead in beads], texts.arabic.texts, texts.english.texts)
    return [
        {
            "words": [
                [arabic[slice(*link.arabic)], english[slice(*link.english)], link.strength]
                for link in link_words(arabic, english, encoder=encoder)
            ]
        }
        for arabic, english in sides
    ]


def _exchange(form: str, texts: Texts, beads: Sequence[Bead], name: str) -> bytes:
    """The beads as translation units of TMX 1.4b or XLIFF 1.2."""
    from flows import VERSION
    from reports.exports.tmx import to_tmx
    from reports.exports.units import Unit
    from reports.exports.xliff import to_xliff

    units = [
        Unit(
            id=f"bead.{number}",
            arabic=" ".join(texts.arabic.texts[place] for place in bead.arabic),
            english=" ".join(texts.english.texts[place] for place in bead.english),
        )
        for number, bead in enumerate(beads)
    ]
    return to_tmx(units, version=VERSION) if form == "tmx" else to_xliff(units, original=name)
