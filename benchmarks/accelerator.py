"""What a graphics card brings: translators and encoders of real size, untrained, through the program's own code.

    python -m benchmarks.accelerator [--device cuda] [--models marian,nllb,labse] [--texts 256] [--small]

in an environment with the extra ``neural``. The models are made here, with the sizes of opus-mt-ar-en, M2M100-418M,
NLLB-200-distilled-600M, LaBSE and multilingual-e5-large and random weights, so nothing is downloaded; their texts are
words of the examples in sentences of 4 to 60. An untrained translator never stops, so every text is stopped after as
many tokens as it has itself, about where a trained one stops. Prints a line of JSON for everything seen: how fast,
how near to float32, whether a text's company changes its result, what happens without memory and after a stop.
"""

from __future__ import annotations

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np

from alignments.networks import PRECISIONS, choose_device, load_libraries
from alignments.transformer import TransformerEncoder
from benchmarks.untrained import MODELS, SEED, load_stopping, make_model, make_texts
from corpus.problems import DocumentError, UsageError
from scores.translation import translate
from scores.translators import Translator

PARTS = ("company", "orders", "stops", "memory")
TRANSLATORS = ("marian", "m2m100", "nllb")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where it runs, on what, and with which limits."""

    torch: Any
    device: str
    folder: Path
    texts: list[str]
    batches: tuple[int, ...]
    precisions: tuple[str, ...]
    parts: tuple[str, ...]
    small: bool


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--device", default="auto")
    parser.add_argument("--models", default="marian,nllb,labse,e5-large", help=f"of {', '.join(MODELS)}")
    parser.add_argument("--texts", type=int, default=256)
    parser.add_argument("--batches", default="16,64,256", help="the most texts at once")
    parser.add_argument("--precisions", default=",".join(PRECISIONS))
    parser.add_argument("--parts", default=",".join(PARTS), help="what to look at, of a translator")
    parser.add_argument("--processor", type=int, default=32, help="texts that the processor is timed on beside it")
    parser.add_argument("--small", action="store_true", help="tiny models, to try the script")
    arguments = parser.parse_args()
    torch, transformers = load_libraries("the benchmark of accelerators")
    device = choose_device(torch, arguments.device)
    name = torch.cuda.get_device_name(device) if device.startswith("cuda") else device
    say("machine", device=name, torch=torch.__version__, transformers=transformers.__version__, seed=SEED)
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(
            torch=torch,
            device=device,
            folder=Path(folder),
            texts=make_texts(arguments.texts),
            batches=tuple(map(int, arguments.batches.split(","))),
            precisions=tuple(arguments.precisions.split(",")) if device != "cpu" else ("float32",),
            parts=tuple(arguments.parts.split(",")),
            small=arguments.small,
        )
        see_devices(bench)
        for model in arguments.models.split(","):
            look = see_translator if model in TRANSLATORS else see_encoder
            began = time.perf_counter()
            path = make_model(model, bench.folder / model, device=device, small=bench.small)
            say("made", model=model, seconds=time.perf_counter() - began)
            look(bench, model, path, arguments.processor)
            shutil.rmtree(path)


def see_devices(bench: Bench) -> None:
    """What is said of a device that is not there."""
    try:
        choose_device(bench.torch, "cuda:97")
    except UsageError as error:
        say("no such device", message=str(error))


def see_translator(bench: Bench, model: str, path: Path, few: int) -> None:
    """Speed, company, memory and stops of a model that translates."""
    found: dict[str, list[str]] = {}
    looks = {"orders": compare_orders, "stops": see_stops, "memory": see_memory}
    for precision in bench.precisions:
        translator = load_stopping(path, bench.device, precision)
        translate(bench.texts[:64], translator)  # a device prepares itself for every new shape
        for most in bench.batches:
            limits = {"batch_texts": most, "batch_tokens": 128 * most}
            made = time_translator(bench, model, precision, translator, limits)
            found.setdefault(precision, made)
        if "company" in bench.parts:
            see_company(model, precision, translator, bench.texts[:256])
        for part, look in looks.items():
            if part in bench.parts and precision == bench.precisions[0]:
                look(bench, model, translator)
        del translator
        _free(bench)
    for precision, made in found.items():
        same = sum(one == two for one, two in zip(found[bench.precisions[0]], made, strict=True))
        say("nearness", model=model, precision=precision, same_as_float32=same / len(made))
    if bench.device != "cpu":
        time_translator(
            replace(bench, device="cpu", texts=bench.texts[:few]),
            model,
            "float32",
            load_stopping(path, "cpu", "float32"),
            {},
        )


def time_translator(
    bench: Bench, model: str, precision: str, translator: Translator, limits: dict[str, int]
) -> list[str]:
    """The translations, and a line that says how fast they were made."""
    translator.network.asked = 0
    _forget_peak(bench)
    began = time.perf_counter()
    made = translate(bench.texts, translator, **limits)
    seconds = time.perf_counter() - began
    say(
        "translated",
        model=model,
        device=bench.device,
        precision=precision,
        texts=len(bench.texts),
        **limits,
        batches=translator.network.asked,
        seconds=seconds,
        texts_per_second=len(made) / seconds,
        tokens_per_second=sum(map(len, translator.tokenizer(bench.texts)["input_ids"])) / seconds,
        gigabytes=_peak(bench),
    )
    return made


def see_company(model: str, precision: str, translator: Translator, texts: Sequence[str]) -> None:
    """How many translations change with the texts beside them: as the program does it, and in batches of any shape."""
    shuffled = sorted(texts, key=lambda text: text[::-1])
    for steady in (True, False):
        used = translator if steady else replace(translator, steady=False)
        base = dict(zip(texts, translate(texts, used), strict=True))
        others = {
            "alone": {text: translate([text], used)[0] for text in texts[:6]},
            "quarter": dict(zip(shuffled[::4], translate(shuffled[::4], used), strict=True)),
        }
        changed = {name: sum(base[text] != made for text, made in other.items()) for name, other in others.items()}
        counted = {f"of_{name}": len(other) for name, other in others.items()}
        say("company", model=model, precision=precision, steady=steady, **changed, **counted)


def compare_orders(bench: Bench, model: str, translator: Translator) -> None:
    """What sorting by length brings: the same batches' number, filled in the order given."""
    most = 64
    began = time.perf_counter()
    translate(bench.texts, translator, batch_texts=most, batch_tokens=most * 512)
    middle = time.perf_counter()
    for start in range(0, len(bench.texts), most):
        _one_batch(bench.texts[start : start + most], translator)
    say("orders", model=model, sorted=middle - began, as_given=time.perf_counter() - middle)


def _one_batch(texts: Sequence[str], translator: Translator) -> None:
    tokens = translator.tokenizer(list(texts), return_tensors="pt", padding=True).to(translator.device)
    with load_libraries("the benchmark of accelerators")[0].inference_mode():
        translator.network.generate(tokens["input_ids"], tokens["attention_mask"], **translator.settings)


def see_stops(bench: Bench, model: str, translator: Translator) -> None:
    """A run that is stopped after its second batch, the run after it, and a third one."""
    cache = bench.folder / f"{model}.sqlite"
    texts = bench.texts[:96]

    def stop(done: int, _total: int) -> None:
        if translator.network.asked > 1 and done:
            raise KeyboardInterrupt

    asked = []
    for progress in (stop, None, None):
        translator.network.asked = 0
        try:
            made = translate(texts, translator, cache=cache, progress=progress)
        except KeyboardInterrupt:
            made = []
        asked.append(translator.network.asked)
    say("stops", model=model, batches_asked=asked, same=made == translate(texts, translator))


def see_memory(bench: Bench, model: str, translator: Translator) -> None:
    """The same translations where the device lets go of little more memory than the model holds, and of none."""
    torch = bench.torch
    if not bench.device.startswith("cuda"):
        return
    texts = bench.texts[:64]
    limits = {"batch_texts": 64, "batch_tokens": 64 * 64}
    expected = translate(texts, translator, **limits)
    whole = torch.cuda.get_device_properties(bench.device).total_memory
    _free(bench)
    held = torch.cuda.memory_reserved()
    _forget_peak(bench)
    translate(texts, translator, **limits)
    needed = torch.cuda.max_memory_reserved() - held
    for share in (0.6, 0.3, 0.0):
        _free(bench)
        translator.network.asked = 0
        torch.cuda.set_per_process_memory_fraction((held + share * needed) / whole)
        try:
            made = translate(texts, translator, **limits)
            seen = {"same": sum(one == two for one, two in zip(expected, made, strict=True)), "of": len(texts)}
        except DocumentError as error:
            seen = {"message": str(error)}
        finally:
            torch.cuda.set_per_process_memory_fraction(1.0)
        asked = translator.network.asked
        say("memory", model=model, needed_gigabytes=needed / 2**30, share=share, asked=asked, **seen)


def see_encoder(bench: Bench, model: str, path: Path, few: int) -> None:
    """Speed, nearness and company of an encoder."""
    exact = None
    for precision in bench.precisions:
        encoder = TransformerEncoder(str(path), device=bench.device, precision=precision)
        for most in bench.batches:
            encoder.batch = most
            encoder.encode(bench.texts)
            _forget_peak(bench)
            began = time.perf_counter()
            vectors = encoder.encode(bench.texts)
            rate = len(bench.texts) / (time.perf_counter() - began)
            say(
                "encoded", model=model, device=bench.device, precision=precision, batch=most, texts_per_second=rate,
                gigabytes=_peak(bench),
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
        _free(bench)
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


def say(what: str, **values: Any) -> None:
    """A line of JSON, figures to three digits."""
    print(json.dumps({"what": what} | dict(_rounded(values)), ensure_ascii=False), flush=True)


def _rounded(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        yield name, float(f"{value:.7g}" if "cosine" in name else f"{value:.3g}") if isinstance(value, float) else value


def _free(bench: Bench) -> None:
    if bench.device.startswith("cuda"):
        bench.torch.cuda.empty_cache()


def _forget_peak(bench: Bench) -> None:
    if bench.device.startswith("cuda"):
        bench.torch.cuda.reset_peak_memory_stats()


def _peak(bench: Bench) -> float | None:
    return bench.torch.cuda.max_memory_allocated() / 2**30 if bench.device.startswith("cuda") else None


if __name__ == "__main__":
    main()
