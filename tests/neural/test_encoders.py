"""The transformers encoder on a tiny BERT that the test builds."""

import numpy as np
import pytest

pytestmark = pytest.mark.neural

from alignments.encoders import load_encoder  # noqa: E402 (the mark stands first)
from corpus.problems import UsageError  # noqa: E402


@pytest.fixture(scope="module")
def model(tmp_path_factory):
    import torch  # noqa: TID251 (the test builds a model)
    from transformers import BertConfig, BertModel, BertTokenizerFast  # noqa: TID251 (the test builds a model)

    folder = tmp_path_factory.mktemp("tiny")
    words = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "water", "book", "old", "the", "ماء", "كتاب"]
    (folder / "vocab.txt").write_text("\n".join(words), encoding="utf-8")
    BertTokenizerFast(str(folder / "vocab.txt")).save_pretrained(folder)
    torch.manual_seed(0)
    config = BertConfig(
        vocab_size=len(words), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=64,
    )  # fmt: skip
    BertModel(config).save_pretrained(folder)
    return folder


def test_vectors_do_not_depend_on_their_neighbours(model):
    encoder = load_encoder(f"transformers:{model}", device="cpu")
    texts = ["water", "the old book " * 10, "ماء", "كتاب"]
    together = encoder.encode(texts)
    alone = np.concatenate([encoder.encode([text]) for text in texts])
    assert together.shape == (4, 16)
    assert together == pytest.approx(alone, abs=1e-5)
    assert np.linalg.norm(together, axis=1) == pytest.approx(np.ones(4), abs=1e-5)
    assert abs(together[0] @ together[1]) < 0.9999


def test_long_texts_are_cut_and_none_is_none(model):
    encoder = load_encoder(f"transformers:{model}", device="cpu")
    assert encoder.encode(["water " * 5000]).shape == (1, 16)
    assert encoder.encode([]).shape == (0, 16)


def test_the_signature_names_the_model(model):
    assert str(model) in load_encoder(f"transformers:{model}", device="cpu").signature


def test_a_model_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_encoder(f"transformers:{tmp_path / 'none'}", device="cpu")
