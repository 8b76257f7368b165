"""What Arabic joins to the front of a word: conjunctions, prepositions, the article; and names without it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from corpus.folding import fold_text
from corpus.frequencies import zipf
from scores.findings.weights import load_weights

_LEAST = 3  # letters of what is left
_AND = "\N{ARABIC LETTER WAW}"
_FAR_COMMONER = 1.3  # Zipf frequencies by which a word is commoner than the one with letters joined to it


def bare_forms(word: str) -> Iterator[str]:
    """A folded word without each of the letters that may only be joined to its front, the longest first.

    >>> list(bare_forms("وبدمشق"))
    ['دمشق', 'بدمشق']
    """
    for joined in joined_letters():
        if word.startswith(joined) and len(word) - len(joined) >= _LEAST:
            yield word[len(joined) :]


@cache
def joined_letters() -> tuple[str, ...]:
    """All of them, folded, the longest first."""
    return tuple(sorted(map(fold_text, load_weights()["terminology"]["joined"]), key=lambda each: (-len(each), each)))


def name_keys(forms: Sequence[str]) -> dict[str, str]:
    """Form as written → key of its name, by all forms of the corpus."""
    folded = {form: " ".join(fold_text(form).split()) for form in forms}
    known = set(folded.values())
    return {form: _bare(text, known) for form, text in folded.items()}


def _bare(text: str, known: set[str]) -> str:
    """The form without joined letters, where that form or the one with an article is known as well, or far commoner.

    >>> _bare("لحلب", {"لحلب", "حلب"}), _bare("لندن", {"لندن"}), _bare("والحاج رشيد", set())
    ('حلب', 'لندن', 'الحاج رشيد')
    """
    article = fold_text(load_weights()["terminology"]["article"])
    for rest in sorted(bare_forms(text), key=len):
        for form in (article + rest, rest):
            if form in known and form != text:
                return form
    first = text.split(" ", 1)[0]
    for rest in bare_forms(first):
        with_article = text.startswith(_AND + article) and rest.startswith(article)
        if with_article or zipf(rest, "ar") > zipf(first, "ar") + _FAR_COMMONER:
            return text[len(first) - len(rest) :]
    return text
