"""Which language a stretch is in, how sure that is, and why.

Scripts come first: letters that only one language has, then its commonest words. langdetect (a port of Nakatani's
language-detection, 2010) is asked only on enough text, only among the languages that the script allows, with
a fixed seed: the same text has the same answer in any process. Words and letters are in ``data/languages.toml``.
"""

from __future__ import annotations

import json
import re
import string
import tomllib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from threading import Lock
from typing import Any

from langdetect import DetectorFactory
from langdetect.lang_detect_exception import LangDetectException

from corpus.folding import fold_text
from corpus.frequencies import compare_frequencies

_SAMPLE = 1600  # characters that decide; more never changed an answer and only costs time
_ENOUGH = 40  # letters below which langdetect guesses
_OWN_LETTERS = 0.008  # share of a language's own letters that settles it
_COMMONER = 1.5  # ten to this: how much commoner the words of a short stretch must be elsewhere than in Arabic
_COMMONER_LETTERED = 0.5  # the same where letters stand in it that Arabic does not write
_FREQUENT = ("ar", "fa", "ur")  # of which there are lists of how common words are
_REMEMBERED = 100  # characters of a stretch whose language is remembered
_SEED = 20
_LOCK = Lock()
_ASCII = bytes(range(128))
_ASCII_LETTERS = string.ascii_letters.encode()

_SCRIPTS = {
    "arabic": re.compile(
        r"[\u0620-\u064a\u066e-\u06d3\u06d5\u06ee\u06ef\u06fa-\u06ff\u0750-\u077f\u08a0-\u08ff\ufb50-\ufdff\ufe70-\ufefc]+"
    ),
    "latin": re.compile(
        r"[A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\uff21-\uff3a\uff41-\uff5a]+"
    ),
    "cyrillic": re.compile(r"[\u0400-\u052f]+"),
    "el": re.compile(r"[\u0370-\u03ff\u1f00-\u1fff]+"),
    "he": re.compile(r"[\u05d0-\u05ea\ufb1d-\ufb4f]+"),
    "ja": re.compile(r"[\u3040-\u30ff]+"),
    "ko": re.compile(r"[\u1100-\u11ff\uac00-\ud7a3]+"),
    "zh": re.compile(r"[\u3400-\u9fff]+"),
    "und": re.compile(r"[\u0530-\u058f\u0700-\u074f\u0900-\u10ff\u1200-\u1cff]+"),
}
_ARABIZI = re.compile(
    r"(?<![\w.-])(?=[A-Za-z']*[23579'])(?:[A-Za-z']*[a-z][23579][A-Za-z]*|[23579][a-z]{2,}[A-Za-z23579]*)(?![\w-])"
)
_DIGIT_BY_LETTER = re.compile(r"[23579](?:(?<=[A-Za-z'][23579])|(?=[a-z]))")  # a word of that kind has one
_LETTERS = re.compile(r"[^\W\d_]+")
# Characters of Latin texts that fold to no letter and not to nothing, and what leaves only the words of such a text.
_PLAIN_ASCII = bytes([*range(9, 14), *range(32, 127)])
_PLAIN_SIGNS = frozenset("\u00ab\u00bb\u2026" + "".join(map(chr, range(0x2010, 0x201F))))
_TO_WORDS = bytes(byte | 32 if chr(byte).isalpha() else 32 for byte in _ASCII).ljust(256)
_ORDINAL = re.compile(r"\d+(?:st|nd|rd|th|am|pm|km|kg|mm|cm)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Language:
    """A decision: ISO 639-1 ``code`` (639-3 where there is none, "und" for undecided), in [0, 1] how sure, and why."""

    code: str
    certainty: float
    reason: str

    @property
    def name(self) -> str:
        """What people call it in English."""
        return language_name(self.code)


def language_name(code: str) -> str:
    """The English name of a language code.

    >>> language_name("fa")
    'Persian'
    """
    return str(_data()["names"].get(code, code))


def detect_language(text: str) -> Language:
    """Decide the language of a stretch by its script first.

    >>> detect_language("The council met on Friday to discuss the plan.").code, detect_language("2024").code
    ('en', 'und')
    """
    return _detect_short(text) if len(text) <= _REMEMBERED else _detect(text)


@lru_cache(maxsize=2048)
def _detect_short(text: str) -> Language:
    """An archive's authors and publishers come again and again."""
    return _detect(text)


def _detect(text: str) -> Language:
    sample = text if len(text) <= _SAMPLE else text[: _SAMPLE // 2] + text[len(text) // 2 :][: _SAMPLE // 2]
    letters, foreign = _count_letters(sample)
    total = letters.total()
    if not total:
        return Language(code="und", certainty=1.0, reason="it has no letters")
    script, count = max(letters.items(), key=lambda item: (item[1], item[0]))
    share = count / total
    if script == "zh" and letters["ja"] * 10 > count:
        script = "ja"
    if script == "arabic":
        decided = _among_arabic(sample, count, foreign)
    elif script == "latin":
        decided = _among_latin(sample, count, foreign)
    elif script == "cyrillic":
        decided = _by_langdetect(sample, _data()["cyrillic"]["priors"], "Cyrillic letters")
    else:
        decided = Language(code=script, certainty=1.0, reason=f"{share:.0%} of its letters are of that script")
    certainty = round(decided.certainty * min(1.0, share + 0.1), 3)
    return Language(code=decided.code, certainty=certainty, reason=decided.reason)


def count_scripts(text: str) -> Counter[str]:
    """Letters by script; a script of one language goes by that language's code.

    >>> count_scripts("Memo 7")
    Counter({'latin': 4})
    """
    return _count_letters(text)[0]


def _count_letters(text: str) -> tuple[Counter[str], Counter[str]]:
    """Letters by script, and each character that is none of ASCII."""
    encoded = text.encode("utf-8", "surrogatepass")
    foreign: Counter[str] = Counter()
    if len(encoded) > len(text):
        foreign.update(encoded.translate(None, delete=_ASCII).decode("utf-8", "surrogatepass"))
    latin = len(encoded) - len(encoded.translate(None, delete=_ASCII_LETTERS))
    counts: Counter[str] = Counter({"latin": latin} if latin else {})
    for character, count in foreign.items():
        script = _script_of(character)
        if script is not None:
            counts[script] += count
    return counts, foreign


@lru_cache(maxsize=8192)
def _script_of(character: str) -> str | None:
    return next((script for script, letters in _SCRIPTS.items() if letters.match(character)), None)


@cache
def _data() -> dict[str, Any]:
    data: dict[str, Any] = tomllib.loads((files("corpus") / "data" / "languages.toml").read_text("utf-8"))
    return data


def _among_arabic(text: str, letters: int, characters: Mapping[str, int]) -> Language:
    own = {
        code: sum(characters.get(letter, 0) for letter in letters)
        for code, letters in _data()["arabic"]["letters"].items()
        if code != "ar"
    }
    for code, found in sorted(own.items(), key=lambda item: (item[0] == "fa", -item[1])):
        if found >= 2 and found >= letters * _OWN_LETTERS * (1.5 if code == "fa" else 1):
            return Language(code=code, certainty=0.97, reason=f"{found} letters that only {language_name(code)} writes")
    votes = _count_words(_LETTERS.findall(fold_text(text)), "arabic")
    best, runner_up = votes[0], votes[1]
    if best[1] and best[1] >= 2 * runner_up[1]:
        return Language(code=best[0], certainty=0.99, reason=f"{best[1]} common words of {language_name(best[0])}")
    if letters >= _ENOUGH:
        return _by_langdetect(text, {"ar": 20, "fa": 2, "ur": 1}, "Arabic letters")
    return _by_frequency(text, own) or Language(code="ar", certainty=0.8, reason="Arabic letters, too few to tell more")


def _by_frequency(text: str, own: Mapping[str, int]) -> Language | None:
    """A few words of another language than Arabic: by a letter that only it writes, or by how common they are there."""
    if _arabic_mark().search(text):
        return None
    for code, found in own.items():
        if found and code != "fa":
            return Language(code=code, certainty=0.85, reason=f"a letter that only {language_name(code)} writes")
    frequencies = compare_frequencies(text, _FREQUENT)
    arabic = frequencies.pop("ar")
    code, best = max(frequencies.items(), key=lambda item: item[1])
    least = _COMMONER_LETTERED if any(letter in _data()["arabic"]["foreign"] for letter in text) else _COMMONER
    if best - arabic < least:
        return None
    return Language(code=code, certainty=0.7, reason=f"its words are far commoner in {language_name(code)}")


@cache
def _arabic_mark() -> re.Pattern[str]:
    """A letter, or the article with two more, that of the languages of the script Arabic alone writes."""
    article = "\N{ARABIC LETTER ALEF}\N{ARABIC LETTER LAM}"
    return re.compile(rf"[{_data()['arabic']['letters']['ar']}]|(?<!\w){article}\w\w")


def _among_latin(text: str, letters: int, foreign: Mapping[str, int]) -> Language:
    folded = words = _plain_words(text) if _PLAIN_SIGNS.issuperset(foreign) else []
    if not words:
        folded, words = _LETTERS.findall(fold_text(text)), _LETTERS.findall(text)
    digits_as_letters = _ARABIZI.findall(_ORDINAL.sub(" ", text)) if _DIGIT_BY_LETTER.search(text) else []
    if len(digits_as_letters) >= 2 and len(digits_as_letters) * 8 >= len(words):
        return Language(
            code="ar-Latn", certainty=0.9, reason=f"digits stand for Arabic letters in {len(digits_as_letters)} words"
        )
    votes = _count_words(folded, "latin")
    best, runner_up = votes[0], votes[1]
    if best[1] >= max(2, len(words) // 12) and best[1] >= 3 * runner_up[1]:
        return Language(code=best[0], certainty=0.99, reason=f"{best[1]} common words of {language_name(best[0])}")
    if letters >= _ENOUGH and len(words) >= 6:
        return _by_langdetect(text, _data()["latin"]["priors"], "Latin letters")
    if best[1] > runner_up[1]:
        return Language(code=best[0], certainty=0.7, reason=f"a common word of {language_name(best[0])}")
    return Language(code="en", certainty=0.5, reason="Latin letters, too few to tell more")


def _plain_words(text: str) -> list[str]:
    """The folded words of a text of ASCII and signs, found without folding it; none where it has control characters."""
    encoded = text.encode("ascii", "replace")
    return [] if encoded.translate(None, delete=_PLAIN_ASCII) else encoded.translate(_TO_WORDS).decode().split()


def _count_words(words: Iterable[str], script: str) -> list[tuple[str, int]]:
    """How many folded words are among the commonest of each language, best first."""
    languages = _languages_by_word(script)
    votes = dict.fromkeys(_data()[script]["words"], 0)
    for word, count in Counter(filter(languages.__contains__, words)).items():
        for code in languages[word]:
            votes[code] += count
    return sorted(votes.items(), key=lambda vote: (-vote[1], vote[0]))


@cache
def _languages_by_word(script: str) -> dict[str, tuple[str, ...]]:
    """Each of the commonest words, folded, with the codes of the languages that it is one of."""
    words: dict[str, tuple[str, ...]] = {}
    for code, own in _data()[script]["words"].items():
        for word in dict.fromkeys(map(fold_text, own)):
            words[word] = (*words.get(word, ()), code)
    return words


def _by_langdetect(text: str, priors: dict[str, int], script: str) -> Language:
    detector = _factory(tuple(sorted(priors))).create()
    detector.set_prior_map({code: float(weight) for code, weight in priors.items()})
    detector.append(text)
    try:
        guesses = detector.get_probabilities()
    except LangDetectException:
        guesses = []
    if not guesses:
        return Language(code="und", certainty=0.0, reason=f"{script} without a known pattern")
    return Language(
        code=str(guesses[0].lang),
        certainty=float(guesses[0].prob),
        reason=f"{script}, decided by letter patterns (langdetect)",
    )


def _factory(codes: tuple[str, ...]) -> DetectorFactory:
    """The library for some languages, made once: its first use by several threads at once answers wrongly."""
    with _LOCK:
        return _make_factory(codes)


@cache
def _make_factory(codes: tuple[str, ...]) -> DetectorFactory:
    """Only the profiles of these languages are worked out, which takes a third of the time for all 55.

    The letter patterns of all others are known to be none of theirs: it draws among all known ones.
    """
    profiles = {file.name: file.read_text("utf-8") for file in files("langdetect").joinpath("profiles").iterdir()}
    factory = DetectorFactory()
    factory.set_seed(_SEED)
    factory.load_json_profile([profiles.pop(code) for code in codes])
    nowhere = [0.0] * len(codes)
    others = {pattern: nowhere for profile in profiles.values() for pattern in json.loads(profile)["freq"]}
    factory.word_lang_prob_map = others | factory.word_lang_prob_map
    return factory
