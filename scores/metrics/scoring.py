"""BLEU, chrF, chrF++ and TER as sacrebleu computes them, from sufficient statistics that are kept by segment.

What a metric needs to know of a segment is a row of counts; the score of any set of segments follows from the
sum of their rows. So a document, a corpus or a thousand bootstrap samples are scored without looking at the text
again. Papineni et al. 2002 (BLEU), Popovic 2015 and 2017 (chrF, chrF++), Snover et al. 2006 (TER); the numbers
and signatures are those of sacrebleu (Post 2018). Models that judge segments come by name (``scores.metrics.learned``).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from corpus.problems import DocumentError
from scores.metrics.edits import ter_rows
from scores.metrics.formulas import Array, compute_bleu, compute_chrf, compute_mean, compute_penalty, compute_ter
from scores.metrics.learned import LearnedMetric, judged_rows, load_metric
from scores.metrics.ngrams import bleu_rows, chrf_rows

DEFAULT = ("BLEU", "chrF++", "TER")
FINDINGS = "findings"  # MQM penalty points in 1,000 words; compared like a metric, and not sacrebleu's
LOWER_IS_BETTER = frozenset({"TER", "MetricX", "MetricX-23", "MetricX-24", FINDINGS})
_HUNDREDS = frozenset({*DEFAULT, "chrF", "BERTScore", FINDINGS})  # on a scale of 100; others mostly 0 to 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """A value with its metric's name and signature; the rest says what was held against what, where known.

    ``bead`` is None for a whole document or corpus.
    """

    metric: str
    value: float
    signature: str
    candidate: str = ""
    reference: str = ""
    bead: int | None = None


def count_decimals(metric: str) -> int:
    """How many decimals of a metric's values tell translations apart."""
    return 2 if metric in _HUNDREDS else 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Statistics:
    """The counts of one metric for every segment, shape (segments, counts); they can be summed over any subset."""

    metric: str
    rows: Array
    signature: str


def score(
    hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, metrics: Sequence[str] = DEFAULT
) -> list[Score]:
    """The scores of a text against one or more references, segment by segment (lines, sentences or beads).

    ``references`` holds whole references, each as long as the hypothesis; one of several may have empty segments.

    >>> [round(each.value) for each in score(["The cat sat there."], [["The cat sat there."]])]
    [100, 100, 0]
    """
    return [whole_score(statistics) for statistics in measure_segments(hypothesis, references, metrics=metrics)]


def measure_segments(
    hypothesis: Sequence[str],
    references: Sequence[Sequence[str]],
    *,
    metrics: Sequence[str] = DEFAULT,
    source: Sequence[str] | None = None,
) -> list[Statistics]:
    """The sufficient statistics of each metric, in the order of ``metrics``.

    A segment may be empty on either side (an omission, an addition) and counts as such. ``source`` is the Arabic,
    for metrics that read it. Raises DocumentError where line counts differ or a whole side is empty, UsageError
    for an unknown metric.
    """
    learned = {name: load_metric(name, known=tuple(_KINDS)) for name in metrics if name not in _KINDS}
    _check(hypothesis, references, source)
    return [
        _judge(learned[name], hypothesis, references, source)
        if name in learned
        else _measure(name, hypothesis, references)
        for name in metrics
    ]


def whole_score(statistics: Statistics, chosen: Sequence[int] | None = None) -> Score:
    """The score of all segments, or of those whose numbers are given."""
    rows = statistics.rows if chosen is None else statistics.rows[list(chosen)]
    value = float(compute_values(statistics.metric, rows.sum(axis=0)[None])[0])
    return Score(metric=statistics.metric, value=value, signature=statistics.signature)


def score_beads(statistics: Statistics) -> list[Score]:
    """The score of each segment by itself; chrF++ is the one that means something for so little text."""
    values = compute_values(statistics.metric, statistics.rows)
    return [
        Score(metric=statistics.metric, value=float(value), signature=statistics.signature, bead=number)
        for number, value in enumerate(values)
    ]


def compute_values(metric: str, sums: Array) -> Array:
    """Scores from summed statistics: shape (n, counts) to shape (n,). All at once, which makes resampling cheap."""
    if metric == FINDINGS:
        return compute_penalty(sums)
    return _KINDS[metric].compute(sums) if metric in _KINDS else compute_mean(sums)


def penalty_statistics(penalty: float, words: int, *, signature: str) -> Statistics:
    """A document's MQM penalty per 1,000 words as counts that can be summed: points and words."""
    return Statistics(metric=FINDINGS, rows=np.array([[penalty * words / 1000, float(words)]]), signature=signature)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How sacrebleu calls a metric, its settings, and how summed statistics become values."""

    attribute: str
    settings: dict[str, Any]
    compute: Callable[[Array], Array]


_KINDS = {
    "BLEU": _Kind(attribute="BLEU", settings={}, compute=compute_bleu),
    "chrF": _Kind(attribute="CHRF", settings={}, compute=compute_chrf),
    "chrF++": _Kind(attribute="CHRF", settings={"word_order": 2}, compute=compute_chrf),
    "TER": _Kind(attribute="TER", settings={}, compute=compute_ter),
}


def _check(hypothesis: Sequence[str], references: Sequence[Sequence[str]], source: Sequence[str] | None = None) -> None:
    if source is not None and len(source) != len(hypothesis):
        raise DocumentError(
            "the translation and its source differ in their number of lines",
            value=f"{len(hypothesis)} against {len(source)}",
            remedy="give the source line by line as the translation has it",
        )
    if not references:
        raise DocumentError("there is no reference", value="0 references", remedy="give at least one reference text")
    for number, reference in enumerate(references, start=1):
        if len(reference) != len(hypothesis):
            raise DocumentError(
                "the translation and its reference differ in their number of lines",
                value=f"{len(hypothesis)} against {len(reference)} in reference {number}",
                remedy="align the two first, so that each line answers one line",
            )
        if not any(line.strip() for line in reference):
            raise DocumentError(
                "a reference is empty",
                value=f"reference {number}",
                remedy="give the reference's text, a line a segment",
            )
    if not any(line.strip() for line in hypothesis):
        raise DocumentError(
            "the translation is empty",
            value=f"{len(hypothesis)} lines without text",
            remedy="translate again, or leave this candidate out",
        )


def _measure(name: str, hypothesis: Sequence[str], references: Sequence[Sequence[str]]) -> Statistics:
    from sacrebleu import metrics

    kind = _KINDS[name]
    scorer = getattr(metrics, kind.attribute)(**kind.settings)
    scorer.num_refs = len(references)
    signature = f"{name}|{scorer.get_signature()}"
    if name == "BLEU":
        table = bleu_rows(hypothesis, references, lambda line: scorer.tokenizer(line.rstrip()).split())
    elif name == "TER":
        table, note = ter_rows(scorer, hypothesis, references)
        signature += note
    else:
        table = _best([chrf_rows(hypothesis, each, words=scorer.word_order) for each in references])
    return Statistics(metric=name, rows=table, signature=signature)


def _judge(
    metric: LearnedMetric,
    hypothesis: Sequence[str],
    references: Sequence[Sequence[str]],
    source: Sequence[str] | None,
) -> Statistics:
    rows = judged_rows(metric, hypothesis, references, source)
    return Statistics(metric=metric.name, rows=rows, signature=metric.signature)


def _best(tables: Sequence[Array]) -> Array:
    """Of several references the one that each segment is nearest to, as sacrebleu does for chrF."""
    nearest = np.argmax([compute_chrf(table) for table in tables], axis=0)
    chosen: Array = np.stack(tables)[nearest, np.arange(len(nearest))]
    return chosen
