"""Models that translate, loaded by name: any sequence-to-sequence model of transformers.

Marian (``Helsinki-NLP/opus-mt-ar-en``), NLLB, M2M, mBART, T5 and their kin, from a folder or the files of the Hugging
Face cache. Nothing is downloaded unless asked.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from alignments.networks import (
    check_whole,
    choose_device,
    choose_precision,
    find_revision,
    first_line,
    load_libraries,
    place_network,
)
from corpus.problems import DocumentError, UsageError

_MOST_TOKENS = 400  # of one piece of text; models were trained on sentences
_LANGUAGES = {
    "ar": ("ar", "arb_Arab", "ar_AR", "ara", "arb"),
    "en": ("en", "eng_Latn", "en_XX", "eng"),
}
"""What the families of models call a language: ISO 639-1, FLORES-200 (NLLB), mBART, ISO 639-3 (Marian)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Translator:
    """A loaded model. Equal signatures give equal translations on the same kind of machine."""

    model: str
    signature: str
    device: str
    tokenizer: Any
    network: Any
    prefix: str  # what the model wants before each text
    settings: dict[str, Any]  # of the search
    most_tokens: int
    context: int  # texts before each one that are given with it
    separator: str  # what stands between them
    steady: bool  # a text is translated alike in any company; see alignments/batches.py


def load_translator(  # noqa: PLR0913 - each is a choice that somebody must be able to make
    model: str,
    *,
    device: str = "auto",
    revision: str | None = None,
    source: str = "ar",
    target: str = "en",
    beams: int = 4,
    longest: int = 512,
    prefix: str | None = None,
    precision: str = "float32",
    context: int = 0,
    separator: str = "<sep>",
    download: bool = False,
) -> Translator:
    """Load a model by its folder or its Hugging Face id.

    ``device`` is auto, cpu, cuda or mps; ``beams`` the width of the search; ``longest`` the most tokens of one
    translated piece; ``prefix`` overrides what is put before each text (T5 models want a sentence there);
    ``precision`` is float32, float16 or bfloat16; ``context`` how many texts before each one the model is given with
    it, parted by ``separator``, a token of the model. An id is looked up among the files already on this machine;
    ``download`` allows the network. Raises UsageError where the extra is missing or the model does
    not know the separator, DocumentError where the folder holds no model that translates.
    """
    torch, transformers = load_libraries("machine translation")
    device, number = choose_device(torch, device), choose_precision(torch, precision)
    config, tokenizer, network = _load(transformers, model, number, revision=revision, download=download)
    codes = tuple(_code(tokenizer, language) for language in (source, target))
    positions = getattr(config, "max_position_embeddings", None) or longest + 8
    settings: dict[str, Any] = {"num_beams": beams, "do_sample": False, "max_new_tokens": min(longest, positions - 8)}
    if codes[1] is not None and hasattr(tokenizer, "src_lang"):
        tokenizer.src_lang = codes[0]
        settings["forced_bos_token_id"] = _token(tokenizer, codes[1])
    if prefix is None:
        prefix = f"{_marian_label(tokenizer, target)} ".lstrip()
    network.generation_config.max_length = None  # the number of new tokens is what counts
    name = Path(model).name if Path(model).is_dir() else model
    found = find_revision(model, what="the translator", revision=revision)
    made = "|".join(f"{key}:{value}" for key, value in sorted(settings.items()))
    if context:
        _check_separator(tokenizer, separator)
    beside = f"context:{context} {separator}|" if context else ""
    signature = (
        f"translate|{name}|{found}|{source}-{target}|{made}|prefix:{prefix}|{precision}|{beside}"
        f"transformers:{transformers.__version__}"
    )
    return Translator(
        model=model,
        signature=signature,
        device=device,
        tokenizer=tokenizer,
        network=place_network(torch, network, device),
        prefix=prefix,
        settings=settings,
        most_tokens=max(8, min(_MOST_TOKENS, positions, tokenizer.model_max_length) - 8),
        context=context,
        separator=separator,
        steady=device != "cpu",
    )


def _load(transformers: Any, model: str, number: Any, *, revision: str | None, download: bool) -> tuple[Any, Any, Any]:
    """Configuration, tokenizer and network, each refused in words where it is not what a translator needs."""
    known: dict[str, Any] = {"revision": revision, "local_files_only": not download}
    folder = Path(model).is_dir()
    try:
        config = transformers.AutoConfig.from_pretrained(model, **known)
    except (OSError, ValueError) as error:
        what = "the folder holds no transformers model" if folder else "the model is not on this machine"
        remedy = "name a folder with config.json, weights and tokenizer, or allow the download once (it is kept)"
        raise DocumentError(what, value=model, remedy=remedy) from error
    if not getattr(config, "is_encoder_decoder", False):
        raise DocumentError(
            "the model is of another kind and does not translate",
            value=f"{model}: {config.model_type}",
            remedy="name a sequence-to-sequence model such as Helsinki-NLP/opus-mt-ar-en",
        )
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(model, **known)
    except (OSError, ValueError, TypeError, KeyError, ImportError) as error:
        remedy = (
            "put its tokenizer files beside the weights, and see that sentencepiece is there "
            "(pip install 'muqabala[neural]')"
        )
        raise DocumentError(
            "the model has no usable tokenizer", value=f"{model}: {first_line(error)}", remedy=remedy
        ) from error
    try:
        network, loaded = transformers.AutoModelForSeq2SeqLM.from_pretrained(
            model, config=config, dtype=number, output_loading_info=True, **known
        )
    except Exception as error:  # each format of weights has its own error for a damaged file
        remedy = "put model.safetensors or pytorch_model.bin beside config.json, complete and of this configuration"
        raise DocumentError(
            "the model has no usable weights", value=f"{model}: {first_line(error)}", remedy=remedy
        ) from error
    check_whole(tokenizer, loaded["missing_keys"], model=model)
    return config, tokenizer, network


def _check_separator(tokenizer: Any, separator: str) -> None:
    """Raises UsageError where the separator is no token of its own, as for models that know single sentences only."""
    if tokenizer(f"a {separator} b")["input_ids"].count(tokenizer.convert_tokens_to_ids(separator)) != 1 or (
        tokenizer.convert_tokens_to_ids(separator) == tokenizer.unk_token_id
    ):
        remedy = "name the token that parted sentences when the model was trained, or translate without context"
        raise UsageError("the model does not know the separator of sentences", value=repr(separator), remedy=remedy)


def _code(tokenizer: Any, language: str) -> str | None:
    """What the tokenizer calls a language, or None where it knows one language only."""
    names = _LANGUAGES.get(language, (language,))
    known = getattr(tokenizer, "lang_code_to_id", None) or {}
    vocabulary = {} if known else tokenizer.get_vocab()
    for name in names:
        if name in known or (len(name) > 3 and name in vocabulary):
            return name
    if known:
        value = f"{language}, known are {', '.join(sorted(known)[:20])}"
        raise DocumentError("the model does not know the language", value=value, remedy="take another model")
    return None


def _token(tokenizer: Any, code: str) -> int:
    ids = getattr(tokenizer, "lang_code_to_id", None) or {}
    return int(ids[code]) if code in ids else int(tokenizer.convert_tokens_to_ids(code))


def _marian_label(tokenizer: Any, target: str) -> str:
    """Marian models with several target languages want ``>>eng<<`` before each text."""
    known = getattr(tokenizer, "supported_language_codes", None) or []
    labels = [f">>{name}<<" for name in _LANGUAGES.get(target, (target,))]
    return next((label for label in labels if label in known), "")
