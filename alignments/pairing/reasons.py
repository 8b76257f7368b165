"""Reasons: why a text was or was not named as the original, in sentences that a translator understands."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import PurePath

from alignments.encoders import Encoder
from alignments.names import name_similarity
from alignments.pairing.matches import Match
from corpus.dates import say_date
from corpus.documents import Document

_MOST = 0.5  # share of a text that counts as most of it
_FEW = 0.6  # share of the words, or of the likely translations, of what is covered, below which it tells other things
_SHOWN = 5  # numbers or names in one reason
_TITLE = 60  # characters of a title that are shown
_ALIKE = 0.6  # cosine from which two titles say nearly the same
_SAME_NAME = 0.8  # name similarity from which two spellings are one name
_NAMED = {"author": "authors", "publisher": "publishers"}


def give_reasons(
    translation: Document,
    best: Match,
    originals: Mapping[str, Document],
    *,
    encoder: Encoder,
    found: bool,
    runner_up: Match | None,
    copies: int,
) -> tuple[str, ...]:
    """Sentences about the best match, ``found`` where it was named; ``copies`` is how often its text was read."""
    candidate = originals[best.original]
    where = "the original" if found else f"the nearest Arabic text, {name_document(candidate)}"
    reasons = [_on_sentences(best, where, longer=len(translation.sentences) > best.looked_at)]
    if best.english >= _MOST > best.arabic:
        reasons.append(f"Only {best.arabic:.0%} of the Arabic is translated: the English may be a part or a summary.")
    if not found and best.answered and min(best.words, best.likely_english) < _FEW * best.english:
        reasons.append("Their words say other things: it may be another account of the same matter.")
    reasons += _on_numbers(best)
    if not found:
        reasons += _on_missing_names(best)
    reasons += _on_titles(translation, candidate, encoder)
    reasons += _on_names(translation, candidate)
    reasons += _on_dates(translation, candidate)
    if copies > 1:
        reasons.append(f"The same Arabic text was read {copies} times; the first is named.")
    if runner_up:
        name = name_document(originals[runner_up.original])
        reasons.append(_on_runner_up(name, runner_up.english))
    return tuple(reasons)


def name_document(document: Document) -> str:
    """The title, quoted and shortened, or the name of the file where there is none."""
    if document.title.strip():
        return _quote(document.title)
    name = PurePath(document.file).name
    return f"{name}, article {document.article}" if document.article > 1 else name


def _on_runner_up(name: str, covered: float) -> str:
    share = f"{covered:.0%}"
    return (
        f"No other text comes near; the next best is {name}."
        if share == "0%"
        else (f"The next best, {name}, covers {share} of the English.")
    )


def _quote(text: str) -> str:
    """In quotation marks, cut at a word, and held together whatever its direction of writing."""
    words = " ".join(text.split())
    cut = words if len(words) <= _TITLE else words[:_TITLE].rsplit(" ", 1)[0] + "\N{HORIZONTAL ELLIPSIS}"
    quoted = f"\N{LEFT DOUBLE QUOTATION MARK}{cut}\N{RIGHT DOUBLE QUOTATION MARK}"
    return f"\N{FIRST STRONG ISOLATE}{quoted}\N{POP DIRECTIONAL ISOLATE}"


def _on_sentences(seen: Match, where: str, *, longer: bool) -> str:
    if seen.looked_at == 1:
        return f"The only English sentence has {'a' if seen.answered else 'no'} counterpart in {where}."
    of_them = f"the first {seen.looked_at} English sentences" if longer else f"{seen.looked_at} English sentences"
    if not seen.answered:
        return f"None of {of_them if longer else 'the ' + of_them} has a counterpart in {where}."
    have = "has a counterpart" if seen.answered == 1 else "have counterparts"
    order = "" if seen.answered == 1 else ", in the same order"
    return f"{seen.answered} of {of_them} {have} in {where}{order}."


def _on_numbers(seen: Match) -> Iterator[str]:
    shared = seen.shared_numbers
    if len(shared) == 1:
        yield f"The same number stands in both: {shared[0]}."
    elif shared:
        more = f"; and {len(shared) - _SHOWN} more" if len(shared) > _SHOWN else ""
        yield f"The same numbers stand in both: {'; '.join(shared[:_SHOWN])}{more}."
    elif seen.numbers == 1:
        yield "The one number above 9 that was read in the English was not found in the Arabic."
    elif seen.numbers:
        yield f"None of the {seen.numbers} numbers above 9 that were read in the English was found in the Arabic."


def _on_missing_names(seen: Match) -> Iterator[str]:
    missing = seen.missing_names
    if missing:
        more = f"; and {len(missing) - _SHOWN} more" if len(missing) > _SHOWN else ""
        yield f"Not found in the Arabic of these sentences: {'; '.join(missing[:_SHOWN])}{more}."


def _on_titles(translation: Document, candidate: Document, encoder: Encoder) -> Iterator[str]:
    if translation.title.strip() and candidate.title.strip():
        first, second = encoder.encode([candidate.title, translation.title])
        if float(first @ second) >= _ALIKE:
            yield f"The titles say nearly the same: {_quote(translation.title)} and {_quote(candidate.title)}."


def _on_names(translation: Document, candidate: Document) -> Iterator[str]:
    for name, names in _NAMED.items():
        first, second = translation.field(name), candidate.field(name)
        if first is not None and second is not None:
            same = first.value.casefold() == second.value.casefold()
            if same or name_similarity(second.value, first.value) >= _SAME_NAME:
                yield f"The {names} agree: {_quote(first.value)} and {_quote(second.value)}."


def _on_dates(translation: Document, candidate: Document) -> Iterator[str]:
    first, second = translation.field("date"), candidate.field("date")
    if first is None or second is None:
        return
    readings = {first.value, *first.readings} & {second.value, *second.readings}
    if readings:
        yield f"Both are dated {say_date(min(readings))}."
    else:
        dates = f"{say_date(first.value)} and {say_date(second.value)}"
        yield f"The dates differ ({dates}), which happens with true pairs too."
