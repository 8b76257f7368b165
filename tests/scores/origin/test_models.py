"""Another model is read from its file, and a file that holds none is refused with what is wrong with it."""

import json

import pytest

from corpus.problems import UsageError
from scores.origin.judging import judge_origin
from scores.origin.models import own_model, read_model

ENGLISH = ["The farmers waited for the minister, who came late.", "He promised three wells before the summer."] * 6


@pytest.fixture
def model():
    return json.loads(json.dumps(own_model()))


def test_a_model_judges_by_its_own_numbers(model, tmp_path):
    model["signature"] = "another"
    model["models"]["english_only"]["intercept"] -= 5
    path = tmp_path / "model.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    own, other = judge_origin(ENGLISH), judge_origin(ENGLISH, model=read_model(path))
    assert other.machine_probability < own.machine_probability - 0.2
    assert (own.signature, other.signature) == (f"{own_model()['signature']}|english_only", "another|english_only")


@pytest.mark.parametrize(
    "spoil",
    [
        lambda model: model.pop("patterns"),
        lambda model: model["models"].pop("english_only"),
        lambda model: model["models"]["with_arabic"]["weights"].pop(),
        lambda model: model["models"]["with_arabic"].pop("growth"),
        lambda model: model["models"]["with_arabic"].update(intercept="high"),
        lambda model: model["models"]["with_arabic"].update(steady=float("nan")),
        lambda model: model["decide"].update(english_only=[{"words": 100.0, "sure": 0.9}]),
        lambda model: model.update(encoder=3),
        lambda model: model["models"]["with_arabic"]["features"].__setitem__(0, "commas"),  # no longer measured
    ],
)
def test_a_file_that_lacks_a_part_is_refused(model, tmp_path, spoil):
    spoil(model)
    path = tmp_path / "model.json"
    path.write_text(json.dumps(model), encoding="utf-8")
    with pytest.raises(UsageError, match="holds no origin model"):
        read_model(path)


@pytest.mark.parametrize("text", ["", "[]", '"a"', "{}"])
def test_other_json_is_refused(tmp_path, text):
    path = tmp_path / "model.json"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no origin model"):
        read_model(path)
