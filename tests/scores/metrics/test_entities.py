import pytest

from scores.metrics.entities import describe_entities, find_entities


@pytest.mark.parametrize(
    ("line", "entity"),
    [
        ("He said &quot;no&quot;.", "&quot;"),
        ("It&#39;s late &amp; dark", "&#39;"),
        ("&#x2019;tis", "&#x2019;"),
        ("Marks & Spencer; R&D; AT&T", None),
        ("&unheardof; is a word of nobody", None),
        ("", None),
    ],
)
def test_entities(line, entity):
    assert find_entities([line]) == ({} if entity is None else {0: entity})


def test_a_person_is_told_where_and_what_to_do():
    lines = ["good", "bad &quot;", "bad &amp; worse"]
    what, value, remedy = describe_entities(find_entities(lines), len(lines))
    assert "HTML entities" in what
    assert value == "&quot; in line 2; 2 of 3 lines"
    assert "html.unescape" in remedy
