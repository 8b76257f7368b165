"""Metrics that are models: each gives a segment a number, and a text the mean of its segments' numbers.

Two ways lead to one. ``BERTScore:FOLDER`` and ``MetricX-24:FOLDER`` run here, through transformers. ``NAME=COMMAND``
asks a program of its own environment, for COMET cannot share ours: it reads a JSON object a line (``source``,
``hypothesis``, ``references``) and answers a number a line. Nothing is downloaded unless the program does.
"""

from __future__ import annotations

import json
import shlex
import subprocess
from collections.abc import Sequence
from importlib import import_module
from math import isfinite
from typing import Protocol

import numpy as np

from corpus.problems import DocumentError, UsageError
from scores.metrics.formulas import Array

MODELS = {
    "BERTScore": "scores.metrics.bertscore:BertScore",
    "MetricX-23": "scores.metrics.metricx:MetricX",
    "MetricX-24": "scores.metrics.metricx:MetricX",
}
"""Name → where its class lives; the model follows the name after a colon."""


class LearnedMetric(Protocol):
    """What a model that judges segments must offer."""

    name: str
    signature: str  # equal signatures give equal numbers on the same kind of machine

    def judge(
        self, hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, source: Sequence[str] | None
    ) -> Sequence[float]:
        """A number for each segment."""
        ...


class CommandMetric:
    """A program that answers a number for each line it reads."""

    def __init__(self, name: str, command: str) -> None:
        self.name = name
        self.signature = f"{name}|mean of segments|command:{command}"
        self._command = command

    def judge(
        self, hypothesis: Sequence[str], references: Sequence[Sequence[str]], *, source: Sequence[str] | None
    ) -> Sequence[float]:
        """Run the program once over all segments; what it says on stderr is shown as it comes.

        Raises UsageError where there is no such program, DocumentError where it fails or answers something else.
        """
        lines = (
            json.dumps({"source": origin, "hypothesis": line, "references": answers}, ensure_ascii=False)
            for origin, line, *answers in zip(source or [""] * len(hypothesis), hypothesis, *references, strict=True)
        )
        try:
            done = subprocess.run(  # noqa: S603 - the command is the user's own
                shlex.split(self._command), input="\n".join([*lines, ""]).encode(), stdout=subprocess.PIPE, check=True
            )
        except (OSError, ValueError, IndexError) as error:
            raise UsageError(
                "the metric's program cannot be started",
                value=f"{self._command}: {error}",
                remedy="name a program with its arguments, as in --metric 'COMET=venv/bin/python comet.py'",
            ) from error
        except subprocess.CalledProcessError as error:
            raise DocumentError(
                "the metric's program failed",
                value=f"{self._command}: exit code {error.returncode}",
                remedy="read what it said above, and try it by itself on one line",
            ) from error
        return self._read(done.stdout.decode(errors="replace").split(), len(hypothesis))

    def _read(self, answers: Sequence[str], count: int) -> list[float]:
        remedy = "let it print one number a line for each line it reads, and everything else to stderr"
        try:
            values = [float(answer) for answer in answers]
        except ValueError as error:
            raise DocumentError("the metric's program answered no number", value=str(error), remedy=remedy) from error
        if len(values) != count or not all(map(isfinite, values)):
            raise DocumentError(
                "the metric's program did not answer a number for every segment",
                value=f"{sum(map(isfinite, values))} numbers for {count} segments",
                remedy=remedy,
            )
        return values


def load_metric(name: str, *, known: Sequence[str]) -> LearnedMetric:
    """The metric of that name: one of ``MODELS`` and a folder, ``BERTScore:FOLDER``, or ``NAME=COMMAND``.

    Raises UsageError for another name, with those that are ``known`` besides.
    """
    label, equals, command = name.partition("=")
    if equals and label.strip() and command.strip() and label not in {*known, *MODELS}:
        return CommandMetric(label, command.strip())
    kind, _, model = name.partition(":")
    if kind not in MODELS or not model:
        remedy = f"known are {', '.join(known)}, {', '.join(f'{each}:FOLDER' for each in MODELS)} and NAME=COMMAND"
        raise UsageError("no such metric", value=repr(name), remedy=remedy)
    module, _, attribute = MODELS[kind].partition(":")
    metric: LearnedMetric = getattr(import_module(module), attribute)(model, name=kind)
    return metric


def judged_rows(
    metric: LearnedMetric,
    hypothesis: Sequence[str],
    references: Sequence[Sequence[str]],
    source: Sequence[str] | None,
) -> Array:
    """The number of each segment and the one segment that it is of, so that any subset has its mean."""
    values = np.array(metric.judge(hypothesis, references, source=source), dtype=np.float64)
    return np.column_stack([values, np.ones(len(values))])
