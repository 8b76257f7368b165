"""The numbers by which ``scores/origin`` judges: the program's own, or those of another file of the same form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from corpus.problems import UsageError

_COLUMNS = ("mean", "deviation", "weights", "human", "machine")  # a number for every feature


@cache
def own_model() -> dict[str, Any]:
    """The model that ships with the program."""
    data: dict[str, Any] = json.loads(files("scores").joinpath("data", "origin.json").read_text(encoding="utf-8"))
    return data


def read_model(path: Path) -> dict[str, Any]:
    """A model from a file like ``data/origin.json``.

    Raises:
        UsageError: it cannot be read, or lacks a part of a model.
    """
    try:
        model: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        _check_model(model)
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UsageError(
            "this file holds no origin model",
            value=f"{path}: {type(error).__name__}: {error}"[:200],
            remedy="give one that `muqabala calibrate` or benchmarks/train_origin.py wrote",
        ) from error
    return model


def _check_model(model: Mapping[str, Any]) -> None:
    for kind, own in own_model()["models"].items():
        part, steps = model["models"][kind], model["decide"][kind]
        if unknown := sorted({*part["features"]} - {*own["features"]}):
            raise ValueError(f"this program does not measure {', '.join(unknown)}")
        numbers = [value for column in _COLUMNS for value in part[column]]
        if any(len(part[column]) != len(part["features"]) for column in _COLUMNS) or len(part["calibration"]) != len(
            own["calibration"]
        ):
            raise ValueError(f"the columns of {kind} are not of one length")
        numbers += [part["intercept"], part["steady"], part["growth"], *part["calibration"]]
        numbers += [step[name] for step in steps for name in ("words", "sure")]
        _check_numbers(numbers)
        if min(step["words"] for step in steps) > 0:
            raise ValueError(f"{kind} says nothing of the shortest texts")
    _check_numbers(model["patterns"].values())
    if not (isinstance(model["signature"], str) and isinstance(model["encoder"], str)):
        raise TypeError("signature and encoder are names")


def _check_numbers(values: Any) -> None:
    for value in values:
        if not isinstance(value, int | float) or value != value:  # noqa: PLR0124 - NaN differs from itself
            raise TypeError(f"{value!r} is no number")
