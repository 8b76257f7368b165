"""The edits that TER counts, with a bound on the time that long segments take.

TER's search for moved words grows with the cube of a segment's length, and sacrebleu needs minutes on a page.
Beyond ``SHIFTED`` words only insertions, deletions and substitutions are counted, and the signature says so.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from corpus.problems import DocumentError
from scores.metrics.formulas import Array

SHIFTED = 150  # words of a segment up to which TER looks for shifts
LONGEST = 10_000  # words of a segment that TER looks at at all


def ter_rows(scorer: Any, hypothesis: Sequence[str], references: Sequence[Sequence[str]]) -> tuple[Array, str]:
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
