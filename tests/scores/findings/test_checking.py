"""The checks on small pairs written for them: each fault is found in its place, and clean text is left alone."""

import re
import subprocess
import sys
from dataclasses import replace

import pytest

from alignments.beads import Bead
from alignments.encoders import load_encoder
from alignments.sentences import align_sentences
from corpus.documents import Sentence
from corpus.problems import UsageError
from scores.findings.categories import CATEGORIES
from scores.findings.checking import CHECKS, find_findings
from scores.findings.finding import SEVERITIES, finding_id
from scores.tables import FINDINGS, findings_frame

ARABIC = [
    "اجتمع وزير الزراعة مع المزارعين في مدينة حماة يوم الثلاثاء.",
    "وقال الوزير إن الحكومة ستشتري ثلاثة وعشرين ألف طن من القمح.",
    "وستدفع الأموال قبل نهاية كانون الثاني المقبل.",
    "ولم يوافق اتحاد الفلاحين على الأسعار الجديدة.",
    "أغلقت المدارس أبوابها بسبب العاصفة الثلجية التي ضربت الجبال.",
    "وافتتح المتحف الوطني معرضاً للفخار القديم في دمشق.",
    "وفاز الفريق الأحمر في المباراة النهائية أمام جمهور كبير.",
]
ENGLISH = [
    "The agriculture minister met with farmers in the city of Hama on Tuesday.",
    "The minister said the government would buy twenty-three thousand tons of wheat.",
    "The money will be paid before the end of next January.",
    "The farmers' union did not agree to the new prices.",
    "Schools closed their doors because of the snowstorm that hit the mountains.",
    "The National Museum opened an exhibition of ancient pottery in Damascus.",
    "The red team won the final match before a large crowd.",
]


def sentences(lines):
    made, start = [], 0
    for line in lines:
        made.append(Sentence(text=line, start=start, end=start + len(line)))
        start += len(line) + 1
    return made


def check(arabic, english, **settings):
    encoder = load_encoder()
    beads = align_sentences(arabic, english, encoder=encoder).beads
    return find_findings(sentences(arabic), sentences(english), beads, encoder=encoder, **settings)


def test_a_faithful_translation_has_no_findings():
    assert check(ARABIC, ENGLISH) == []


@pytest.mark.parametrize("number", range(len(ENGLISH)))
def test_an_omitted_sentence_is_found_on_its_arabic(number):
    findings = check(ARABIC, ENGLISH[:number] + ENGLISH[number + 1 :])
    assert [(each.category, each.arabic.sentences) for each in findings] == [("omission", (number,))]


def test_an_added_sentence_is_found():
    added = "The committee elected a new treasurer after a long debate about the budget."
    findings = check(ARABIC, [*ENGLISH[:3], added, *ENGLISH[3:]])
    assert [(each.category, each.english.text) for each in findings] == [("addition", added)]


def test_a_sentence_that_says_something_else_marks_both_sides():
    english = [*ENGLISH[:4], "The orchestra will play two symphonies at the opera house.", *ENGLISH[5:]]
    (finding,) = [each for each in check(ARABIC, english) if each.category == "mistranslation"]
    assert (finding.arabic.sentences, finding.english.sentences) == ((4,), (4,))


def test_swapped_sentences_are_found_once():
    english = [*ENGLISH[:4], ENGLISH[5], ENGLISH[4], ENGLISH[6]]
    (finding,) = check(ARABIC, english)
    assert finding.category == "order"
    assert set(finding.english.sentences) == {4, 5}


@pytest.mark.parametrize(
    ("number", "old", "new", "category"),
    [
        (1, "twenty-three", "thirty-two", "number"),
        (2, "January", "June", "date"),
        (0, "Tuesday", "Friday", "date"),
        (3, "did not agree", "agreed", "negation"),
        (4, "closed", "had not closed", "negation"),
        (5, "National Museum", "المتحف الوطني", "untranslated"),
        (6, "the final", "the the final", "doubled-word"),
    ],
)
def test_changed_words_are_found_in_their_sentence(number, old, new, category):
    english = list(ENGLISH)
    english[number] = english[number].replace(old, new)
    findings = check(ARABIC, english)
    assert [(each.category, each.english.sentences) for each in findings] == [(category, (number,))]


def test_a_wrong_number_is_marked_on_its_words_with_a_repair():
    english = [each.replace("twenty-three", "thirty-two") for each in ENGLISH]
    (finding,) = check(ARABIC, english)
    assert finding.english.text == "thirty-two thousand"
    assert finding.arabic.text == "ثلاثة وعشرين ألف"
    assert finding.repair == "twenty-three thousand"


def test_a_wrong_number_is_found_once_beside_a_fraction():
    arabic = ["وارتفعت الصادرات إلى ٥٦٬٢٠٠ طن، ذهبت ثلاثة أرباعها إلى مصر."]
    english = ["Exports rose to 65,200 tons, three quarters of which went to Egypt."]
    assert [(each.category, each.english.text) for each in check(arabic, english)] == [("number", "65,200")]


def test_another_scale_is_another_number():
    arabic = ["وسجلت المدينة 244 ألف زائر في الصيف."]
    english = ["The city counted 244 million visitors in the summer."]
    assert [(each.category, each.repair) for each in check(arabic, english)] == [("number", "244,000")]


@pytest.mark.parametrize(
    ("arabic", "english", "category", "words"),
    [
        ("قتل ثلاثة وعشرون شخصاً.", "Thirty-two dead.", "number", "Thirty-two"),
        ("العدد ٢٣", "Issue 32", "number", "32"),
        ("نلتقي في كانون الثاني.", "See you in June.", "date", "June"),
    ],
)
def test_in_a_very_short_sentence_the_value_is_named_and_not_the_sentence(arabic, english, category, words):
    findings = check([*ARABIC, arabic], [*ENGLISH, english])
    assert [(each.category, each.english.text) for each in findings] == [(category, words)]


def test_where_the_arabic_lost_its_blanks_its_month_is_still_compared():
    """As copied out of some PDF files: the words say little, so the line is in doubt, and its values are looked at."""
    arabic = "غادرالوفدالمفاوضالعاصمة في تموز قائلاًإنهأحرزتقدماًكبيراًفيالمحادثاتمعالحكومةالجديدة."
    english = "The delegation left in March, saying that much progress had been made in the talks."
    found = check([*ARABIC, arabic], [*ENGLISH, english])
    assert ("date", "March", "July") in {(each.category, each.english.text, each.repair) for each in found}
    assert all(each.severity != "major" for each in found if each.category == "mistranslation")


def test_two_fractions_that_differ_are_found():
    arabic = ["ولا تستهلك الحافلة الجديدة إلا ثلثي الوقود."]
    english = ["The new bus uses only half of the fuel."]
    assert [(each.category, each.english.text) for each in check(arabic, english)] == [("number", "half")]


@pytest.mark.parametrize("line", ["Cairo", "Notes and sources", "To the reader"])
def test_a_fragment_is_never_a_major_finding(line):
    findings = check(ARABIC, [*ENGLISH[:3], line, *ENGLISH[3:]])
    assert {each.severity for each in findings} <= {"minor"}


def test_what_stands_before_the_translation_may_be_an_introduction():
    lead = "Our weekly digest brings you the orchestra's plans for a summer of chamber music."
    findings = check(ARABIC, [lead, *ENGLISH])
    assert [(each.category, each.severity) for each in findings] == [("addition", "minor")]


def test_one_arabic_sentence_in_two_english_ones_adds_nothing():
    arabic = [*ARABIC[:4], "ولم تُردم القناة، بل وثقها فريق من مهندسي الآثار، ثم حُوّل مسار الأنابيب حولها."]
    english = [
        *ENGLISH[:4],
        "The canal was not filled in.",
        "A team of archaeological engineers recorded it, and the pipes were then led around it.",
    ]
    assert [each for each in check(arabic, english) if each.category == "addition"] == []


def test_marks_are_the_words_at_their_place():
    english = [*ENGLISH[:2], "And then the orchestra went home to sleep.", *ENGLISH[3:5]]
    files = ("\n".join(ARABIC), "\n".join(english))
    for finding in check(ARABIC, english):
        for mark, text in zip((finding.arabic, finding.english), files, strict=True):
            assert mark is None or re.sub(r"\s+", " ", text[mark.start : mark.end]) == mark.text


def test_without_an_original_only_english_is_judged():
    english = [*ENGLISH, "He said that, and he left the the room after the"]
    beads = [Bead(arabic=(), english=(number,), similarity=0.0, confidence=0.5) for number in range(len(english))]
    findings = find_findings([], sentences(english), beads, encoder=load_encoder())
    assert {each.category for each in findings} == {"doubled-word", "truncation"}
    assert all(each.arabic is None for each in findings)


@pytest.mark.parametrize(("arabic", "english"), [([], []), (["نص قصير."], []), (["؟"], ["?"]), (ARABIC * 4, ["One."])])
def test_odd_shapes_are_judged_without_trouble(arabic, english):
    findings = check(arabic, english)
    assert all(each.category in CATEGORIES and each.severity in SEVERITIES for each in findings)
    assert all(0 <= each.confidence <= 1 and each.evidence for each in findings)


@pytest.mark.parametrize("numbers", [(range(1), range(30)), (range(30), range(1))])
def test_a_bead_of_one_against_thirty_is_judged_without_trouble(numbers):
    arabic, english = (ARABIC * 5)[: len(numbers[0])], (ENGLISH * 5)[: len(numbers[1])]
    bead = Bead(arabic=tuple(numbers[0]), english=tuple(numbers[1]), similarity=0.2, confidence=0.1)
    findings = find_findings(sentences(arabic), sentences(english), [bead], encoder=load_encoder())
    assert all(each.category in CATEGORIES and each.evidence for each in findings)
    assert any(each.category in {"omission", "addition", "repetition"} for each in findings)


def test_sentences_whose_places_cross_are_in_another_order_and_not_missing():
    english = [ENGLISH[0], ENGLISH[3], *ENGLISH[1:3], *ENGLISH[4:]]
    assert {each.category for each in check(ARABIC, english)} == {"order"}


def test_a_check_can_be_switched_off():
    english = [each.replace("January", "June") for each in ENGLISH]
    assert check(ARABIC, english, off=["dates"]) == []
    assert "dates" in CHECKS


def test_an_unknown_check_is_said_with_the_known_ones():
    with pytest.raises(UsageError, match="numbers"):
        check(ARABIC, ENGLISH, off=["spelling"])


def test_the_same_fault_keeps_its_id_when_sentences_come_before_it():
    english = [each.replace("January", "June") for each in ENGLISH]
    (first,) = check(ARABIC, english)
    (later,) = check(["مرحباً بكم في النشرة.", *ARABIC], ["Welcome to the bulletin.", *english])
    assert first.english.start != later.english.start
    assert finding_id("t", first) == finding_id("t", later)
    assert finding_id("t", first) != finding_id("t", replace(first, category="number"))


def test_findings_become_rows_with_ids_of_their_own():
    findings = check(ARABIC, ENGLISH[:5])
    frame = findings_frame([*findings, *findings], translation="t", original=None)
    assert frame.schema == FINDINGS
    assert frame["finding"].n_unique() == len(frame) > 0


def test_importing_the_checks_loads_neither_tables_nor_word_lists():
    code = (
        "import sys, scores.findings.checking; print([name for name in ('polars', 'wordfreq') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603
    assert done.stdout.strip() == "[]"
