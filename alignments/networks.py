"""What every neural model needs, whatever it is for: torch and transformers on use, a device, weights that are whole.

Encoders, translators and metrics load and run their networks through this, so that each refuses alike what cannot
work: a folder without weights or of another kind, a device that is not there, a device without memory.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any

from alignments.batches import ROOM, fill
from corpus.problems import UsageError

PRECISIONS = ("float32", "float16", "bfloat16")
ENCODERS = "an encoder such as LaBSE or roberta-large"
_UNTRAINED = "pooler"  # weights that an encoder may lack where nobody asks for its pooled first token


def load_libraries(what: str) -> tuple[Any, Any]:
    """Modules torch and transformers. Raises UsageError, which says that ``what`` needs them, where one is missing."""
    try:
        import torch  # noqa: TID251 (this module runs neural models)
        import transformers  # noqa: TID251 (this module runs neural models)
    except ImportError as error:
        raise _extra(what, error) from error
    transformers.utils.logging.disable_progress_bar()  # it tells of seconds, between the lines of whoever asked
    return torch, transformers


def library_version(what: str) -> str:
    """Version of transformers, without loading it. Raises UsageError, which says that ``what`` needs the extra."""
    try:
        return version("transformers")
    except PackageNotFoundError as error:
        raise _extra(what, error) from error


def _extra(what: str, error: ImportError) -> UsageError:
    return UsageError(f"{what} needs an extra", value=str(error), remedy="run: pip install 'muqabala[neural]'")


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


def choose_precision(torch: Any, wanted: str) -> Any:
    """The type of numbers that a network computes in. Raises UsageError for one that is not known."""
    if wanted not in PRECISIONS:
        raise UsageError("no such precision", value=repr(wanted), remedy=f"known are {', '.join(PRECISIONS)}")
    return getattr(torch, wanted)


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """A network on its device, ready to be asked, with its tokenizer and module torch."""

    torch: Any
    tokenizer: Any
    module: Any
    device: str

    @property
    def config(self) -> Any:
        """What transformers says of the network."""
        return self.module.config

    def count_places(self, most: int) -> int:
        """Tokens of one text that the network has places for, ``most`` of them."""
        places = getattr(self.config, "max_position_embeddings", most)
        places -= 2 * ("roberta" in self.config.model_type)  # RoBERTa and its kin number their places from 2
        return int(min(most, self.tokenizer.model_max_length, places))

    def pad(self, rows: Sequence[Sequence[int]], width: int) -> dict[str, Any]:
        """The tokens of a batch with their mask, shape (rows, ``width``) each, as a network takes them."""
        padding = self.tokenizer.pad_token_id or 0
        ids = [fill(row, width, padding) for row in rows]
        mask = [fill([1] * len(row), width, 0) for row in rows]
        tensor = partial(self.torch.tensor, device=self.device)
        return {"input_ids": tensor(ids), "attention_mask": tensor(mask)}


def load_network(
    model: str,
    *,
    what: str,
    such: str,
    kind: str = "AutoModel",
    device: str = "auto",
    precision: str = "float32",
    pooler: bool = False,
    **known: Any,
) -> Network:
    """A network from a folder or the local model cache, on the device that ``choose_device`` names.

    ``what`` is said of the model in errors, ``such`` what it should be; ``kind`` is a class of transformers,
    ``pooler`` asks for a trained pooled first token, and ``known`` goes to transformers, a ``gguf_file`` for the
    tokenizer too. Raises UsageError where the extra is missing, there is no model, or not all of one, or no memory.
    """
    torch, transformers = load_libraries(what)
    device, known["dtype"] = choose_device(torch, device), choose_precision(torch, precision)
    local = known.pop("local_files_only", True)
    packed = {key: known[key] for key in ("gguf_file",) if key in known}
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(model, local_files_only=local, **packed)
        module, loaded = getattr(transformers, kind).from_pretrained(
            model, output_loading_info=True, local_files_only=local, **known
        )
    except Exception as error:  # each format of weights has its own error for a damaged file
        remedy = f"name a folder with config.json, weights and tokenizer of {such}"
        raise UsageError(f"{what} cannot be loaded", value=f"{model}: {first_line(error)}", remedy=remedy) from error
    missing = [key for key in loaded["missing_keys"] if pooler or _UNTRAINED not in key]
    check_whole(tokenizer, missing, model=model)
    return Network(torch=torch, tokenizer=tokenizer, module=place_network(torch, module, device), device=device)


def check_whole(tokenizer: Any, missing: Sequence[str], *, model: str) -> None:
    """Raises UsageError where weights are missing, or the tokenizer knows no words: either would give noise."""
    if missing:
        value = f"{model}: {len(missing)} missing, first {min(missing)}"
        raise UsageError("the weights are not complete", value=value, remedy="copy or download the model again")
    if len(tokenizer) <= len(tokenizer.all_special_tokens):
        value = f"{model}: {len(tokenizer)} entries"
        remedy = "put its tokenizer files (tokenizer.json, or the vocabulary) beside the weights"
        raise UsageError("the model has no usable tokenizer", value=value, remedy=remedy)


def place_network(torch: Any, network: Any, device: str) -> Any:
    """The network on its device, ready to be asked. Raises UsageError where it does not fit there."""
    try:
        return network.to(device).eval()
    except torch.OutOfMemoryError as error:
        raise UsageError("the device has no memory for the model", value=device, remedy=ROOM) from error


def first_line(error: Exception) -> str:
    """The beginning of what a library said, or the name of the error where it said nothing."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]


def find_revision(model: str, *, what: str, revision: str | None = None) -> str:
    """What tells a model's weights from others under the same name: its files, or its commit in the local cache.

    No weights are loaded. Raises UsageError where ``what`` needs an extra, or this machine has no such model.
    """
    if Path(model).is_dir():
        return fingerprint(Path(model))
    _, transformers = load_libraries(what)
    hub = transformers.utils.hub
    try:
        config = hub.cached_file(model, "config.json", revision=revision, local_files_only=True)
    except (OSError, ValueError) as error:
        remedy = "name a folder with config.json, weights and tokenizer, or a model that was downloaded before"
        raise UsageError(f"{what} is not on this machine", value=model, remedy=remedy) from error
    return str(hub.extract_commit_hash(config, None))


def fingerprint(folder: Path) -> str:
    """What the files of a model are: 16 hexadecimal digits of BLAKE2b over names and contents."""
    digest = hashlib.blake2b(digest_size=8)
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        with path.open("rb") as file:
            digest.update(path.name.encode() + b"\0" + hashlib.file_digest(file, "blake2b").digest())
    return digest.hexdigest()
