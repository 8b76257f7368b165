"""What spoke for a person or a machine, told to a translator: what was seen, for whom it speaks, where to see it.

Each sentence stands in ``data/origin_evidence.json``; the example after it comes from the passage in which
the sign is strongest. Of signs that say nearly the same only the weightiest is told.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from functools import cache
from importlib.resources import files
from math import isnan, nan

from scores.origin.literalness import PER, count_surface
from scores.origin.quoting import EXAMPLES, Seen

_KIN = (
    ("frequency", "rare"),
    ("similarity", "english_answered", "arabic_gap", "linked"),
    ("order", "drift"),
)
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
    counts = _count(*typical.get("relatives", (nan, nan, nan))[1:], seen)
    told = [name for name in told if _shows(name, side_of[name], typical[name], counts)]
    lines = []
    for name in _without_kin(told, contributions)[:_MOST]:
        side = side_of[name]
        line = _say(name, side, typical[name], counts, seen)
        lines.append(line if sign else f"{_SPEAKS_FOR[side]}: {line}")
    return tuple(lines)


def _without_kin(names: Sequence[str], contributions: Mapping[str, float]) -> list[str]:
    """Without signs that repeat a weightier one of their kin in the same direction."""
    kept: list[str] = []
    for name in names:
        kin = next((group for group in _KIN if name in group), ())
        if not any(other in kin and contributions[other] * contributions[name] > 0 for other in kept):
            kept.append(name)
    return kept


def _shows(name: str, side: str, typical: tuple[float, float, float], counts: Mapping[str, int]) -> bool:
    """Whether what is seen lies nearer to that side than to the other one.

    The weight of a sign is what it adds to all others, which may be the contrary of what it looks like by itself.
    """
    value, human, machine = typical
    if name == "relatives":  # told by how many there are
        value, human, machine = counts["english_relatives"], counts["of_people"], counts["of_machines"]
    theirs, other = (machine, human) if side == "machine" else (human, machine)
    return not abs(value - theirs) > abs(value - other)  # where one is not known, nothing speaks against it


def _say(name: str, side: str, typical: tuple[float, float, float], counts: Mapping[str, int], seen: Seen) -> str:
    value, human, machine = typical
    line = _sentences()[name][side].format(value=value, human=human, machine=machine, **counts)
    example = EXAMPLES[name, side](seen) if (name, side) in EXAMPLES else ""
    return f"{line} For example: {example}." if example else line


def _count(human: float, machine: float, seen: Seen) -> dict[str, int]:
    """What can be counted in the text, and how many relative pronouns people and machines would write for its Arabic.

    ``human`` and ``machine`` are the two typical values of the feature ``relatives``.
    """
    surfaces = [count_surface(*passage) for passage in seen.passages]
    total: Counter[str] = Counter()
    for surface in surfaces:
        total.update(asdict(surface))
    of_people, of_machines = (
        0 if isnan(beyond) else max(0, round(total["arabic_relatives"] + beyond * total["english_words"] / PER))
        for beyond in (human, machine)
    )
    return {
        **total,
        "passages": len(surfaces),
        "same_commas": sum(surface.arabic_commas == surface.english_commas for surface in surfaces),
        "of_people": of_people,
        "of_machines": of_machines,
    }


@cache
def _sentences() -> dict[str, dict[str, str]]:
    text = files("scores").joinpath("data", "origin_evidence.json").read_text(encoding="utf-8")
    data: dict[str, dict[str, str]] = json.loads(text)
    return data
