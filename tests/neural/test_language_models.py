"""Language models on a tiny one that the test builds, held against its own probabilities written out."""

# ruff: noqa: TID251 - these tests build the model that they run
from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")

from corpus.problems import UsageError
from scores.language_models import load_language_model

pytestmark = pytest.mark.neural

WORDS = ["[UNK]", "<s>", "the", "old", "book", "water", "rose", "fell", "slowly", "."]
TEXT = ["the old book .", "water rose .", "the water fell slowly ."]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from tokenizers import Tokenizer, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    folder = tmp_path_factory.mktemp("tiny")
    vocabulary = {word: number for number, word in enumerate(WORDS)}
    tokenizer = Tokenizer(models.WordLevel(vocabulary, unk_token="[UNK]"))  # noqa: S106 - a word
    tokenizer.pre_tokenizer = pre_tokenizers.WhitespaceSplit()
    PreTrainedTokenizerFast(tokenizer_object=tokenizer, unk_token="[UNK]", bos_token="<s>").save_pretrained(folder)  # noqa: S106 - words
    torch.manual_seed(0)
    config = LlamaConfig(
        vocab_size=len(WORDS), hidden_size=16, num_hidden_layers=2, num_attention_heads=2, intermediate_size=32,
        max_position_embeddings=16, initializer_range=0.5, bos_token_id=1, eos_token_id=1,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def by_hand(folder: Path, words: list[str]) -> list[float]:
    """Nats of every word but the first, each after all before it."""
    import torch
    from transformers import AutoModelForCausalLM

    ids = torch.tensor([[WORDS.index(word) for word in words]])
    with torch.inference_mode():
        chances = AutoModelForCausalLM.from_pretrained(folder).eval()(input_ids=ids).logits[0].log_softmax(-1)
    return [-float(chances[place, number]) for place, number in enumerate(ids[0, 1:].tolist())]


def test_a_sentence_costs_what_its_words_cost_after_those_before(model: Path) -> None:
    costs = load_language_model(str(model)).cost(TEXT)
    each = by_hand(model, ["<s>", *" ".join(TEXT).split()])
    assert costs == pytest.approx([sum(each[:4]), sum(each[4:7]), sum(each[7:])], rel=1e-4)


def test_a_long_text_is_read_in_blocks_each_word_once(model: Path) -> None:
    lines = TEXT * 5
    costs = load_language_model(str(model)).cost(lines)
    words = ["<s>", *" ".join(lines).split()]
    first, second = by_hand(model, words[:16]), by_hand(model, words[8:24])
    assert costs[:3] == pytest.approx([sum(first[:4]), sum(first[4:7]), sum(first[7:12])], rel=1e-4)
    assert costs[3] == pytest.approx(sum(first[12:15]) + second[7], rel=1e-4)  # after half a block of others
    assert len(costs) == len(lines)
    assert min(costs) > 0


def test_what_is_no_language_model_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="the language model is not on this machine"):
        load_language_model(str(tmp_path / "nowhere"))
    (tmp_path / "config.json").write_text("{}", encoding="utf-8")
    with pytest.raises(UsageError, match="cannot be loaded"):
        load_language_model(str(tmp_path)).cost(TEXT)


def test_a_text_without_sentences_costs_nothing(model: Path) -> None:
    assert load_language_model(str(model)).cost([]) == []
