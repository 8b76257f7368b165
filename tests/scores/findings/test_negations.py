"""What counts as a denial."""

import pytest

from scores.findings.negations import find_denials


@pytest.mark.parametrize(
    ("text", "language", "plain"),
    [
        ("They did not come, and nobody called.", "english", ["not", "nobody"]),
        ("He can't and won't.", "english", ["can't", "won't"]),
        ("Not only he, but no doubt others", "english", []),
        ("House No. 11", "english", []),
        ("لم يحضر الوزير ولن يحضر", "arabic", ["لم", "ولن"]),
        ("ليست المرة الأولى", "arabic", ["ليست"]),
        ("لا يزال المطر يهطل ولا سيما في الشمال", "arabic", []),
        ("لا بد من الحوار", "arabic", []),
        ("ما زال الطريق مغلقاً", "arabic", []),
        ("ليست مجرد مجرى ماء", "arabic", []),
        ("لا تزيد كلفة الواحدة على دينار", "arabic", []),
        ("لم يكن يعرف من صنعها ولا لمن صنعت", "arabic", ["لم"]),
        ("at no more than ten dinars", "english", []),
        ("He has neither house nor garden", "english", ["neither"]),
        ("لم يلبث أن عاد إلى حلب", "arabic", []),
        ("ولا ينفك يذكرها في رسائله", "arabic", []),
        ("ولا يخفى تنافس التجار", "arabic", []),
        ("ما لم ينص العقد على غير ذلك", "arabic", []),
    ],
)
def test_plain_denials(text, language, plain):
    assert [text[start:end] for start, end in find_denials(text, language).plain] == plain


def test_none_but_is_a_limit():
    assert find_denials("لا يحضر إلا المدعوون", "arabic").limited
    assert not find_denials("لا يحضر المدعوون إلا أنهم سيكتبون", "arabic").limited


def test_a_comparison_or_a_second_denial_can_answer_one():
    assert find_denials("لا تزيد كلفتها على دينار", "arabic").faint == 1
    assert find_denials("لا يأكل ولا يشرب", "arabic").soft == 1
    assert find_denials("ولا بدّ في كل كتاب من صفحة", "arabic").faint == 1  # "no escape from" as well as "must"


def test_a_refusal_is_soft():
    assert find_denials("He refused to come.", "english").soft == 1


@pytest.mark.parametrize(
    ("text", "soft"), [("an inaccessible and irreparable road", 2), ("an important capability", 0)]
)
def test_what_cannot_be_done_is_soft(text, soft):
    assert find_denials(text, "english").soft == soft
