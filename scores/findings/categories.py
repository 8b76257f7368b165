"""The categories of findings: their MQM names, how bad they are by default, and what they mean."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Category:
    """One kind of fault: its MQM name (MQM Core typology, themqm.org), its severity, and a translator's words."""

    mqm: str
    severity: str
    explanation: str


CATEGORIES = {
    "omission": Category(
        mqm="accuracy/omission", severity="major", explanation="Something that the Arabic says is not in the English."
    ),
    "addition": Category(
        mqm="accuracy/addition", severity="major", explanation="The English says something that the Arabic does not."
    ),
    "untranslated": Category(
        mqm="accuracy/untranslated", severity="major", explanation="Words were left in Arabic script."
    ),
    "wrong-language": Category(
        mqm="accuracy/untranslated", severity="major", explanation="Words are in a language that is not English."
    ),
    "truncation": Category(
        mqm="accuracy/omission", severity="major", explanation="The translation breaks off before its end."
    ),
    "repetition": Category(
        mqm="accuracy/addition", severity="major", explanation="The same words come again without reason."
    ),
    "order": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="Sentences stand in another order than in Arabic."
    ),
    "mistranslation": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="The English sentence says something else."
    ),
    "number": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="A number differs in value, or is missing."
    ),
    "unit": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="A number counts by another unit or currency."
    ),
    "date": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="A date, month or weekday is another one."
    ),
    "name": Category(
        mqm="accuracy/mistranslation",
        severity="major",
        explanation="A person, place or body is missing or another one.",
    ),
    "name-spelling": Category(
        mqm="terminology/inconsistent use of terminology",
        severity="minor",
        explanation="One name is spelt in several ways.",
    ),
    "negation": Category(
        mqm="accuracy/mistranslation", severity="major", explanation="One side denies what the other affirms."
    ),
    "modality": Category(
        mqm="accuracy/mistranslation",
        severity="minor",
        explanation="One side is surer than the other: claimed, possible, or confirmed.",
    ),
    "quotation": Category(
        mqm="accuracy/mistranslation", severity="minor", explanation="Quotation marks enclose other words."
    ),
    "punctuation": Category(
        mqm="linguistic conventions/punctuation", severity="minor", explanation="A mark is unbalanced or not English."
    ),
    "doubled-word": Category(
        mqm="linguistic conventions/grammar", severity="minor", explanation="A word stands twice in a row."
    ),
    "run-on": Category(
        mqm="style/awkward style", severity="minor", explanation="One sentence runs on as the Arabic does."
    ),
    "terminology": Category(
        mqm="terminology/wrong term", severity="minor", explanation="The glossary asks for another term."
    ),
}
"""Key of ``Finding.category`` → what it is; the keys are part of the table format and never change."""
