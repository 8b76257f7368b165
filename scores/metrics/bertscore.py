"""BERTScore: how well every word of one text is matched by some word of the other, each in its context.

Zhang et al. 2020 (arXiv 1904.09675): tokens become vectors of a middle layer of an encoder; every token is matched
with the most similar one of the other text; the mean of these cosines is the precision (tokens of the translation)
and the recall (tokens of the reference), and the score is their F1. Without weights by rarity and without rescaling.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from alignments.batches import Limits, all_there, fill, run_batches
from alignments.networks import ENCODERS, find_revision, library_version, load_network
from corpus.problems import UsageError

_BATCH = 16  # segments at once
_BATCH_TOKENS = 8_192  # of either side at once, padding included
_TOKENS = 512  # of a segment; what goes beyond is not looked at
_DEPTH = 0.72  # share of the layers below the chosen one: 17 of 24 and 9 of 12, as the authors found best
_SPACED = ("Roberta", "GPT2")  # tokenizers that want a space before the first word, as the authors give them


@dataclass(frozen=True, slots=True, kw_only=True)
class Tokens:
    """A text as the model reads it, and which of its tokens are no words of it."""

    ids: list[int]
    special: list[int]


class BertScore:
    """BERTScore with any encoder of transformers, from a folder or the local model cache; nothing is downloaded."""

    def __init__(self, model: str, *, name: str = "BERTScore") -> None:
        """Load ``FOLDER`` or ``FOLDER@LAYER``. Raises UsageError where the extra, the model or the layer is missing."""
        self.name = name
        place, _, wanted = model.partition("@")
        what = "the model of BERTScore"
        self._network = network = load_network(place, what=what, such=ENCODERS)
        self._longest = network.count_places(_TOKENS)
        self._layer = _layer(wanted, int(network.config.num_hidden_layers))
        self.steady = network.device != "cpu"  # a segment has the same number in any company
        self._space = " " if any(kind in type(network.tokenizer).__name__ for kind in _SPACED) else ""
        revision = find_revision(place, what=what)
        self.signature = (
            f"BERTScore|mean of segments|F1|{Path(place).name}|{revision}|layer:{self._layer}|no idf|not rescaled|"
            f"transformers:{library_version(what)}"
        )

    def judge(
        self, hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, source: Sequence[str] | None = None
    ) -> list[float]:
        """100 times F1 for each segment, of several references the best; 0 where either side is empty."""
        del source  # a translation is held against its references alone
        pairs = sorted(
            {(line, answer) for answers in references for line, answer in zip(hypothesis, answers, strict=True)}
        )
        known = {pair: 0.0 for pair in pairs if not (pair[0].strip() and pair[1].strip())}
        left = [pair for pair in pairs if pair not in known]
        known_ids = self._tokenize(sorted({text for pair in left for text in pair}))
        sizes = [max(len(known_ids[text].ids) for text in pair) for pair in left]
        limits = Limits(widest=self._longest, most_rows=_BATCH, most_tokens=_BATCH_TOKENS)
        run = partial(self._compare, known=known_ids)
        for places, results in run_batches(left, sizes, run, limits=limits, steady=self.steady):
            known.update(zip([left[place] for place in places], all_there(results), strict=True))
        return [max(known[line, answer] for answer in answers) for line, *answers in zip(hypothesis, *references)]  # noqa: B905 - checked above

    def _tokenize(self, texts: Sequence[str]) -> dict[str, Tokens]:
        ready = [self._space + text.strip() for text in texts]
        longest = self._longest - 1  # a place is left for padding; see alignments/batches.py
        made = self._network.tokenizer(ready, truncation=True, max_length=longest, return_special_tokens_mask=True)
        rows = zip(made["input_ids"], made["special_tokens_mask"], strict=True)
        return {text: Tokens(ids=ids, special=special) for text, (ids, special) in zip(texts, rows, strict=True)}

    def _compare(self, pairs: Sequence[tuple[str, str]], width: int, known: Mapping[str, Tokens]) -> list[float]:
        torch = self._network.torch
        sides = (self._embed([known[text] for text in side], width) for side in zip(*pairs, strict=True))
        (ours, our_words), (theirs, their_words) = sides
        cosine = ours @ theirs.transpose(1, 2)
        precision = _mean(torch, cosine.amax(dim=2), our_words)
        recall = _mean(torch, cosine.amax(dim=1), their_words)
        f1 = 2 * precision * recall / (precision + recall)
        return [100 * float(value) for value in torch.nan_to_num(f1)]

    def _embed(self, texts: Sequence[Tokens], width: int) -> tuple[Any, Any]:
        """Vectors of unit length, shape (texts, width, dimension), 0 for padding; and which tokens are words."""
        torch = self._network.torch
        tokens = self._network.pad([text.ids for text in texts], width)
        words = torch.tensor([fill([1 - each for each in text.special], width, 0) for text in texts])
        with torch.inference_mode():
            output = self._network.module(**tokens, output_hidden_states=True)
        states = output.hidden_states[self._layer].float()
        return torch.nn.functional.normalize(states, dim=2) * tokens["attention_mask"][..., None], words.to(
            self._network.device
        )


def _mean(torch: Any, best: Any, words: Any) -> Any:
    return (best * words).sum(dim=1) / torch.clamp(words.sum(dim=1), min=1)


def _layer(wanted: str, layers: int) -> int:
    if not wanted:
        return round(_DEPTH * layers)
    if not wanted.isdecimal() or not 0 < int(wanted) <= layers:
        raise UsageError("the model has no such layer", value=repr(wanted), remedy=f"it has layers 1 to {layers}")
    return int(wanted)
