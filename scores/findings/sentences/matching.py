"""Which sentences have their counterpart: what omissions, additions, order and wrong meanings share.

Beads say where a counterpart should be; these functions ask whether it is there, without trusting any one bead:
an aligner that must cover everything also merges strangers.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np

from scores.findings.reading import Reading
from scores.findings.weights import load_weights

STRANGE = 1.40  # fit under which one sentence against one is no translation: 1 in 200 true pairs, 199 in 200 others
ANCHOR = 0.45  # least cosine of two sentences that are taken for each other's translation
REUNITED = 1.55  # fit from which two sentences that nothing else answers belong together, far apart or not
_WORTH = 0.3  # cosine from which that is looked at
CLEAR = 0.08  # a cosine must beat its rivals by this much to be trusted across the document
DOUBT = 0.35  # margin under which a sentence that was given to a neighbour may as well have been left out


@dataclass(frozen=True, slots=True, kw_only=True)
class Matches:
    """Sentences without counterpart on either side, and anchors (Arabic, English) in and out of the common order.

    ``blocks`` is the repaired sequence of beads: (Arabic, English) sentences that belong together, where an
    empty side says that the other has no counterpart.
    """

    blocks: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]
    strange: frozenset[int]  # numbers of blocks whose two sides are strangers
    moved: tuple[tuple[int, int], ...]
    anchors: tuple[tuple[int, int], ...]
    doubtful: frozenset[int]  # Arabic sentences that were given to a neighbour's block with little to go by


Block = tuple[tuple[int, ...], tuple[int, ...]]


def match_sentences(reading: Reading) -> Matches:
    """Judge every sentence of both sides; needs an original."""
    anchors = _anchors(reading)
    kept = _longest_ascent(anchors)
    moved = [anchor for anchor in anchors if anchor not in kept and _beats_bead(reading, *anchor)]
    blocks = [block for bead in reading.beads for block in split_bead(reading, bead.arabic, bead.english)]
    blocks, doubtful = _adopt(reading, blocks)
    settled = ({i for i, _ in anchors}, {j for _, j in anchors})
    strange = [number for number, block in enumerate(blocks) if _is_strange(reading, block, settled)]
    return Matches(
        blocks=tuple(blocks),
        strange=frozenset(strange),
        moved=tuple(moved),
        anchors=tuple(sorted(kept)),
        doubtful=doubtful,
    )


def reunite(reading: Reading, matches: Matches, explained: tuple[set[int], set[int]]) -> tuple[tuple[int, int], ...]:
    """Sentences without counterpart in their place that answer each other after all, wherever they stand."""
    arabic = [i for number in matches.strange for i in matches.blocks[number][0] if i not in explained[0]]
    english = [j for number in matches.strange for j in matches.blocks[number][1] if j not in explained[1]]
    near = [(i, j) for i in arabic for j in english if reading.cosine[i, j] >= _WORTH]
    fits = sorted(((reading.fit((i,), (j,)), i, j) for i, j in near), reverse=True)
    pairs: list[tuple[int, int]] = []
    for fit, i, j in fits:
        if fit >= REUNITED and all(i != a and j != b for a, b in pairs):
            pairs.append((i, j))
    return tuple(sorted(pairs))


def _anchors(reading: Reading) -> list[tuple[int, int]]:
    """Pairs of sentences that are each other's clearly best match, in Arabic order."""
    cosine = reading.cosine
    if not cosine.size:
        return []
    best, back = cosine.argmax(axis=1), cosine.argmax(axis=0)
    anchors = []
    for i, j in enumerate(best):
        if back[j] != i or cosine[i, j] < ANCHOR:
            continue
        rivals = np.concatenate([np.delete(cosine[i], j), np.delete(cosine[:, j], i)])
        if not len(rivals) or cosine[i, j] - rivals.max() >= CLEAR:
            anchors.append((i, int(j)))
    return anchors


def _longest_ascent(anchors: list[tuple[int, int]]) -> set[tuple[int, int]]:
    """The most anchors that can stand in one order (longest increasing subsequence by patience sorting)."""
    tails: list[int] = []
    places: list[int] = []
    before: list[int] = []
    for place, (_, j) in enumerate(anchors):
        spot = bisect_left(tails, j)
        before.append(places[spot - 1] if spot else -1)
        tails[spot : spot + 1] = [j]
        places[spot : spot + 1] = [place]
    kept = set()
    place = places[-1] if places else -1
    while place >= 0:
        kept.add(anchors[place])
        place = before[place]
    return kept


def _beats_bead(reading: Reading, i: int, j: int) -> bool:
    """Whether the anchor is better than what the beads say about its two sentences."""
    bead = reading.beads[reading.bead_of_arabic[i]]
    if j in bead.english:
        return True
    other = reading.beads[reading.bead_of_english[j]]
    rivals = [reading.fit((i,), bead.english)] if bead.english else []
    rivals += [reading.fit(other.arabic, (j,))] if other.arabic else []
    return all(rival < reading.fit((i,), (j,)) - 0.25 for rival in rivals)


def split_bead(reading: Reading, arabic: tuple[int, ...], english: tuple[int, ...]) -> list[Block]:
    """A bead of many, cut between its best pairs of sentences; what is left over stands alone."""
    if len(arabic) < 2 and len(english) < 2:
        return [(arabic, english)]
    if not arabic or not english:
        return [*(((i,), ()) for i in arabic), *(((), (j,)) for j in english)]
    chain = _best_chain(reading.cosine[np.ix_(arabic, english)])
    if not chain:
        return [(arabic, english)]
    blocks: list[Block] = []
    row, column = 0, 0
    for i, j in [*chain, (len(arabic), len(english))]:
        blocks += _pair_leftovers(arabic[row:i], english[column:j])
        if i < len(arabic):
            blocks.append(((arabic[i],), (english[j],)))
        row, column = i + 1, j + 1
    return blocks


def _best_chain(cosine: np.ndarray) -> list[tuple[int, int]]:
    """The ascending pairs with the greatest sum of cosines above ``ANCHOR``, by dynamic programming."""
    rows, columns = cosine.shape
    best = np.zeros((rows + 1, columns + 1))
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            pair = best[i - 1, j - 1] + max(float(cosine[i - 1, j - 1]) - ANCHOR, 0.0)
            best[i, j] = max(best[i - 1, j], best[i, j - 1], pair)
    chain = []
    i, j = rows, columns
    while i and j:
        if best[i, j] == best[i - 1, j]:
            i -= 1
        elif best[i, j] == best[i, j - 1]:
            j -= 1
        else:
            i, j = i - 1, j - 1
            chain.append((i, j))
    return chain[::-1]


def _pair_leftovers(arabic: tuple[int, ...], english: tuple[int, ...]) -> list[Block]:
    if len(arabic) == len(english):
        return [((i,), (j,)) for i, j in zip(arabic, english, strict=True)]
    if arabic and english:
        return [(arabic, english)]
    return [*(((i,), ()) for i in arabic), *(((), (j,)) for j in english)]


def _adopt(reading: Reading, blocks: list[Block]) -> tuple[list[Block], frozenset[int]]:
    """Give sentences that stand alone to the neighbour they belong to, if they do; also the doubtful Arabic ones."""
    changed, known = True, dict[tuple[Block, int, int], float]()
    doubtful: set[int] = set()
    while changed:
        changed = False
        for number, (arabic, english) in enumerate(blocks):
            if arabic and english:
                continue
            side = 0 if arabic else 1
            homes = [each for each in (number - 1, number + 1) if 0 <= each < len(blocks) and all(blocks[each])]
            keys = [((blocks[each], (arabic or english)[0], side), each) for each in homes]
            for key, _ in keys:
                if key not in known:
                    known[key] = _margin(reading, *key)
            margin, home = max(((known[key], each) for key, each in keys), default=(-1.0, -1))
            if margin >= 0:
                merged = tuple(sorted((*blocks[home][side], *(arabic or english))))
                if side == 0 and margin < DOUBT:
                    doubtful.update(arabic)
                blocks[home] = (merged, blocks[home][1]) if side == 0 else (blocks[home][0], merged)
                del blocks[number]
                changed = True
                break
    return blocks, frozenset(doubtful)


def _margin(reading: Reading, block: Block, number: int, side: int) -> float:
    """The chance that a sentence belongs to the block beside it, less what is asked for.

    Where the aligner has put the two into one bead, how sure it was of the bead counts too.
    """
    chance = _belonging(reading, block, number, side)
    places = reading.bead_of_english if side else reading.bead_of_arabic
    bead = places[number]
    if all(places[each] != bead for each in block[side]):
        return chance - float(load_weights()["belonging"]["least"])
    weights = load_weights()["joined"]["english" if side else "arabic"]
    sure = _logit(reading.beads[bead].confidence)
    value = weights["belonging"] * _logit(chance) + weights["confidence"] * sure + weights["bias"]
    return 1 / (1 + math.exp(-value)) - float(weights["least"])


def _logit(chance: float) -> float:
    bounded = min(max(chance, 0.0001), 0.9999)
    return math.log(bounded / (1 - bounded))


def _belonging(reading: Reading, block: Block, number: int, side: int) -> float:
    """The chance that a sentence belongs to the block beside it; weights and features in ``data/findings.toml``."""
    weights = load_weights()["belonging"]
    rest, other = block[side], block[1 - side]
    own = (*rest, number)
    ratio = load_weights()["length"]["ratio"]
    sides = (reading.arabic, reading.english)

    def length(numbers: Iterable[int], of: int) -> float:
        return float(sum(max(len(sides[of][each].text), 1) for each in numbers)) / (ratio if of == 0 else 1.0)

    def similar(numbers: tuple[int, ...]) -> float:
        return reading.similarity(numbers, other) if side == 0 else reading.similarity(other, numbers)

    words = reading.word_fit((number,), other)[0] if side == 0 else reading.word_fit(other, (number,))[1]
    target = length(other, 1 - side)
    worse = abs(math.log(length(own, side) / target)) - abs(math.log(length(rest, side) / target))
    value = (
        weights["gain"] * (similar(own) - similar(rest))
        + weights["own"] * similar((number,))
        + weights["rest"] * similar(rest)
        + weights["length"] * worse
        + weights["words"] * words
        + weights["bias"]
    )
    return 1 / (1 + math.exp(-value))


def _is_strange(reading: Reading, block: Block, settled: tuple[set[int], set[int]]) -> bool:
    arabic, english = block
    if settled[0] & set(arabic) or settled[1] & set(english):
        return False
    return not arabic or not english or reading.fit(arabic, english) < STRANGE
