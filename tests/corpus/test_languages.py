"""Languages by script, letters, words and, last, letter patterns."""

from __future__ import annotations

import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import pytest

from corpus.languages import detect_language


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("اصلاحات", "ar"),
        ("سلمى حداد", "ar"),
        ("اجتمع المجلس يوم الجمعة لمناقشة خطة المدينة", "ar"),
        ("قال پوتين إن الاجتماع في غوتنبرغ كان مهما", "ar"),
        ("رئیس شورا گفت که مدرسه‌های تازه در پاییز باز می‌شوند", "fa"),
        ("صدر نے کہا ہے کہ یہ فیصلہ عوام کے لیے ہے", "ur"),
        ("بەڕێوەبەری گشتی لەگەڵ ئەو کۆبوویەوە", "ckb"),
        ("ana kont fel balad embare7 w shoft el 3eyal fel share3", "ar-Latn"),
        ("kifak ya zalameh shu akhbarak, wallah ma baaref shu biddi illak", "ar-Latn"),
        ("Meclisa bajêr duh civiya û plana nû pejirand, serok got ku biryar dê were cîbicîkirin", "ku"),
        ("مەجلىس رەئىسى سۆزىدە بۇ پىلاننىڭ كېلەر ئايدا يولغا قويۇلىدىغانلىقىنى ئېيتتى", "ug"),
        ("قال رئیس المجلس فی کلمة ألقاها أمام الأعضاء إن المدینة تحتاج إلی مدارس", "ar"),
        ("Memo 7", "en"),
        ("The council met on the 2nd of May in the 1990s", "en"),
        ("Coalition Condemns Shelling of Vegetable Market in Northern Town", "en"),
        ("Le conseil municipal a ouvert une nouvelle bibliothèque dans la ville", "fr"),
        ("Der Rat hat eine neue Bibliothek in der Stadt eröffnet", "de"),
        ("Президент сказал, что решение было принято для народа и страны", "ru"),
        ("روزنامه", "fa"),
        ("وزیر خارجه", "fa"),
        ("یادداشت روز", "fa"),
        ("صدر پاکستان", "ur"),
        ("تازہ خبر", "ur"),
        ("ڕۆژنامە", "ckb"),
        ("رئیس المجلس", "ar"),
        ("نادر خليل", "ar"),
        ("برهان غليون", "ar"),
        ("سلمی حداد", "ar"),
        ("2024", "und"),
        ("", "und"),
    ],
)
def test_language_is_decided(text: str, code: str) -> None:
    assert detect_language(text).code == code


def test_a_short_field_is_doubted_and_the_reason_said() -> None:
    language = detect_language("Memo 7")
    assert language.certainty <= 0.5
    assert "too few" in language.reason


def test_threads_and_processes_agree() -> None:
    text = "Syrian Coalition Condemns Shelling of Vegetable Market Near Ramallah Yesterday"
    with ThreadPoolExecutor(8) as pool:
        answers = set(pool.map(detect_language, [text] * 16))
    code = f"from corpus.languages import detect_language as d; print(d({text!r}))"
    other = run([sys.executable, "-c", code], capture_output=True, text=True, check=True)  # noqa: S603 (our own code)
    assert {str(each) for each in answers} == {other.stdout.strip()}


def test_leaving_out_profiles_changes_no_answer() -> None:
    from langdetect.detector_factory import PROFILES_DIRECTORY, DetectorFactory

    from corpus.languages import _SEED, _factory

    all_of_them = DetectorFactory()
    all_of_them.set_seed(_SEED)
    all_of_them.load_profile(PROFILES_DIRECTORY)
    priors = {"en": 40.0, "fr": 12.0, "tr": 6.0}
    some = _factory(tuple(priors))
    for text in ("Ahmet toplantıya geldi ve herkes sustu", "Kofi Annan spoke", "Réunion du conseil municipal de Tunis"):
        answers = []
        for factory in (all_of_them, some):
            detector = factory.create()
            detector.set_prior_map(priors)
            detector.append(text)
            (first, *_) = detector.get_probabilities()
            answers.append((first.lang, round(first.prob, 6)))
        assert answers[0] == answers[1]
