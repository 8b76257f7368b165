"""Documents into pairs: the original of every translation, or the decision that there is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np

from alignments.encoders import Encoder
from alignments.pairing.candidates import Candidates, propose, read_profile
from alignments.pairing.matches import Match, match_sides
from alignments.pairing.pairs import Pair
from alignments.pairing.reasons import give_reasons
from alignments.pairing.sides import Side, read_side
from alignments.pairing.signs import load_weights
from alignments.units import Numbers
from corpus.documents import Document

_LIKELY = 0.82  # chance from which an original is named: a false one is worse than none
_LEAD = 0.3  # lead over the runner-up from which a larger one says no more
_ARABIC = 0.1  # of two texts that answer the English alike, the one that is translated more wholly
_HELD = 64  # documents that are kept ready for the next translation
_NOTHING = "No Arabic text with sentences was given."
_EMPTY = "The translation has no sentences: check how its file was read."


def pair_documents(translations: Sequence[Document], originals: Sequence[Document], *, encoder: Encoder) -> list[Pair]:
    """One decision for each translation, in the order given.

    Vectors, rare numbers and dates propose; the coverage of a sentence alignment decides, each bead of it weighed by
    the chance that it is a translation. Authors and dates are told among the reasons but have no veto. Several
    translations may share one original.
    """
    arabic = [document for document in originals if document.sentences]
    english = [document for document in translations if document.sentences]
    proposed = propose(
        [read_profile(document, encoder=encoder) for document in english],
        [read_profile(document, encoder=encoder) for document in arabic],
    )
    decided = {pair.translation: pair for pair in pair_proposed(english, arabic, proposed, encoder=encoder)}
    return [
        decided.get(document.id) or decide(document, [], {}, copies={}, encoder=encoder) for document in translations
    ]


def pair_proposed(
    translations: Sequence[Document],
    originals: Sequence[Document],
    proposed: Sequence[Candidates],
    *,
    encoder: Encoder,
) -> Iterator[Pair]:
    """Match each translation with the originals proposed for it, and decide; all of them have sentences."""

    @lru_cache(maxsize=_HELD)
    def ready(place: int) -> Side:
        return read_side(originals[place], encoder=encoder)

    for document, candidates in zip(translations, proposed, strict=True):
        side = read_side(document, encoder=encoder)
        matches = [match_sides(side, ready(place)) for place in candidates.places]
        known = {originals[place].id: originals[place] for place in candidates.places}
        copies = {originals[place].id: count for place, count in zip(candidates.places, candidates.copies, strict=True)}
        yield decide(document, matches, known, copies=copies, encoder=encoder)


def decide(
    translation: Document,
    matches: Sequence[Match],
    originals: Mapping[str, Document],
    *,
    copies: Mapping[str, int],
    encoder: Encoder,
) -> Pair:
    """Name the original of a translation among those matched, or say that there is none.

    ``copies`` says how often the text of an original was read.
    """
    ranked = rank(matches)
    best = ranked[0] if ranked else None
    chance = 1 / (1 + float(np.exp(-features(ranked) @ load_weights("pair")))) if ranked else 0.0
    found = best is not None and chance >= _LIKELY
    runner_up = next(iter(ranked[1:] if found else ranked), None)
    return Pair(
        translation=translation.id,
        original=best.original if best and found else None,
        confidence=round(chance if found else 1 - chance, 4),
        reasons=give_reasons(
            translation,
            best,
            originals,
            encoder=encoder,
            found=found,
            runner_up=runner_up if found else None,
            copies=copies.get(best.original, 1),
        )
        if best
        else (_NOTHING if translation.sentences else _EMPTY,),
        runner_up=runner_up.original if runner_up else None,
        signature=f"pairs|5|{encoder.signature}",
    )


def rank(matches: Sequence[Match]) -> list[Match]:
    """The matches, the best first."""
    return sorted(matches, key=lambda match: (-_strength(match), match.original))


def features(ranked: Sequence[Match]) -> Numbers:
    """What the decision about the first match weighs; the fitted weights are in this order."""
    best = ranked[0]
    lead = _strength(best) - _strength(ranked[1]) if len(ranked) > 1 else _LEAD
    likely = (best.likely_english, best.likely_arabic)
    return np.array([best.english, best.arabic, best.clear, *likely, max(likely), min(lead, _LEAD), 1.0])


def _strength(match: Match) -> float:
    return match.words + _ARABIC * match.arabic
