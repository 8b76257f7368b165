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
import shutil
import tempfile
import time
from pathlib import Path

from alignments.networks import PRECISIONS, choose_device, load_libraries
from benchmarks.accelerator_encoders import see_encoder
from benchmarks.accelerator_seen import Bench, say
from benchmarks.accelerator_translators import see_translator
from benchmarks.untrained import MODELS, SEED, make_model, make_texts
from corpus.problems import UsageError

PARTS = ("company", "orders", "stops", "memory")
TRANSLATORS = ("marian", "m2m100", "nllb")


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


if __name__ == "__main__":
    main()
