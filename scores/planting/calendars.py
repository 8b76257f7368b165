"""A Hijri date that the English gives as another day; the texts have too few of their own, so a line is put in."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from random import Random

from hijridate import Hijri

from scores.planting.fault import Fault, Text, insert_line, load_faults

_YEARS = (1420, 1446)
_LEAST_DAYS, _MOST_DAYS = 10, 200  # by which the day is a wrong one


def change_hijri_day(rng: Random, text: Text, _: Sequence[str]) -> Fault | None:
    """One line more on either side; the clean text has the right day, the spoilt one another."""
    frames = load_faults()["hijri"]
    arabic, english = rng.choice(frames["lines"])
    month = rng.randrange(12)
    hijri = Hijri(rng.randrange(*_YEARS), month + 1, rng.randint(1, 29))
    right = hijri.to_gregorian()
    wrong = right + timedelta(days=rng.choice([-1, 1]) * rng.randint(_LEAST_DAYS, _MOST_DAYS))
    said = arabic.format(day=hijri.day, month=frames["months"][month], year=hijri.year)
    days = [english.format(day=day.day, month=f"{day:%B}", year=day.year) for day in (right, wrong)]
    k = rng.randrange(len(text.english) + 1)
    return insert_line(text, k, said, right=days[0], wrong=days[1])
