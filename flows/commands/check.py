"""``muqabala check``: the suspected faults of a translation."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from flows.commands.options import BATCH, ENCODER, FILE, JSON, LINES
from flows.commands.output import write_problem, write_row

if TYPE_CHECKING:
    from flows.interchange.texts import Texts
    from scores.findings.finding import Finding, Mark


@click.command()
@click.argument("arabic", type=FILE, required=False)
@click.argument("english", type=FILE, required=False)
@LINES
@BATCH
@ENCODER
@click.option("--glossary", type=FILE, help="Terms and their English, as CSV (arabic,english,forbidden) or TBX.")
@click.option("--keep", type=FILE, help="Words that must stay as they are, one on each line.")
@click.option(
    "--language-model", default="", help="Look for word-for-word English: smollm2, or a causal model's folder."
)
@click.option("--off", multiple=True, metavar="CHECK", help="A check that is not to run; can be given several times.")
@JSON
def check(  # noqa: PLR0913 - one for each option
    arabic: Path | None,
    english: Path | None,
    *,
    lines: bool,
    batch: Path | None,
    encoder: str,
    glossary: Path | None,
    keep: Path | None,
    language_model: str,
    off: tuple[str, ...],
    as_json: bool,
) -> int:
    """List the suspected faults of ENGLISH, a translation of ARABIC, each on its words and with its reason."""
    from alignments.encoders import load_ahead, load_encoder

    model = load_encoder(encoder)
    load_ahead(model)  # beside the imports and the reading that follow

    from alignments.texts import align_texts, encode_sentences
    from flows.commands.texts import texts_of, work_through
    from flows.interchange.rows import finding_row
    from scores.findings.checking import find_findings, known_checks
    from scores.findings.glossary import read_glossary
    from scores.language_models import load_language_model

    known_checks(off)
    terms = read_glossary(glossary, kept=keep)
    reader = load_language_model(language_model) if language_model else None
    for problem in terms.problems:
        write_problem(problem)

    def look(texts: Texts) -> None:
        sides = (texts.arabic.sentences, texts.english.sentences)
        vectors = (encode_sentences(sides[0], encoder=model), encode_sentences(sides[1], encoder=model))
        alignment = align_texts(*sides, encoder=model, vectors=vectors)
        findings = find_findings(
            *sides,
            alignment.beads,
            encoder=model,
            vectors=vectors,
            off=off,
            glossary=terms,
            language_model=reader,
        )
        for finding in map(texts.renumber_finding, findings):
            if as_json or batch:
                write_row(finding_row(finding, texts.id))
            else:
                click.echo(_describe(finding))

    return work_through(texts_of(arabic, english, lines=lines, batch=batch), look)


def _describe(finding: Finding) -> str:
    lines = [f"{finding.severity} {finding.category} ({finding.confidence:.2f}): {finding.evidence}"]
    lines.extend(
        _words(name, mark) for name, mark in (("English", finding.english), ("Arabic", finding.arabic)) if mark
    )
    if finding.repair:
        lines.append(f"  proposed   {finding.repair}")
    return "\n".join(lines)


def _words(name: str, mark: Mark) -> str:
    numbers = ", ".join(map(str, mark.sentences))
    text = mark.text if len(mark.text) <= 160 else mark.text[:157] + "…"
    # First-strong isolates keep a right-to-left quotation from turning the line around it.
    return f"  {name:<10} [{numbers}] \N{FIRST STRONG ISOLATE}{text}\N{POP DIRECTIONAL ISOLATE}"
