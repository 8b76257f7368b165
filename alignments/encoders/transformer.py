"""Any encoder of the Hugging Face kind, by model id or folder, on CPU or GPU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from threading import Lock
from typing import Any

import numpy as np

from alignments.batches import Limits, all_there, fill, run_batches
from alignments.encoders.encoder import Vectors, plain_text
from alignments.networks import (
    ENCODERS,
    choose_device,
    choose_precision,
    find_revision,
    library_version,
    load_libraries,
    load_network,
    place_network,
)

_WHAT = "the encoder"
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
        """Find ``model``, a folder or one in the local Hugging Face cache; it is fetched only where ``download``.

        ``precision`` is float32, float16 or bfloat16. The weights are read at the first text: who finds all vectors
        kept does not wait for them.
        """
        library = library_version(_WHAT)
        self._model, self._wanted, self._precision, self._download = model, device, precision, download
        name = model.rstrip("/").rpartition("/")[2]
        self._pooler = name in _POOLERS
        self._prefix = next((text for family, text in _PREFIXES.items() if name.startswith(family)), "")
        self.steady: bool | None = None  # whether a text has the same vector in any company; None: as the device does
        self.batch = _BATCH
        self._loading = Lock()
        if download:
            _ = self._loaded
        pooling = "pooler" if self._pooler else "mean"
        self.signature = f"transformers|{library}|{name}|{find_revision(model, what=_WHAT)}|{pooling}|{precision}|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; batches hold texts of like length, so little is padding."""
        with self._loading:  # threads that start together load it once
            loaded = self._loaded
        ready = [self._prefix + plain_text(text) for text in texts]
        vectors = np.zeros((len(texts), loaded.network.config.hidden_size), dtype=np.float32)
        ids = loaded.tokenizer(ready, truncation=True, max_length=loaded.longest - 1)["input_ids"] if ready else []
        known = dict(zip(ready, ids, strict=True))
        limits = Limits(widest=loaded.longest, most_rows=self.batch, most_tokens=_BATCH_TOKENS)
        steady = loaded.device != "cpu" if self.steady is None else self.steady
        run, sizes = partial(self._encode_batch, known=known), [len(each) for each in ids]
        for places, results in run_batches(ready, sizes, run, limits=limits, steady=steady):
            vectors[list(places)] = all_there(results)
        return vectors

    def _encode_batch(self, texts: Sequence[str], width: int, known: Mapping[str, Sequence[int]]) -> list[Vectors]:
        loaded = self._loaded
        torch = loaded.torch
        padding = loaded.tokenizer.pad_token_id or 0
        ids = [fill(known[text], width, padding) for text in texts]
        mask = [fill([1] * len(known[text]), width, 0) for text in texts]
        tokens = {
            "input_ids": torch.tensor(ids, device=loaded.device),
            "attention_mask": torch.tensor(mask, device=loaded.device),
        }
        with torch.inference_mode():
            output = loaded.network(**tokens)
            if self._pooler:
                pooled = output.pooler_output.float()
            else:
                mask = tokens["attention_mask"].unsqueeze(-1).float()
                pooled = (output.last_hidden_state.float() * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
            return list(np.asarray(torch.nn.functional.normalize(pooled, dim=1).cpu().numpy(), dtype=np.float32))

    @cached_property
    def _loaded(self) -> _Loaded:
        torch, transformers = load_libraries(_WHAT)
        tokenizer, network = load_network(
            transformers, self._model, what=_WHAT, such=ENCODERS, pooler=self._pooler,
            local_files_only=not self._download, dtype=choose_precision(torch, self._precision),
        )  # fmt: skip
        device = choose_device(torch, self._wanted)
        places = getattr(network.config, "max_position_embeddings", _TOKENS)
        places -= 2 * ("roberta" in network.config.model_type)  # RoBERTa and its kin number their places from 2
        return _Loaded(
            torch=torch,
            tokenizer=tokenizer,
            network=place_network(torch, network, device),
            device=device,
            longest=min(_TOKENS, tokenizer.model_max_length, places),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Loaded:
    """A model whose weights were read; ``longest`` is how many tokens of a text it takes."""

    torch: Any
    tokenizer: Any
    network: Any
    device: str
    longest: int
