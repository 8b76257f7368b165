"""Precision and recall of pairing, on documents of which some lack their original or hold half of it.

    python benchmarks/pairing.py [--fit | --small]

From ../shared/data/parallel-documents. A third of the translations has no original among the candidates, a
third a truncated or mixed one. ``--fit`` prints new logistic weights, fitted on half 0 (seed 7); figures are
always those of half 1 (seed 8). ``--small`` takes 60 translations instead of 150 and ends within two minutes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from constructed import Text, load_texts

from alignments.candidates import propose, read_profiles
from alignments.documents import match_documents, match_features, pair_documents
from alignments.encoders import load_encoder
from corpus.documents import Body, Document, Sentence, document_id


@dataclass(frozen=True, kw_only=True)
class Case:
    """Documents of both sides, and the original of each translation (None where it has none)."""

    translations: list[Document]
    originals: list[Document]
    gold: dict[str, str | None]
    kinds: dict[str, str]


def document_of(sentences: list[str], language: str, copy: int) -> Document:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    parts = tuple(
        Sentence(text=s, start=start, end=start + len(s)) for s, start in zip(sentences, starts, strict=False)
    )
    return Document(
        id=document_id(text, copy=copy), file="constructed", article=1, language=language, title="", title_start=0,
        title_end=0, metadata=(), body=Body(language=language, start=0, end=len(text)), sentences=parts, notes=(),
        offset=0, text=text,
    )  # fmt: skip


def pieces_of(texts: list[Text], rng: np.random.Generator) -> Iterator[Text]:
    """Texts in stretches of 3 to 14 sentences: neighbours tell of one matter, which makes them hard to tell apart."""
    for arabic, english in texts:
        start = 0
        while len(arabic) - start >= 3:
            size = int(rng.integers(3, 15))
            yield arabic[start : start + size], english[start : start + size]
            start += size


def build(texts: list[Text], *, translations: int, distractors: int, seed: int) -> Case:
    rng = np.random.default_rng(seed)
    pieces = list(pieces_of(texts, rng))
    order = rng.permutation(len(pieces)).tolist()
    case = Case(translations=[], originals=[], gold={}, kinds={})
    for number, place in enumerate(order[:translations]):
        arabic, english = pieces[place]
        kind = ("whole", "missing", "whole", "truncated", "missing", "mixed")[number % 6]
        translation = document_of(english, "en", number)
        case.translations.append(translation)
        case.kinds[translation.id] = kind
        case.gold[translation.id] = None
        if kind != "missing":
            if kind == "truncated":
                arabic = arabic[: max(2, len(arabic) * 6 // 10)]
            elif kind == "mixed":
                other = pieces[order[(number + 1) % len(order)]][0]
                arabic = [*other[:3], *arabic]
            original = document_of(arabic, "ar", number)
            case.originals.append(original)
            case.gold[translation.id] = original.id
    extra = order[translations : translations + distractors]
    case.originals.extend(document_of(pieces[place][0], "ar", place) for place in extra)
    return case


def fit() -> None:
    """Logistic regression (Newton) on the best candidate of each translation of half 0."""
    encoder = load_encoder()
    case = build(load_texts(part=0), translations=240, distractors=60, seed=7)
    english, arabic = (read_profiles(side, encoder=encoder) for side in (case.translations, case.originals))
    features, right = [], []
    for profile, places in zip(english, propose(english, arabic, most=4), strict=True):
        matches = sorted(
            (match_documents(profile, arabic[place]) for place in places), key=lambda m: -m.english * m.cosine
        )
        features.append(match_features(profile, matches[0], matches[1], encoder=encoder))
        right.append(matches[0].original.id == case.gold[profile.id])
    x, y = np.stack(features), np.array(right, dtype=float)
    weights = np.zeros(x.shape[1])
    for _ in range(50):
        chance = 1 / (1 + np.exp(-x @ weights))
        bend = (x * (chance * (1 - chance))[:, None]).T @ x + 0.03 * np.eye(len(weights))
        weights += np.linalg.solve(bend, x.T @ (y - chance) - 0.03 * weights)
    print("weights", weights.round(2).tolist())
    chance = 1 / (1 + np.exp(-x @ weights))
    for likely in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        named = chance >= likely
        print(f"from {likely}: precision {y[named].mean():.3f}, recall {y[named].sum() / y.sum():.3f}")


def main() -> None:
    if "--fit" in sys.argv:
        fit()
        return
    encoder = load_encoder()
    texts = load_texts(part=1)
    print("translations  distractors  precision  recall  false originals  seconds")
    count = 60 if "--small" in sys.argv else 150
    for distractors in (0, count):
        case = build(texts, translations=count, distractors=distractors, seed=8)
        start = time.perf_counter()
        pairs = pair_documents(case.translations, case.originals, encoder=encoder)
        seconds = time.perf_counter() - start
        named = [pair for pair in pairs if pair.original]
        right = sum(pair.original == case.gold[pair.translation] for pair in named)
        wanted = sum(original is not None for original in case.gold.values())
        lacking = [pair for pair in pairs if case.gold[pair.translation] is None]
        false = sum(pair.original is not None for pair in lacking) / max(len(lacking), 1)
        precision = right / max(len(named), 1)
        print(
            f"{len(pairs):12}  {distractors:11}  {precision:9.3f}  {right / wanted:6.3f}  {false:15.3f}  {seconds:7.1f}"
        )
        for pair in pairs:
            if pair.original != case.gold[pair.translation]:
                print("   wrong:", case.kinds[pair.translation], pair.confidence, "; ".join(pair.reasons[:2]))


if __name__ == "__main__":
    main()
