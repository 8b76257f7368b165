"""BERTScore on a tiny encoder that the test builds, held against the paper's formula written out."""

# ruff: noqa: TID251 - these tests build the model that they run
from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")

from corpus.problems import DocumentError, UsageError
from scores.contests import compare_all
from scores.metrics.bertscore import BertScore
from scores.metrics.scoring import score

pytestmark = pytest.mark.neural

WORDS = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "the", "old", "book", "water", "rose", "fell", "slowly", "."]
HYPOTHESIS = ["the old book .", "water rose", "the water fell slowly", ""]
REFERENCE = ["the book .", "the water rose slowly .", "the water fell slowly", "rose"]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import BertConfig, BertModel, BertTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    (folder / "vocab.txt").write_text("\n".join(WORDS), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=4, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64, initializer_range=0.5,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder


def by_hand(folder: Path, hypothesis: str, reference: str, layer: int) -> float:
    """F1 of one pair, token by token."""
    import torch
    from transformers import AutoModel, AutoTokenizer

    tokenizer, network = AutoTokenizer.from_pretrained(folder), AutoModel.from_pretrained(folder).eval()

    def vectors(text: str) -> list[torch.Tensor]:
        with torch.inference_mode():
            states = network(**tokenizer(text, return_tensors="pt"), output_hidden_states=True).hidden_states[layer]
        return [vector / vector.norm() for vector in states[0]]

    ours, theirs = vectors(hypothesis), vectors(reference)
    precision = sum(max(float(one @ two) for two in theirs) for one in ours[1:-1]) / (len(ours) - 2)
    recall = sum(max(float(one @ two) for one in ours) for two in theirs[1:-1]) / (len(theirs) - 2)
    return 100 * 2 * precision * recall / (precision + recall)


def test_it_is_the_f1_of_the_paper(model: Path) -> None:
    metric = BertScore(f"{model}@2")
    found = metric.judge(HYPOTHESIS, [REFERENCE])
    for value, line, answer in zip(found[:3], HYPOTHESIS, REFERENCE, strict=False):
        assert value == pytest.approx(by_hand(model, line, answer, 2), abs=1e-3)
    assert found[2] == pytest.approx(100, abs=1e-3)
    assert found[3] == 0  # an omission


def test_of_several_references_the_best_counts(model: Path) -> None:
    metric = BertScore(str(model))
    one, two = metric.judge(HYPOTHESIS, [REFERENCE]), metric.judge(HYPOTHESIS, [HYPOTHESIS])
    assert metric.judge(HYPOTHESIS, [REFERENCE, HYPOTHESIS]) == pytest.approx(list(map(max, one, two)), abs=1e-3)


def test_it_stands_among_the_metrics_with_its_signature(model: Path) -> None:
    found = score(HYPOTHESIS, [REFERENCE], metrics=["chrF++", f"BERTScore:{model}"])[1]
    assert found.metric == "BERTScore"
    assert found.value == pytest.approx(sum(BertScore(str(model)).judge(HYPOTHESIS, [REFERENCE])) / 4)
    assert f"|{model.name}|" in found.signature
    assert "|layer:3|" in found.signature  # 0.72 of 4
    made = compare_all(
        {"a": HYPOTHESIS * 9, "b": REFERENCE * 9}, references=[REFERENCE * 9], metrics=[f"BERTScore:{model}"]
    )
    assert made[0].winner == "b"


def test_a_segment_longer_than_the_model_is_cut(model: Path) -> None:
    [value] = BertScore(str(model)).judge(["the old book " * 400], [["the old book " * 400]])
    assert value == pytest.approx(100, abs=1e-3)


class Small(BertScore):
    """As on a device that has room for one segment at a time."""

    def _embed(self, texts, width):
        import torch

        if len(texts) > 1:
            raise torch.OutOfMemoryError
        return super()._embed(texts, width)


class Shapes(BertScore):
    """As on a graphics card; remembers the shapes that the network is given."""

    def _embed(self, texts, width):
        self.shapes = {*getattr(self, "shapes", ()), (len(texts), width)}
        return super()._embed(texts, width)


def test_batches_of_a_steady_shape_give_the_same(model: Path) -> None:
    whole, steady = BertScore(str(model)).judge(HYPOTHESIS, [REFERENCE]), Shapes(str(model))
    steady.steady = True
    assert steady.judge(HYPOTHESIS, [REFERENCE]) == pytest.approx(whole, abs=1e-3)
    assert steady.judge(HYPOTHESIS[:1], [REFERENCE[:1]]) == pytest.approx(whole[:1], abs=1e-3)
    assert steady.shapes == {(16, 32)}


class Full(BertScore):
    """As on a device that has no room at all."""

    def _embed(self, texts, width):
        import torch

        raise torch.OutOfMemoryError(f"no room for {len(texts)} texts of {width} tokens")


def test_without_memory_the_batch_is_halved_and_then_it_is_said(model: Path) -> None:
    whole = BertScore(str(model)).judge(HYPOTHESIS, [REFERENCE])
    assert Small(str(model)).judge(HYPOTHESIS, [REFERENCE]) == pytest.approx(whole, abs=1e-3)
    with pytest.raises(DocumentError, match=r"no memory.*smaller model"):
        Full(str(model)).judge(HYPOTHESIS, [REFERENCE])


def test_what_is_no_model_is_refused(model: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be loaded.*roberta-large"):
        BertScore(str(tmp_path))
    with pytest.raises(UsageError, match="cannot be loaded"):
        BertScore("nobody/no-such-encoder")
    with pytest.raises(UsageError, match=r"no such layer.*1 to 4"):
        BertScore(f"{model}@5")
    for path in model.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").unlink()
    with pytest.raises(UsageError, match="cannot be loaded"):
        BertScore(str(tmp_path))
    (tmp_path / "model.safetensors").write_bytes((model / "model.safetensors").read_bytes())
    config = json.loads((model / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {"num_hidden_layers": 6}), encoding="utf-8")
    with pytest.raises(UsageError, match="not complete"):
        BertScore(str(tmp_path))
