import pytest

from reports.wording import direction, say, words
from scores.findings.categories import CATEGORIES
from scores.findings.finding import SEVERITIES
from scores.metrics.scoring import DEFAULT

# the closed list of ITS 2.0, section 8.17.2 (localization quality issue type)
ITS = {
    "terminology",
    "mistranslation",
    "omission",
    "untranslated",
    "addition",
    "duplication",
    "inconsistency",
    "grammar",
    "legal",
    "register",
    "locale-specific-content",
    "locale-violation",
    "style",
    "characters",
    "misspelling",
    "typographical",
    "formatting",
    "inconsistent-entities",
    "numbers",
    "markup",
    "pattern-problem",
    "whitespace",
    "internationalization",
    "length",
    "non-conformance",
    "uncategorized",
    "other",
}


def test_every_category_has_a_word_and_an_explanation() -> None:
    assert set(words()["category"]) == set(CATEGORIES)
    for key in CATEGORIES:
        assert say("category", key, "its") in ITS
        assert say("category", key, "what").endswith(".")


def test_every_severity_and_metric_is_explained() -> None:
    assert tuple(words()["severity"]) == SEVERITIES
    assert all(say("metric", name, "what") for name in DEFAULT)


@pytest.mark.parametrize(("language", "expected"), [("ar", "rtl"), ("fa", "rtl"), ("fr", "ltr"), ("", "auto")])
def test_direction(language: str, expected: str) -> None:
    assert direction(language) == expected
