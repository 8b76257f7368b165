"""A repair is written as the words whose place it takes are."""

from fractions import Fraction

import pytest

from corpus.numbers import find_numbers
from scores.findings.values.figures import correct_number, show_mention, spell_number


@pytest.mark.parametrize(
    ("arabic", "english", "repair"),
    [
        ("٥٦٬٢٠٠", "65,200", "56,200"),  # both could be decimals, in the same way
        ("خمساً وثلاثين", "Fifty-three", "Thirty-five"),
        ("ثلاثمئة", "five hundred", "three hundred"),
        ("1234", "two thousand", "1234"),
        ("٣٥ بالمئة", "53 percent", "35 percent"),
        ("4.5 مليون", "3.5 million", "4.5 million"),
        ("450 ألف", "3.5 million", "450,000"),
        ("1.200", "1500", None),  # 1.2 or 1,200
        ("ثلثي", "half", None),
    ],
)
def test_a_repair_is_written_as_the_wrong_number_is(arabic, english, repair):
    assert correct_number(find_numbers(arabic, "ar")[0], find_numbers(english, "en")[0]) == repair


@pytest.mark.parametrize("value", [*range(130), 200, 900, 1000, 15_000, 2_000_000, 120_000_000, 3_000_000_000])
def test_words_say_their_value(value):
    words = spell_number(Fraction(value))
    if words is not None:
        assert [mention.value for mention in find_numbers(words, "en")] == [value]
    assert (words is None) == (100 < value < 130)


def test_a_fraction_is_shown_as_one():
    assert show_mention(find_numbers("half of it", "en")[0]) == "1/2"
