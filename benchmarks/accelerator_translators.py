"""Translators on an accelerator: speed, company, order, stops, and what happens without memory."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from alignments.networks import load_libraries
from benchmarks.accelerator_seen import Bench, forget_peak, free, peak, say
from benchmarks.untrained import load_stopping
from corpus.problems import DocumentError
from scores.translation import translate
from scores.translators import Translator


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
        free(bench)
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
    forget_peak(bench)
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
        gigabytes=peak(bench),
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
    free(bench)
    held = torch.cuda.memory_reserved()
    forget_peak(bench)
    translate(texts, translator, **limits)
    needed = torch.cuda.max_memory_reserved() - held
    for share in (0.6, 0.3, 0.0):
        free(bench)
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
