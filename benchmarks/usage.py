"""How well spellings against those of the whole corpus (``scores/usage.py``) tell a slip from a choice.

    python -m benchmarks.usage ../shared/data/parallel-documents.jsonl.gz --half test --seed 2024

The documents of one half make a corpus. One at a time a name that it spells alike is spelt otherwise throughout one
of its translations; it counts as found when that translation gets a finding on it. What is found in the untouched
corpus is printed: right or wrong, a person must say. Nothing of ``scores/usage.py`` was fitted to data.
"""

from __future__ import annotations

import argparse
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import polars as pl

from alignments.encoders import Encoder, load_encoder
from benchmarks.findings import read_texts
from scores.findings.mentions import find_mentions
from scores.ledger import mentions_frame
from scores.planting import Text
from scores.planting.measuring import read_text
from scores.planting.memory import Memory
from scores.planting.wording import respell
from scores.usage import find_departures, load_departures

LEAST_LETTERS = 5  # of a word that is spelt otherwise


def name_text(text: Text, *, encoder: Encoder) -> pl.DataFrame:
    """The names of one text as a run keeps them."""
    reading = read_text(text.arabic, text.english, encoder=encoder)
    return mentions_frame(find_mentions(reading), translation=text.name, original=text.name)


def spell_otherwise(text: Text, name: str, rng: Random) -> tuple[Text, str] | None:
    """The text with one word of the name spelt otherwise throughout, and the name as it is there."""
    words = [word for word in name.split() if len(word) >= LEAST_LETTERS and word.isalpha()]
    if not words:
        return None
    word = rng.choice(words)
    new = re.sub(rf"\b{word}\b", respell(word), name)
    english = tuple(re.sub(rf"\b{re.escape(name)}\b", new, line) for line in text.english)
    changed = Text(name=text.name, arabic=text.arabic, english=english)
    return None if english == text.english else (changed, new)


def try_names(texts: Mapping[str, Text], corpus: pl.DataFrame, *, seed: int, encoder: Encoder) -> Iterator[bool]:
    """For each name of three translations or more, in one of them: whether its other spelling is found."""
    rng = Random(seed)
    names = corpus.group_by("english").agg(pl.col("translation").unique().sort()).sort("english")
    for name, where in names.filter(pl.col("translation").list.len() > 2).iter_rows():
        translation = rng.choice(where)
        spoilt = spell_otherwise(texts[translation], name, rng)
        if spoilt is None:
            continue
        text, new = spoilt
        others = corpus.filter(pl.col("translation") != translation)
        departures = load_departures(find_departures(pl.concat([others, name_text(text, encoder=encoder)])))
        found = any(new in each.english for each in departures.get(translation, ()))
        print(f"{name} as {new}: {'found' if found else 'not found'}", flush=True)
        yield found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--seed", type=int, default=2024)
    arguments = parser.parse_args()
    encoder = Memory(load_encoder())
    texts = {text.name: text for text in read_texts(arguments.data, arguments.half)}
    corpus = pl.concat([name_text(text, encoder=encoder) for text in texts.values()])
    print(f"{len(corpus)} names in {len(texts)} texts")
    for translation, departures in load_departures(find_departures(corpus)).items():
        for each in departures:
            share = f"{each.times} of {each.mentions}"
            print(f"untouched: {each.english} for {each.usual} ({share}), {each.arabic}, {translation}")
    found = list(try_names(texts, corpus, seed=arguments.seed, encoder=encoder))
    print(f"found {sum(found)} of {len(found)}")


if __name__ == "__main__":
    main()
