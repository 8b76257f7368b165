"""How well spellings against those of the whole corpus (``scores/usage.py``) tell a slip from a choice.

    python -m benchmarks.usage ../shared/data/parallel-documents.jsonl.gz --half test --seed 2024

The texts of the set hardly share a full name, so lines that name two invented persons (``scores.planting``) are put
into some of one half: every person into several. These make a corpus; what is found in it is an alarm. Then, one at a
time, a person is spelt otherwise throughout one text, and counts as found when that text gets a finding on the other
spelling. Nothing of ``scores/usage.py`` was fitted to data.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Mapping
from pathlib import Path
from random import Random

import polars as pl

from alignments.encoders import Encoder, load_encoder
from benchmarks.findings import read_texts
from scores.findings.names.mentions import find_mentions
from scores.ledger import mentions_frame
from scores.planting import Text
from scores.planting.fault import insert_line, load_faults
from scores.planting.measuring import read_text
from scores.planting.memory import Memory
from scores.planting.wording import respell
from scores.usage import find_departures, load_departures

PLACES = 6  # texts that name one person
LEAST_LETTERS = 5  # of a word that is spelt otherwise


def furnish(texts: list[Text], rng: Random) -> tuple[dict[str, Text], dict[str, list[str]]]:
    """The texts by name with lines put in, and person → the texts that name the person."""
    frames = load_faults()["speakers"]
    made = {text.name: text for text in texts}
    named: defaultdict[str, list[str]] = defaultdict(list)
    for person in frames["names"]:
        for place in rng.sample(sorted(made), PLACES):
            other = rng.choice([name for name in frames["names"] if name != person])
            arabic, english = rng.choice(frames["lines"])
            said = english.format(a=person[1], b=other[1])
            k = rng.randrange(len(made[place].english) + 1)
            made[place] = insert_line(
                made[place], k, arabic.format(a=person[0], b=other[0]), right=said, wrong=said
            ).text
            named[person[1]].append(place)
            named[other[1]].append(place)
    return made, dict(named)


def name_text(text: Text, *, encoder: Encoder) -> pl.DataFrame:
    """The names of one text as a run keeps them."""
    reading = read_text(text.arabic, text.english, encoder=encoder)
    return mentions_frame(find_mentions(reading), translation=text.name, original=text.name)


def spell_otherwise(name: str, rng: Random) -> str:
    """The name with one of its longer words spelt otherwise."""
    words = name.split()
    place = rng.choice([number for number, word in enumerate(words) if len(word) >= LEAST_LETTERS])
    return " ".join([*words[:place], respell(words[place]), *words[place + 1 :]])


def try_names(
    texts: Mapping[str, Text], named: Mapping[str, list[str]], corpus: pl.DataFrame, *, rng: Random, encoder: Encoder
) -> Iterator[bool]:
    """For each person, in each of the texts: whether another spelling there is found."""
    for person, places in named.items():
        for place in sorted(set(places)):
            new = spell_otherwise(person, rng)
            text = texts[place]
            english = tuple(line.replace(person, new) for line in text.english)
            names = name_text(Text(name=place, arabic=text.arabic, english=english), encoder=encoder)
            found = find_departures(pl.concat([corpus.filter(pl.col("translation") != place), names]))
            yield any(each.english == new for each in load_departures(found).get(place, ()))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("--half", choices=("calibration", "test", "all"), default="test")
    parser.add_argument("--seed", type=int, default=2024)
    parser.add_argument("--texts", type=int, default=40)
    arguments = parser.parse_args()
    encoder, rng = Memory(load_encoder()), Random(arguments.seed)
    texts, named = furnish(rng.sample(read_texts(arguments.data, arguments.half), arguments.texts), rng)
    corpus = pl.concat([name_text(text, encoder=encoder) for text in texts.values()])
    for translation, departures in sorted(load_departures(find_departures(corpus)).items()):
        for each in departures:
            print(f"alarm: {each.english} for {each.usual} ({each.times} of {each.mentions}) in {translation}")
    found = list(try_names(texts, named, corpus, rng=rng, encoder=encoder))
    print(f"{len(corpus)} names in {len(texts)} texts; {sum(found)} of {len(found)} other spellings found")


if __name__ == "__main__":
    main()
