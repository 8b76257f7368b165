"""Models of the size of known ones with random weights, in folders that load as theirs do, and texts for them.

Their tokenizers are trained on the examples' texts and filled up with made-up words to the size of the real
vocabulary. What such a model says is noise; how long it takes, and how much memory, is what the real one does.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from alignments.networks import load_libraries
from corpus.encodings import decode
from scores.translators import Translator, load_translator

EXAMPLES = Path(__file__).parent.parent / "examples"
SEED = 20_240_611
_PIECES = 2_000  # of the trained part of a vocabulary
_SPECIAL = ["<s>", "<pad>", "</s>", "<unk>"]
_TINY = {"d_model": 32, "layers": 1, "heads": 2, "inner": 64, "vocabulary": 5_000}

MODELS: dict[str, dict[str, int]] = {
    "marian": {"d_model": 512, "layers": 6, "heads": 8, "inner": 2_048, "vocabulary": 62_834},  # opus-mt-ar-en
    "m2m100": {"d_model": 1_024, "layers": 12, "heads": 16, "inner": 4_096, "vocabulary": 128_112},  # 418M
    "nllb": {"d_model": 1_024, "layers": 12, "heads": 16, "inner": 4_096, "vocabulary": 256_206},  # distilled 600M
    "nllb-3.3b": {"d_model": 2_048, "layers": 24, "heads": 16, "inner": 8_192, "vocabulary": 256_206},
    "labse": {"d_model": 768, "layers": 12, "heads": 12, "inner": 3_072, "vocabulary": 501_153},
    "e5-large": {"d_model": 1_024, "layers": 24, "heads": 16, "inner": 4_096, "vocabulary": 250_002},  # multilingual
}


def make_model(name: str, folder: Path, *, device: str, small: bool) -> Path:
    """The folder with a model of that name's size, its weights drawn on ``device``."""
    torch, transformers = load_libraries("an untrained model")
    size = MODELS[name] | (_TINY if small else {})
    folder.mkdir(parents=True)
    make = {"marian": _make_marian, "m2m100": _make_m2m, "nllb": _make_nllb, "nllb-3.3b": _make_nllb}
    config, tokenizer, kind = make.get(name, _make_encoder)(transformers, name, folder, size)
    tokenizer.save_pretrained(folder)
    torch.manual_seed(1)
    with torch.device(device):
        network = getattr(transformers, kind)(config)
    network.save_pretrained(folder)
    return folder


class Stopping:
    """A network that ends every text after as many tokens as it had, and counts how often it was asked.

    It says nothing twice in a text: an untrained one would say nothing else.
    """

    def __init__(self, network: Any) -> None:
        self.network, self.asked = network, 0

    def generate(self, input_ids: Any, attention_mask: Any, **settings: Any) -> Any:
        """As the network does, and counted."""
        self.asked += 1
        lengths = attention_mask.sum(dim=1).repeat_interleave(settings["num_beams"])
        end = self.network.config.eos_token_id

        def stop(made: Any, scores: Any) -> Any:
            scores.scatter_(1, made, float("-inf"))
            over = lengths <= made.shape[1]
            scores[over] = float("-inf")
            scores[over, end] = 0.0
            return scores

        settings |= {"logits_processor": [stop]}
        return self.network.generate(input_ids=input_ids, attention_mask=attention_mask, **settings)


def load_stopping(path: Path, device: str, precision: str) -> Translator:
    """The translator in the folder, made to stop."""
    translator = load_translator(str(path), device=device, precision=precision)
    return replace(translator, network=Stopping(translator.network))


def make_texts(count: int) -> list[str]:
    """Different sentences of the examples' words, 4 to 60 of them, half of them up to 18."""
    words = sorted({word for line in read_lines("originals") for word in line.split()})
    drawn = random.Random(SEED)
    lengths = (max(4, min(60, round(drawn.lognormvariate(2.9, 0.5)))) for _ in range(count))
    return [f"{' '.join(drawn.choices(words, k=length))}." for length in lengths]


def _sequence_size(size: dict[str, int]) -> dict[str, Any]:
    """The size of a translator. With weights drawn as narrowly as usual, an untrained one says the same to all."""
    sides = ("encoder", "decoder")
    return {
        "d_model": size["d_model"],
        "vocab_size": size["vocabulary"],
        "max_position_embeddings": 512,
        "init_std": 2.4 / size["d_model"] ** 0.5,
        **{f"{side}_layers": size["layers"] for side in sides},
        **{f"{side}_attention_heads": size["heads"] for side in sides},
        **{f"{side}_ffn_dim": size["inner"] for side in sides},
    }


def _make_marian(transformers: Any, _name: str, folder: Path, size: dict[str, int]) -> tuple[Any, Any, str]:
    source, target = (_train_pieces(folder / f"{side}.spm", read_lines(side)) for side in ("originals", "translations"))
    words = _fill(["</s>", "<unk>", *sorted({*_read_pieces(source), *_read_pieces(target)} - {"</s>", "<unk>"})], size)
    words[-1] = "<pad>"
    tokenizer = transformers.MarianTokenizer(
        source_spm=str(source),
        target_spm=str(target),
        vocab=_write_vocabulary(folder, words),
        source_lang="ar",
        target_lang="en",
    )
    pad = len(words) - 1
    config = transformers.MarianConfig(
        **_sequence_size(size),
        pad_token_id=pad,
        eos_token_id=0,
        forced_eos_token_id=0,
        decoder_start_token_id=pad,
        bad_words_ids=[[pad]],
    )
    return config, tokenizer, "MarianMTModel"


def _make_m2m(transformers: Any, _name: str, folder: Path, size: dict[str, int]) -> tuple[Any, Any, str]:
    pieces = _train_pieces(folder / "both.spm", [*read_lines("originals"), *read_lines("translations")])
    words = [*_SPECIAL, *sorted({*_read_pieces(pieces)} - {*_SPECIAL})]
    languages = 108  # and the made-up words after them follow the vocabulary
    tokenizer = transformers.M2M100Tokenizer(
        vocab_file=_write_vocabulary(folder, _fill(words, size, spare=languages)),
        spm_file=str(pieces),
        src_lang="ar",
        tgt_lang="en",
    )
    return _many_languages(transformers, size), tokenizer, "M2M100ForConditionalGeneration"


def _make_nllb(transformers: Any, _name: str, _folder: Path, size: dict[str, int]) -> tuple[Any, Any, str]:
    model = json.loads(_train_pairs().to_str())["model"]
    words = sorted(model["vocab"], key=model["vocab"].__getitem__)
    languages = 204
    tokenizer = transformers.NllbTokenizer(
        vocab={word: number for number, word in enumerate(_fill(words, size, spare=languages))},
        merges=[tuple(merge) for merge in model["merges"]],
        src_lang="arb_Arab",
        tgt_lang="eng_Latn",
    )
    return _many_languages(transformers, size), tokenizer, "M2M100ForConditionalGeneration"


def _many_languages(transformers: Any, size: dict[str, int]) -> Any:
    return transformers.M2M100Config(
        **_sequence_size(size), pad_token_id=1, bos_token_id=0, eos_token_id=2, decoder_start_token_id=2
    )


def _make_encoder(transformers: Any, name: str, _folder: Path, size: dict[str, int]) -> tuple[Any, Any, str]:
    tokenizer = transformers.PreTrainedTokenizerFast(
        tokenizer_object=_train_pairs(),
        bos_token="<s>",  # noqa: S106 - not a password
        pad_token="<pad>",  # noqa: S106
        eos_token="</s>",  # noqa: S106
        unk_token="<unk>",  # noqa: S106
        model_max_length=512,
    )
    kind = "XLMRoberta" if name == "e5-large" else "Bert"
    config = getattr(transformers, f"{kind}Config")(
        vocab_size=size["vocabulary"],
        hidden_size=size["d_model"],
        num_hidden_layers=size["layers"],
        num_attention_heads=size["heads"],
        intermediate_size=size["inner"],
        max_position_embeddings=514,
        initializer_range=0.05,
        pad_token_id=1,
    )
    return config, tokenizer, f"{kind}Model"


def read_lines(kind: str) -> list[str]:
    """The lines of the examples' originals or translations."""
    return [
        line for path in sorted((EXAMPLES / kind).iterdir()) for line in decode(path.read_bytes()).text.splitlines()
    ]


def _train_pieces(path: Path, lines: Iterable[str]) -> Path:
    import sentencepiece

    with path.open("wb") as file:
        sentencepiece.SentencePieceTrainer.train(
            sentence_iterator=iter(lines),
            model_writer=file,
            vocab_size=_PIECES,
            model_type="bpe",
            character_coverage=1.0,
            hard_vocab_limit=False,
            bos_id=-1,
            eos_id=0,
            unk_id=1,
            pad_id=-1,
            minloglevel=2,
        )
    return path


def _read_pieces(path: Path) -> list[str]:
    import sentencepiece

    model = sentencepiece.SentencePieceProcessor(model_file=str(path))
    return [model.id_to_piece(number) for number in range(model.get_piece_size())]


def _train_pairs() -> Any:
    """A byte-pair tokenizer of both languages."""
    from tokenizers import Tokenizer
    from tokenizers.models import BPE
    from tokenizers.pre_tokenizers import Metaspace
    from tokenizers.trainers import BpeTrainer

    made = Tokenizer(BPE(unk_token="<unk>"))  # noqa: S106 - not a password
    made.pre_tokenizer = Metaspace()
    trainer = BpeTrainer(vocab_size=2 * _PIECES, special_tokens=_SPECIAL, show_progress=False)
    made.train_from_iterator([*read_lines("originals"), *read_lines("translations")], trainer)
    return made


def _fill(words: list[str], size: dict[str, int], *, spare: int = 0) -> list[str]:
    """The words, and made-up ones after them, but for ``spare``."""
    return [*words, *(f"w{number}" for number in range(size["vocabulary"] - spare - len(words)))]


def _write_vocabulary(folder: Path, words: Iterable[str]) -> str:
    path = folder / "vocab.json"
    path.write_text(json.dumps({word: number for number, word in enumerate(words)}), encoding="utf-8")
    return str(path)
