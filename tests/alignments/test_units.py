"""Clauses and words of one side."""

import pytest

from alignments.encoders import load_encoder
from alignments.units import read_units, split_clauses


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


def test_a_part_is_what_reading_the_part_gives():
    sentences = ["ذهب الولد إلى المدرسة.", "ثم عاد إلى البيت، ونام مبكرا لأنه كان متعبا.", "في الصباح استيقظ."]
    whole = read_units(sentences, "ar", encoder=load_encoder()).part(1, 3)
    part = read_units(sentences[1:], "ar", encoder=load_encoder())
    assert whole.sentence_of.tolist() == part.sentence_of.tolist()
    assert whole.clause_of.tolist() == part.clause_of.tolist()
    assert whole.vocabulary[whole.words] == pytest.approx(part.vocabulary[part.words], abs=1e-5)
