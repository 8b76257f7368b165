"""Any encoder of the Hugging Face kind, by model id or folder, on CPU or GPU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np

from alignments.batches import Limits, all_there, fill, run_batches
from alignments.encoders.encoder import Vectors, plain_text
from alignments.networks import (
    ENCODERS,
    choose_device,
    choose_precision,
    find_revision,
    load_libraries,
    load_network,
    place_network,
)

_BATCH = 64  # texts at once
_BATCH_TOKENS = 8_192  # at once, padding included
_TOKENS = 512  # longer texts are cut, as these models were trained
_POOLERS = {"LaBSE"}  # trained with the pooled first token (Feng et al. 2022); others the mean
_PREFIXES = {"multilingual-e5": "query: "}  # what a family of models wants before each text


class TransformerEncoder:
    """Sentence vectors from a transformers model: mean of the last layer over the tokens, unit length."""

    def __init__(
        self,
        model: str,
        *,
        device: str = "auto",
        download: bool = False,
        precision: str = "float32",
    ) -> None:
        """Load ``model`` from a folder or the local Hugging Face cache; the network only where ``download``.

        ``precision`` is float32, float16 or bfloat16.
        """
        torch, transformers = load_libraries("this encoder")
        self._torch = torch
        self._device = choose_device(torch, device)
        kind = choose_precision(torch, precision)
        name = model.rstrip("/").rpartition("/")[2]
        self._pooler = name in _POOLERS
        self._tokenizer, network = load_network(
            transformers, model, what="the encoder", such=ENCODERS, pooler=self._pooler, local_files_only=not download,
            dtype=kind,
        )  # fmt: skip
        self._network = place_network(torch, network, self._device)
        places = getattr(network.config, "max_position_embeddings", _TOKENS)
        places -= 2 * ("roberta" in network.config.model_type)  # RoBERTa and its kin number their places from 2
        self._longest = min(_TOKENS, self._tokenizer.model_max_length, places)
        self._prefix = next((text for family, text in _PREFIXES.items() if name.startswith(family)), "")
        self.steady = self._device != "cpu"  # a text has the same vector in any company
        self.batch = _BATCH
        revision = find_revision(model, network.config)
        pooling = "pooler" if self._pooler else "mean"
        self.signature = f"transformers|{transformers.__version__}|{name}|{revision}|{pooling}|{precision}|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; batches hold texts of like length, so little is padding."""
        vectors = np.zeros((len(texts), self._network.config.hidden_size), dtype=np.float32)
        ready = [self._prefix + plain_text(text) for text in texts]
        ids = self._tokenizer(ready, truncation=True, max_length=self._longest - 1)["input_ids"] if ready else []
        known = dict(zip(ready, ids, strict=True))
        limits = Limits(widest=self._longest, most_rows=self.batch, most_tokens=_BATCH_TOKENS)
        run, sizes = partial(self._encode_batch, known=known), [len(each) for each in ids]
        for places, results in run_batches(ready, sizes, run, limits=limits, steady=self.steady):
            vectors[list(places)] = all_there(results)
        return vectors

    def _encode_batch(self, texts: Sequence[str], width: int, known: Mapping[str, Sequence[int]]) -> list[Vectors]:
        torch = self._torch
        padding = self._tokenizer.pad_token_id or 0
        ids = [fill(known[text], width, padding) for text in texts]
        mask = [fill([1] * len(known[text]), width, 0) for text in texts]
        tokens = {
            "input_ids": torch.tensor(ids, device=self._device),
            "attention_mask": torch.tensor(mask, device=self._device),
        }
        with torch.inference_mode():
            output = self._network(**tokens)
            if self._pooler:
                pooled = output.pooler_output.float()
            else:
                mask = tokens["attention_mask"].unsqueeze(-1).float()
                pooled = (output.last_hidden_state.float() * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
            return list(np.asarray(torch.nn.functional.normalize(pooled, dim=1).cpu().numpy(), dtype=np.float32))
