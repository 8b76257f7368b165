"""Bytes into text: every encoding that archives hold, mojibake, and what is no text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from corpus.encodings import decode, repair_mojibake
from corpus.problems import DocumentError

ARABIC = "الناشر: صحيفة الأفق\r\nقال الوزير إن العمل في المدينة بدأ، وأكد أن المدارس ستفتح في الخريف.\r\n" * 3
ENGLISH = "The bank’s plan — “a naïve one” — failed.\n" * 3


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1256", "iso8859_6"])
def test_arabic_is_decoded_as_written(encoding: str) -> None:
    written = ARABIC.replace("–", "-")
    assert decode(written.encode(encoding)).text == written


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "cp1252"])
def test_english_is_decoded_as_written(encoding: str) -> None:
    assert decode(ENGLISH.encode(encoding)).text == ENGLISH


def misread(text: str, encoding: str) -> str:
    return "".join(bytes([byte]).decode(encoding, "ignore") or chr(byte) for byte in text.encode())


@pytest.mark.parametrize("encoding", ["cp1252", "latin-1", "cp1256"])
def test_mojibake_is_repaired_and_noted(encoding: str) -> None:
    decoded = decode(misread(ARABIC, encoding).encode())
    assert decoded.text == ARABIC
    assert any("mojibake" in note for note in decoded.notes)


@pytest.mark.parametrize("text", [ARABIC, ENGLISH, "Müller aß in Genève", "café"])
def test_sound_text_is_left_alone(text: str) -> None:
    assert repair_mojibake(text) == text


@pytest.mark.parametrize(
    "data", [b"", b" \n\t", b"\0" * 200_000, b"%PDF-1.7 x", b"\x89PNG....", bytes(range(256)) * 40]
)
def test_what_is_no_text_is_refused_with_a_remedy(data: bytes) -> None:
    with pytest.raises(DocumentError) as caught:
        decode(data)
    assert caught.value.remedy


def test_a_cut_character_at_the_end_is_shown_and_noted() -> None:
    decoded = decode(("مدينة " * 20).encode()[:-2])
    assert decoded.text.endswith("\N{REPLACEMENT CHARACTER}")
    assert decoded.notes


@given(st.binary(max_size=300))
def test_any_bytes_give_text_or_a_problem(data: bytes) -> None:
    try:
        text = decode(data).text
    except DocumentError as error:
        text = error.remedy
    assert text.strip()
