"""What is read of a document before it is aligned with candidates."""

from fractions import Fraction

from alignments.encoders import load_encoder
from alignments.pairing.sides import read_side
from corpus.documents import Body, Document, Sentence

SENTENCES = ("Yesterday Samir Haddad met NATO in Tyre.", "***", "He paid 1,200 dollars, then 30, then 1,200 again.")


def test_words_names_and_numbers_of_a_side():
    parts = tuple(Sentence(text=text, start=0, end=len(text)) for text in SENTENCES)
    side = read_side(
        Document(
            id="d", file="f", article=1, language="en", title="", title_start=0, title_end=0, metadata=(),
            body=Body(language="en", start=0, end=0), sentences=parts, notes=(), offset=0, text="",
        ),
        encoder=load_encoder(),
    )  # fmt: skip
    assert side.spelt[side.words_of((0, 1))] == ("Yesterday", "Samir", "Haddad", "met", "NATO", "in", "Tyre")
    assert side.spelt[side.words_of((1, 2))] == (".",)
    assert [word for word, named in zip(side.spelt, side.named, strict=True) if named] == ["Samir", "Haddad", "Tyre"]
    assert side.numbers == {Fraction(1200): "1,200", Fraction(30): "30"}
    assert [len(ones) for ones in side.readings] == [0, 0, 3]
    assert len(side.words) == len(side.weights) == side.starts[-1]
