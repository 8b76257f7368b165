"""Any encoder of the Hugging Face kind, by model id or folder, on CPU or GPU."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from alignments.encoders import Vectors, plain_text
from alignments.networks import choose_device, load_encoding_network, load_libraries, place_network, run_in_halves

_BATCH = 32
_TOKENS = 512  # longer texts are cut, as these models were trained
_POOLERS = {"sentence-transformers/LaBSE"}  # trained with the pooled first token (Feng et al. 2022); others the mean
_PREFIXES = {"intfloat/multilingual-e5": "query: "}  # what a family of models wants before each text


class TransformerEncoder:
    """Sentence vectors from a transformers model: mean of the last layer over the tokens, unit length."""

    def __init__(self, model: str, *, device: str = "auto", download: bool = False) -> None:
        """Load ``model`` from a folder or the local Hugging Face cache; the network only where ``download``."""
        torch, transformers = load_libraries("this encoder")
        self._torch = torch
        self._device = choose_device(torch, device)
        kind = torch.bfloat16 if self._device.startswith("cuda") and torch.cuda.is_bf16_supported() else torch.float32
        self._pooler = model in _POOLERS
        self._tokenizer, network = load_encoding_network(
            transformers, model, what="the encoder", pooler=self._pooler, local_files_only=not download, dtype=kind
        )
        self._network = place_network(torch, network, self._device)
        self._places = getattr(network.config, "max_position_embeddings", _TOKENS)
        self._prefix = next((text for family, text in _PREFIXES.items() if model.startswith(family)), "")
        revision = getattr(network.config, "_commit_hash", None) or "local"
        pooling = "pooler" if self._pooler else "mean"
        number = str(kind).removeprefix("torch.")
        self.signature = f"transformers|{transformers.__version__}|{model}|{revision}|{pooling}|{number}|plain"

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; batches hold texts of like length, so little is padding."""
        vectors = np.zeros((len(texts), self._network.config.hidden_size), dtype=np.float32)
        order = sorted(range(len(texts)), key=lambda position: len(texts[position]))
        for start in range(0, len(order), _BATCH):
            batch = order[start : start + _BATCH]
            ready = [self._prefix + plain_text(texts[position]) for position in batch]
            vectors[batch] = run_in_halves(ready, self._encode_batch)
        return vectors

    def _encode_batch(self, texts: Sequence[str]) -> list[Vectors]:
        torch = self._torch
        limit = min(_TOKENS, self._tokenizer.model_max_length, self._places)
        tokens = self._tokenizer(list(texts), padding=True, truncation=True, max_length=limit, return_tensors="pt")
        tokens = tokens.to(self._device)
        with torch.inference_mode():
            output = self._network(**tokens)
            if self._pooler:
                pooled = output.pooler_output.float()
            else:
                mask = tokens["attention_mask"].unsqueeze(-1).float()
                pooled = (output.last_hidden_state.float() * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
            return list(np.asarray(torch.nn.functional.normalize(pooled, dim=1).cpu().numpy(), dtype=np.float32))
