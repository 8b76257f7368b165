"""The weights of the small models behind the findings, kept as data with where they come from."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Any


@cache
def load_weights() -> dict[str, Any]:
    """The tables of ``data/findings.toml``."""
    return tomllib.loads(files("scores").joinpath("data", "findings.toml").read_text(encoding="utf-8"))
