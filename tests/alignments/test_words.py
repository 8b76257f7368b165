"""Word links and coverage on sentences of our own."""

from concurrent.futures import ThreadPoolExecutor

import numpy as np

from alignments.encoders import load_encoder
from alignments.vocabulary import word_vectors
from alignments.words import link_words, uncovered

ARABIC = "التقى الوزير خالد الحسن في بيروت سفراء ٢٠ دولة لبحث أزمة اللاجئين"
ENGLISH = "The minister Khaled al-Hassan met in Beirut with ambassadors of 20 countries to discuss the refugee crisis"


def pairs_of(arabic, english):
    links = link_words(arabic, english, encoder=load_encoder())
    return {(arabic[slice(*link.arabic)], english[slice(*link.english)]) for link in links}


def test_content_words_numbers_and_names_are_linked():
    expected = {("الوزير", "minister"), ("خالد", "Khaled"), ("بيروت", "Beirut"), ("٢٠", "20"), ("أزمة", "crisis")}
    assert expected <= pairs_of(ARABIC, ENGLISH)


def test_links_are_one_to_one_and_in_order():
    links = link_words(ARABIC, ENGLISH, encoder=load_encoder())
    assert [link.arabic for link in links] == sorted({link.arabic for link in links})
    assert len({link.english for link in links}) == len(links)


def test_a_marked_word_is_one_span():
    (link,) = link_words("مَدْرَسَة", "school", encoder=load_encoder())
    assert link.arabic == (0, len("مَدْرَسَة"))


def test_what_was_left_out_is_uncovered():
    whole = "وصل الرئيس إلى العاصمة صباح اليوم، وزار المستشفى العسكري حيث يعالج الجنود الجرحى."
    english = "The president arrived in the capital this morning."
    coverage = uncovered(whole, english, encoder=load_encoder())
    words = {whole[start:end] for start, end in coverage.uncovered}
    assert {"العسكري", "الجنود"} <= words
    assert not {"الرئيس", "العاصمة"} & words
    assert coverage.share < uncovered(whole[:34], english, encoder=load_encoder()).share


def test_empty_sides():
    assert link_words("", "word", encoder=load_encoder()) == []
    assert uncovered("", "word", encoder=load_encoder()).share == 1.0
    assert uncovered("كتاب جديد", "", encoder=load_encoder()).share == 0.0


def test_a_full_table_of_words_is_begun_anew_also_under_threads(monkeypatch):
    encoder = load_encoder()
    parts = [ENGLISH.split()[start : start + 6] for start in range(0, 14, 2)]
    expected = [encoder.encode(words) for words in parts]
    monkeypatch.setattr("alignments.vocabulary._KEPT", 8)
    with ThreadPoolExecutor(3) as pool:
        found = list(pool.map(lambda words: word_vectors(words, encoder=encoder), parts))
    assert all(np.array_equal(one, other) for one, other in zip(found, expected, strict=True))
