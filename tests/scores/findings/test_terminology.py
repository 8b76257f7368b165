"""Terms of a glossary in a translation."""

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from corpus.documents import Sentence
from scores.findings.checking import CHECKS, find_findings
from scores.findings.glossary import Glossary, Term

GLOSSARY = Glossary(
    terms=(
        Term(arabic="نازح", english=("displaced person", "IDP"), forbidden=("refugee",)),
        Term(arabic="مجلس الشعب", english=("People's Assembly",)),
        Term(arabic="هيئة", english=("body",)),
    ),
    kept=("Radio Khatt",),
)


def terms(arabic: str, english: str, glossary: Glossary = GLOSSARY) -> list[tuple[str, str, str | None]]:
    sides = [[Sentence(text=line, start=0, end=len(line))] for line in (arabic, english)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.99)
    off = [name for name in CHECKS if name != "terminology"]
    findings = find_findings(*sides, [bead], encoder=load_encoder(), off=off, glossary=glossary)
    return [
        (each.arabic.text if each.arabic else "", each.english.text, each.repair) for each in findings if each.english
    ]


@pytest.mark.parametrize(
    ("arabic", "english"),
    [
        ("عاد النازح إلى بيته.", "The displaced person went home."),
        ("عاد كل نازح إلى بيته.", "All IDPs went home."),
        ("قرر مجلسُ الشعب ذلك.", "The People’s Assembly decided it."),
        ("وبمجلس الشعب بدأ.", "It began with the people's assembly."),
        ("شكلت هيئة لذلك.", "Bodies were formed for that."),
        ("المنازحة بين الطرفين", "The dispute between the two."),
        ("اجتمع مجلس شعبي في القرية.", "A popular council met in the village."),
        ("عمل في Radio Khatt سنة.", "He worked for Radio Khatt for a year."),
    ],
)
def test_a_term_in_any_form_is_accepted(arabic, english):
    assert terms(arabic, english) == []


@pytest.mark.parametrize(
    ("arabic", "english", "expected"),
    [
        ("عاد النازح إلى بيته.", "The refugee went home.", ("النازح", "refugee", "displaced person")),
        ("قرر مجلس الشعب ذلك.", "Parliament decided it.", ("مجلس الشعب", "Parliament decided it.", None)),
        ("عمل في Radio Khatt سنة.", "He worked for radio khatt then.", ("Radio Khatt", "radio khatt", "Radio Khatt")),
    ],
)
def test_another_word_is_marked(arabic, english, expected):
    assert terms(arabic, english) == [expected]


def test_two_allowed_forms_in_one_text_are_unsteady():
    arabic = "رأى النازح نازحاً آخر، وسأل نازح عن نازح."
    english = "The displaced person saw a displaced person, and an IDP asked for a displaced person."
    assert terms(arabic, english) == [("", "IDP", "displaced person")]


def test_without_a_glossary_nothing_is_said():
    assert terms("عاد النازح إلى بيته.", "The refugee went home.", Glossary()) == []
