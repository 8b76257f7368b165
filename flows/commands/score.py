"""``muqabala score``: a translation against references."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from flows.commands.options import FILE, JSON
from flows.commands.output import write_row


@click.command()
@click.argument("hypothesis", type=FILE)
@click.option("--reference", "references", type=FILE, multiple=True, required=True, help="May be repeated.")
@click.option("--against", type=FILE, help="Another translation: is the difference real?")
@click.option(
    "--metric",
    "metrics",
    multiple=True,
    help="BLEU, chrF, chrF++, TER, BERTScore:, MetricX-23: or MetricX-24:FOLDER, or NAME=COMMAND. May be repeated.",
)
@click.option("--source", type=FILE, help="The Arabic, a segment a line, for metrics that read it.")
@JSON
def score(
    hypothesis: Path,
    *,
    references: tuple[Path, ...],
    against: Path | None,
    metrics: tuple[str, ...],
    source: Path | None,
    as_json: bool,
) -> None:
    """BLEU, chrF++ and TER of HYPOTHESIS against references, all with a segment a line.

    Numbers and signatures are sacrebleu's. With --against, each metric's difference to the other translation,
    its 95 % confidence interval and p-value (paired bootstrap, 1,000 samples, corrected for the metrics).
    Other metrics by --metric, also models.
    """
    from scores.contests import compare_statistics, correct
    from scores.metrics.scoring import DEFAULT, count_decimals, measure_segments, whole_score

    answers = [_lines(path) for path in references]
    arabic = None if source is None else _lines(source)
    candidates = []
    for path in filter(None, (hypothesis, against)):
        lines = _lines(path)
        _warn(path, lines)
        with _naming(path):
            candidates.append(measure_segments(lines, answers, metrics=metrics or DEFAULT, source=arabic))
    measured, *others = candidates
    for found in map(whole_score, measured):
        if as_json:
            write_row({"metric": found.metric, "value": round(found.value, 4), "signature": found.signature})
        else:
            click.echo(f"{found.metric:<7} {found.value:6.{count_decimals(found.metric)}f}  {found.signature}")
    if against is None:
        return
    pairs = zip(measured, *others, strict=True)
    contests = [compare_statistics((hypothesis.name, one), (against.name, other)) for one, other in pairs]
    for made in correct(contests):
        if as_json:
            write_row(
                {
                    "metric": made.by,
                    "against": against.name,
                    "difference": made.difference,
                    "low": made.low,
                    "high": made.high,
                    "p_value": made.p_value,
                    "winner": made.winner,
                    "reason": made.reason,
                    "signature": made.signature,
                }
            )
        else:
            click.echo(f"{made.by:<7} against {against.name}: {made.reason}")


def _warn(path: Path, lines: list[str]) -> None:
    """Say what of the lines lowers every score: HTML entities, and lines without text."""
    from scores.metrics.entities import describe_entities, find_entities

    found = find_entities(lines)
    if found:
        what, value, remedy = describe_entities(found, len(lines))
        click.echo(f"{path}: {what} ({value}). What to do: {remedy}.", err=True)
    empty = [number for number, line in enumerate(lines, start=1) if not line.strip()]
    if 0 < len(empty) < len(lines):
        said = f"each counts as an omission (line {empty[0]}; {len(empty)} of {len(lines)} lines)"
        click.echo(f"{path}: lines without text, {said}. What to do: translate them, or leave them out.", err=True)


def _lines(path: Path) -> list[str]:
    """The lines as given; a line feed at the very end makes no further line."""
    from corpus.encodings import decode
    from corpus.files import read_bytes

    with _naming(path):
        return decode(read_bytes(path)).text.replace("\r\n", "\n").removesuffix("\n").split("\n")


@contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Say of a trouble with a text which of the files it is in."""
    from corpus.problems import DocumentError, UsageError

    try:
        yield
    except UsageError:
        raise
    except DocumentError as error:
        raise DocumentError(f"{path}: {error.what}", value=error.value, remedy=error.remedy) from error
