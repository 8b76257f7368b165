"""Every family plants a fault that stands where it says, the same one for the same seed."""

import pytest

from scores.planting import FAMILIES, Text, plant

TEXT = Text(
    name="one",
    arabic=(
        "لم يحضر الوزير خالد إلى مدينة حلب يوم الثلاثاء في السابع من أيار.",
        "وقال إن عشرين مزارعاً باعوا ١٢٠ طناً من القمح، وهم ينتظرون المطر منذ شهور.",
        "كانت الطرق مغلقة أمام السيارات القادمة من الجنوب.",
        "وستعود الحافلات إلى العمل بعد العيد.",
    ),
    english=(
        "The minister named Khaled did not come to Aleppo on Tuesday, 7 May.",
        "He said twenty farmers had sold 120 tons of wheat, and they have been waiting for the rain for months.",
        "The roads were closed to cars coming from the south.",
        "The buses will run again after the feast.",
    ),
)
OTHER = Text(
    name="two",
    arabic=("افتتح المتحف معرضاً كبيراً للفخار القديم في الربيع.",),
    english=("The museum opened a large exhibition of old pottery in the spring.",),
)


@pytest.mark.parametrize("family", FAMILIES)
def test_one_fault_is_planted_where_it_says(family):
    faults = list(plant([TEXT, OTHER], family, seed=3, count=5))
    assert 1 <= len(faults) <= 5
    assert len({fault.english for fault in faults}) == len(faults)
    for fault in faults:
        english = fault.text.english
        assert fault.english != english
        if fault.words:
            (k,) = fault.english_place
            start, end = fault.words
            kept = len(fault.english[k]) - end
            assert fault.english[k][:start] == english[k][:start]
            assert fault.english[k][end:] == english[k][len(english[k]) - kept :]
        elif len(fault.english) == len(english):
            changed = {k for k, lines in enumerate(zip(english, fault.english, strict=True)) if lines[0] != lines[1]}
            assert changed == fault.english_place


def test_the_same_seed_plants_the_same_faults():
    drawn = [[fault.english for fault in plant([TEXT, OTHER], "another name", seed=s, count=9)] for s in (1, 1, 2)]
    assert drawn[0] == drawn[1] != drawn[2]


def test_a_text_that_offers_nothing_gets_no_fault():
    bare = Text(name="bare", arabic=("نعم.",), english=("Yes.",))
    assert list(plant([bare], "wrong month", seed=1, count=3)) == []
    assert list(plant([], "wrong month", seed=1, count=3)) == []
