"""Names: Latin spellings of many lands are known again, other words are not."""

import pytest

from alignments.names import name_similarity, nearest_name

SAME = [
    ("محمد", "Mohammed"), ("محمد", "Muhammad"), ("جمال", "Gamal"), ("جمال", "Jamal"), ("القذافي", "Gaddafi"),
    ("القذافي", "Qadhafi"), ("عبد الله", "Abdullah"), ("عبد العزيز", "Abdulaziz"), ("عبد الرحمن", "Abdel Rahman"),
    ("عبد الرحمن", "Abd al-Rahman"), ("أبو بكر", "Abu Bakr"), ("خالد", "Khaled"), ("شريف", "Cherif"),
    ("يوسف", "Youssef"), ("هشام", "Hicham"), ("ذو الفقار", "Zulfiqar"), ("الجزيرة", "Al Jazeera"), ("غزة", "Gaza"),
    ("بيروت", "Beirut"), ("ظافر", "Dhafer"), ("وموسكو", "Moscow"), ("مُحَمَّد", "Mohamed"), ("غسان", "Ghassan"),
]  # fmt: skip
OTHER = [
    ("حكومة", "Hamas"), ("محمد", "Ahmed"), ("سوريا", "Russia"), ("مصر", "Egypt"), ("كتاب", "Qatar"),
    ("الرئيس", "Paris"), ("دمشق", "Baghdad"), ("مدرسة", "Madrid"), ("", "Ali"), ("علي", ""),
]  # fmt: skip


@pytest.mark.parametrize(("arabic", "english"), SAME)
def test_spellings_of_one_name(arabic, english):
    assert name_similarity(arabic, english) >= 0.85


@pytest.mark.parametrize(("arabic", "english"), OTHER)
def test_other_words(arabic, english):
    assert name_similarity(arabic, english) < 0.75


def test_long_texts_end_soon():
    assert 0 <= name_similarity("ا" * 100_000, "a" * 100_000) <= 1


@pytest.mark.parametrize(("arabic", "english"), SAME + OTHER)
def test_a_threshold_changes_nothing_above_it(arabic, english):
    exact = name_similarity(arabic, english)
    for least in (0.3, 0.7, exact, 0.95):
        assert name_similarity(arabic, english, least=least) == (exact if exact >= least else 0.0)


def test_the_nearest_of_many_is_the_greatest_of_all():
    arabic, english = ([pair[side] for pair in SAME + OTHER] for side in (0, 1))
    for word in english:
        assert nearest_name(arabic, [word]) == max(name_similarity(other, word) for other in arabic)
    assert nearest_name([], english) == nearest_name(arabic, []) == 0.0
