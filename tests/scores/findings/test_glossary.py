"""Glossaries as editors send them: CSV, TBX of both versions, broken rows."""

import pytest

from corpus.problems import DocumentError
from scores.findings.glossary import Term, read_glossary

TBX3 = """<?xml version="1.0"?>
<tbx xmlns="urn:iso:std:iso:30042:ed-2" xml:lang="en"><text><body><conceptEntry id="c1">
<langSec xml:lang="ar-SY"><termSec><term>مجلس الشعب</term></termSec></langSec>
<langSec xml:lang="en"><termSec><term>People's Assembly</term></termSec>
<termSec><term>Parliament</term><termNote type="administrativeStatus">deprecatedTerm-admn-sts</termNote></termSec>
</langSec></conceptEntry><conceptEntry id="c2"><langSec xml:lang="en"><termSec><term>alone</term></termSec></langSec>
</conceptEntry></body></text></tbx>"""
TBX2 = """<martif type="TBX"><text><body><termEntry><langSet xml:lang="ar"><tig><term>لاجئ</term></tig>
<ntig><termGrp><term>لاجئة</term></termGrp></ntig></langSet><langSet xml:lang="en"><tig><term>refugee</term></tig>
<ntig><termGrp><term>migrant</term><termNote>deprecatedTerm</termNote></termGrp></ntig></langSet>
</termEntry></body></text></martif>"""


def read(tmp_path, text, *, kept=""):
    for name, content in (("terms", text), ("kept", kept)):
        (tmp_path / name).write_text(content, encoding="utf-8")
    return read_glossary(tmp_path / "terms", kept=tmp_path / "kept")


@pytest.mark.parametrize("divider", [",", ";", "\t"])
def test_csv_with_its_columns_in_any_order(tmp_path, divider):
    rows = [["English", "note", "arabic", "forbidden"], ["refugee|displaced person", "", "لاجئ", "migrant"]]
    glossary = read(tmp_path, "\ufeff" + "\r\n".join(divider.join(row) for row in rows))
    expected = Term(arabic="لاجئ", english=("refugee", "displaced person"), forbidden=("migrant",))
    assert (glossary.terms, glossary.problems) == ((expected,), ())


def test_a_broken_row_is_a_problem_with_its_line(tmp_path):
    glossary = read(
        tmp_path, 'arabic,english\nلاجئ,refugee\n,nobody\n\n"نازح",\nمخيم,"refugee\ncamp"\nشهيد,martyr,x,y\n'
    )
    assert [term.arabic for term in glossary.terms] == ["لاجئ", "مخيم", "شهيد"]
    assert [str(problem).split(" of ")[0] for problem in glossary.problems] == ["terms: line 3", "terms: line 5"]


def test_tbx_of_both_versions(tmp_path):
    new, old = read(tmp_path, TBX3), read(tmp_path, TBX2)
    assert new.terms == (Term(arabic="مجلس الشعب", english=("People's Assembly",), forbidden=("Parliament",)),)
    assert len(new.problems) == 1
    assert [term.arabic for term in old.terms] == ["لاجئ", "لاجئة"]
    assert {(term.english, term.forbidden) for term in old.terms} == {(("refugee",), ("migrant",))}


def test_words_to_keep_one_a_line(tmp_path):
    assert read(tmp_path, "arabic,english", kept="# brands\nAl-Furat FM\n\nKhatt\nKhatt\n").kept == (
        "Al-Furat FM",
        "Khatt",
    )


@pytest.mark.parametrize(
    "text", ["", "لاجئ,refugee", "<tbx><unclosed></tbx>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>&d;</a>"]
)
def test_what_is_no_glossary_is_said(tmp_path, text):
    with pytest.raises(DocumentError, match="glossary"):
        read(tmp_path, text)


def test_another_encoding_is_said(tmp_path):
    (tmp_path / "terms").write_bytes("arabic,english\nلاجئ,refugee".encode("windows-1256"))
    with pytest.raises(DocumentError, match="UTF-8"):
        read_glossary(tmp_path / "terms")
