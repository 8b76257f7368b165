"""Sentences by golden texts, and the properties that hold for any text."""

from __future__ import annotations

import gzip
import json
import re
import time
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from yasbd import BoundaryDetector

from corpus.sentences import split_clauses, split_sentences, splitting, stops
from corpus.sentences.stops import find_stops, judge_stops

DATA = Path(__file__).parent / "data"
EXAMPLES = Path(__file__).parents[2] / "examples"
REAL = Path(__file__).parents[2].parent / "shared" / "data" / "parallel-documents.jsonl.gz"


def load_cases(language: str) -> list[tuple[str, str, list[str]]]:
    text = (DATA / f"sentences-{language}.txt").read_text("utf-8")
    cases = [case.partition("\n---\n") for case in text.rstrip("\n").split("\n===\n")]
    return [(language, given_text, expected.splitlines()) for given_text, _, expected in cases]


@pytest.mark.parametrize(("language", "text", "expected"), [*load_cases("en"), *load_cases("ar")])
def test_golden_sentences(language: str, text: str, expected: list[str]) -> None:
    assert [each.text for each in split_sentences(text, language)] == expected


def test_offset_is_added_to_every_place() -> None:
    first, second = split_sentences("One came. Two left.", "en", offset=100)
    assert (first.start, first.end, second.start, second.end) == (100, 109, 110, 119)


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.sampled_from("aA. !?؟«»“”\"'\n1د،م\u200f…()"), max_size=120), st.sampled_from(["ar", "en"]))
def test_sentences_are_ordered_exact_and_on_one_line(text: str, language: str) -> None:
    sentences = split_sentences(text, language)
    assert all(text[each.start : each.end] == each.text == each.text.strip() != "" for each in sentences)
    assert all(left.end <= right.start for left, right in pairwise(sentences))
    assert not any("\n" in each.text for each in sentences)
    assert [letter for each in sentences for letter in each.text if letter.isalnum()] == list(filter(str.isalnum, text))


PIECES = [
    "Dr. ",
    "the U.N. ",
    "Jan. 5",
    " 9. ",
    "He came. ",
    "It is so.",
    "\n",
    "\n\n ",
    " \n",
    "«نعم». ",
    "قال د. سعد. ",
]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from([*PIECES, "a", ".", '."', "\t", "x.Y", "x" * 41, "Then"]), max_size=40))
def test_short_lines_read_at_once_give_what_each_gives_by_itself(pieces: list[str]) -> None:
    text = "".join(pieces)
    for language in ("ar", "en"):
        apart = [
            each
            for match in re.finditer(r"[^\n]+", text)
            for each in split_sentences(match[0], language, offset=match.start())
        ]
        assert split_sentences(text, language) == apart


@pytest.mark.parametrize("piece", ["... ", ". ", "(", "“", "a.b.", "A. ", "x", '."', "1.", "د. ", "word, "])
def test_a_long_line_takes_linear_time(piece: str) -> None:
    begun = time.process_time()
    split_sentences(piece * (100_000 // len(piece)), "en")
    assert time.process_time() - begun < 4


def test_clauses_end_at_marks_and_before_connecting_words() -> None:
    clauses = ["زار الوزير المدينة القديمة أمس،", "مشيرا إلى أن العمل بدأ فعلا", "وقد انتهت مرحلته الأولى منذ شهر"]
    text = " ".join(clauses)
    assert [text[start:end] for start, end in split_clauses(text, "ar")] == clauses


@given(st.text(max_size=80), st.sampled_from(["ar", "en"]))
def test_clauses_cover_every_word(text: str, language: str) -> None:
    clauses = split_clauses(text, language)
    assert " ".join(text[start:end] for start, end in clauses).split() == text.split()


def load_pieces(language: str) -> list[str]:
    rows = gzip.decompress(REAL.read_bytes()).decode().splitlines() if REAL.is_file() else []
    golden = [DATA / f"golden-{name}.txt" for name in ("tuned", "third", "fourth")]
    own = EXAMPLES.glob("originals/[!r]*.txt" if language == "ar" else "translations/*.txt")  # rahil is in Windows-1256
    texts = [line for path in (*golden, *sorted(own)) for line in path.read_text("utf-8").splitlines()]
    return [*(" ".join(json.loads(row)[language][:12]) for row in rows), *filter(None, texts)]


def find_ends(piece: str, language: str) -> tuple[list[int], list[int]]:
    """The sure ends of a piece, and those that the library is asked about."""
    found = find_stops(piece, language)
    doubts = judge_stops(found.others, piece, language)
    return sorted([*found.ends, *doubts.sure]), doubts.asked


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_library_agrees_with_every_end_that_it_is_not_asked_about(language: str) -> None:
    """Asked about the stretches on both sides of such an end in one, it puts a boundary there too.

    But for ends without a blank after them, which it overlooks in English, after a closing mark, or after our words.
    """
    agreed = 0
    for piece in load_pieces(language):
        ends = [0, *find_ends(piece, language)[0], len(piece)]
        ours = tuple(f"{word}." for word in stops.sentence_words(language)["words"])  # where it errs
        for start, cut, end in zip(ends, ends[1:], ends[2:], strict=False):
            asked = {*splitting._ask(piece[start:end], language)}  # noqa: SLF001
            is_other = piece[cut - 1] in stops.CLOSERS or not piece[cut].isspace() or piece[:cut].endswith(ours)
            assert cut - start in asked or is_other, piece[cut - 40 : cut + 20]
            agreed += 1
    assert agreed > 100


@pytest.mark.parametrize("language", ["ar", "en"])
def test_what_stands_around_a_doubtful_stop_is_enough(language: str) -> None:
    """Shown all between two sure ends, the library puts its boundaries where it does of what it is shown."""
    asked = 0
    for piece in load_pieces(language):
        sure, doubtful = find_ends(piece, language)
        for start, end in pairwise([0, *sure, len(piece)]):
            doubts = {doubt - start for doubt in doubtful if start < doubt < end - 1}
            cuts = set(splitting._asked_cuts(piece[start:end], doubts, language)) if doubts else set()  # noqa: SLF001
            whole = set(splitting._ask(piece[start:end], language)) & doubts if doubts else set()  # noqa: SLF001
            assert cuts >= whole, piece[start:end]
            assert cuts & doubts == whole, piece[start:end]
            asked += len(doubts)
    assert asked > 20


@pytest.mark.skipif(not REAL.is_file(), reason="the real documents are not here")
def test_the_library_ends_nothing_at_a_stop_that_it_is_not_asked_about() -> None:
    passed, language = 0, "en"  # the Arabic documents have no such stop
    for piece in load_pieces(language):
        sure, doubtful = find_ends(piece, language)
        skipped = {match.end() for match in re.finditer(rf"[{stops.STOPS}](?=\s)", piece)} - {*sure, *doubtful}
        cuts = splitting._ask(piece, language)  # noqa: SLF001
        kept = {cut for cut in cuts if not stops.is_abbreviated(piece[:cut], piece[cut:], language)}
        assert not piece.isascii() or not skipped & kept, piece
        passed += len(skipped)
    assert passed > 10


@pytest.mark.parametrize(
    ("text", "doubts"),
    [
        ("The U.N. sent Dr. Haddad on Jan. 5 at 4 p.m. and left.", 0),
        ("The U.S. Navy said so.", 0),
        ("They came from the U.S. The Navy said so.", 1),
        ("It ended.the next began.", 0),
        ("An end.The next began.", 0),
        ("Did he? she asked.", 0),
        ("He lost by 1–0. Then he left.", 0),
        ("It stood on page 9. Then it went.", 1),
        ("Of SARS-CoV. They met in the EU. It fell by 1.7%. It cost $250. The 1930s. Then (13%). So.", 0),
        ("World War II. Then it ended.", 1),
    ],
)
def test_only_doubtful_stops_are_asked_about(text: str, doubts: int) -> None:
    assert len(find_ends(text, "en")[1]) == doubts


@pytest.mark.parametrize("language", ["ar", "en"])
def test_the_rules_of_the_library_are_asked_what_its_detector_would_ask(language: str) -> None:
    detector = BoundaryDetector(language, preserve_quote_and_paren=False)
    pieces = [text for _, text, _ in load_cases(language) if "\n" not in text]
    assert len(pieces) >= 10
    for piece in pieces:
        rules = stops.RULES[language]()
        assert rules.apply(piece.rstrip(), preserve_quote_and_paren=False)[1:] == [*detector.detect(piece)]
