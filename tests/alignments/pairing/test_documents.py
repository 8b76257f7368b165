"""Pairs: the original is found, its absence too, and every decision says why."""

import json
from dataclasses import replace
from pathlib import Path

import pytest

from alignments.encoders import load_encoder
from alignments.pairing.documents import pair_documents
from corpus.documents import Body, Document, Field, Sentence, document_id

FIRE = (
    ["اندلع حريق كبير في سوق المدينة القديمة مساء الاثنين.", "وقال رجال الإطفاء إن النيران دمرت 35 متجرا.",
     "ولم يصب أحد بأذى، لكن التجار خسروا كل بضائعهم."],
    ["A large fire broke out in the old city market on Monday evening.",
     "Firefighters said the flames destroyed 35 shops.",
     "Nobody was hurt, but the traders lost all their goods."],
)  # fmt: skip
SCHOOL = (
    ["افتتح الوزير مدرسة جديدة في القرية.", "وتضم المدرسة عشرين صفا ومكتبة كبيرة.",
     "وعبر الأهالي عن فرحهم بهذا المشروع."],
    ["The minister opened a new school in the village.", "The school has twenty classrooms and a large library.",
     "Residents expressed their joy at this project."],
)  # fmt: skip
FIRE_RETOLD = [
    "شهدت المدينة القديمة حريقا جديدا هذا الأسبوع.", "وطالب التجار الحكومة بتعويضهم عن خسائر 35 متجرا.",
    "ووعد المحافظ ببناء سوق حديث خارج الأسوار.",
]  # fmt: skip


def document(sentences, language, date=None):
    text = "\n".join(sentences)
    fields = (Field(name="date", value=date, raw=date, language="und", start=0, end=0),) if date else ()
    parts, start = [], 0
    for sentence in sentences:
        parts.append(Sentence(text=sentence, start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    return Document(
        id=document_id(text), file="f", article=1, language=language, title="", title_start=0, title_end=0,
        metadata=fields, body=Body(language=language, start=0, end=len(text)), sentences=tuple(parts), notes=(),
        offset=0, text=text,
    )  # fmt: skip


def pair(translations, originals):
    return pair_documents(translations, originals, encoder=load_encoder())


def test_the_original_is_found_beside_a_retelling():
    fire, school = document(FIRE[0], "ar", "2014-06-30"), document(SCHOOL[0], "ar")
    retold = document(FIRE_RETOLD, "ar")
    found = pair([document(FIRE[1], "en", "2016-01-02"), document(SCHOOL[1], "en")], [retold, school, fire])
    assert [one.original for one in found] == [fire.id, school.id]
    assert found[0].runner_up in {retold.id, school.id}
    assert any("3 of 3" in reason for reason in found[0].reasons)
    assert any("35" in reason for reason in found[0].reasons)
    assert any("30 June 2014" in reason for reason in found[0].reasons)


def test_no_original_is_a_decision():
    (found,) = pair([document(SCHOOL[1], "en")], [document(FIRE[0], "ar"), document(FIRE_RETOLD, "ar")])
    assert found.original is None
    assert found.confidence > 0.8
    assert found.runner_up is not None


def test_two_translations_share_one_original():
    again = ["On Monday evening a big fire broke out in the market of the old town.",
             "The flames destroyed 35 shops, firefighters said.",
             "No one was harmed, but the merchants lost all of their merchandise."]  # fmt: skip
    fire = document(FIRE[0], "ar")
    found = pair([document(FIRE[1], "en"), document(again, "en")], [fire, document(SCHOOL[0], "ar")])
    assert [one.original for one in found] == [fire.id, fire.id]


@pytest.mark.parametrize("originals", [[], [document([], "ar")]])
def test_nothing_to_choose_from(originals):
    (found,) = pair([document(FIRE[1], "en")], originals)
    assert (found.original, found.confidence) == (None, 1.0)
    assert found.reasons


def test_a_translation_without_sentences():
    (found,) = pair([document([], "en")], [document(FIRE[0], "ar")])
    assert found.original is None
    assert "no sentences" in found.reasons[0]


STORIES = json.loads((Path(__file__).parent / "data" / "stories.json").read_text(encoding="utf-8"))


def test_retellings_and_letters_under_one_title_are_told_apart():
    there = [story for story in STORIES if not story.get("missing")]
    originals = {story["name"]: document([story["title"][0], *story["arabic"]], "ar") for story in there}
    retellings = [document(retelling, "ar") for story in STORIES for retelling in story["retellings"]]
    translations = [
        (originals.get(story["name"]), document([story["title"][1], *english], "en"))
        for story in STORIES
        for english in (story["english"], story.get("again"))
        if english
    ]
    found = pair([english for _, english in translations], [*retellings, *originals.values()])
    assert [one.original for one in found] == [original and original.id for original, _ in translations]
    assert all(one.runner_up for one in found)


def test_a_part_is_found_in_the_whole_and_copies_are_told():
    whole = document([*SCHOOL[0], *FIRE_RETOLD, *FIRE[0]], "ar")
    copies = [replace(whole, id=f"copy-{number}") for number in range(3)]
    (found,) = pair([document(FIRE[1], "en")], copies)
    assert found.original == "copy-0"
    assert "The same Arabic text was read 3 times; the first is named." in found.reasons
    assert any("may be a part" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "sentences",
    [
        ["Le conseil municipal a vote le budget.", "Les travaux commencent en mai.", "La rue sera fermee."],
        ["Yes."],
        ["...", "***"],
        ["35"],
        ["word " * 3000],
    ],
    ids=["French", "one word", "no words", "a number", "one endless sentence"],
)
def test_a_text_that_has_no_original_gets_none(sentences):
    (found,) = pair([document(sentences, "en")], [document(FIRE[0], "ar"), document(SCHOOL[0], "ar")])
    assert found.original is None
    assert found.confidence > 0.8


def test_one_sentence_is_found_among_many():
    (found,) = pair([document(FIRE[1][:1], "en")], [document(FIRE[0], "ar"), document(SCHOOL[0], "ar")])
    assert found.original == document(FIRE[0], "ar").id
    assert found.reasons[0].startswith("The only English sentence has a counterpart")
