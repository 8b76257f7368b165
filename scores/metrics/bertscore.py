"""BERTScore: how well every word of one text is matched by some word of the other, each in its context.

Zhang et al. 2020 (arXiv 1904.09675): tokens become vectors of a middle layer of an encoder; every token is matched
with the most similar one of the other text; the mean of these cosines is the precision (tokens of the translation)
and the recall (tokens of the reference), and the score is their F1. Without weights by rarity and without rescaling.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from alignments.batches import run_in_halves
from alignments.networks import choose_device, load_encoding_network, load_libraries, place_network
from corpus.problems import UsageError

_BATCH = 16  # segments at once
_TOKENS = 512  # of a segment; what goes beyond is not looked at
_DEPTH = 0.72  # share of the layers below the chosen one: 17 of 24 and 9 of 12, as the authors found best
_SPACED = ("Roberta", "GPT2")  # tokenizers that want a space before the first word, as the authors give them


class BertScore:
    """BERTScore with any encoder of transformers, from a folder or the local model cache; nothing is downloaded."""

    name = "BERTScore"

    def __init__(self, model: str) -> None:
        """Load ``FOLDER`` or ``FOLDER@LAYER``. Raises UsageError where the extra, the model or the layer is missing."""
        torch, transformers = load_libraries("BERTScore")
        place, _, wanted = model.partition("@")
        self._tokenizer, network = load_encoding_network(transformers, place, what="the model of BERTScore")
        self._torch = torch
        self._device = choose_device(torch)
        self._network = place_network(torch, network, self._device)
        positions = getattr(network.config, "max_position_embeddings", _TOKENS)
        # RoBERTa and its kin number their places from 2
        positions -= 2 * ("roberta" in network.config.model_type)
        self._longest = min(_TOKENS, self._tokenizer.model_max_length, positions)
        self._layer = _layer(wanted, int(network.config.num_hidden_layers))
        self._space = " " if any(kind in type(self._tokenizer).__name__ for kind in _SPACED) else ""
        revision = getattr(network.config, "_commit_hash", None) or "local"
        self.signature = (
            f"BERTScore|mean of segments|F1|{Path(place).name}|{revision}|layer:{self._layer}|no idf|not rescaled|"
            f"transformers:{transformers.__version__}"
        )

    def judge(
        self, hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, source: Sequence[str] | None = None
    ) -> list[float]:
        """100 times F1 for each segment, of several references the best; 0 where either side is empty."""
        del source  # a translation is held against its references alone
        pairs = sorted(
            {(line, answer) for answers in references for line, answer in zip(hypothesis, answers, strict=True)},
            key=lambda pair: (len(pair[0]) + len(pair[1]), pair),
        )
        known = {pair: 0.0 for pair in pairs if not (pair[0].strip() and pair[1].strip())}
        left = [pair for pair in pairs if pair not in known]
        for start in range(0, len(left), _BATCH):
            batch = left[start : start + _BATCH]
            known.update(zip(batch, run_in_halves(batch, self._compare), strict=True))
        return [max(known[line, answer] for answer in answers) for line, *answers in zip(hypothesis, *references)]  # noqa: B905 - checked above

    def _compare(self, pairs: Sequence[tuple[str, str]]) -> list[float]:
        torch = self._torch
        (ours, our_words), (theirs, their_words) = (self._embed(side) for side in zip(*pairs, strict=True))
        cosine = ours @ theirs.transpose(1, 2)
        precision = _mean(torch, cosine.amax(dim=2), our_words)
        recall = _mean(torch, cosine.amax(dim=1), their_words)
        f1 = 2 * precision * recall / (precision + recall)
        return [100 * float(value) for value in torch.nan_to_num(f1)]

    def _embed(self, texts: Sequence[str]) -> tuple[Any, Any]:
        """Vectors of unit length, shape (texts, tokens, dimension), 0 for padding; and which tokens are words."""
        torch = self._torch
        tokens = self._tokenizer(
            [self._space + text.strip() for text in texts],
            padding=True,
            truncation=True,
            max_length=self._longest,
            return_tensors="pt",
            return_special_tokens_mask=True,
        ).to(self._device)
        special = tokens.pop("special_tokens_mask")
        with torch.inference_mode():
            states = self._network(**tokens, output_hidden_states=True).hidden_states[self._layer].float()
        mask = tokens["attention_mask"]
        return torch.nn.functional.normalize(states, dim=2) * mask[..., None], mask * (1 - special)


def _mean(torch: Any, best: Any, words: Any) -> Any:
    return (best * words).sum(dim=1) / torch.clamp(words.sum(dim=1), min=1)


def _layer(wanted: str, layers: int) -> int:
    if not wanted:
        return round(_DEPTH * layers)
    if not wanted.isdecimal() or not 0 < int(wanted) <= layers:
        raise UsageError("the model has no such layer", value=repr(wanted), remedy=f"it has layers 1 to {layers}")
    return int(wanted)
