"""Distil multilingual-e5-small's vectors of the commonest words into alignments/data/dictionary.npz.

    pip install 'muqabala[e5]'
    python benchmarks/distil_dictionary.py      (20 minutes of one core)

The commonest words of wordfreq's lists (50,000 Arabic, 25,000 English) are encoded alone. Of each language the mean of
its 3,000 commonest is taken out; the 192 directions of most variance of both together are kept, turned at random (seed
0) so that all have the same spread, and written in four bits each. A linear map for each language (ridge regression on
the table's own words) says from the bundled encoder's vector where a word would lie that the table lacks.
"""

from __future__ import annotations

import re
from itertools import islice
from pathlib import Path

import numpy as np

from alignments.dictionary import pack, unpack
from alignments.encoders import Vectors, load_encoder
from corpus.wordlists import load_words

TARGET = Path(__file__).parents[1] / "alignments" / "data" / "dictionary.npz"
COUNTS = {"ar": 50_000, "en": 25_000}
WORDS = {"ar": re.compile("[\N{ARABIC LETTER HAMZA}-\N{ARABIC LETTER YEH}]+"), "en": re.compile("[a-z]+")}
TATWEEL = "\N{ARABIC TATWEEL}"
CENTRE = 3_000  # words whose mean is taken out
AXES = (20_000, 4)  # the commonest words of either language, every so many of which the directions are made from
DIMENSIONS = 192
STEP = 2.7 / 7  # standard deviations between two of the fifteen values
RIDGE = 1.0
BATCH = 2_000


def choose_words(language: str) -> list[str]:
    """The commonest first."""
    whole = (word for word, _ in load_words(language) if WORDS[language].fullmatch(word) and TATWEEL not in word)
    return list(islice(whole, COUNTS[language]))


def encode(words: list[str], name: str) -> Vectors:
    encoder = load_encoder(name)
    return np.concatenate([encoder.encode(words[start : start + BATCH]) for start in range(0, len(words), BATCH)])


def to_unit(vectors: Vectors) -> Vectors:
    unit: Vectors = vectors / np.linalg.norm(vectors, axis=1, keepdims=True)
    return unit


def shorten(vectors: dict[str, Vectors]) -> dict[str, Vectors]:
    """Fewer numbers for each word, all of like spread."""
    plain = {language: rows.astype(np.float32) for language, rows in vectors.items()}
    centred = {language: to_unit(rows - rows[:CENTRE].mean(axis=0)) for language, rows in plain.items()}
    common = np.concatenate([rows[: AXES[0]] for rows in centred.values()])[:: AXES[1]]
    axes = np.linalg.svd(common, full_matrices=False)[2][:DIMENSIONS].T
    turn = np.linalg.qr(np.random.default_rng(0).normal(size=(DIMENSIONS, DIMENSIONS)))[0]
    return {language: to_unit(rows @ axes) @ turn for language, rows in centred.items()}


def fit_map(plain: Vectors, wanted: Vectors) -> Vectors:
    fitted: Vectors = np.linalg.solve(plain.T @ plain + RIDGE * np.eye(plain.shape[1]), plain.T @ wanted)
    return fitted


def main() -> None:
    words = {language: choose_words(language) for language in COUNTS}
    # Half precision: what one machine's rounding adds is not kept.
    write({language: encode(words[language], "e5").astype(np.float16) for language in words}, words)


def write(vectors: dict[str, Vectors], words: dict[str, list[str]]) -> None:
    data: dict[str, np.ndarray] = {}
    for language, rows in shorten(vectors).items():
        numbers = np.clip(np.round(rows / (STEP * rows.std())), -7, 7).astype(np.int8)
        mapped = fit_map(encode(words[language], "use"), to_unit(unpack(pack(numbers))))
        order = sorted(range(len(words[language])), key=words[language].__getitem__)
        listed = "\n".join(words[language][number] for number in order).encode()
        data[f"words_{language}"] = np.frombuffer(listed, dtype=np.uint8)
        data[f"packed_{language}"] = pack(numbers)[order]
        data[f"map_{language}"] = mapped.astype(np.float16)
        print(f"{language}: {len(order):,} words")
    np.savez(TARGET, **data)


if __name__ == "__main__":
    main()
