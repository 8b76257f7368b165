"""What a machine version says otherwise: a comparison word by word."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import SequenceMatcher

_LONGEST = 600  # words on a side; the comparison takes quadratic time


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """Some words: ``same`` in both, ``gone`` (only in the first), or ``new`` (only in the second)."""

    kind: str
    text: str


def compare_words(first: str, second: str) -> tuple[Change, ...]:
    """The second text as changes of the first. Texts of more than 600 words are shown whole, without comparing.

    >>> [(change.kind, change.text) for change in compare_words("He came on Monday", "He arrived on Monday")]
    [('same', 'He'), ('gone', 'came'), ('new', 'arrived'), ('same', 'on Monday')]
    """
    before, after = first.split(), second.split()
    if max(len(before), len(after)) > _LONGEST:
        return (Change(kind="new", text=" ".join(after)),)
    changes = []
    for _, start, end, low, high in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        if before[start:end] == after[low:high]:
            changes.append(("same", after[low:high]))
        else:
            changes += [("gone", before[start:end]), ("new", after[low:high])]
    return tuple(Change(kind=kind, text=" ".join(words)) for kind, words in changes if words)
