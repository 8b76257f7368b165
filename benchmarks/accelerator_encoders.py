"""Encoders on an accelerator: speed, nearness to float32, and whether a text's company changes its vector."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from alignments.encoders.transformer import TransformerEncoder
from benchmarks.accelerator_seen import Bench, forget_peak, free, peak, say


def see_encoder(bench: Bench, model: str, path: Path, few: int) -> None:
    """Speed, nearness and company of an encoder."""
    exact = None
    for precision in bench.precisions:
        encoder = TransformerEncoder(str(path), device=bench.device, precision=precision)
        for most in bench.batches:
            encoder.batch = most
            encoder.encode(bench.texts)
            forget_peak(bench)
            began = time.perf_counter()
            vectors = encoder.encode(bench.texts)
            rate = len(bench.texts) / (time.perf_counter() - began)
            say(
                "encoded", model=model, device=bench.device, precision=precision, batch=most, texts_per_second=rate,
                gigabytes=peak(bench),
            )  # fmt: skip
        exact = vectors if exact is None else exact
        cosines = (vectors * exact).sum(axis=1)
        alone = np.concatenate([encoder.encode([text]) for text in bench.texts[:24]])
        quarter = encoder.encode(bench.texts[::-4])
        encoder.steady = False
        unsteady = encoder.encode(bench.texts)
        loose = np.concatenate([encoder.encode([text]) for text in bench.texts[:24]])
        say(
            "nearness", model=model, precision=precision, least_cosine_to_float32=float(cosines.min()),
            changed_alone=float(np.abs(alone - vectors[:24]).max()),
            changed_in_a_quarter=float(np.abs(quarter - vectors[::-4]).max()),
            changed_alone_unsteady=float(np.abs(loose - unsteady[:24]).max()),
        )  # fmt: skip
        del encoder
        free(bench)
    if bench.device != "cpu":
        encoder = TransformerEncoder(str(path), device="cpu")
        began = time.perf_counter()
        vectors = encoder.encode(bench.texts[:few])
        rate = few / (time.perf_counter() - began)
        alone = np.concatenate([encoder.encode([text]) for text in bench.texts[:few]])
        say("encoded", model=model, device="cpu", precision="float32", texts_per_second=rate)
        say(
            "nearness", model=model, device="cpu", to_device=float(np.abs(vectors - exact[:few]).max()),
            changed_alone=float(np.abs(alone - vectors).max()),
        )  # fmt: skip
