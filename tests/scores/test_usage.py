"""Spellings of names against those of the whole corpus."""

import polars as pl
import pytest

from alignments.beads import Bead
from corpus.documents import Sentence
from scores.findings.finding import Mark
from scores.findings.names.mentions import Mention
from scores.ledger import mentions_frame
from scores.usage import find_departures, load_departures, name_departures

ARABIC = "زار رشيد كرامي حلب."


def mentions(translation: str, *said: tuple[str, str], kind: str = "person") -> pl.DataFrame:
    found = [
        Mention(
            bead=0,
            arabic=Mark(sentences=(0,), start=0, end=len(arabic), text=arabic),
            english=Mark(sentences=(0,), start=8, end=8 + len(english), text=english),
            kind=kind,
            by_sound=True,
        )
        for arabic, english in said
    ]
    return mentions_frame(found, translation=translation, original=f"of {translation}")


USUAL = [mentions(name, *[("رشيد كرامي", "Rashid Karami")] * 2) for name in ("a", "b", "c")]


def test_a_rare_spelling_gets_the_usual_one_as_its_repair():
    corpus = pl.concat([*USUAL, mentions("d", ("رشيد كرامي", "Rachid Karame"))])
    (departures,) = load_departures(find_departures(corpus)).values()
    text = "Then as Rachid Karame visited Aleppo."
    sides = [[Sentence(text=line, start=0, end=len(line))] for line in (ARABIC, text)]
    bead = Bead(arabic=(0,), english=(0,), similarity=0.8, confidence=0.9)
    (finding,) = name_departures(departures, arabic=sides[0], english=sides[1], beads=[bead])
    assert (finding.english.text, finding.arabic.text) == ("Rachid Karame", "رشيد كرامي")
    assert (finding.severity, finding.repair) == ("minor", "Rashid Karami")
    assert "6 of 7 times" in finding.evidence


@pytest.mark.parametrize(
    "others",
    [
        [mentions("d", ("رشيد كرامي", "Rashid al-Karami")), *USUAL],  # an article is no other spelling
        [mentions("d", ("رشيد كرامي", "Karami")), *USUAL],  # nor is a part of the name
        [mentions("a", ("رشيد كرامي", "Rachid Karame")), *USUAL],  # the check of that text has said it
        [mentions("d", *[("رشيد كرامي", "Rachid Karame")] * 3), *USUAL],  # two usages, none of them the usual one
        [mentions("d", ("رشيد كرامي", "Rachid Karame")), *USUAL[:2]],  # too few to call one usual
        [mentions(each, *[("خليل", "Halil" if each == "d" else "Khalil")] * 3, kind="name") for each in "abcd"],
    ],
)
def test_what_is_no_departure(others):
    assert find_departures(pl.concat(others)).is_empty()


def test_no_names_are_no_departures():
    assert find_departures(USUAL[0].clear()).is_empty()
