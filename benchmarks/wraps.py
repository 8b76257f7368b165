"""How well lines that were ended at a fixed width are joined again, on real documents that are wrapped here.

Each document of ``parallel-documents`` is laid out in paragraphs of three sentences and wrapped, by columns or by the
measured width of letters, as a PDF is; the sentences read from it are compared with those of the unwrapped text.
Texts whose line ends mean something (a sentence a line, a clause a line) must stay as they are. The rules were looked
at on one half of the documents (``--half tune``); the figures are those of the other. Run from the root:

    python benchmarks/wraps.py --data ../shared/data
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import textwrap
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

from matplotlib.font_manager import findfont
from matplotlib.ft2font import FT2Font, LoadFlags

from corpus.sentences import split_clauses, split_sentences
from corpus.sentences.wraps import join_wraps

SEED = 20260706
GROUP = 3  # sentences of a paragraph
WIDTHS = range(56, 85)
LAYOUTS = ("columns, gaps", "columns, indented", "columns, nothing", "letters, gaps", "letters, nothing")


def load_documents(path: Path, *, half: str) -> Iterator[tuple[str, list[str]]]:
    """Language and paragraphs of every other document, in both languages."""
    for row in gzip.decompress(path.read_bytes()).decode().splitlines()[half == "test" :: 2]:
        document = json.loads(row)
        for language in ("ar", "en"):
            sentences = [" ".join(each.split()) for each in document[language]]
            groups = [sentences[start : start + GROUP] for start in range(0, len(sentences), GROUP)]
            yield language, [" ".join(group) for group in groups]


def wrap(paragraphs: Sequence[str], layout: str, *, width: int) -> str:
    """The paragraphs in lines of one width, told apart by empty lines, by an indentation or by nothing."""
    by, _, between = layout.partition(", ")
    fill = _fill_columns if by == "columns" else _fill_letters
    indent = "    " if between == "indented" else ""
    gap = "\n\n" if between == "gaps" else "\n"
    return gap.join("\n".join(fill(indent + paragraph, width)) for paragraph in paragraphs)


def _fill_columns(paragraph: str, width: int) -> list[str]:
    return textwrap.wrap(paragraph, width, break_long_words=False, break_on_hyphens=False)


def _fill_letters(paragraph: str, width: int) -> list[str]:
    """Lines as wide as so many average letters of a common typeface."""
    lines = [""]
    for word in paragraph.split(" "):
        longer = f"{lines[-1]} {word}" if lines[-1] else word
        if lines[-1] and _measure(longer) > width * _measure("n") * 0.9:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def _measure(text: str) -> float:
    return sum(map(_advance, text))


@cache
def _advance(letter: str) -> float:
    font = _font()
    known = font.get_char_index(ord(letter)) or font.get_char_index(ord("n"))
    return float(font.load_glyph(known, flags=LoadFlags.NO_SCALE).horiAdvance)


@cache
def _font() -> FT2Font:
    return FT2Font(findfont("DejaVu Sans"))


def count_sentences(text: str, language: str) -> Counter[str]:
    """The sentences read from a text, with single blanks."""
    return Counter(" ".join(each.text.split()) for each in split_sentences(join_wraps(text), language))


def score(expected: Counter[str], found: Counter[str]) -> tuple[int, int]:
    """Sentences found exactly, and all of both sides: twice the one by the other is F1."""
    return (expected & found).total(), expected.total() + found.total()


def measure(documents: Sequence[tuple[str, list[str]]], lay_out: Callable[[list[str], int], str]) -> dict[str, float]:
    """F1 of sentences for each language, each document at a width drawn by the seed."""
    draw = random.Random(SEED)
    totals = {"ar": [0, 0], "en": [0, 0]}
    for language, paragraphs in documents:
        expected = Counter[str]()
        for paragraph in paragraphs:
            expected += count_sentences(paragraph, language)
        right, both = score(expected, count_sentences(lay_out(paragraphs, draw.choice(WIDTHS)), language))
        totals[language][0] += right
        totals[language][1] += both
    return {language: 2 * right / both for language, (right, both) in totals.items()}


def count_joined(documents: Sequence[tuple[str, list[str]]], cut: Callable[[str, str], list[str]]) -> tuple[int, int]:
    """Line ends that mean something and were joined, and all of them."""
    joined = ends = 0
    for language, paragraphs in documents:
        text = "\n\n".join("\n".join(cut(paragraph, language)) for paragraph in paragraphs)
        joined += text.count("\n") - join_wraps(text).count("\n")
        ends += text.count("\n") - 2 * (len(paragraphs) - 1)
    return joined, ends


def _cut_sentences(text: str, language: str) -> list[str]:
    return [each.text for each in split_sentences(text, language)]


def _cut_clauses(text: str, language: str) -> list[str]:
    return [text[start:end] for start, end in split_clauses(text, language)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="folder of parallel-documents.jsonl.gz")
    parser.add_argument("--half", choices=["tune", "test"], default="test", help="the documents to measure on")
    arguments = parser.parse_args()
    documents = list(load_documents(arguments.data / "parallel-documents.jsonl.gz", half=arguments.half))
    print(f"{len(documents)} texts of the {arguments.half} half, seed {SEED}; F1 of sentences")
    for layout in LAYOUTS:
        found = measure(documents, lambda paragraphs, width, layout=layout: wrap(paragraphs, layout, width=width))  # type: ignore[misc]
        print(f"{layout}: Arabic {found['ar']:.3f}, English {found['en']:.3f}")
    for name, cut in (("a sentence a line", _cut_sentences), ("a clause a line", _cut_clauses)):
        joined, ends = count_joined(documents, cut)
        print(f"{name}: {joined} of {ends} line ends joined")


if __name__ == "__main__":
    main()
