"""Candidates: proposed alike whatever the batches, from vectors, rare numbers and dates, each text once."""

import numpy as np
import pytest

from alignments.encoders import load_encoder
from alignments.pairing.candidates import Profile, propose, read_profile
from corpus.documents import Body, Document, Field, Sentence, document_id


def profile(name, vectors, *, content=None, numbers=(), dates=()):
    return Profile(
        id=name, content=content or name, stretches=np.array(vectors, dtype=np.int16), numbers=numbers, dates=dates
    )


def random_profiles(count, seed, *, near=None):
    rng = np.random.default_rng(seed)
    made = []
    for place in range(count):
        vector = rng.normal(size=(1 + place % 3, 64))
        if near is not None:
            vector += 3 * near[place].stretches[:1] / 4000
        made.append(profile(f"{seed}-{place}", np.rint(4000 * vector / np.linalg.norm(vector, axis=1)[:, None])))
    return made


def test_what_is_proposed_does_not_depend_on_the_batches():
    originals = random_profiles(300, 1)
    translations = random_profiles(300, 2, near=originals)
    together = propose(translations, originals)
    apart = [one for start in range(0, 300, 7) for one in propose(translations[start : start + 7], originals)]
    assert together == apart


def test_a_text_read_a_thousand_times_is_proposed_once():
    copies = [profile(f"c{place}", [[4000, 0, 0]], content="same") for place in range(1000)]
    other = profile("other", [[0, 4000, 0]])
    (found,) = propose([profile("t", [[3900, 900, 0]])], [*copies, other])
    assert (found.places, found.copies) == ((0, 1000), (1000, 1))


def test_rare_numbers_and_dates_propose_what_vectors_do_not():
    strangers = random_profiles(200, 3)
    vector = -strangers[0].stretches[:1]
    numbered = profile("numbered", vector, numbers=("1974", "35"))
    dated = profile("dated", vector, dates=("2014-06-30",))
    translation = profile("t", strangers[0].stretches, numbers=("1974", "35", "77"), dates=("2014-06-30",))
    (found,) = propose([translation], [*strangers, numbered, dated])
    assert found.places[0] == 0
    assert {200, 201} <= set(found.places)
    assert len(found.places) <= 6


@pytest.mark.parametrize(("translations", "originals"), [(0, 3), (3, 0)])
def test_nothing_on_one_side(translations, originals):
    found = propose(random_profiles(translations, 1), random_profiles(originals, 2))
    assert [one.places for one in found] == [()] * translations


def test_a_profile_knows_numbers_dates_and_stretches():
    sentences = [f"Sentence number {place} tells of a house." for place in range(20)]
    text = "\n".join(sentences)
    document = Document(
        id=document_id(text), file="f", article=1, language="en", title="", title_start=0, title_end=0,
        metadata=(Field(name="date", value="2014-06-30", raw="", language="und", start=0, end=0),),
        body=Body(language="en", start=0, end=len(text)),
        sentences=tuple(Sentence(text=one, start=0, end=len(one)) for one in sentences), notes=(), offset=0, text=text,
    )  # fmt: skip
    seen = read_profile(document, encoder=load_encoder())
    assert seen.dates == ("2014-06-30",)
    assert {"12", "19"} <= set(seen.numbers)
    assert "9" not in seen.numbers
    assert seen.stretches.shape == (5, 512)
