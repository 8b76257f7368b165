"""Which original a machine's file was made from: the one whose name it has."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath


class Names:
    """The originals by the names of their files."""

    def __init__(self, originals: Iterable[tuple[str, int, str]]) -> None:
        """Take (file, article, document) of every original."""
        self._known: dict[tuple[str, int], list[tuple[PurePosixPath, str]]] = defaultdict(list)
        for file, article, document in originals:
            path = PurePosixPath(file)
            for name in {path.name, path.stem}:
                self._known[name, article].append((path, document))

    def find(self, file: str, article: int) -> str | None:
        """The original that a machine's file is named after; None where there is none, or several alike.

        ``letter.docx.txt`` is named after ``letter.docx``, ``letter.txt`` after ``letter.txt`` or, where there is no
        such original, after any ``letter``. Of several the one in folders of the same names is taken.

        >>> names = Names([("originals/letter.docx", 0, "one"), ("originals/letter.txt", 0, "two")])
        >>> [names.find(f"machine/opus/{name}", 0) for name in ("letter.docx.txt", "letter.txt", "letter.md")]
        ['one', 'two', None]
        """
        path = PurePosixPath(file)
        alike = self._known.get((path.stem, article), [])
        for found in (
            [each for each in alike if each[0].name == path.stem],
            [each for each in self._known.get((path.name, article), []) if each[0].name == path.name],
            [each for each in alike if each[0].stem == path.stem],
        ):
            if found:
                return _nearest(path, found)
        return None


def _nearest(path: PurePosixPath, found: Sequence[tuple[PurePosixPath, str]]) -> str | None:
    shared = [_count_shared(path, other) for other, _ in found]
    nearest = [document for (_, document), count in zip(found, shared, strict=True) if count == max(shared)]
    return nearest[0] if len(nearest) == 1 else None


def _count_shared(one: PurePosixPath, other: PurePosixPath) -> int:
    """How many folders above them have the same names, from the lowest on."""
    pairs = list(zip(reversed(one.parent.parts), reversed(other.parent.parts), strict=False))
    return next((count for count, (here, there) in enumerate(pairs) if here != there), len(pairs))
