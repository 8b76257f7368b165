"""The categories of findings: their MQM names, how bad they are by default, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of fault: a word for it, its MQM name (MQM Core typology, themqm.org), severity, and what it means."""

    label: str
    mqm: str
    severity: str
    explanation: str


CATEGORIES = {
    "omission": Category(
        label="Left out",
        mqm="accuracy/omission",
        severity="major",
        explanation="Something that the Arabic says is not in the English.",
    ),
    "addition": Category(
        label="Added",
        mqm="accuracy/addition",
        severity="major",
        explanation="The English says something that the Arabic does not.",
    ),
    "untranslated": Category(
        label="Not translated",
        mqm="accuracy/untranslated",
        severity="major",
        explanation="Words were left in Arabic script.",
    ),
    "wrong-language": Category(
        label="Wrong language",
        mqm="accuracy/untranslated",
        severity="major",
        explanation="Words are in a language that is not English.",
    ),
    "truncation": Category(
        label="Cut off",
        mqm="accuracy/omission",
        severity="major",
        explanation="The translation breaks off before its end.",
    ),
    "repetition": Category(
        label="Repeated",
        mqm="accuracy/addition",
        severity="major",
        explanation="The same words come again without reason.",
    ),
    "order": Category(
        label="Order",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="Sentences stand in another order than in Arabic.",
    ),
    "mistranslation": Category(
        label="Meaning",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="The English sentence says something else.",
    ),
    "number": Category(
        label="Number",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="A number differs in value, or is missing.",
    ),
    "unit": Category(
        label="Unit",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="A number counts by another unit or currency.",
    ),
    "date": Category(
        label="Date",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="A date, month or weekday is another one.",
    ),
    "name": Category(
        label="Name",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="A person, place or body is missing or another one.",
    ),
    "name-spelling": Category(
        label="Spelling of a name",
        mqm="terminology/inconsistent use of terminology",
        severity="minor",
        explanation="One name is spelt in several ways.",
    ),
    "negation": Category(
        label="Negation",
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="One side denies what the other affirms.",
    ),
    "modality": Category(
        label="Certainty",
        mqm="accuracy/mistranslation",
        severity="minor",
        explanation="One side is surer than the other: claimed, possible, or confirmed.",
    ),
    "quotation": Category(
        label="Quotation",
        mqm="accuracy/mistranslation",
        severity="minor",
        explanation="Other words are quoted, or another person says them.",
    ),
    "punctuation": Category(
        label="Punctuation",
        mqm="linguistic conventions/punctuation",
        severity="minor",
        explanation="A mark is unbalanced or not English.",
    ),
    "doubled-word": Category(
        label="Doubled word",
        mqm="linguistic conventions/grammar",
        severity="minor",
        explanation="A word stands twice in a row.",
    ),
    "run-on": Category(
        label="Run-on sentence",
        mqm="style/awkward style",
        severity="minor",
        explanation="One sentence runs on as the Arabic does.",
    ),
    "awkward": Category(
        label="Awkward",
        mqm="style/awkward style",
        severity="minor",
        explanation="A stretch reads as if it were put word for word.",
    ),
    "terminology": Category(
        label="Term", mqm="terminology/wrong term", severity="minor", explanation="The glossary asks for another term."
    ),
}
"""Key of ``Finding.category`` → what it is; the keys are part of the table format and never change."""


def label_of(category: str) -> str:
    """The word for a category inside a sentence; for one that is not known, its name.

    >>> label_of("omission"), label_of("purple-prose")
    ('left out', 'purple-prose')
    """
    return CATEGORIES[category].label.lower() if category in CATEGORIES else category
