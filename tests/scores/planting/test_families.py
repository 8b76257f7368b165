"""Every family plants a fault that stands where it says, the same one for the same seed."""

import pytest

from scores.planting import FAMILIES, Text, plant

TEXT = Text(
    name="one",
    arabic=(
        "لم يحضر الوزير خالد إلى مدينة حلب يوم الثلاثاء في السابع من أيار.",
        "وقال إن عشرين مزارعاً باعوا ١٢٠ طناً من القمح، وهم ينتظرون المطر منذ شهور.",
        "كانت الطرق (وهي ثلاث) مغلقة أمام السيارات القادمة من الجنوب.",
        "وستعود الحافلات إلى العمل بعد العيد في أبعد قرية من حلب.",
        "وزعمت الحكومة أن الطريق ستفتح قبل نهاية الشهر.",
        "وقال رجل من قرية قرب حلب: «يجب أن يعمل من يأكل من هذا الخبز».",
        "ولم يصل أحد من قرى حلب.",
    ),
    english=(
        "The minister named Khaled did not come to Aleppo on Tuesday, 7 May.",
        "He said twenty farmers had sold 120 tons of wheat, and they have been waiting for the rain for months.",
        "The roads (three of them) were closed to cars coming from the south.",
        "The buses will run again after the feast in the farthest village near Aleppo.",
        "The government claimed that the road would be open before the end of the month.",
        'A man from a village near Aleppo said, "Whoever eats of this bread must work for it."',
        "Not one person came from the villages around Aleppo and all of the other farmers waited there.",
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
        assert (fault.glossary is None) == (family != "term of the glossary broken")
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


def planted(family: str, line: str, *, count: int = 30) -> set[str]:
    """What a family makes of one line, in as many draws."""
    text = Text(name="line", arabic=("سطر.",), english=(line,))
    return {fault.english[0] for fault in plant([text], family, seed=7, count=count)}


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("They won't come and he can't go.", {"They will come and he can't go.", "They won't come and he can go."}),
        ("I don't know.", {"I know."}),
        ("She cannot read.", {"She can read."}),
        ("It was never found.", {"It was found."}),
        ("It was not only cold, whether or not it rained.", set()),
    ],
)
def test_a_denial_is_left_out_as_a_person_would(line, expected):
    assert planted("negation dropped", line) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("The town has a bridge and has been empty.", {"The town has a bridge and has not been empty."}),
        ("The will of the king had to be read.", set()),
        ("He said it is.", set()),
    ],
)
def test_a_denial_is_put_in_where_one_can_stand(line, expected):
    assert planted("negation inserted", line) == expected


def test_a_number_word_stays_one_of_its_place():
    tens = {line.split()[1] for line in planted("wrong number, words", "About twenty-five came.")}
    assert all(word.endswith("-five") or word.startswith("twenty-") for word in tens)
    assert not any(word.endswith(("teen", "-ten")) for word in tens)
    assert planted("wrong number, words", "Two thirds of them came.") == set()
    assert all(line[0].isupper() for line in planted("wrong number, words", "Three men came."))


def test_no_clause_is_cut_through_a_quotation_or_a_sentence():
    line = 'The woman who came from the town said, "We will stay here and wait for the rain to stop."'
    assert planted("omitted clause", line) == {'The woman who came from the town said, "We will stay here."'}
    line = "The road is closed again, because the river took away the old bridge, and nobody comes to the market now."
    assert planted("omitted clause", line) == {
        "The road is closed again, and nobody comes to the market now.",
        "The road is closed again, because the river took away the old bridge.",
    }


@pytest.mark.parametrize("line", ["Mrs May said so.", "Areas May Benefit.", "They March on.", "Teresa-May said so."])
def test_a_name_or_a_verb_is_no_month(line):
    assert planted("wrong month", line) == set()


@pytest.mark.parametrize(
    "line", ["He came in May.", "On 7 March it rained.", "By March 2020 all was said.", "It was June."]
)
def test_a_month_beside_a_word_of_time_or_a_number_is_changed(line):
    assert len(planted("wrong month", line)) == 11
