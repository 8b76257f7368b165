"""What spoke for a person or a machine, told to a translator: what was seen, for whom it speaks, where to see it.

Each sentence stands in ``data/origin_evidence.json``; the example after it comes from the passage in which
the sign is strongest. Of signs that say nearly the same only the weightiest is told.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files

from scores.origin.literalness import count_surface
from scores.origin.quoting import EXAMPLES, Seen

_KIN = ("similarity", "english_answered", "arabic_gap")
_MOST = 3  # reasons
_LEAST = 0.1  # log odds below which a sign is not worth a sentence
_SPEAKS_FOR = {"machine": "For a machine", "human": "For a person"}


def tell(
    origin: str,
    contributions: Mapping[str, float],
    typical: Mapping[str, tuple[float, float, float]],
    seen: Seen,
) -> tuple[str, ...]:
    """The weightiest signs that agree with a judgement; of "unknown" what spoke on either side, and for which.

    ``contributions`` are log odds of "machine" by feature; ``typical`` the feature's value here, with people and
    with machines.
    """
    sign = {"machine": 1, "human": -1}.get(origin, 0)
    told = [name for name in sorted(contributions, key=lambda name: -abs(contributions[name])) if name in _sentences()]
    told = [name for name in told if abs(contributions[name]) >= _LEAST and contributions[name] * sign >= 0]
    side_of = {name: "machine" if contributions[name] > 0 else "human" for name in told}
    told = [name for name in told if _shows(side_of[name], typical[name])]
    lines = []
    for name in _without_kin(told, contributions)[:_MOST]:
        side = side_of[name]
        line = _say(name, side, typical[name], seen)
        lines.append(line if sign else f"{_SPEAKS_FOR[side]}: {line}")
    return tuple(lines)


def _without_kin(names: Sequence[str], contributions: Mapping[str, float]) -> list[str]:
    """Without signs that repeat a weightier one of their kin in the same direction."""
    kept: list[str] = []
    for name in names:
        kin = [other for other in kept if name in _KIN and other in _KIN]
        if not any(contributions[other] * contributions[name] > 0 for other in kin):
            kept.append(name)
    return kept


def _shows(side: str, typical: tuple[float, float, float]) -> bool:
    """Whether what is seen lies nearer to that side than to the other one.

    The weight of a sign is what it adds to all others, which may be the contrary of what it looks like by itself.
    """
    value, human, machine = typical
    theirs, other = (machine, human) if side == "machine" else (human, machine)
    return not abs(value - theirs) > abs(value - other)  # where one is not known, nothing speaks against it


def _say(name: str, side: str, typical: tuple[float, float, float], seen: Seen) -> str:
    value, human, machine = typical
    line = _sentences()[name][side].format(value=value, human=human, machine=machine, **_count(seen))
    example = EXAMPLES[name, side](seen) if (name, side) in EXAMPLES else ""
    return f"{line} For example: {example}." if example else line


def _count(seen: Seen) -> dict[str, int]:
    """What can be counted in the text."""
    surfaces = [count_surface(*passage) for passage in seen.passages]
    return {name: sum(getattr(each, name) for each in surfaces) for name in ("arabic_articles", "english_articles")}


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("scores").joinpath("data", "origin_evidence.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data
