"""BLEU, chrF, chrF++ and TER as sacrebleu computes them, from sufficient statistics that are kept by segment.

What a metric needs to know of a segment is a row of counts; the score of any set of segments follows from the
sum of their rows. So a document, a corpus or a thousand bootstrap samples are scored without looking at the text
again. Papineni et al. 2002 (BLEU), Popovic 2015 and 2017 (chrF, chrF++), Snover et al. 2006 (TER); the numbers
and signatures are those of sacrebleu (Post 2018).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

from corpus.problems import DocumentError, UsageError
from scores.ngrams import bleu_rows, chrf_rows

Array = npt.NDArray[np.float64]

DEFAULT = ("BLEU", "chrF++", "TER")
FINDINGS = "findings"  # MQM penalty points in 1,000 words; compared like a metric, and not sacrebleu's
LOWER_IS_BETTER = frozenset({"TER", FINDINGS})
SHIFTED = 150  # words of a segment up to which TER looks for shifts; the search grows with the cube of the length
LONGEST = 10_000  # words of a segment that TER looks at at all


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
    hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, metrics: Sequence[str] = DEFAULT
) -> list[Statistics]:
    """The sufficient statistics of each metric, in the order of ``metrics``.

    A segment may be empty on either side (an omission, an addition) and counts as such. Raises DocumentError
    where line counts differ or a whole side is empty, UsageError for an unknown metric.
    """
    _check(hypothesis, references)
    return [_measure(name, hypothesis, references) for name in metrics]


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
    return _compute_penalty(sums) if metric == FINDINGS else _kind(metric).compute(sums)


def penalty_statistics(penalty: float, words: int, *, signature: str) -> Statistics:
    """A document's MQM penalty per 1,000 words as counts that can be summed: points and words."""
    return Statistics(metric=FINDINGS, rows=np.array([[penalty * words / 1000, float(words)]]), signature=signature)


def _compute_bleu(sums: Array) -> Array:
    """Brevity penalty times the geometric mean of four precisions, with sacrebleu's exponential smoothing."""
    length, reference, correct, total = sums[:, 0], sums[:, 1], sums[:, 2:6], sums[:, 6:10]
    with np.errstate(divide="ignore", invalid="ignore"):
        penalty = np.where(length < reference, np.exp(1 - reference / length), 1.0)
        missed = np.cumsum((correct == 0) & (total > 0), axis=1)
        precision = np.where(correct > 0, correct / total, 1 / (2.0**missed * total))
        value = 100 * penalty * np.exp(np.log(precision).mean(axis=1))
    return np.where((correct > 0).any(axis=1) & (total > 0).all(axis=1), value, 0.0)


def _compute_chrf(sums: Array) -> Array:
    """F2 of the precision and recall averaged over the n-gram orders that both sides have."""
    counts = sums.reshape(len(sums), -1, 3)
    ours, theirs, matched = counts[..., 0], counts[..., 1], counts[..., 2]
    used = (ours > 0) & (theirs > 0)
    orders = np.maximum(used.sum(axis=1), 1)
    precision = np.where(used, matched / np.maximum(ours, 1), 0).sum(axis=1) / orders
    recall = np.where(used, matched / np.maximum(theirs, 1), 0).sum(axis=1) / orders
    below = 4 * precision + recall
    return np.where(below > 0, 100 * 5 * precision * recall / np.where(below > 0, below, 1), 0.0)


def _compute_penalty(sums: Array) -> Array:
    """Penalty points in 1,000 words."""
    return 1000 * sums[:, 0] / np.maximum(sums[:, 1], 1)


def _compute_ter(sums: Array) -> Array:
    """Edits in 100 reference words."""
    edits, length = sums[:, 0], sums[:, 1]
    return 100 * np.where(length > 0, edits / np.where(length > 0, length, 1), (edits > 0).astype(np.float64))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kind:
    """How sacrebleu calls a metric, its settings, and how summed statistics become values."""

    attribute: str
    settings: dict[str, Any]
    compute: Callable[[Array], Array]


_KINDS = {
    "BLEU": _Kind(attribute="BLEU", settings={}, compute=_compute_bleu),
    "chrF": _Kind(attribute="CHRF", settings={}, compute=_compute_chrf),
    "chrF++": _Kind(attribute="CHRF", settings={"word_order": 2}, compute=_compute_chrf),
    "TER": _Kind(attribute="TER", settings={}, compute=_compute_ter),
}


def _kind(metric: str) -> _Kind:
    if metric not in _KINDS:
        raise UsageError("no such metric", value=repr(metric), remedy=f"known are {', '.join(_KINDS)}")
    return _KINDS[metric]


def _check(hypothesis: Sequence[str], references: Sequence[Sequence[str]]) -> None:
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

    kind = _kind(name)
    scorer = getattr(metrics, kind.attribute)(**kind.settings)
    scorer.num_refs = len(references)
    signature = f"{name}|{scorer.get_signature()}"
    if name == "BLEU":
        table = bleu_rows(hypothesis, references, lambda line: scorer.tokenizer(line.rstrip()).split())
    elif name == "TER":
        table, note = _ter_rows(scorer, hypothesis, references)
        signature += note
    else:
        table = _best([chrf_rows(hypothesis, each, words=scorer.word_order) for each in references])
    return Statistics(metric=name, rows=table, signature=signature)


def _best(tables: Sequence[Array]) -> Array:
    """Of several references the one that each segment is nearest to, as sacrebleu does for chrF."""
    nearest = np.argmax([_compute_chrf(table) for table in tables], axis=0)
    chosen: Array = np.stack(tables)[nearest, np.arange(len(nearest))]
    return chosen


def _ter_rows(scorer: Any, hypothesis: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[Array, str]:
    """Edits and reference words, and what the signature must say of segments that were too long."""
    long = _long_segments(hypothesis, references)
    lines = ["" if number in long else line for number, line in enumerate(hypothesis)]
    answers = [["" if number in long else line for number, line in enumerate(each)] for each in references]
    # sacrebleu has no public way to the statistics; the test against its own scores keeps this honest
    table = np.array(scorer._extract_corpus_statistics(lines, answers), dtype=np.float64)  # noqa: SLF001
    if long:
        table[list(long)] = list(long.values())
    return table, f"|unshifted:{len(long)} of {len(lines)} segments (over {SHIFTED} words)" if long else ""


def _long_segments(hypothesis: Sequence[str], references: Sequence[Sequence[str]]) -> dict[int, tuple[int, int]]:
    """Segments that are too long for TER's search for shifts → edits without shifts, and the reference's words.

    Such a count is never below TER's; it is exact where nothing was moved. Only the first reference counts.
    """
    from sacrebleu.tokenizers.tokenizer_ter import TercomTokenizer

    tokenize = TercomTokenizer()
    found = {}
    for number, (line, *answers) in enumerate(zip(hypothesis, *references, strict=True)):
        sides = [tokenize(text.rstrip()).split() for text in (line, *answers)]
        most = max(map(len, sides))
        if most > LONGEST:
            raise DocumentError(
                "a segment is too long for TER",
                value=f"{most:,} words in segment {number}",
                remedy="score sentences or beads, not whole texts, or leave TER out",
            )
        if most > SHIFTED:
            found[number] = (_edits(sides[0], sides[1]), len(sides[1]))
    return found


def _edits(first: Sequence[str], second: Sequence[str]) -> int:
    """Insertions, deletions and substitutions between two word lists (Levenshtein 1966), a row at a time."""
    numbers = {word: number for number, word in enumerate(sorted({*first, *second}))}
    across = np.array([numbers[word] for word in second], dtype=np.int64)
    steps = np.arange(len(second) + 1)
    row = steps.copy()
    for place, word in enumerate(first, start=1):
        changed = np.empty_like(row)
        changed[0] = place
        changed[1:] = np.minimum(row[1:] + 1, row[:-1] + (across != numbers[word]))
        row = np.minimum.accumulate(changed - steps) + steps
    return int(row[-1])
