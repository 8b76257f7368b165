"""Numbers by value in both languages."""

from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from corpus.numbers import find_numbers
from corpus.numbers.hints import number_hints
from corpus.numbers.scales import find_scales


def values(text: str, language: str) -> list[str]:
    return [str(mention.value) for mention in find_numbers(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Twenty-one schools and 12,500.5 metres", ["21", "25001/2"]),
        ("two and a half million people", ["2500000"]),
        ("half a million books", ["500000"]),
        ("one hundred and twenty-first day", ["121"]),
        ("in nineteen ninety-five", ["1995"]),
        ("it cost $1.2bn", ["1200000000"]),
        ("three dozen eggs", ["36"]),
        ("5½ hours, 1,234 ½ miles, 2½ million", ["11/2", "2469/2", "2500000"]),
        ("½ of it, 12⅓%", ["1/2", "37/3"]),
        ("1, ½", ["1", "1/2"]),
        ("two thirds of the members", ["2/3"]),
        ("10 percent, 12%", ["10", "12"]),
        ("five million three hundred thousand", ["5300000"]),
        ("two billion, two hundred and fifty million pounds", ["2250000000"]),
        ("two thousand, three thousand, five thousand men", ["2000", "3000", "5000"]),
        ("in two thousand, five people", ["2000", "5"]),
        ("two billions and two hundred and fifty million", ["2250000000"]),
        ("hundreds of thousands fled", []),
        ("within five (5) days", ["5"]),
        ("in paragraph five (6)", ["5", "6"]),
        ("nothing to count here", []),
    ],
)
def test_english_numbers(text, expected):
    assert values(text, "en") == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("ثلاثة وعشرون طالباً", ["23"]),
        ("خمسة عشر كتاباً", ["15"]),
        ("المادة الخامسة والعشرون", ["25"]),
        ("مليون ونصف المليون شخص", ["1500000"]),
        ("ثلاثة آلاف وخمسمئة ليرة", ["3500"]),
        ("عام ألف وتسعمائة وخمسة وتسعين", ["1995"]),
        ("٣٫٥ مليون دولار", ["3500000"]),
        ("١٬٢٠٠ موظف", ["1200"]),
        ("خمسة مليارات", ["5000000000"]),
        ("ألفا جندي وألفي مدني", ["1000", "2000"]),
        ("ثلاثة أرباع السكان", ["3/4"]),
        ("خمسة أثمان المساحة", ["5/8"]),
        ("ثلاثة و عشرون رجلاً و مئة و خمسون ألف ليرة", ["23", "150000"]),
        ("مليون و نصف مليون", ["1500000"]),
        ("بنسبة ١٠٪ أو 12 بالمئة", ["10", "12"]),
        ("عشرة في المئة", ["10"]),
        ("القرن الثامن عشر", ["18"]),
        ("ميزان واحد لثمانمئة بائع", ["1", "800"]),
        ("ثلاثة أرباعها في الجنوب", ["3/4"]),
        ("وثالثها أن يعود السعر", ["3"]),
        ("يعيش ثلثاهم في الريف", ["2/3"]),
        ("مئات الآلاف من النازحين", []),
        ("حوالي ٣ آلاف و٥٠٠ شخص", ["3500"]),
        ("ألف و200 شجرة", ["1200"]),
        ("5 ملايين و300 ألف دولار", ["5300000"]),
        ("ثلاثة ملايين وخمسمئة ألف", ["3500000"]),
        ("مليون و20 مليون", ["1000000", "20000000"]),
        ("عامي 2010 و2011", ["2010", "2011"]),
        ("المادة الثامنة عشرة بعد المائة", ["118"]),
        ("المادة الحادية والعشرون بعد المائتين", ["221"]),
        ("مدة خمسة (٥) أيام", ["5"]),
        ("بعد خمسة أيام", ["5"]),
        ("لست هنا", []),
    ],
)
def test_arabic_numbers(text, expected):
    assert values(text, "ar") == expected


def test_a_dual_before_its_noun_can_be_two_of_a_scale():
    mentions = find_numbers("ألفا جندي", "ar")
    assert [set(each.readings) for each in mentions] == [{Fraction(1000), Fraction(2000)}]


def test_an_ambiguous_separator_keeps_both_readings():
    (mention,) = find_numbers("1.200 ليرة", "ar")
    assert set(mention.readings) == {Fraction(6, 5), Fraction(1200)}


@pytest.mark.parametrize(
    ("text", "certain"),
    [("a thousand-year-old wall", True), ("thousand year-old ruins", True), ("thousand years", False)],
)
def test_a_scale_joined_to_what_it_counts_is_a_number(text, certain):
    assert find_numbers(text.removeprefix("a "), "en")[0].certain == certain


def test_a_clock_time_reads_as_both_halves_of_the_day():
    (mention,) = find_numbers("at 5 p.m.", "en")
    assert Fraction(17) in mention.readings
    assert mention.kind == "time"


@pytest.mark.parametrize("text", ["one of them", "First, we begin", "1. We begin", "COVID-19", "over Six Flags now"])
def test_what_only_may_be_a_count_is_not_certain(text):
    assert [mention.certain for mention in find_numbers(text, "en")] == [False]


@pytest.mark.parametrize(
    ("text", "language"), [("fourteen metres and a half", "en"), ("أربعة عشر متراً ونصف المتر", "ar")]
)
def test_a_half_after_the_thing_counted_may_belong_to_the_number(text, language):
    assert {Fraction(14), Fraction(29, 2)} == set(find_numbers(text, language)[0].readings)


def test_dead_is_not_two_hundred_and_three_hundred_is_sure():
    assert not any(mention.certain for mention in find_numbers("وُجد ميتاً", "ar"))
    assert [mention.certain for mention in find_numbers("لثلاثمئة بائع", "ar")] == [True]


def test_the_span_is_the_words_as_written():
    text = "قُتل ثَلاثةٌ وعِشرون شخصاً"
    (mention,) = find_numbers(text, "ar")
    assert text[mention.start : mention.end] == mention.text == "ثَلاثةٌ وعِشرون"


@pytest.mark.parametrize(
    ("text", "language", "value"),
    [
        ("tens of people", "en", 10),
        ("Louis XVI", "en", 16),
        ("وصل شخصان أمس", "ar", 2),
        ("خطة خمسية", "ar", 5),
        ("في السبعينيات", "ar", 70),
    ],
)
def test_words_that_imply_a_number(text, language, value):
    assert Fraction(value) in number_hints(text, language)


@given(st.integers(min_value=0, max_value=10**9))
@settings(max_examples=60, deadline=None)
def test_grouped_digits_keep_their_value(number):
    assert values(f"There were {number:,} of them.", "en") == [str(number)]


@given(st.text(max_size=300), st.sampled_from(["ar", "en"]))
@settings(max_examples=60, deadline=None)
def test_any_text_is_read_and_spans_hold(text, language):
    for mention in find_numbers(text, language):
        assert text[mention.start : mention.end] == mention.text


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("several hundred of the thousands", "en", [100, 1000]),
        ("hundreds of thousands of people", "en", [100_000]),
        ("three millions, two thousand and 5 billion", "en", []),
        ("وعشرات الآلاف من النازحين", "ar", [10_000]),
        ("ثلاثة آلاف و5 ملايين", "ar", []),
        ("بضعة آلاف", "ar", [1000]),
    ],
)
def test_words_that_say_how_many_noughts_there_are(text, language, expected):
    assert [scale.value for scale in find_scales(text, language)] == expected
