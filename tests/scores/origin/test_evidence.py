"""What is told of an origin: the sign, whom it speaks for, and where it stands in the text."""

from __future__ import annotations

import json
from importlib.resources import files

import numpy as np
import pytest

from alignments.encoders import load_encoder
from scores.origin.evidence import tell
from scores.origin.literalness import count_surface
from scores.origin.measures import measure_document, summarize
from scores.origin.quoting import EXAMPLES, Seen

PASSAGES = [
    (
        "وصل وزير الري صباح أمس إلى المدينة القديمة، والتقى عدداً من المزارعين الذين اشتكوا من نقص المياه.",
        "Farmers short of water had their say yesterday when the irrigation minister turned up in the old town.",
    ),
    (
        "وقال الوزير إن الحكومة ستحفر ثلاث آبار جديدة قبل نهاية الصيف، وإن العمل سيبدأ في الأسبوع المقبل.",
        "And the minister said that the government will dig three new wells, and that the work will begin next week.",
    ),
    (
        "وفي المساء عاد الوفد إلى العاصمة بعد أن زار السد الذي تضرر في الشتاء الماضي.",
        "A stop at the cracked dam rounded off the trip, grumbled the delegation, back in the capital by nightfall.",
    ),
]


@pytest.fixture(scope="module")
def seen() -> Seen:
    return measure_document(PASSAGES, encoder=load_encoder())


def say(seen: Seen, origin: str, **contributions: float) -> list[str]:
    """What is told where every sign looks like the side that its weight speaks for."""
    values = summarize(seen.names, seen.rows)
    typical = {
        name: (
            values[name],
            *((values[name] - 0.1, values[name]) if weight > 0 else (values[name], values[name] + 0.1)),
        )
        for name, weight in contributions.items()
    }
    return list(tell(origin, contributions, typical, seen))


def test_the_weightiest_comes_first_and_only_what_agrees_is_told(seen: Seen) -> None:
    told = say(seen, "machine", articles=0.3, variety=0.9, drift=-2.0, patterns=0.01)
    assert [line.split()[0] for line in told] == ["Within", "As"]


def test_of_an_undecided_text_both_sides_are_told_and_named(seen: Seen) -> None:
    told = say(seen, "unknown", articles=0.3, variety=-0.9)
    assert told[0].startswith("For a person: ")
    assert told[1].startswith("For a machine: ")


def test_of_signs_of_one_kind_only_the_weightiest_is_told(seen: Seen) -> None:
    assert len(say(seen, "machine", english_answered=0.5, arabic_gap=0.6, similarity=0.4)) == 1
    assert len(say(seen, "unknown", similarity=0.5, arabic_gap=-0.6)) == 2  # they contradict each other: both are news


def test_counts_are_those_of_the_text(seen: Seen) -> None:
    [line] = say(seen, "machine", articles=1.0)
    the = sum(english.lower().split().count("the") for _, english in PASSAGES)
    definite = sum(count_surface(*passage).arabic_articles for passage in PASSAGES)
    assert f"it stands {the} times for {definite} such words" in line


@pytest.mark.parametrize("side", ["human", "machine"])
@pytest.mark.parametrize("feature", ["articles", "similarity", "drift", "variety"])
def test_a_sign_that_looks_like_the_other_side_is_not_told(seen: Seen, feature: str, side: str) -> None:
    value, weight = summarize(seen.names, seen.rows)[feature], 1.0 if side == "machine" else -1.0
    human, machine = (value, value + 9) if side == "machine" else (value + 9, value)
    assert tell(side, {feature: weight}, {feature: (value, human, machine)}, seen) == ()
    assert tell(side, {feature: weight}, {feature: (value, machine, human)}, seen) != ()


@pytest.mark.parametrize(
    ("feature", "side", "words"),
    [
        ("arabic_gap", "machine", ("“farmers” for المزارعين",)),
        ("rare", "human", ("“grumbled”",)),
        ("variety", "machine", ("“the” comes 4 times",)),
        ("similarity", "human", ("“A stop at the cracked dam rounded off the …”",)),
        ("drift", "human", ("in the Arabic",)),
    ],
)
def test_the_example_stands_in_the_text(seen: Seen, feature: str, side: str, words: tuple[str, ...]) -> None:
    [line] = say(seen, side, **{feature: 1.0 if side == "machine" else -1.0})
    _, example = line.split(" For example: ")
    assert all(word in example for word in words), example


@pytest.mark.parametrize(("feature", "side"), EXAMPLES)
def test_every_example_quotes_the_text_or_is_left_out(seen: Seen, feature: str, side: str) -> None:
    example = EXAMPLES[feature, side](seen)
    text = " ".join(" ".join(each) for each in PASSAGES).lower()
    for quoted in example.split("“")[1:]:
        for words in quoted.split("”")[0].split("…"):
            assert words.strip().lower() in text


@pytest.mark.parametrize(("feature", "side"), EXAMPLES)
def test_a_text_without_words_has_no_example(feature: str, side: str) -> None:
    empty = measure_document([("1994", "1994"), ("...", "...")], encoder=load_encoder())
    assert EXAMPLES[feature, side](empty) in ({"“1994”", "“...”"} if feature == "similarity" else {""})
    alone = measure_document([("", "One word.")])
    if feature in alone.names:
        assert "nan" not in EXAMPLES[feature, side](alone)


def test_every_sentence_speaks_for_somebody() -> None:
    text = files("scores").joinpath("data", "origin_evidence.json").read_text(encoding="utf-8")
    for sides in json.loads(text).values():
        assert "machine" in sides["machine"]
        assert "people" in sides["human"] or "person" in sides["human"]


def test_of_the_strongest_passage_the_unmeasured_are_left_out(seen: Seen) -> None:
    rows = np.array([[np.nan], [0.2], [0.4]])
    three = Seen(passages=PASSAGES, names=("drift",), rows=rows, encoder=None, patterns={})
    assert three.strongest("drift", largest=True) == PASSAGES[2]
    assert three.strongest("drift", largest=False) == PASSAGES[1]
