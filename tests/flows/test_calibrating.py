"""The origin model is calibrated on what a run knows of its documents, and a later run judges by it."""

import json
import re

import polars as pl
import pytest

from alignments.pairing.pairs import Pair
from alignments.tables import BEADS, pairs_frame
from corpus.problems import UsageError
from corpus.reading import read_text
from corpus.tables import to_frames
from flows.calibrating import label_documents, write_model
from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Settings, Work
from flows.stages.checking import CHECK
from scores.origin.calibration import LEAST
from scores.origin.models import own_model

ARABIC = "وصل الوزير إلى القرية رقم {} صباح الأحد.\n\nوقال إن الحكومة ستحفر {} آبار قبل الصيف. ورحب به الأهالي.\n"
PERSON = (
    "Title: Wells for village {}\nTranslated by: Nour Haddad\n\n"
    "The minister turned up in village {} on Sunday. He promised {} wells by summer, to cheers.\n"
)
MACHINE = (
    "The minister arrived to village number {} Sunday morning.\n\n"
    "And he said that the government will dig {} wells before the summer. And the people welcomed him.\n"
)


@pytest.fixture
def labelled(tmp_path, vectors):
    """A run whose tables hold documents of people and of machines, each with its original."""
    frames, pairs = [], []
    for number in range(LEAST):
        (original,) = read_text(ARABIC.format(number, number), file=f"ar/{number}.txt")
        frames.append(to_frames([original], role="original"))
        for text, role, system in ((PERSON, "translation", None), (MACHINE, "machine", "engine")):
            (english,) = read_text(text.format(number, number, number), file=f"{role}/{number}.txt")
            frames.append(to_frames([english], role=role, system=system))
            given = {"confidence": 1.0, "reasons": (), "runner_up": None, "signature": ""}
            pairs.append(Pair(translation=english.id, original=original.id, **given))
    run = vectors(Run(root=str(tmp_path / "labelled"), folder="corpus"))
    for name in frames[0]:
        run.write(name, pl.concat([frame[name] for frame in frames]))
    run.write("pairs", pairs_frame(pairs))
    run.write("beads", pl.DataFrame(schema=BEADS))
    run.write_description()
    return run


def test_documents_of_known_origin_make_a_model_that_tells_them_better(labelled, tmp_path):
    assert label_documents(labelled)["machine"].value_counts().sort("machine").rows() == [(False, LEAST), (True, LEAST)]
    told = write_model(labelled.root, tmp_path / "models" / "origin.json")
    made = json.loads((tmp_path / "models" / "origin.json").read_text(encoding="utf-8"))
    assert made["signature"].endswith(f"|calibrated:with_arabic:{LEAST}+{LEAST}")
    assert made["models"]["with_arabic"]["calibration"] != own_model()["models"]["with_arabic"]["calibration"]
    before, now = map(float, re.search(r"with_arabic: cost (\S+) before, (\S+) on", told).groups())
    assert now < before


def test_a_run_judges_by_the_model_that_it_names_and_checks_anew(finished, tmp_path):
    path = tmp_path / "origin.json"
    path.write_text(json.dumps(own_model() | {"signature": "another"}), encoding="utf-8")
    before = finished.read("beads")
    settings = Settings(origin_model=path)
    run = Run(root=finished.root, folder=finished.folder, settings=settings)
    pass_alone(run, Work())
    assert set(run.read("origins")["signature"]) == {"another|with_arabic"}
    assert run.read("beads").equals(before)
    keys = {item.key for item in CHECK.plan(run).items}
    path.write_text(json.dumps(own_model() | {"signature": "a third"}), encoding="utf-8")
    assert keys.isdisjoint(item.key for item in CHECK.plan(run).items)  # a file counts by its content


def test_a_run_without_labels_or_with_a_broken_model_is_refused(finished, tmp_path):
    with pytest.raises(UsageError, match=r"too few documents of known origin .none"):
        write_model(finished.root, tmp_path / "origin.json")
    assert not (tmp_path / "origin.json").exists()
    (tmp_path / "origin.json").write_text("{}", encoding="utf-8")
    broken = Run(root=finished.root, folder=finished.folder, settings=Settings(origin_model=tmp_path / "origin.json"))
    with pytest.raises(UsageError, match="holds no origin model"):
        pass_alone(broken, Work())
