"""The models of a run: refused before anything is read, known by their weights, and read only where they are needed."""

# ruff: noqa: TID251 - these tests build the model that they run
from __future__ import annotations

import shutil
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")

from corpus.problems import UsageError
from flows.run import Run
from flows.settings import Settings
from scores.language_models import load_language_model

pytestmark = pytest.mark.neural


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("models") / "tiny"
    tokenizer = Tokenizer(models.WordLevel({"[UNK]": 0, "<s>": 1, "water": 2}, unk_token="[UNK]"))  # noqa: S106 - a word
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", bos_token="<s>").save_pretrained(folder)  # noqa: S106 - words
    config = LlamaConfig(
        vocab_size=3, hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32,
        bos_token_id=1, eos_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def make_run(folder: Path, model: Path) -> Run:
    load_language_model.cache_clear()  # as in a process of another night
    settings = Settings(language_model=str(model))
    return Run(root=str(folder / "run"), folder=str(folder / "texts"), settings=settings)


def weights_are_read(run: Run) -> bool:
    return "_network" in vars(run.load_language_model())


def test_the_weights_are_read_the_first_night_and_not_where_nothing_changed(model: Path, tmp_path: Path) -> None:
    first = make_run(tmp_path, model)
    first.write_description()
    assert weights_are_read(first)
    second = make_run(tmp_path, model)
    second.write_description()
    assert not weights_are_read(second)


def test_a_damaged_model_is_refused_before_the_run_is_described(model: Path, tmp_path: Path) -> None:
    damaged = shutil.copytree(model, tmp_path / "tiny")
    (damaged / "model.safetensors").write_bytes(b"no weights")
    with pytest.raises(UsageError, match="the language model cannot be loaded"):
        make_run(tmp_path, damaged).write_description()
    assert not (tmp_path / "run" / "run.json").exists()


def test_other_weights_under_the_same_name_make_another_key(model: Path, tmp_path: Path) -> None:
    def key() -> str:
        return make_run(tmp_path, other).key("text", rooms=(), settings=("language_model",))

    other = shutil.copytree(model, tmp_path / "tiny")
    before = key()
    weights = bytearray((model / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (other / "model.safetensors").write_bytes(weights)
    assert key() != before
