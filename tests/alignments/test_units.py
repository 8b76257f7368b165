"""Clauses and words of one side."""

import pytest

from alignments.units import split_clauses


@pytest.mark.parametrize(
    ("language", "sentence", "clauses"),
    [
        ("en", "He looked at the sea for an hour, and then he went back home.",
         ["He looked at the sea for an hour,", "and then he went back home."]),
        ("ar", "وصل القطار إلى المحطة متأخرا، وانتظر الركاب في البرد ساعة كاملة",
         ["وصل القطار إلى المحطة متأخرا،", "وانتظر الركاب في البرد ساعة كاملة"]),
        ("en", "Yes, no, never.", ["Yes, no, never."]),
        ("ar", "", [""]),
    ],
)  # fmt: skip
def test_split_clauses(language, sentence, clauses):
    assert split_clauses(sentence, language) == clauses


def test_clauses_keep_every_word():
    sentence = "one, two; three: four and five " * 400
    assert " ".join(split_clauses(sentence, "en")).split() == sentence.split()
