"""Our reading of wordfreq's lists answers as wordfreq itself does."""

from __future__ import annotations

import pytest
from wordfreq import top_n_list, zipf_frequency

from corpus.frequencies import commonest_words, compare_frequencies, zipf
from corpus.wordlists import WordList, load_words

_ODD = {
    "en": (
        "The", "I'm", "it’s", "mayor's", "mayor’s", "l'arc", "l’arc", "d'heure", "o'h", "rock'n'roll", "'tis", "x'",
        "car-park", "20th-century", "-", "a-", "", "15th", "3.14", "COVID-19", "straße", "ﬁne", "É", "naïve",
        "café", "Å", "crème-brûlée", "ï", "æon", "1990s", "007", "b2b", "2035", "U.S.", "a b", "x" * 50, "😀", "كتاب",
    ),
    "ar": (
        "كتاب", "الكتاب", "كَلِمَة", "كـــتاب", "ا\N{ARABIC MADDAH ABOVE}", "ﻻ", "ٱلله", "وال2014", "١٩٩٤", "عام 2014",
        "و34", "و٣٤", "ب7", "٢٠١٤م", "وIgA", "\N{RIGHT-TO-LEFT MARK}كتاب", "GPS", "å", "Citroën", "", "ـ", "پاريس",
    ),
}  # fmt: skip


@pytest.mark.parametrize("language", ["en", "ar"])
def test_says_what_wordfreq_says(language: str) -> None:
    known = [word for word, _ in load_words(language)]
    words = [*_ODD[language], *known[:3_000], *known[::200]]
    assert {word: zipf(word, language) for word in words} == {word: zipf_frequency(word, language) for word in words}


@pytest.mark.parametrize(("language", "count"), [("en", 7_000), ("ar", 500)])
def test_commonest_words_are_those_of_wordfreq(language: str, count: int) -> None:
    assert commonest_words(language, count) == top_n_list(language, count)


def test_no_list_has_a_word_longer_than_is_looked_up() -> None:
    assert max(len(word) for language in ("en", "ar") for word, _ in load_words(language)) <= 60


def test_a_list_says_the_same_before_and_after_it_is_asked_often() -> None:
    made = WordList([[], [b"a", b"the"], [], ["ب".encode(), "كتاب".encode()]])
    words = ["a", "b", "the", "ب", "كتاب", "", "\ud800"]
    first = [made.rarity(word) for word in words]
    for _ in range(400):
        assert [made.rarity(word) for word in words] == first
    assert first == [1, None, 1, 3, 3, None, None]
    assert [word for word, _ in made] == ["a", "the", "ب", "كتاب"]


def test_frequencies_of_a_persian_word_are_higher_in_persian() -> None:
    found = compare_frequencies("است", ["ar", "fa"])
    assert found["fa"] > found["ar"]
