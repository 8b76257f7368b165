"""Cases for pairing: translations of which some lack their original, hold a part of it, or stand beside a retelling.

Texts of ../shared/data/parallel-documents are cut into stretches of 3 to 14 sentences: neighbouring stretches tell of
one matter with the same names, which makes them hard to tell apart. What each kind does is in ``KINDS``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
from constructed import Text, thin
from free import tell_pair

from alignments.encoders import Encoder, Vectors
from corpus.documents import Body, Document, Field, Sentence, document_id

KINDS = {
    "whole": "the original is there as it is",
    "missing": "no original is there",
    "truncated": "the last 4 in 10 sentences of the original are lost",
    "mixed": "three sentences of another text stand before the original",
    "part": "the English renders a third to two thirds of the original",
    "lead": "one to three sentences by an editor stand before the English",
    "beside": "the original is there, and so is a retelling of it",
    "retold": "only a retelling is there: 2 to 4 in 10 sentences the same, the others of the same matter, shuffled",
    "copies": "the original is there three times, and once without its end",
    "dates": "the dates of original and translation differ by years, those of a stranger agree",
    "alike": "as retold, in sentences about as long as those whose place they take",
    "free": "the English is told freely: clauses and words left out, put in and moved",
    "free beside": "the same, and a retelling stands beside the original",
    "free retold": "the same, and only a retelling is there",
}
STORIES = Path(__file__).parents[1] / "tests" / "alignments" / "pairing" / "data" / "stories.json"
LACKING = ("missing", "retold")
ALIKE = ("beside", "alike")
FREE = ("free", "free beside", "free retold")
USUAL = tuple(kind for kind in KINDS if kind not in {"alike", *FREE})
_HELD = 0.5
_DROPPED = (0.1, 0.5)  # share of the words of a sentence told freely that are left out
_HALVED, _LEAST = 0.4, 20  # how often it becomes two, and the letters of the second at least
_ALIKE = 0.15  # of the length of a sentence that another one as long may lack or have beyond


@dataclass(frozen=True, kw_only=True)
class Case:
    """Documents of both sides; ``gold`` has the originals of each translation, none where it has none.

    An original is what holds at least half of what the translation renders, by letters, and as much as any other.
    """

    translations: list[Document] = field(default_factory=list)
    originals: list[Document] = field(default_factory=list)
    gold: dict[str, frozenset[str]] = field(default_factory=dict)
    kinds: dict[str, str] = field(default_factory=dict)
    sources: dict[str, list[str]] = field(default_factory=dict)  # the Arabic that each translation renders
    answers: dict[str, set[str]] = field(default_factory=dict)  # the Arabic sentences of each English sentence


def document_of(sentences: Sequence[str], language: str, name: str, date: str | None = None) -> Document:
    text = "\n".join(sentences)
    starts = np.cumsum([0, *(len(sentence) + 1 for sentence in sentences)]).tolist()
    parts = tuple(
        Sentence(text=s, start=start, end=start + len(s)) for s, start in zip(sentences, starts, strict=False)
    )
    dates = (Field(name="date", value=date, raw=date, language="und", start=0, end=0),) if date else ()
    return Document(
        id=f"{document_id(text)}-{name}", file=f"{name}.txt", article=1, language=language, title="", title_start=0,
        title_end=0, metadata=dates, body=Body(language=language, start=0, end=len(text)), sentences=parts, notes=(),
        offset=0, text=text,
    )  # fmt: skip


@dataclass(frozen=True, kw_only=True)
class Piece:
    """A stretch of a text, and the Arabic of the same text outside it."""

    arabic: list[str]
    english: list[str]
    around: list[str]


@dataclass(frozen=True, kw_only=True)
class Strangers:
    """All Arabic sentences, their vectors, and the piece that each stands in."""

    sentences: list[str]
    vectors: Vectors
    owners: dict[str, int]
    texts: Sequence[Text]


def pieces_of(texts: Sequence[Text], rng: np.random.Generator) -> Iterator[Piece]:
    for arabic, english in texts:
        start = 0
        while len(arabic) - start >= 3:
            end = start + int(rng.integers(3, 15))
            yield Piece(
                arabic=arabic[start:end],
                english=english[start:end],
                around=arabic[max(0, start - 15) : start] + arabic[end : end + 15],
            )
            start = end


def build(
    texts: Sequence[Text],
    *,
    translations: int,
    distractors: int,
    seed: int,
    encoder: Encoder,
    kinds: Sequence[str] = USUAL,
) -> Case:
    """``translations`` of these kinds in turn, and ``distractors`` Arabic texts that nothing was translated from.

    At least a tenth of the pieces must be left over: leads and foreign sentences come from there.
    """
    rng = np.random.default_rng(seed)
    pieces = list(pieces_of(texts, rng))
    order = rng.permutation(len(pieces)).tolist()
    left = order[translations + distractors :]
    assert len(left) * 10 >= len(pieces)
    sentences = [sentence for place in order for sentence in pieces[place].arabic]
    owners = {sentence: place for place in order for sentence in pieces[place].arabic}
    strangers = Strangers(sentences=sentences, vectors=encoder.encode(sentences), owners=owners, texts=texts)
    case = Case()
    for arabic, english in texts:
        for original, translation in zip(arabic, english, strict=True):
            case.answers.setdefault(translation, set()).add(original)
    for number, place in enumerate(order[:translations]):
        kind = kinds[number % len(kinds)]
        # what stands before a text stands nowhere else: a text of the same date is of other pieces
        others = left[::2] if kind == "dates" else left[1::2]
        other = pieces[others[number % len(others)]]
        _add(case, f"{number}", kind, pieces[place], other, strangers, rng, encoder)
    for place in order[translations : translations + distractors]:
        case.originals.append(document_of(pieces[place].arabic, "ar", f"{place}-stranger"))
    held = [{sentence.text for sentence in original.sentences} for original in case.originals]
    for translation, arabic in case.sources.items():
        letters = sum(len(sentence) for sentence in arabic)
        shares = [sum(len(sentence) for sentence in arabic if sentence in texts) / letters for texts in held]
        least = max(_HELD, max(shares) - 0.05)
        case.gold[translation] = frozenset(
            original.id for original, share in zip(case.originals, shares, strict=True) if share >= least
        ) | case.gold.get(translation, frozenset())
    return case


def _add(
    case: Case, name: str, kind: str, piece: Piece, other: Piece, strangers: Strangers,
    rng: np.random.Generator, encoder: Encoder,
) -> None:  # fmt: skip
    arabic, english, source = piece.arabic, piece.english, piece.arabic
    dates = ("2014-06-30", "2016-01-02") if kind == "dates" else (None, None)
    if kind == "part":
        size = max(2, round(len(english) * rng.uniform(0.33, 0.67)))
        start = int(rng.integers(0, len(english) - size + 1))
        english, source = english[start : start + size], arabic[start : start + size]
    if kind in FREE:
        english = [
            sentence
            for pair in zip(arabic, english, strict=True)
            for sentence in _tell(pair, case, strangers.texts, rng)
        ]
    if kind == "lead":
        english = [*other.english[: min(3, -(-len(english) // 3))], *english]
    truncated = arabic[: -(-len(arabic) * 6 // 10)]
    if kind == "truncated":
        arabic = truncated
    if kind == "mixed":
        arabic = [*other.arabic[:3], *arabic]
    translation = document_of(english, "en", f"{name}-{kind}", dates[0])
    case.translations.append(translation)
    case.kinds[translation.id] = kind
    case.sources[translation.id] = source
    if kind not in {*LACKING, "alike", "free retold"}:
        copies = range(3 if kind == "copies" else 1)
        right = [document_of(arabic, "ar", f"{name}-original-{copy}", dates[1]) for copy in copies]
        case.originals.extend(right)
        case.gold[translation.id] = frozenset(original.id for original in right)
    if kind == "copies":
        case.originals.append(document_of(truncated, "ar", f"{name}-half"))
    if kind in {"beside", "retold", "alike", "free beside", "free retold"}:
        told = retell(piece, strangers, rng, encoder=encoder, alike=kind == "alike")
        case.originals.append(document_of(told, "ar", f"{name}-retelling"))
    if kind == "dates":
        case.originals.append(document_of(other.arabic, "ar", f"{name}-same-date", dates[0]))


def _tell(pair: tuple[str, str], case: Case, texts: Sequence[Text], rng: np.random.Generator) -> list[str]:
    """The English of a pair told freely, in one or two sentences."""
    _, english = tell_pair(pair, list(texts), rng)
    told = thin(english, rng.uniform(*_DROPPED), rng)
    half = told.find(", ", len(told) // 3) if rng.random() < _HALVED else -1
    parts = [told[: half + 1], told[half + 2 :]] if half > 0 and len(told) - half > _LEAST else [told]
    for part in parts:
        case.answers.setdefault(part, set()).add(pair[0])
    return parts


def retell(piece: Piece, strangers: Strangers, rng: np.random.Generator, *, encoder: Encoder, alike: bool) -> list[str]:
    """A text as long that quotes 2 to 4 in 10 sentences and tells the rest in the nearest other sentences there are.

    Half of them come from the same text, so they tell of the same persons; the others from anywhere; of one other
    piece at most one, so that a retelling is no original of that one. ``alike`` takes the nearest that is about as
    long, where there is one.
    """
    kept = rng.permutation(len(piece.arabic))[: max(1, round(len(piece.arabic) * rng.uniform(0.2, 0.4)))].tolist()
    told = [piece.arabic[place] for place in kept]
    cosines = encoder.encode(piece.arabic) @ strangers.vectors.T
    used = {strangers.owners[sentence] for sentence in piece.arabic}
    for place in set(range(len(piece.arabic))) - set(kept):
        near = [strangers.sentences[spot] for spot in np.argsort(-cosines[place], kind="stable")[:300]]
        if rng.random() < 0.5:
            near = [*(sentence for sentence in near if sentence in piece.around), *near]
        near = [sentence for sentence in near if strangers.owners[sentence] not in used]
        size = len(piece.arabic[place])
        as_long = [sentence for sentence in near if alike and abs(len(sentence) - size) < _ALIKE * size]
        sentence = next(iter(as_long or near), None)
        if sentence is not None:
            used.add(strangers.owners[sentence])
            told.append(sentence)
    return [told[spot] for spot in rng.permutation(len(told)).tolist()]


def load_stories() -> Case:
    """The stories written for this: retellings with the same names and quotations, letters under one title."""
    stories = json.loads(STORIES.read_text(encoding="utf-8"))
    case = Case()
    for story in stories:
        name = story["name"]
        original = document_of([story["title"][0], *story["arabic"]], "ar", name)
        gold = frozenset[str]() if story.get("missing") else frozenset({original.id})
        for number, english in enumerate([story["english"], *([story["again"]] if "again" in story else [])]):
            translation = document_of([story["title"][1], *english], "en", f"{name}-{number}")
            case.translations.append(translation)
            case.gold[translation.id] = gold
            case.kinds[translation.id] = "letter" if "author" in story else "story"
        if gold:
            case.originals.append(original)
        for number, retelling in enumerate(story["retellings"]):
            case.originals.append(document_of(retelling, "ar", f"{name}-retelling-{number}"))
    return case
