"""Documents into pairs: the original of every translation, or the decision that there is none."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from alignments.candidates import Profile, propose, read_profiles
from alignments.encoders import Encoder
from alignments.features import Spans
from alignments.lattice import Move, best_path
from alignments.model import load_weights, score_beads
from alignments.pairs import Pair
from alignments.reasons import Seen, give_reasons
from alignments.units import Numbers
from alignments.words import uncovered
from corpus.documents import Document

_CANDIDATES = 4  # originals that are aligned with each translation
_SENTENCES = 120  # of either side that are aligned to decide
_ANSWERED = 0.45  # cosine from which a bead says the same
_LIKELY = 0.7  # chance from which an original is named: a false one is worse than none
_NOTHING = "No Arabic text with sentences was given."
_READ = 8  # beads of the best candidate that are read phrase by phrase
# Logistic weights, fitted on constructed cases (benchmarks/pairing.py): covered share of the English, of the
# Arabic, mean cosine of the beads, share of the numbers found, lead in coverage over the runner-up, share of the
# phrases answered, one.
_WEIGHTS = np.array([-0.08, -2.03, 6.44, 1.73, 4.31, 8.84, -9.74])


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What speaks for one original: shares in [0, 1] of length that the alignment covers, and what the beads say."""

    original: Profile
    english: float
    arabic: float
    cosine: float
    answered: int  # English sentences with a counterpart
    looked_at: int
    numbers: float  # share of the numbers of the English that stand in the Arabic
    shared_numbers: tuple[str, ...]  # as the English writes them, the greatest first
    beads: tuple[tuple[int, int, Move], ...]  # those with both sides


def pair_documents(translations: Sequence[Document], originals: Sequence[Document], *, encoder: Encoder) -> list[Pair]:
    """One decision for each translation, in the order given.

    Vectors and numbers propose, the coverage of a sentence alignment decides; dates and names are told among the
    reasons but have no veto. Several translations may share one original.
    """
    english = read_profiles(translations, encoder=encoder)
    arabic = read_profiles(originals, encoder=encoder)
    proposed = propose(english, arabic, most=_CANDIDATES)
    decided = {
        profile.id: _decide(profile, [arabic[place] for place in places], encoder)
        for profile, places in zip(english, proposed, strict=True)
    }
    return [decided.get(document.id) or _empty(document, _signature(encoder)) for document in translations]


def match_documents(translation: Profile, original: Profile) -> Match:
    """Align the beginnings of two documents by sentence vectors and lengths, and measure what is covered."""
    first, second = original.lengths[:_SENTENCES], translation.lengths[:_SENTENCES]
    spans = Spans((original.vectors[:_SENTENCES], first), (translation.vectors[:_SENTENCES], second))
    chances = score_beads(spans, load_weights()[0]).chances
    path = best_path(chances, rows=len(first), columns=len(second))
    beads = tuple(place for place in path if all(place[2]))
    covered, cosines, answered = [0.0, 0.0], [], 0
    for i, j, (m, n) in beads:
        cosine = float(spans.cosines((m, n))[i, j])
        if cosine >= _ANSWERED:
            covered[0] += first[i : i + m].sum()
            covered[1] += second[j : j + n].sum()
            answered += n
            cosines += [cosine] * n
    shared = sorted((value for value in translation.numbers if value in original.readings), reverse=True)
    return Match(
        original=original,
        english=covered[1] / second.sum(),
        arabic=covered[0] / first.sum(),
        cosine=float(np.mean(cosines)) if cosines else 0.0,
        answered=answered,
        looked_at=len(second),
        numbers=len(shared) / len(translation.numbers) if translation.numbers else 0.5,
        shared_numbers=tuple(translation.numbers[value] for value in shared),
        beads=beads,
    )


def match_features(translation: Profile, match: Match, runner_up: Match | None, *, encoder: Encoder) -> Numbers:
    """What the decision weighs."""
    lead = match.english * match.cosine - (runner_up.english * runner_up.cosine if runner_up else 0.0)
    phrases = _answered_phrases(translation, match, encoder)
    return np.array([match.english, match.arabic, match.cosine, match.numbers, lead, phrases, 1.0])


def _answered_phrases(translation: Profile, match: Match, encoder: Encoder) -> float:
    """The share of the Arabic words of a few beads, spread over the text, that the English answers."""
    places = match.beads[:: -(-len(match.beads) // _READ) or 1]
    shares = []
    for i, j, (m, n) in places:
        arabic = " ".join(sentence.text for sentence in match.original.document.sentences[i : i + m])
        english = " ".join(sentence.text for sentence in translation.document.sentences[j : j + n])
        shares.append(uncovered(arabic, english, encoder=encoder).share)
    return float(np.mean(shares)) if shares else 0.0


def _decide(translation: Profile, candidates: Sequence[Profile], encoder: Encoder) -> Pair:
    matches = [match_documents(translation, candidate) for candidate in candidates]
    matches.sort(key=lambda match: (-match.english * match.cosine, match.original.id))
    best = matches[0] if matches else None
    second = matches[1] if len(matches) > 1 else None
    chance = 1 / (1 + np.exp(-match_features(translation, best, second, encoder=encoder) @ _WEIGHTS)) if best else 0.0
    found = best is not None and chance >= _LIKELY
    runner_up = (second if found else best) if best else None
    return Pair(
        translation=translation.id,
        original=best.original.id if best and found else None,
        confidence=round(float(chance if found else 1 - chance), 4),
        reasons=_reasons(translation, best, runner_up, encoder, found=found) if best else (_NOTHING,),
        runner_up=runner_up.original.id if runner_up else None,
        signature=_signature(encoder),
    )


def _signature(encoder: Encoder) -> str:
    return f"pairs|2|{encoder.signature}"


def _reasons(
    translation: Profile, best: Match, runner_up: Match | None, encoder: Encoder, *, found: bool
) -> tuple[str, ...]:
    seen = Seen(
        answered=best.answered,
        looked_at=best.looked_at,
        english=best.english,
        arabic=best.arabic,
        numbers=len(translation.numbers),
        shared_numbers=best.shared_numbers,
    )
    second = (runner_up.original.document, runner_up.english) if found and runner_up else None
    return give_reasons(
        translation.document, best.original.document, seen, encoder=encoder, found=found, runner_up=second
    )


def _empty(document: Document, signature: str) -> Pair:
    return Pair(
        translation=document.id, original=None, confidence=1.0,
        reasons=("The translation has no sentences: check how its file was read.",), runner_up=None,
        signature=signature,
    )  # fmt: skip
