"""Where the benchmark of accelerators runs, what it measures there, and how it says what was seen."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Bench:
    """Where it runs, on what, and with which limits."""

    torch: Any
    device: str
    folder: Path
    texts: list[str]
    batches: tuple[int, ...]
    precisions: tuple[str, ...]
    parts: tuple[str, ...]
    small: bool


def say(what: str, **values: Any) -> None:
    """A line of JSON, figures to three digits."""
    print(json.dumps({"what": what} | dict(_rounded(values)), ensure_ascii=False), flush=True)


def _rounded(values: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in values.items():
        yield name, float(f"{value:.7g}" if "cosine" in name else f"{value:.3g}") if isinstance(value, float) else value


def free(bench: Bench) -> None:
    """Give back what the device holds for nothing."""
    if bench.device.startswith("cuda"):
        bench.torch.cuda.empty_cache()


def forget_peak(bench: Bench) -> None:
    """Count the most memory anew."""
    if bench.device.startswith("cuda"):
        bench.torch.cuda.reset_peak_memory_stats()


def peak(bench: Bench) -> float | None:
    """The most memory since then, in GiB."""
    return bench.torch.cuda.max_memory_allocated() / 2**30 if bench.device.startswith("cuda") else None
