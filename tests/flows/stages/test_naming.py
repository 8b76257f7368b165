"""Machine translations find the original that their file is named after, and no other."""

import pytest

from flows.stages.naming import Names

ORIGINALS = [
    "originals/letter.txt",
    "originals/letter.docx",
    "originals/2019/news.txt",
    "originals/2020/news.txt",
    "originals/report.pdf",
    "originals/all.zip/speech.txt",
]


@pytest.mark.parametrize(
    ("file", "original"),
    [
        ("machine/opus/letter.txt", "originals/letter.txt"),
        ("machine/opus/letter.docx.txt", "originals/letter.docx"),
        ("machine/opus/letter.html", None),  # either could be meant: the texts decide
        ("machine/opus/2020/news.txt", "originals/2020/news.txt"),
        ("machine/opus/news.txt", None),
        ("machine/opus/report.txt", "originals/report.pdf"),
        ("machine/opus/report.pdf.txt", "originals/report.pdf"),
        ("machine/opus/all.zip/speech.txt", "originals/all.zip/speech.txt"),
        ("machine/opus/speech.txt", "originals/all.zip/speech.txt"),
        ("machine/opus/other.txt", None),
    ],
)
def test_a_file_goes_to_the_original_that_it_is_named_after(file, original):
    names = Names([(name, article, f"{name} {article}") for name in ORIGINALS for article in (0, 1)])
    for article in (0, 1):
        assert names.find(file, article) == (original and f"{original} {article}")
    assert names.find(file, 2) is None
