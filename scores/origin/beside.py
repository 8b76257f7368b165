"""A document beside machine versions of the same Arabic, all cut into the same passages.

What the subject asks for (its terms, its formulas, its long sentences) the versions have as well, so by how much a
document differs from them tells more of who translated it than what it is like by itself.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alignments.beads import Bead
from alignments.encoders import Encoder
from alignments.sentences import align_sentences
from scores.blocks import common_blocks, is_whole

_MOST = 3  # versions; of more the first by name, since each costs as much time as the document
_LEAST = 0.5  # of the document's characters; a version with fewer lacks much, however it is aligned

Passages = list[tuple[str, str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Beside:
    """The (Arabic, English) passages of a document, and those of the version of every system, of the same Arabic."""

    systems: tuple[str, ...]
    passages: Passages
    versions: tuple[Passages, ...]


def lay_beside(
    arabic: Sequence[str],
    english: Sequence[str],
    beads: Sequence[Bead],
    machines: Mapping[str, Sequence[str]],
    *,
    encoder: Encoder,
) -> Beside | None:
    """The document and the versions that render what it renders; None where none does.

    ``beads`` are those of the document; the versions are aligned here.
    """
    laid: dict[str, Sequence[Bead]] = {}
    least = _LEAST * sum(map(len, english))
    for system, lines in sorted(machines.items()):
        if sum(map(len, lines)) < least:
            continue
        found = align_sentences(arabic, lines, encoder=encoder).beads
        if is_whole(beads, found):
            laid[system] = found
        if len(laid) == _MOST:
            break
    blocks = [block for block in common_blocks(beads, *laid.values()) if all(block.sides)]
    if not laid or not blocks:
        return None
    originals = [_join(arabic, block.arabic) for block in blocks]
    texts = [english, *(machines[system] for system in laid)]
    passages, *versions = (
        list(zip(originals, (_join(text, block.sides[side]) for block in blocks), strict=True))
        for side, text in enumerate(texts)
    )
    return Beside(systems=tuple(laid), passages=passages, versions=tuple(versions))


def _join(sentences: Sequence[str], numbers: Sequence[int]) -> str:
    return " ".join(sentences[number] for number in numbers)
