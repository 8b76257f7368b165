"""MetricX: how many points of error a trained model sees in a translation, from 0 (none) to 25.

Juraska et al. 2023 and 2024 (MetricX-23, MetricX-24): an mT5 reads the translation and its reference, MetricX-24 the
source too, and what it would give the token ``<extra_id_10>`` as its first word is the score. The published weights
are those of mT5 by name, so transformers loads them without the authors' own code; the tokenizer is mT5's.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from alignments.batches import Limits, all_there, run_batches
from alignments.networks import find_revision, library_version, load_network
from corpus.problems import UsageError

WORST = 25.0  # the scale's other end is 0
_ASKED = 250_089  # the number of <extra_id_10> in the vocabulary of mT5
_BATCH = 16  # segments at once
_BATCH_TOKENS = 8_192  # at once, padding included
_TOKENS = {"MetricX-23": 1_024, "MetricX-24": 1_536}  # of a segment with all that is beside it, as they were trained


class MetricX:
    """MetricX-23 or MetricX-24 from a folder with the weights and mT5's tokenizer; nothing is downloaded."""

    def __init__(self, model: str, *, name: str) -> None:
        """Load the folder. Raises UsageError where the extra or the model is missing, or it is of another kind."""
        what = f"the model of {name}"
        self._network = network = load_network(
            model, what=what, kind="MT5ForConditionalGeneration",
            such="a MetricX, the tokenizer files being those of google/mt5-large",
        )  # fmt: skip
        if network.config.model_type != "mt5" or network.config.vocab_size <= _ASKED:
            value = f"{model}: {network.config.model_type} of {network.config.vocab_size} words"
            raise UsageError(
                f"this is no {name}", value=value, remedy="give one of google/metricx-… as it is published"
            )
        self.steady = network.device != "cpu"  # a segment has the same number in any company
        self.name = name
        revision = find_revision(model, what=what)
        self.signature = f"{name}|mean of segments|{Path(model).name}|{revision}|transformers:{library_version(what)}"

    def judge(
        self, hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, source: Sequence[str] | None = None
    ) -> list[float]:
        """Points of error for each segment, of several references the fewest; 25 where either side is empty."""
        origins = source or [""] * len(hypothesis)
        rows = [
            [(line, answer, self._question(origin, line, answer)) for answer in answers]
            for origin, line, *answers in zip(origins, hypothesis, *references, strict=True)
        ]
        asked = {question: line.strip() and answer.strip() for row in rows for line, answer, question in row}
        known = dict.fromkeys(asked, WORST)
        left = sorted(question for question, whole in asked.items() if whole)
        longest = _TOKENS[self.name]
        made = self._network.tokenizer(left, truncation=True, max_length=longest)["input_ids"] if left else []
        ids = {question: each[:-1] for question, each in zip(left, made, strict=True)}  # trained without the end mark
        run = partial(self._ask, known=ids)
        limits = Limits(widest=longest, most_rows=_BATCH, most_tokens=_BATCH_TOKENS)
        for places, results in run_batches(left, list(map(len, ids.values())), run, limits=limits, steady=self.steady):
            known.update(zip([left[place] for place in places], all_there(results), strict=True))
        return [min(known[question] for _, _, question in row) for row in rows]

    def _question(self, source: str, hypothesis: str, reference: str) -> str:
        """What each of the two was trained to read."""
        pair = f"candidate: {hypothesis} reference: {reference}"
        return pair if self.name == "MetricX-23" else f"source: {source} {pair}"

    def _ask(self, questions: Sequence[str], width: int, known: Mapping[str, Sequence[int]]) -> list[float]:
        torch = self._network.torch
        tokens = self._network.pad([known[each] for each in questions], width)
        begin = torch.zeros((len(questions), 1), dtype=torch.long, device=self._network.device)
        with torch.inference_mode():
            made: Any = self._network.module(**tokens, decoder_input_ids=begin, use_cache=False)
        values: list[float] = made.logits[:, 0, _ASKED].clamp(0, WORST).tolist()
        return values
