"""MetricX on a tiny mT5 that the test builds, held against the authors' model written out in its parts."""

# ruff: noqa: TID251 - these tests build the model that they run
from __future__ import annotations

import json
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")
pytest.importorskip("sentencepiece", reason="needs the neural extra")

from corpus.problems import UsageError
from flows.commands import main
from scores.contests import compare_all
from scores.metrics.metricx import MetricX
from scores.metrics.scoring import score

pytestmark = pytest.mark.neural

SOURCE = ["نزل المطر ليلاً.", "أغلق السوق القديم أبوابه.", "فاض النهر في الربيع.", "لا أحد يعلم."]
HYPOTHESIS = ["It rained at night.", "The old market closed its doors early this year.", "The river rose.", ""]
REFERENCE = ["Rain fell in the night.", "The old market shut.", "The river rose in spring.", "Nobody knows."]


@pytest.fixture(scope="module")
def model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder as those that are published, with mT5's tokenizer files beside it."""
    import sentencepiece
    import torch
    from transformers import MT5Config, MT5ForConditionalGeneration

    folder = tmp_path_factory.mktemp("metricx")
    texts = [*SOURCE, *HYPOTHESIS, *REFERENCE, "source: candidate: reference:"] * 4
    with (folder / "spiece.model").open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(texts), model_writer=file, vocab_size=120, hard_vocab_limit=False,
            pad_id=0, eos_id=1, unk_id=2, bos_id=-1, character_coverage=1.0, minloglevel=2,
        )  # fmt: skip
    described = {"tokenizer_class": "T5Tokenizer", "extra_ids": 0, "pad_token": "<pad>", "eos_token": "</s>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(described | {"unk_token": "<unk>"}), encoding="utf-8")
    torch.manual_seed(5)
    config = MT5Config(
        vocab_size=250_112, d_model=8, d_kv=4, d_ff=16, num_layers=2, num_heads=2, tie_word_embeddings=False,
        initializer_factor=1.0,
    )  # fmt: skip
    network = MT5ForConditionalGeneration(config)
    with torch.no_grad():  # an untrained one says about 0 to everything; this one about 10
        state = _said(network, torch.arange(3, 9)[None])
        network.lm_head.weight[250_089] = 10 * state / (state @ state) + torch.randn(8)
    network.save_pretrained(folder)
    config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
    (folder / "config.json").write_text(json.dumps(config | {"architectures": ["MT5ForRegression"]}), encoding="utf-8")
    return folder


def _said(network, ids):
    """What the decoder makes of its first step, after the encoder has read."""
    import torch

    read = network.get_encoder()(input_ids=ids).last_hidden_state
    begin = torch.zeros((1, 1), dtype=torch.long)
    return network.get_decoder()(input_ids=begin, encoder_hidden_states=read).last_hidden_state[0, 0]


def by_hand(folder: Path, text: str) -> float:
    """One forward pass through encoder, decoder and the row of the vocabulary that is asked for."""
    import torch
    from transformers import AutoTokenizer, MT5ForConditionalGeneration

    tokenizer, network = AutoTokenizer.from_pretrained(folder), MT5ForConditionalGeneration.from_pretrained(folder)
    ids = torch.tensor([tokenizer(text)["input_ids"]])
    assert ids[0, -1] == tokenizer.eos_token_id
    with torch.inference_mode():
        value = _said(network, ids[:, :-1]) @ network.lm_head.weight[250_089]
    return min(25.0, max(0.0, float(value)))


def test_each_reads_what_it_was_trained_on_and_says_what_its_parts_say(model: Path) -> None:
    older, newer = (MetricX(str(model), name=name) for name in ("MetricX-23", "MetricX-24"))
    rows = list(zip(SOURCE, HYPOTHESIS, REFERENCE, strict=True))[:3]
    pairs = [f"candidate: {ours} reference: {theirs}" for _, ours, theirs in rows]
    triples = [f"source: {origin} {pair}" for (origin, *_), pair in zip(rows, pairs, strict=True)]
    for metric, texts in ((older, pairs), (newer, triples)):
        found = metric.judge(HYPOTHESIS, [REFERENCE], source=SOURCE)
        assert found[:3] == pytest.approx([by_hand(model, text) for text in texts], abs=1e-3)
        assert len(set(found)) == 4
        assert found[3] == 25  # an omission
    assert newer.judge(HYPOTHESIS[:1], [REFERENCE[:1]]) == pytest.approx(
        [by_hand(model, f"source:  {pairs[0]}")], abs=1e-3
    )


def test_of_several_references_the_kindest_counts_and_company_changes_nothing(model: Path) -> None:
    metric = MetricX(str(model), name="MetricX-23")
    one, two = metric.judge(HYPOTHESIS, [REFERENCE]), metric.judge(HYPOTHESIS, [HYPOTHESIS])
    assert metric.judge(HYPOTHESIS, [REFERENCE, HYPOTHESIS]) == pytest.approx(list(map(min, one, two)), abs=1e-3)
    metric.steady = True
    assert metric.judge(HYPOTHESIS[:1], [REFERENCE[:1]]) == pytest.approx(one[:1], abs=1e-3)


def test_less_is_better_in_scores_and_contests(model: Path) -> None:
    name = f"MetricX-24:{model}"
    [found] = score(HYPOTHESIS, [REFERENCE], metrics=[name])
    assert found.metric == "MetricX-24"
    assert f"|{model.name}|" in found.signature
    [made] = compare_all(
        {"a": [HYPOTHESIS[0], ""] * 9, "b": REFERENCE[:2] * 9}, references=[REFERENCE[:2] * 9], metrics=[name]
    )
    assert made.winner == "b"  # 25 points against fewer


def test_the_command_reads_the_arabic(model: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    paths = {}
    for name, lines in (("ours", HYPOTHESIS), ("reference", REFERENCE), ("arabic", SOURCE)):
        paths[name] = tmp_path / f"{name}.txt"
        paths[name].write_text("\n".join(lines) + "\n", encoding="utf-8")
    asked = ["score", str(paths["ours"]), "--reference", str(paths["reference"]), "--source", str(paths["arabic"])]
    with pytest.raises(SystemExit) as ended:
        main([*asked, "--metric", f"MetricX-24:{model}"])
    assert ended.value.code == 0
    expected = sum(MetricX(str(model), name="MetricX-24").judge(HYPOTHESIS, [REFERENCE], source=SOURCE)) / 4
    assert f"{expected:.4f}" in capsys.readouterr().out


def test_what_is_no_such_model_is_refused(model: Path, tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot be loaded.*google/mt5-large"):
        MetricX(str(tmp_path), name="MetricX-24")
    from transformers import MT5Config, MT5ForConditionalGeneration

    for name in ("spiece.model", "tokenizer_config.json"):
        (tmp_path / name).write_bytes((model / name).read_bytes())
    small = MT5Config(vocab_size=200, d_model=8, d_kv=4, d_ff=16, num_layers=1, num_heads=2)
    MT5ForConditionalGeneration(small).save_pretrained(tmp_path)
    with pytest.raises(UsageError, match=r"this is no MetricX-24.*mt5 of 200 words"):
        MetricX(str(tmp_path), name="MetricX-24")
