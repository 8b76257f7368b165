"""Any encoder of the Hugging Face kind, by model id or folder, on CPU or GPU."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property, partial
from threading import Lock

import numpy as np

from alignments.batches import Limits, all_there, run_batches
from alignments.encoders.encoder import Vectors, plain_text
from alignments.networks import ENCODERS, Network, find_revision, library_version, load_network

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
            _ = self._network
        pooling = "pooler" if self._pooler else "mean"
        self.signature = f"transformers|{library}|{name}|{find_revision(model, what=_WHAT)}|{pooling}|{precision}|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; batches hold texts of like length, so little is padding."""
        with self._loading:  # threads that start together load it once
            network = self._network
        ready = [self._prefix + plain_text(text) for text in texts]
        vectors = np.zeros((len(texts), network.config.hidden_size), dtype=np.float32)
        longest = network.count_places(_TOKENS)
        ids = network.tokenizer(ready, truncation=True, max_length=longest - 1)["input_ids"] if ready else []
        known = dict(zip(ready, ids, strict=True))
        limits = Limits(widest=longest, most_rows=self.batch, most_tokens=_BATCH_TOKENS)
        steady = network.device != "cpu" if self.steady is None else self.steady
        run, sizes = partial(self._encode_batch, known=known), [len(each) for each in ids]
        for places, results in run_batches(ready, sizes, run, limits=limits, steady=steady):
            vectors[list(places)] = all_there(results)
        return vectors

    def _encode_batch(self, texts: Sequence[str], width: int, known: Mapping[str, Sequence[int]]) -> list[Vectors]:
        torch = self._network.torch
        tokens = self._network.pad([known[text] for text in texts], width)
        with torch.inference_mode():
            output = self._network.module(**tokens)
            if self._pooler:
                pooled = output.pooler_output.float()
            else:
                mask = tokens["attention_mask"].unsqueeze(-1).float()
                pooled = (output.last_hidden_state.float() * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
            return list(np.asarray(torch.nn.functional.normalize(pooled, dim=1).cpu().numpy(), dtype=np.float32))

    @cached_property
    def _network(self) -> Network:
        return load_network(
            self._model, what=_WHAT, such=ENCODERS, device=self._wanted, precision=self._precision,
            pooler=self._pooler, local_files_only=not self._download,
        )  # fmt: skip
