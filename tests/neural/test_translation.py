"""Translation through transformers, on tiny models with random weights that are built here and loaded from disk."""

# ruff: noqa: TID251 - these tests build the models that they run
from __future__ import annotations

import json
import sqlite3
from dataclasses import replace
from pathlib import Path

import pytest

pytest.importorskip("torch", reason="needs the neural extra")
pytest.importorskip("transformers", reason="needs the neural extra")
pytest.importorskip("sentencepiece", reason="needs the neural extra")

from corpus.problems import DocumentError, UsageError
from flows.commands import main
from scores.translation import load_translator, translate, translate_documents

pytestmark = pytest.mark.neural

ARABIC = [
    "وصل الوفد إلى المدينة صباح أمس.",
    "قال الوزير إن المدارس ستفتح أبوابها في أيلول.",
    "لم يحضر أحد الاجتماع.",
    "ارتفعت أسعار الخبز في الأسواق القديمة، واشتكى الناس من الغلاء.",
    "سافرت مريم إلى البحر مع أخيها الصغير.",
    "كتب الشاعر قصيدة عن الليل والقمر.",
]
ENGLISH = [
    "The delegation reached the town yesterday morning.",
    "The minister said that schools would open their doors in September.",
    "Nobody came to the meeting.",
    "Bread grew dearer in the old markets, and people complained.",
    "Maryam went to the sea with her little brother.",
    "The poet wrote a poem about the night and the moon.",
]
SMALL = {
    "d_model": 16,
    "encoder_layers": 1,
    "decoder_layers": 1,
    "encoder_attention_heads": 2,
    "decoder_attention_heads": 2,
    "encoder_ffn_dim": 32,
    "decoder_ffn_dim": 32,
    "max_position_embeddings": 64,
    "init_std": 0.6,  # with the usual 0.02 an untrained network says the same to everything
}


def _train_pieces(folder: Path, name: str, texts: list[str]) -> Path:
    import sentencepiece

    source = folder / f"{name}.txt"
    source.write_text("\n".join(texts), encoding="utf-8")
    prefix = folder / name
    sentencepiece.SentencePieceTrainer.train(
        input=str(source), model_prefix=str(prefix), vocab_size=90, model_type="bpe", character_coverage=1.0,
        bos_id=-1, eos_id=0, unk_id=1, pad_id=-1, minloglevel=2, user_defined_symbols=["<sep>"],
    )  # fmt: skip
    source.unlink()
    return prefix.with_suffix(".model")


def _pieces(path: Path) -> list[str]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


@pytest.fixture(scope="module")
def marian(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import MarianConfig, MarianMTModel, MarianTokenizer

    folder, work = tmp_path_factory.mktemp("marian"), tmp_path_factory.mktemp("work")
    source, target = _train_pieces(work, "source", ARABIC), _train_pieces(work, "target", ENGLISH)
    pieces = ["</s>", "<unk>", *sorted({*_pieces(source), *_pieces(target)} - {"</s>", "<unk>"}), "<pad>"]
    vocabulary = work / "vocab.json"
    vocabulary.write_text(json.dumps({piece: number for number, piece in enumerate(pieces)}), encoding="utf-8")
    tokenizer = MarianTokenizer(
        source_spm=str(source), target_spm=str(target), vocab=str(vocabulary), source_lang="ar", target_lang="en"
    )
    pad = len(pieces) - 1
    config = MarianConfig(
        **SMALL, vocab_size=len(pieces), pad_token_id=pad, eos_token_id=0, forced_eos_token_id=0,
        decoder_start_token_id=pad, bad_words_ids=[[pad]],
    )  # fmt: skip
    torch.manual_seed(1)
    MarianMTModel(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def nllb(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """NLLB's shape: an M2M network and a byte-pair tokenizer that knows languages as arb_Arab and eng_Latn."""
    import torch
    from tokenizers import Tokenizer
    from tokenizers.models import BPE
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.trainers import BpeTrainer
    from transformers import M2M100Config, M2M100ForConditionalGeneration, NllbTokenizer

    folder = tmp_path_factory.mktemp("nllb")
    trained = Tokenizer(BPE(unk_token="<unk>"))  # noqa: S106 - not a password
    trained.pre_tokenizer = Metaspace()
    trainer = BpeTrainer(vocab_size=300, special_tokens=["<s>", "<pad>", "</s>", "<unk>"], show_progress=False)
    trained.train_from_iterator([*ARABIC, *ENGLISH], trainer)
    model = json.loads(trained.to_str())["model"]
    merges = [tuple(merge) for merge in model["merges"]]
    tokenizer = NllbTokenizer(vocab=model["vocab"], merges=merges, src_lang="arb_Arab", tgt_lang="eng_Latn")
    config = M2M100Config(
        **SMALL, vocab_size=len(tokenizer), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    torch.manual_seed(2)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.fixture(scope="module")
def m2m(tmp_path_factory: pytest.TempPathFactory) -> Path:
    import torch
    from transformers import M2M100Config, M2M100ForConditionalGeneration, M2M100Tokenizer

    folder, work = tmp_path_factory.mktemp("m2m"), tmp_path_factory.mktemp("work")
    pieces = _train_pieces(work, "both", [*ARABIC, *ENGLISH])
    names = ["<s>", "<pad>", "</s>", "<unk>", *sorted({*_pieces(pieces)} - {"</s>", "<unk>"})]
    vocabulary = work / "vocab.json"
    vocabulary.write_text(json.dumps({piece: number for number, piece in enumerate(names)}), encoding="utf-8")
    tokenizer = M2M100Tokenizer(vocab_file=str(vocabulary), spm_file=str(pieces), src_lang="ar", tgt_lang="en")
    size = max(tokenizer.lang_code_to_id.values()) + 9  # a few made-up words follow the languages
    config = M2M100Config(
        **SMALL, vocab_size=size, pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2,
    )  # fmt: skip
    torch.manual_seed(3)
    M2M100ForConditionalGeneration(config).save_pretrained(folder)
    tokenizer.save_pretrained(folder)
    return folder


@pytest.mark.parametrize("kind", ["marian", "nllb", "m2m"])
def test_order_and_number_are_kept_and_batches_do_not_matter(kind: str, request: pytest.FixtureRequest) -> None:
    translator = load_translator(str(request.getfixturevalue(kind)), device="cpu", beams=2, longest=12)
    together = translate(ARABIC, translator)
    alone = [translate([text], translator)[0] for text in ARABIC]
    assert together == alone
    assert len(set(together)) > 1  # the network looks at its input
    assert translate(ARABIC[::-1], translator, batch_tokens=40) == together[::-1]


def test_empty_and_repeated_texts_cost_nothing(marian: Path) -> None:
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)
    seen: list[tuple[int, int]] = []
    made = translate([ARABIC[0], "", "  ", ARABIC[0]], translator, progress=lambda *counts: seen.append(counts))
    assert made[0] == made[3]
    assert made[1:3] == ["", ""]
    assert seen == [(0, 1), (1, 1)]


@pytest.mark.parametrize(("kind", "code"), [("nllb", "eng_Latn"), ("m2m", "__en__")])
def test_the_target_language_is_forced(kind: str, code: str, request: pytest.FixtureRequest) -> None:
    translator = load_translator(str(request.getfixturevalue(kind)), device="cpu")
    forced = translator.settings["forced_bos_token_id"]
    assert translator.tokenizer.convert_ids_to_tokens([forced]) == [code]
    first = translator.tokenizer(ARABIC[0])["input_ids"][0]
    assert translator.tokenizer.convert_ids_to_tokens([first])[0] in {"arb_Arab", "__ar__"}


def test_a_marian_model_of_many_targets_is_told_which(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    vocabulary = json.loads((tmp_path / "vocab.json").read_text(encoding="utf-8"))
    last = max(vocabulary, key=lambda piece: vocabulary[piece] if piece not in {"<pad>", "</s>", "<unk>"} else -1)
    vocabulary[">>eng<<"] = vocabulary.pop(last)
    (tmp_path / "vocab.json").write_text(json.dumps(vocabulary), encoding="utf-8")
    assert load_translator(str(tmp_path), device="cpu").prefix == ">>eng<< "
    assert load_translator(str(marian), device="cpu").prefix == ""


def test_a_second_run_takes_everything_from_the_cache(marian: Path, tmp_path: Path) -> None:
    cache = tmp_path / "new" / "translations.sqlite"
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)
    first = translate(ARABIC, translator, cache=cache)
    unable = replace(translator, network=None)  # would fail if it were asked
    assert translate(ARABIC, unable, cache=cache) == first
    with pytest.raises(AttributeError):
        translate([*ARABIC, "نص جديد لم يترجم بعد."], unable, cache=cache)


def test_a_killed_run_goes_on_where_it_stopped(marian: Path, tmp_path: Path) -> None:
    cache = tmp_path / "translations.sqlite"
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)

    def stop(done: int, _total: int) -> None:
        if done >= 2:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        translate(ARABIC, translator, cache=cache, batch_tokens=1, progress=stop)
    seen: list[int] = []
    made = translate(ARABIC, translator, cache=cache, progress=lambda done, _total: seen.append(done))
    assert seen[0] == 2
    assert made == translate(ARABIC, translator)


def test_other_settings_and_other_weights_are_other_translations(marian: Path, tmp_path: Path) -> None:
    one, two = (load_translator(str(marian), device="cpu", beams=beams) for beams in (1, 2))
    assert one.signature != two.signature
    assert load_translator(str(marian), device="cpu", beams=1).signature == one.signature
    for path in marian.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    weights = bytearray((tmp_path / "model.safetensors").read_bytes())
    weights[-1] ^= 1
    (tmp_path / "model.safetensors").write_bytes(weights)
    assert load_translator(str(tmp_path), device="cpu", beams=1).signature.split("|")[2] != one.signature.split("|")[2]


def test_a_text_longer_than_the_model_is_cut_at_sentence_ends_and_joined(marian: Path) -> None:
    translator = replace(load_translator(str(marian), device="cpu", beams=1, longest=8), most_tokens=24)
    long = " ".join(ARABIC)
    [made] = translate([long], translator)
    assert made
    [endless] = translate(["ا" * 3_000], translator)  # no place to cut
    assert isinstance(endless, str)


def test_a_cache_that_is_no_cache_says_so(marian: Path, tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("this is not a database, but it is long enough to be looked at " * 20, encoding="utf-8")
    with pytest.raises(DocumentError, match=r"notes\.txt.*delete or move"):
        translate(ARABIC, load_translator(str(marian), device="cpu"), cache=path)


def test_the_cache_is_a_plain_table(marian: Path, tmp_path: Path) -> None:
    cache = tmp_path / "translations.sqlite"
    made = translate(ARABIC[:1], load_translator(str(marian), device="cpu", beams=1, longest=8), cache=cache)
    with sqlite3.connect(cache) as memory:
        assert memory.execute("SELECT english FROM translations").fetchall() == [(made[0],)]
    memory.close()


def test_a_folder_without_weights_says_what_to_put_there(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        if path.suffix != ".safetensors":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    with pytest.raises(DocumentError, match=r"no usable weights.*model\.safetensors"):
        load_translator(str(tmp_path))


def test_weights_of_another_shape_are_refused(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    config = json.loads((tmp_path / "config.json").read_text(encoding="utf-8"))
    (tmp_path / "config.json").write_text(json.dumps(config | {"encoder_layers": 3}), encoding="utf-8")
    with pytest.raises(DocumentError, match="weights are not complete"):
        load_translator(str(tmp_path))


def test_damaged_weights_are_refused(marian: Path, tmp_path: Path) -> None:
    for path in marian.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    (tmp_path / "model.safetensors").write_bytes(b"\x00" * 100)
    with pytest.raises(DocumentError, match="no usable weights"):
        load_translator(str(tmp_path))


def test_a_model_of_another_kind_is_refused(tmp_path: Path) -> None:
    from transformers import BertConfig

    BertConfig(hidden_size=16, num_attention_heads=2, num_hidden_layers=1, intermediate_size=32).save_pretrained(
        tmp_path
    )
    with pytest.raises(DocumentError, match=r"another kind.*bert.*opus-mt-ar-en"):
        load_translator(str(tmp_path))


def test_an_empty_folder_and_an_unknown_id_are_refused_without_the_network(tmp_path: Path) -> None:
    with pytest.raises(DocumentError, match="the folder holds no transformers model"):
        load_translator(str(tmp_path))
    with pytest.raises(DocumentError, match=r"not on this machine.*allow the download"):
        load_translator("nobody/no-such-model-ar-en")


def test_a_device_that_is_not_there_names_those_that_are(marian: Path) -> None:
    with pytest.raises(UsageError, match=r"tpu.*cpu"):
        load_translator(str(marian), device="tpu")


class Small:
    """A network on a device that has room for few texts at once."""

    def __init__(self, network, *, room: int) -> None:
        self.network, self.room, self.largest = network, room, 0

    def generate(self, input_ids, **settings):
        import torch

        if len(input_ids) > self.room:
            raise torch.OutOfMemoryError(f"no room for {len(input_ids)} texts")
        self.largest = max(self.largest, len(input_ids))
        return self.network.generate(input_ids=input_ids, **settings)


def test_without_memory_the_batch_is_halved_and_then_it_is_said(marian: Path) -> None:
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)
    small = Small(translator.network, room=2)
    assert translate(ARABIC, replace(translator, network=small)) == translate(ARABIC, translator)
    assert small.largest == 2
    with pytest.raises(DocumentError, match=r"no memory for this text.*cpu"):
        translate(ARABIC, replace(translator, network=Small(translator.network, room=0)))


def test_documents_are_translated_together_and_fail_alone(marian: Path, tmp_path: Path) -> None:
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)
    documents = [ARABIC[:2], [], [ARABIC[2], "", ARABIC[0]]]
    assert translate_documents(documents, translator) == [translate(document, translator) for document in documents]
    narrow = replace(translator, network=Narrow(translator.network))
    cache = tmp_path / "translations.sqlite"
    first, second = translate_documents([[ARABIC[2]], [ARABIC[2], ARABIC[3]]], narrow, cache=cache)
    assert first == translate([ARABIC[2]], translator)
    assert isinstance(second, DocumentError)
    assert "no memory for this text" in str(second)
    with pytest.raises(DocumentError, match="no memory for this text"):
        translate(ARABIC[:4], narrow)
    assert translate(ARABIC[:4], translator, cache=cache) == translate(ARABIC[:4], translator)  # no error was kept


class Narrow(Small):
    """A network on a device that has room for short texts alone."""

    def __init__(self, network) -> None:
        super().__init__(network, room=64)

    def generate(self, input_ids, **settings):
        self.room = 64 if input_ids.shape[1] < 30 else 0
        return super().generate(input_ids, **settings)


def test_after_memory_ran_out_batches_stay_small(marian: Path) -> None:
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8)
    texts = [f"{text} {number}" for text in ARABIC for number in range(4)]
    small = Counted(translator.network)
    assert translate(texts, replace(translator, network=small), batch_texts=8) == translate(texts, translator)
    assert [rows for rows, width in small.asked if rows * width > small.tokens] == [8, 4]  # of the first batch alone


class Counted(Small):
    """A network on a device with room for two of the longest texts, and what it was asked for each time."""

    def __init__(self, network) -> None:
        super().__init__(network, room=64)
        self.asked: list[tuple[int, int]] = []
        self.tokens = 0

    def generate(self, input_ids, **settings):
        self.tokens = self.tokens or 2 * input_ids.shape[1]
        self.asked.append(tuple(input_ids.shape))
        self.room = self.tokens // input_ids.shape[1]
        return super().generate(input_ids, **settings)


def test_batches_of_a_steady_shape_say_the_same(marian: Path) -> None:
    translator = load_translator(str(marian), device="cpu", beams=2, longest=12)
    steady = replace(translator, network=Shapes(translator.network), steady=True)
    expected = translate(ARABIC, translator)
    assert translate(ARABIC, steady, batch_texts=4) == expected
    assert [translate([text], steady, batch_texts=4)[0] for text in ARABIC] == expected
    assert {rows for rows, _ in steady.network.seen} == {4}
    assert {width % 32 for _, width in steady.network.seen} <= {0, (translator.most_tokens + 1) % 32}


class Shapes(Small):
    """A network that remembers the shapes it was given."""

    def __init__(self, network) -> None:
        super().__init__(network, room=64)
        self.seen: set[tuple[int, int]] = set()

    def generate(self, input_ids, **settings):
        self.seen.add(tuple(input_ids.shape))
        return super().generate(input_ids, **settings)


def test_half_precision_is_another_translation(marian: Path) -> None:
    whole, half = (load_translator(str(marian), device="cpu", precision=kind) for kind in ("float32", "bfloat16"))
    assert whole.signature != half.signature
    assert len(translate(ARABIC[:2], half)) == 2
    with pytest.raises(UsageError, match=r"no such precision \('int3'\): known are float32, float16, bfloat16"):
        load_translator(str(marian), device="cpu", precision="int3")


def test_a_folder_is_translated_at_once_and_what_is_broken_is_said(marian: Path, tmp_path: Path, capsys) -> None:
    arabic, out = tmp_path / "originals", tmp_path / "machine"
    (arabic / "old").mkdir(parents=True)
    texts = {"one.txt": ARABIC[:2], "one.html": ARABIC[1:3], "one.html.txt": ARABIC[:1], "old/two.txt": ARABIC[2:]}
    for name, lines in texts.items():
        (arabic / name).write_text("\n".join(lines), encoding="utf-8")
    (arabic / "broken.docx").write_bytes(b"PK\x03\x04 no document")
    asked = ["translate", str(arabic), "--model", str(marian), "--device", "cpu", "--lines"]
    with pytest.raises(SystemExit) as ended:
        main([*asked, "--out", str(out)])
    assert ended.value.code == 1
    made = {path.relative_to(out).as_posix(): path.read_text(encoding="utf-8") for path in out.rglob("*.txt")}
    assert (
        {name: len(text.splitlines()) for name, text in made.items()}
        == {
            "one.txt": 2,
            "one.html.txt": 2,  # of one.html; one.html.txt itself is refused
            "old/two.txt": len(ARABIC[2:]),
        }
    )
    said = capsys.readouterr().err
    assert "one.html.txt: another file's translation has the same name (one.html and one.html.txt)" in said
    assert "broken.docx: " in said
    with pytest.raises(SystemExit) as ended:
        main(asked)
    assert ended.value.code == 2


class Echo:
    """A network that says what it was told; ``lost`` is a token that it leaves out."""

    def __init__(self, *, lost: int = -1) -> None:
        self.lost, self.seen = lost, list[list[int]]()

    def generate(self, input_ids, **_settings):
        import torch

        self.seen += input_ids.tolist()
        return torch.where(input_ids == self.lost, 1, input_ids)


def test_context_goes_before_a_text_and_only_the_text_is_kept(marian: Path) -> None:
    plain = load_translator(str(marian), device="cpu", beams=1, longest=8)
    translator = load_translator(str(marian), device="cpu", beams=1, longest=8, context=2)
    assert translator.signature != plain.signature
    mark = translator.tokenizer.convert_tokens_to_ids("<sep>")
    roomy = {"most_tokens": 300}
    alone = translate(ARABIC, replace(plain, network=Echo(), **roomy))
    echo = Echo()
    assert translate([ARABIC[0], "", *ARABIC[1:]], replace(translator, network=echo, **roomy)) == [
        alone[0],
        "",
        *alone[1:],
    ]
    assert sorted(ids.count(mark) for ids in echo.seen) == [0, 1, 2, 2, 2, 2]
    tight, most = Echo(), max(map(len, echo.seen)) - 1
    assert translate(ARABIC, replace(translator, network=tight, most_tokens=most)) == alone
    assert max(map(len, tight.seen)) <= most
    assert 0 < sum(ids.count(mark) for ids in tight.seen) < 9  # less context where more does not fit


def test_a_window_whose_sentences_cannot_be_told_apart_is_translated_alone(marian: Path) -> None:
    plain = replace(load_translator(str(marian), device="cpu", beams=1, longest=8), most_tokens=300)
    translator = replace(plain, context=1)
    mark = translator.tokenizer.convert_tokens_to_ids("<sep>")
    deaf = replace(translator, network=Echo(lost=mark))
    assert translate(ARABIC, deaf) == translate(ARABIC, replace(plain, network=Echo()))


def test_a_model_that_knows_no_separator_is_given_no_context(marian: Path) -> None:
    with pytest.raises(UsageError, match=r"does not know the separator of sentences \('<break>'\)"):
        load_translator(str(marian), device="cpu", context=1, separator="<break>")
