"""Reasons: true sentences that begin with a capital, end with a full stop and name texts as people do."""

from dataclasses import replace

import pytest

from alignments.encoders import load_encoder
from alignments.pairing.documents import pair_documents
from alignments.pairing.matches import Match
from alignments.pairing.reasons import give_reasons, name_document
from corpus.documents import Body, Document, Field, Sentence, document_id

SEEN = Match(
    translation="t", original="o", english=1.0, arabic=1.0, likely_english=1.0, likely_arabic=1.0, clear=0.8,
    words=0.7, answered=3, looked_at=3, numbers=0, shared_numbers=(), missing_names=(),
)  # fmt: skip


def document(sentences, language, *, title="", file="letters/text.txt", article=1, **fields):
    parts, start = [], 0
    for sentence in sentences:
        parts.append(Sentence(text=sentence, start=start, end=start + len(sentence)))
        start += len(sentence) + 1
    metadata = (Field(name=name, value=v, raw=v, language="und", start=0, end=0) for name, v in fields.items())
    return Document(
        id=document_id("\n".join(sentences)), file=file, article=article, language=language, title=title, title_start=0,
        title_end=0, metadata=tuple(metadata), body=Body(language=language, start=0, end=start),
        sentences=tuple(parts), notes=(), offset=0, text="\n".join(sentences),
    )  # fmt: skip


ENGLISH = document(["One.", "Two.", "Three."], "en")
ARABIC = document(["واحد."], "ar")


def reasons_of(seen, *, english=ENGLISH, arabic=ARABIC, found=True, runner_up=None, copies=1):
    seen = replace(seen, original=arabic.id)
    originals = {arabic.id: arabic}
    second = None
    if runner_up:
        originals[runner_up[0].id] = runner_up[0]
        second = replace(SEEN, original=runner_up[0].id, english=runner_up[1])
    return give_reasons(english, seen, originals, encoder=load_encoder(), found=found, runner_up=second, copies=copies)


@pytest.mark.parametrize(
    ("seen", "reason"),
    [
        (SEEN, "3 of 3 English sentences have counterparts in the original, in the same order."),
        (replace(SEEN, answered=1), "1 of 3 English sentences has a counterpart in the original."),
        (replace(SEEN, answered=0), "None of the 3 English sentences has a counterpart in the original."),
        (replace(SEEN, answered=1, looked_at=1), "The only English sentence has a counterpart in the original."),
        (replace(SEEN, answered=2, looked_at=2),
         "2 of the first 2 English sentences have counterparts in the original, in the same order."),
        (replace(SEEN, arabic=0.3), "Only 30% of the Arabic is translated: the English may be a part or a summary."),
        (replace(SEEN, shared_numbers=("56,200",)), "The same number stands in both: 56,200."),
        (replace(SEEN, shared_numbers=("56,200", "35")), "The same numbers stand in both: 56,200; 35."),
        (replace(SEEN, shared_numbers=tuple("ABCDEFG")), "The same numbers stand in both: A; B; C; D; E; and 2 more."),
        (replace(SEEN, numbers=1), "The one number above 9 that was read in the English was not found in the Arabic."),
        (replace(SEEN, numbers=4),
         "None of the 4 numbers above 9 that were read in the English was found in the Arabic."),
    ],
)  # fmt: skip
def test_what_the_alignment_showed(seen, reason):
    english = document(["One."], "en") if seen.looked_at == 1 else ENGLISH
    assert reason in reasons_of(seen, english=english)


def test_another_account_and_copies_are_told():
    for seen in (replace(SEEN, words=0.3), replace(SEEN, likely_english=0.3)):
        assert any("another account" in reason for reason in reasons_of(seen, found=False))
    assert "The same Arabic text was read 3 times; the first is named." in reasons_of(SEEN, copies=3)


def test_names_that_the_nearest_text_lacks_are_told():
    told = reasons_of(replace(SEEN, missing_names=("Khoury", "Tyre")), found=False)
    assert "Not found in the Arabic of these sentences: Khoury; Tyre." in told
    told = reasons_of(replace(SEEN, missing_names=tuple("ABCDEFG")), found=False)
    assert "Not found in the Arabic of these sentences: A; B; C; D; E; and 2 more." in told
    assert not any("Khoury" in reason for reason in reasons_of(replace(SEEN, missing_names=("Khoury",))))


def test_names_titles_and_dates_that_agree_are_told():
    english = document(["One."], "en", title="Fire in the old market", author="Khaled Hassan", date="2014-06-30")
    arabic = document(["واحد."], "ar", title="حريق في السوق القديم", author="خالد حسن", date="2014-06-30")
    told = " ".join(reasons_of(SEEN, english=english, arabic=arabic))
    assert "The titles say nearly the same" in told
    assert "The authors agree" in told
    assert "Both are dated 30 June 2014." in told


def test_names_and_titles_that_differ_are_not_told():
    english = document(["One."], "en", title="Fire in the old market", author="Khaled Hassan")
    arabic = document(["واحد."], "ar", title="افتتاح مدرسة جديدة", author="مريم العلي")
    assert len(reasons_of(SEEN, english=english, arabic=arabic)) == 1


def test_other_texts_are_named_as_people_name_them():
    titled = document(["نص."], "ar", title="رسالة " * 40)
    assert name_document(titled).startswith("\N{FIRST STRONG ISOLATE}\N{LEFT DOUBLE QUOTATION MARK}رسالة")
    assert len(name_document(titled)) < 70
    assert name_document(document(["نص."], "ar")) == "text.txt"
    assert name_document(document(["نص."], "ar", article=3)) == "text.txt, article 3"
    other = document(["نص."], "ar", file="b.txt")
    assert "The next best, b.txt, covers 10% of the English." in reasons_of(SEEN, runner_up=(other, 0.1))
    assert "the nearest Arabic text, text.txt" in reasons_of(SEEN, found=False)[0]


def test_numbers_are_shown_as_the_english_writes_them():
    english = document(["The floods drove 56,200 people from their homes.", "Twenty villages lost their wells."], "en")
    arabic = document(["أخرجت السيول ٥٦٬٢٠٠ شخص من بيوتهم.", "وفقدت 20 قرية آبارها."], "ar")
    (found,) = pair_documents([english], [arabic], encoder=load_encoder())
    assert "The same numbers stand in both: 56,200; Twenty." in found.reasons
    assert all(reason[0].isupper() or reason[0].isdigit() for reason in found.reasons)
    assert all(reason.endswith(".") for reason in found.reasons)
    assert english.id not in " ".join(found.reasons)
