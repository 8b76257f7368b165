"""Any encoder of the Hugging Face kind, by model id or folder, on CPU or GPU."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from alignments.encoders import Vectors, plain_text
from corpus.problems import UsageError

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
        kind = torch.bfloat16 if self._device == "cuda" and torch.cuda.is_bf16_supported() else torch.float32
        try:
            self._tokenizer = transformers.AutoTokenizer.from_pretrained(model, local_files_only=not download)
            network = transformers.AutoModel.from_pretrained(model, local_files_only=not download, dtype=kind)
        except (OSError, ValueError) as error:
            remedy = "name a folder that holds the model, or allow the download"
            raise UsageError("the encoder model cannot be loaded", value=f"{model}: {error}", remedy=remedy) from error
        self._network = network.to(self._device).eval()
        self._places = getattr(network.config, "max_position_embeddings", _TOKENS)
        self._pooler = model in _POOLERS
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
            vectors[batch] = self._encode_batch([self._prefix + plain_text(texts[position]) for position in batch])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        torch = self._torch
        limit = min(_TOKENS, self._tokenizer.model_max_length, self._places)
        tokens = self._tokenizer(texts, padding=True, truncation=True, max_length=limit, return_tensors="pt")
        tokens = tokens.to(self._device)
        with torch.inference_mode():
            output = self._network(**tokens)
            if self._pooler:
                pooled = output.pooler_output.float()
            else:
                mask = tokens["attention_mask"].unsqueeze(-1).float()
                pooled = (output.last_hidden_state.float() * mask).sum(dim=1) / mask.sum(dim=1).clamp(min=1)
            return np.asarray(torch.nn.functional.normalize(pooled, dim=1).cpu().numpy(), dtype=np.float32)


def load_libraries(what: str) -> tuple[Any, Any]:
    """Modules torch and transformers. Raises UsageError, which says that ``what`` needs them, where one is missing."""
    try:
        import torch  # noqa: TID251 (this module runs neural models)
        import transformers  # noqa: TID251 (this module runs neural models)
    except ImportError as error:
        raise UsageError(
            f"{what} needs an extra", value=str(error), remedy="run: pip install 'muqabala[neural]'"
        ) from error
    return torch, transformers


def choose_device(torch: Any, wanted: str = "auto") -> str:
    """The device to run on: the one that is ``wanted`` (cpu, cuda, cuda:1, mps) or, with auto, the quickest at hand.

    Raises UsageError, with those that are at hand, for one that this machine has not.
    """
    there = ["cpu"]
    if torch.backends.mps.is_available():
        there.append("mps")
    if torch.cuda.is_available():
        there += ["cuda", *(f"cuda:{number}" for number in range(torch.cuda.device_count()))]
    if wanted == "auto":
        return "cuda" if "cuda" in there else there[-1]
    if wanted not in there:
        remedy = f"say auto or one of those at hand: {', '.join(there)}"
        raise UsageError("no such device on this machine", value=repr(wanted), remedy=remedy)
    return wanted
