"""The transformers encoder on a tiny BERT that the test builds."""

import json

import numpy as np
import pytest

pytestmark = pytest.mark.neural

from alignments.encoders import load_encoder  # noqa: E402 (the mark stands first)
from alignments.encoders.transformer import TransformerEncoder  # noqa: E402
from alignments.networks import place_network  # noqa: E402
from corpus.problems import DocumentError, UsageError  # noqa: E402


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


def test_batches_of_a_steady_shape_say_the_same(model):
    encoder = TransformerEncoder(str(model), device="cpu")
    texts = ["water", "the old book " * 30, "ماء", "كتاب"]
    expected = encoder.encode(texts)
    encoder.steady, encoder.batch = True, 3
    assert encoder.encode(texts) == pytest.approx(expected, abs=1e-5)


@pytest.mark.parametrize(("name", "begins"), [("multilingual-e5-large", True), ("other", False)])
def test_a_family_is_known_by_the_name_of_its_folder(model, tmp_path, name, begins):
    folder = tmp_path / name
    folder.mkdir()
    damage(model, folder)
    vocabulary = json.loads((folder / "tokenizer.json").read_text(encoding="utf-8"))
    assert "query" not in vocabulary["model"]["vocab"]
    [alone], [plain] = (TransformerEncoder(str(path), device="cpu").encode(["water"]) for path in (folder, model))
    assert (alone != pytest.approx(plain, abs=1e-5)) is begins


def test_long_texts_are_cut_and_none_is_none(model):
    encoder = load_encoder(f"transformers:{model}", device="cpu")
    assert encoder.encode(["water " * 5000]).shape == (1, 16)
    assert encoder.encode([]).shape == (0, 16)


def test_the_signature_names_the_model_and_knows_its_files(model, tmp_path):
    signature = load_encoder(f"transformers:{model}", device="cpu").signature
    assert f"|{model.name}|" in signature
    copy = tmp_path / model.name
    copy.mkdir()
    weights = bytearray((model / "model.safetensors").read_bytes())
    damage(model, copy, model=bytes(weights))
    assert TransformerEncoder(str(copy), device="cpu").signature == signature
    weights[-1] ^= 1
    damage(model, copy, model=bytes(weights))
    assert TransformerEncoder(str(copy), device="cpu").signature != signature


def test_a_model_that_is_not_there(tmp_path):
    with pytest.raises(UsageError, match="the encoder is not on this machine"):
        load_encoder(f"transformers:{tmp_path / 'none'}", device="cpu")


def damage(model, folder, /, **files):
    """A copy of the model, with some of its files as given."""
    for path in model.iterdir():
        (folder / path.name).write_bytes(files.get(path.name.partition(".")[0], path.read_bytes()))


def test_damaged_weights_are_refused(model, tmp_path):
    damage(model, tmp_path, model=(model / "model.safetensors").read_bytes()[:900])
    with pytest.raises(UsageError, match=r"the encoder cannot be loaded.*config.json, weights and tokenizer"):
        load_encoder(f"transformers:{tmp_path}", device="cpu").encode(["water"])


def test_weights_of_another_configuration_are_refused(model, tmp_path):
    config = json.loads((model / "config.json").read_text(encoding="utf-8")) | {"num_hidden_layers": 3}
    damage(model, tmp_path, config=json.dumps(config).encode())
    with pytest.raises(UsageError, match=r"not complete.*16 missing"):
        load_encoder(f"transformers:{tmp_path}", device="cpu").encode(["water"])


def test_a_tokenizer_without_words_is_refused(model, tmp_path):
    for name in ("config.json", "model.safetensors"):
        (tmp_path / name).write_bytes((model / name).read_bytes())
    with pytest.raises(UsageError, match="no usable tokenizer"):
        load_encoder(f"transformers:{tmp_path}", device="cpu").encode(["water"])


class Small(TransformerEncoder):
    """As on a device that has room for two texts."""

    room = 2

    def _encode_batch(self, texts, width, known):
        import torch  # noqa: TID251 (the test says what the device would)

        if len(texts) > self.room:
            raise torch.OutOfMemoryError(f"no room for {len(texts)} texts")
        return super()._encode_batch(texts, width, known)


def test_without_memory_the_batch_is_halved_and_then_it_is_said(model):
    texts = ["water", "the old book", "ماء", "كتاب", "old water"]
    small = Small(str(model), device="cpu")
    assert small.encode(texts) == pytest.approx(
        load_encoder(f"transformers:{model}", device="cpu").encode(texts), abs=1e-5
    )
    small.room = 0
    with pytest.raises(DocumentError, match=r"no memory for this text.*another device"):
        small.encode(texts)


class Heavy:
    """A network that no device can hold."""

    def to(self, device):
        import torch  # noqa: TID251 (the test says what the device would)

        raise torch.OutOfMemoryError(f"no room on {device}")


def test_a_model_that_a_device_cannot_hold():
    import torch  # noqa: TID251 (what is asked for the error)

    with pytest.raises(UsageError, match=r"no memory for the model .cuda.: take a smaller model"):
        place_network(torch, Heavy(), "cuda")
