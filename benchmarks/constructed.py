"""Constructed gold: real sentence pairs, cut, merged, thinned, left out and added, with the beads known.

A sentence pair is one bead. Cutting one side at clauses gives 1:n and m:1; joining the end of a sentence to the
next gives n:m; words dropped at random make the English as free as literature. A sentence is never cut on both
sides, so the beads are the finest that both sides allow.
"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from corpus.sentences import split_sentences

SHARED = Path(__file__).parents[1].parent / "shared" / "data"

ARABIC_CUTS = re.compile(r"(?<=[،؛:])\s+|\s+(?=[وف]\w{3,})")
ENGLISH_CUTS = re.compile(
    r"(?<=[,;:—–])\s+|\s+(?=(?:and|but|which|that|because|while|when|as|who|if|to|with|for|in)\s)"
)
_MOST = (4, 5)  # sentences of an open bead after which it is closed
_LETTERS = 700  # of an Arabic line that is not made longer

EVERY_STYLE = ("plain", "law", "literature", "literature", "literature")

Text = tuple[list[str], list[str]]
Beads = list[tuple[tuple[int, ...], tuple[int, ...]]]


@dataclass(frozen=True, kw_only=True)
class Style:
    """How often a text joins and cuts sentences on either side, drops words, and lacks or adds sentences.

    ``own`` is how often a pair whose English has several sentences is cut between them and nowhere else.
    """

    join_arabic: float
    join_english: float
    cut_english: float
    cut_arabic: float
    pieces: int
    drop_english: float
    drop_arabic: float
    nulls: float
    own: float = 0


STYLES = {
    "plain": Style(
        join_arabic=0.08, join_english=0.05, cut_english=0.08, cut_arabic=0.05,
        pieces=3, drop_english=0, drop_arabic=0, nulls=0.08,
    ),
    "law": Style(
        join_arabic=0.15, join_english=0.05, cut_english=0.2, cut_arabic=0.05,
        pieces=3, drop_english=0, drop_arabic=0, nulls=0.04,
    ),
    "literature": Style(
        join_arabic=0.25, join_english=0.1, cut_english=0.6, cut_arabic=0.15,
        pieces=5, drop_english=0.4, drop_arabic=0.2, nulls=0.03,
    ),
    "free": Style(
        join_arabic=0.3, join_english=0.12, cut_english=0.6, cut_arabic=0.2,
        pieces=4, drop_english=0.35, drop_arabic=0.2, nulls=0.03,
    ),
    "verses": Style(
        join_arabic=0.3, join_english=0.12, cut_english=0.7, cut_arabic=0.15,
        pieces=5, drop_english=0, drop_arabic=0, nulls=0.03,
    ),
    "hadiths": Style(
        join_arabic=0.25, join_english=0.1, cut_english=0.3, cut_arabic=0.15,
        pieces=4, drop_english=0, drop_arabic=0, nulls=0.03, own=0.8,
    ),
}  # fmt: skip


@dataclass(kw_only=True)
class Constructed:
    """A constructed pair of texts and its beads, grown sentence by sentence."""

    style: str
    arabic: list[str] = field(default_factory=list)
    english: list[str] = field(default_factory=list)
    gold: Beads = field(default_factory=list)


def load_texts(*, part: int) -> list[Text]:
    """Half of the shared parallel documents (part 0 or 1, by document), short ones of one kind joined by tens."""
    with gzip.open(SHARED / "parallel-documents.jsonl.gz", "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    texts = [(row["ar"], row["en"]) for row in rows if "flores" not in row["set"].lower()]
    short = [row for row in rows if "flores" in row["set"].lower()]
    for start in range(0, len(short), 10):
        group = short[start : start + 10]
        texts.append(([s for row in group for s in row["ar"]], [s for row in group for s in row["en"]]))
    return texts[part::2]


def construct_texts(
    texts: list[Text], *, count: int, seed: int, styles: Sequence[str] = EVERY_STYLE
) -> Iterator[Constructed]:
    """``count`` constructed pairs in these styles, each as often as it is named."""
    rng = np.random.default_rng(seed)
    made = 0
    while made < count:
        text = construct(texts, style=str(rng.choice(styles)), rng=rng)
        if len(text.arabic) >= 4 and len(text.english) >= 4:
            made += 1
            yield text


def construct(texts: list[Text], *, style: str, rng: np.random.Generator) -> Constructed:
    """One constructed pair from a stretch of 12 to 44 sentences of one text."""
    habits = STYLES[style]
    arabic, english = texts[rng.integers(len(texts))]
    size = int(rng.integers(12, 45))
    start = int(rng.integers(0, max(1, len(arabic) - size)))
    pairs = list(zip(arabic, english, strict=True))[start : start + size]
    drops = (habits.drop_arabic * rng.random(), habits.drop_english * rng.random())
    nulls = habits.nulls * (rng.random() < 0.6)
    made = Constructed(style=style)
    first, second, joined, left, kind = [], [], (False, False), 0, 0
    for number, pair in enumerate(pairs):
        if not any(joined) and (left or rng.random() < nulls):
            if not left:
                left, kind = int(rng.integers(1, 7)) if rng.random() < 0.4 else 1, int(rng.integers(3))
            left -= 1
            _add_null(made, pair, kind, texts, rng)
            if kind < 2:
                continue
        pieces = _cut_pair(pair, habits, rng)
        pieces = tuple([thin(part, drop, rng) for part in side] for side, drop in zip(pieces, drops, strict=True))
        first += _append(made.arabic, pieces[0], joined=joined[0], glue=" و" if rng.random() < 0.5 else " ")
        second += _append(made.english, pieces[1], joined=joined[1], glue=", and ")
        joined = (rng.random() < habits.join_arabic, rng.random() < habits.join_english)
        full = len(set(first)) >= _MOST[0] or len(set(second)) >= _MOST[1] or len(made.arabic[-1]) > _LETTERS
        if full or number == len(pairs) - 1:
            joined = (False, False)
        if not any(joined):
            made.gold.append((tuple(dict.fromkeys(first)), tuple(dict.fromkeys(second))))
            first, second = [], []
    if first or second:
        made.gold.append((tuple(dict.fromkeys(first)), tuple(dict.fromkeys(second))))
    return made


def _add_null(made: Constructed, pair: tuple[str, str], kind: int, texts: list[Text], rng: np.random.Generator) -> None:
    """A sentence that only one side has: this pair's Arabic (0), its English (1), or a stranger's (2)."""
    other = texts[rng.integers(len(texts))]
    stranger = int(rng.integers(len(other[0])))
    arabic = kind == 0 or (kind == 2 and rng.random() < 0.5)
    text = pair[kind] if kind < 2 else other[0 if arabic else 1][stranger]
    side = made.arabic if arabic else made.english
    side.append(text)
    made.gold.append(((len(side) - 1,), ()) if arabic else ((), (len(side) - 1,)))


def _cut_pair(pair: tuple[str, str], habits: Style, rng: np.random.Generator) -> tuple[list[str], list[str]]:
    if habits.own and rng.random() < habits.own:
        sentences = [sentence.text for sentence in split_sentences(pair[1], "en")]
        if len(sentences) > 1:
            return [pair[0]], sentences
    chance = rng.random()
    if chance < habits.cut_english:
        return [pair[0]], _cut(pair[1], ENGLISH_CUTS, int(rng.integers(2, habits.pieces + 1)), rng)
    if chance < habits.cut_english + habits.cut_arabic:
        return _cut(pair[0], ARABIC_CUTS, int(rng.integers(2, 4)), rng), [pair[1]]
    return [pair[0]], [pair[1]]


def _cut(text: str, cuts: re.Pattern[str], pieces: int, rng: np.random.Generator) -> list[str]:
    """At most so many pieces, each of three words or more, written as sentences."""
    spots = [m for m in cuts.finditer(text) if min(len(text[: m.start()].split()), len(text[m.end() :].split())) >= 3]
    if not spots:
        return [text]
    parts, start = [], 0
    for chosen in sorted(rng.choice(len(spots), size=min(pieces - 1, len(spots)), replace=False)):
        spot = spots[chosen]
        if len(text[start : spot.start()].split()) >= 2:
            parts.append(text[start : spot.start()])
            start = spot.end()
    return [_as_sentence(part) for part in [*parts, text[start:]]]


def _as_sentence(text: str) -> str:
    bare = text.strip(" ,;:،؛")
    return bare[:1].upper() + bare[1:] + ("" if bare[-1:] in '.!?؟"»”' else ".")


def thin(text: str, chance: float, rng: np.random.Generator) -> str:
    words = text.split()
    return " ".join([word for word in words if rng.random() >= chance] or words[:1])


def _append(side: list[str], pieces: list[str], *, joined: bool, glue: str) -> list[int]:
    """Add sentences, the first one onto the last where ``joined``; the numbers they went to."""
    rest = pieces
    if joined:
        side[-1] = side[-1].rstrip(".") + glue + pieces[0][:1].lower() + pieces[0][1:]
        rest = pieces[1:]
    start = len(side) - joined
    side.extend(rest)
    return list(range(start, len(side)))
