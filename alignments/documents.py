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
from alignments.units import Numbers
from alignments.words import uncovered
from corpus.documents import Document
from corpus.problems import DocumentError

_CANDIDATES = 4  # originals that are aligned with each translation
_SENTENCES = 120  # of either side that are aligned to decide
_ANSWERED = 0.45  # cosine from which a bead says the same
_LIKELY = 0.7  # chance from which an original is named: a false one is worse than none
_MOST_OF = 0.5
_READ = 8  # beads of the best candidate that are read phrase by phrase
# Logistic weights, fitted on constructed cases (benchmarks/pairing.py): covered share of the English, of the
# Arabic, mean cosine of the beads, share of the numbers found, lead in coverage over the runner-up, share of the
# phrases answered, one.
_WEIGHTS = np.array([0.27, -2.12, 6.58, 0.35, 4.55, 9.02, -9.59])


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """What speaks for one original: shares in [0, 1] of length that the alignment covers, and what the beads say."""

    original: Profile
    english: float
    arabic: float
    cosine: float
    answered: int  # English sentences with a counterpart
    looked_at: int
    numbers: float
    shared_numbers: tuple[str, ...]
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
    chances = score_beads(spans, (), load_weights()[0]).chances
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
    shared = tuple(sorted(translation.numbers & original.numbers, key=lambda number: (-len(number), number)))
    return Match(
        original=original,
        english=covered[1] / second.sum(),
        arabic=covered[0] / first.sum(),
        cosine=float(np.mean(cosines)) if cosines else 0.0,
        answered=answered,
        looked_at=len(second),
        numbers=len(shared) / len(translation.numbers) if translation.numbers else 0.5,
        shared_numbers=shared,
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
        reasons=tuple(_reasons(translation, best, runner_up, found=found)) if best else ("no Arabic text was given",),
        runner_up=runner_up.original.id if runner_up else None,
        signature=_signature(encoder),
    )


def _signature(encoder: Encoder) -> str:
    return f"pairs|1|{encoder.signature}"


def _reasons(translation: Profile, best: Match, runner_up: Match | None, *, found: bool) -> list[str]:
    """Why, in sentences that a translator understands."""
    where = "in the original" if found else f"in the nearest Arabic text, {best.original.id}"
    reasons = [f"{best.answered} of {best.looked_at} English sentences have a counterpart {where}, in the same order"]
    if best.english >= _MOST_OF > best.arabic:
        reasons.append(f"only {best.arabic:.0%} of the Arabic is translated: the English may be a part or a summary")
    if best.shared_numbers:
        reasons.append(f"the same numbers stand in both: {', '.join(best.shared_numbers[:5])}")
    elif translation.numbers:
        reasons.append(f"none of the {len(translation.numbers)} numbers of the English stands in the Arabic")
    reasons += _on_dates(translation.document, best.original.document)
    if found and runner_up:
        reasons.append(f"the next best, {runner_up.original.id}, covers {runner_up.english:.0%} of the English")
    return reasons


def _on_dates(translation: Document, original: Document) -> list[str]:
    first, second = translation.field("date"), original.field("date")
    if first is None or second is None:
        return []
    readings = {first.value, *first.readings} & {second.value, *second.readings}
    if readings:
        return [f"both are dated {min(readings)}"]
    return [f"the dates differ ({first.value}, {second.value}), which happens with true pairs too"]


def _empty(document: Document, signature: str) -> Pair:
    error = DocumentError("the translation has no sentences", value=document.file, remedy="check how it was read")
    return Pair(
        translation=document.id, original=None, confidence=1.0, reasons=(str(error),), runner_up=None,
        signature=signature,
    )  # fmt: skip
