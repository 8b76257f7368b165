"""What an encoder is, which ones there are, and how one is loaded by its name."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from contextlib import suppress
from functools import cache
from importlib import import_module
from threading import Thread
from typing import Protocol

import numpy as np
import numpy.typing as npt

from corpus.problems import DocumentError, UsageError

Vectors = npt.NDArray[np.float32]

ENCODERS = {
    "use": "alignments.encoders.use:UseEncoder",
    "e5": "alignments.encoders.e5:E5Encoder",
    "transformers": "alignments.encoders.transformer:TransformerEncoder",
    "labse": "alignments.encoders.transformer:TransformerEncoder",
}
"""Name → where its class lives; a name may carry an argument, ``transformers:MODEL``."""

MODELS = {"labse": "sentence-transformers/LaBSE"}
"""Short names of well-known models for the transformers encoder."""


class Encoder(Protocol):
    """What an encoder must offer."""

    signature: str  # name, version and settings: equal signatures give equal vectors

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text, shape (texts, dimension)."""
        ...


class JoinedEncoder:
    """Several encoders side by side: the cosine of the joined vectors is the mean of their cosines."""

    def __init__(self, encoders: Sequence[Encoder]) -> None:
        self._encoders = tuple(encoders)
        self.signature = "+".join(encoder.signature for encoder in encoders)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text; every encoder has the same weight."""
        joined = np.concatenate([encoder.encode(texts) for encoder in self._encoders], axis=1)
        return np.asarray(joined / np.sqrt(len(self._encoders)), dtype=np.float32)


def load_encoder(name: str = "use", *, device: str = "auto", download: bool = False) -> Encoder:
    """The encoder of that name; each model is loaded once a process.

    ``use`` (the default, bundled), ``e5`` (an extra that ships its model), ``labse``, ``transformers:MODEL``
    where MODEL is a folder or a Hugging Face id, or several joined by ``+``. ``device`` (auto, cpu, cuda, mps)
    and ``download`` matter to transformers alone. Raises UsageError for a name that is not known or whose extra
    is missing.
    """
    if "+" in name and not name.startswith("transformers:"):
        return JoinedEncoder([load_encoder(part, device=device, download=download) for part in name.split("+")])
    kind, _, argument = name.partition(":")
    if kind not in ENCODERS or (argument and kind != "transformers") or name == "transformers":
        known = ", ".join(sorted({*ENCODERS} - {"transformers"})) + ", transformers:MODEL"
        raise UsageError("no such encoder", value=repr(name), remedy=f"known are {known}, and several joined by +")
    model = argument or MODELS.get(kind)
    return _load(ENCODERS[kind], model, device, download) if model else _load(ENCODERS[kind])


def load_ahead(encoder: Encoder) -> Thread:
    """Have another thread read the model while there is other work; what goes wrong shows at the first text."""
    thread = Thread(target=_try, args=(encoder,), daemon=True)
    thread.start()
    return thread


def _try(encoder: Encoder) -> None:
    with suppress(DocumentError, UsageError):
        encoder.encode(["."])


@cache
def _load(place: str, model: str | None = None, device: str = "auto", download: bool = False) -> Encoder:  # noqa: FBT001, FBT002 (a cache tells keywords in another order apart)
    module, _, attribute = place.partition(":")
    made = getattr(import_module(module), attribute)
    encoder: Encoder = made(model, device=device, download=download) if model else made()
    return encoder


class _Plain(dict[int, str]):
    """Code point → what an encoder should read, worked out once for each character that is ever met."""

    def __missing__(self, code: int) -> str:
        plain = self[code] = _plain_character(chr(code))
        return plain


def _plain_character(character: str) -> str:
    if character == "\N{ARABIC TATWEEL}":
        return ""
    category = unicodedata.category(character)
    if category in {"Cf", "Cs", "Cc"}:
        return " " if character.isspace() else ""
    if category == "Mn" and unicodedata.name(character, "").startswith("ARABIC"):
        return ""
    if "\N{ARABIC LETTER ALEF WASLA ISOLATED FORM}" <= character <= "\N{ARABIC LIGATURE LAM WITH ALEF FINAL FORM}":
        return unicodedata.normalize("NFKC", character)
    return character


_PLAIN = _Plain()


def plain_text(text: str) -> str:
    r"""The text as encoders were taught to read it: no vowel marks, tatweel, bidi marks or presentation forms.

    Letters, case and digits stay as they are: folding them moves the vectors.

    >>> plain_text("\N{ARABIC LETTER BEH}\N{ARABIC FATHA}\N{ARABIC TATWEEL} Aleppo")
    'ب Aleppo'
    """
    return text.translate(_PLAIN)
