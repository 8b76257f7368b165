"""The settings of a run: what its results depend on, and apart from that how the work is done.

A setting is one field here: the flow's form in Prefect, the option of ``muqabala run`` and its place in
``run.json`` are made from the field. A stage names the settings that its results depend on when it makes its
keys (``Run.key``), so a changed setting does again exactly what it changes.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

from corpus.formats.columns import parse_columns
from corpus.problems import UsageError
from flows.storage.keys import digest_file
from reports.catalogues import LANGUAGES
from scores.findings.checking import CHECKS
from scores.verdicts import PassMarks

_MARKS = PassMarks()


class Marks(BaseModel):
    """Where a verdict turns (``scores.verdicts.PassMarks``)."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    publish: float = Field(
        default=_MARKS.publish, ge=0, description="Penalty per 1,000 words up to which a translation may be published."
    )
    retranslate: float = Field(
        default=_MARKS.retranslate, ge=0, description="Penalty from which to translate anew is less work."
    )
    least_coverage: float = Field(
        default=_MARKS.least_coverage,
        ge=0,
        le=1,
        description="Share of the Arabic under which too much is missing to revise.",
    )
    publish_coverage: float = Field(
        default=_MARKS.publish_coverage, ge=0, le=1, description="Share of the Arabic asked for to publish."
    )
    least_confidence: float = Field(
        default=_MARKS.least_confidence,
        ge=0,
        le=1,
        description="Confidence from which an open major or critical finding keeps a translation from being published.",
    )

    @model_validator(mode="after")
    def _check_order(self) -> Self:
        if self.publish > self.retranslate:
            raise ValueError(f"publish ({self.publish:g}) may not be above retranslate ({self.retranslate:g})")
        if self.least_coverage > self.publish_coverage:
            raise ValueError(
                f"least_coverage ({self.least_coverage:g}) may not be above publish_coverage "
                f"({self.publish_coverage:g})"
            )
        return self

    @property
    def marks(self) -> PassMarks:
        """Where a verdict turns."""
        return PassMarks(
            publish=self.publish,
            retranslate=self.retranslate,
            least_coverage=self.least_coverage,
            publish_coverage=self.publish_coverage,
            least_confidence=self.least_confidence,
        )


def _other_mark(name: str) -> Any:
    return Field(default=None, description=f"{Marks.model_fields[name].description}  [default: the run's own]")


class OtherMarks(BaseModel):
    """Pass marks to judge a run anew by; one that is left empty stays the run's own, also in a form that sends all."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    publish: float | None = _other_mark("publish")
    retranslate: float | None = _other_mark("retranslate")
    least_coverage: float | None = _other_mark("least_coverage")
    publish_coverage: float | None = _other_mark("publish_coverage")
    least_confidence: float | None = _other_mark("least_confidence")

    @property
    def changed(self) -> dict[str, float]:
        """The marks that are given."""
        return self.model_dump(exclude_none=True)


class Settings(Marks):
    """What the results of a run depend on."""

    encoder: str = Field(default="use", description="The sentence encoder, by name.")
    largest: int = Field(default=32, ge=1, description="MiB of one file; a larger one is reported and left out.")
    interface: str = Field(default="en", description=f"Language of the pages: {' or '.join(LANGUAGES)}.")
    columns: str = Field(
        default="", description="What columns of JSON Lines, CSV and Parquet hold: text=Body,date=Published."
    )
    glossary: Path | None = Field(
        default=None, description="Terms and their English, as CSV (arabic,english,forbidden) or TBX."
    )
    keep: Path | None = Field(default=None, description="Words that must stay as they are, one on each line.")
    off: str = Field(
        default="", description="Checks that are not to run, each with the reason: 'names: they are pseudonyms; …'."
    )
    language_model: str = Field(
        default="",
        description="A model that looks for word-for-word English: smollm2, or a folder.  [default: none]",
    )
    aliases: Path | None = Field(
        default=None, description="Names of publishers and authors that are one: CSV with the columns alias and name."
    )
    origin_model: Path | None = Field(
        default=None, description="Another model of who translated, as `muqabala calibrate` writes it."
    )
    decisions: Path | None = Field(
        default=None, description="Folder of what persons decided.  [default: decisions/ in the run's folder]"
    )

    @field_validator("interface")
    @classmethod
    def _check_interface(cls, interface: str) -> str:
        if interface not in LANGUAGES:
            raise ValueError(f"the pages do not speak {interface!r}; ask for {' or '.join(LANGUAGES)}")
        return interface

    @field_validator("columns")
    @classmethod
    def _check_columns(cls, columns: str) -> str:
        try:
            parse_columns(columns)
        except UsageError as error:
            raise ValueError(str(error)) from error
        return columns

    @field_validator("off")
    @classmethod
    def _check_off(cls, value: str) -> str:
        switched_off(value)
        return value

    def named(self, names: Sequence[str]) -> list[str]:
        """Some settings as a key holds them, ``name=value``; a file counts by its content, not by its place."""
        values = ((name, getattr(self, name)) for name in sorted(names))
        return [f"{name}={digest_file(value) if isinstance(value, Path) else value}" for name, value in values]


def switched_off(text: str) -> dict[str, str]:
    """Check → reason, as the setting ``off`` holds them.

    >>> switched_off("names: they are pseudonyms; fluency: a legal text")
    {'fluency': 'a legal text', 'names': 'they are pseudonyms'}

    Raises:
        ValueError: there is no such check, or it has no reason.
    """
    parts = [part.partition(":") for part in text.split(";") if part.strip()]
    reasons = {name.strip(): reason.strip() for name, _, reason in sorted(parts)}
    for name, reason in reasons.items():
        if name not in CHECKS:
            raise ValueError(f"there is no check {name}; there are {', '.join(CHECKS)}")
        if not reason:
            raise ValueError(f"say why the check {name} is off: '{name}: the reason'")
    return reasons


class Work(BaseModel):
    """How the work is done; no result depends on it."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    workers: int = Field(default=2, ge=1, description="Batches done at once.")
    batch_size: int = Field(
        default=32,
        ge=1,
        description="Documents of one batch; fewer where workers would wait, more in stages that are done in a moment.",
    )
    runner: Literal["threads", "processes", "dask"] = Field(
        default="threads", description="Where batches are done: threads, processes or dask (extra 'dask')."
    )
    cluster: str | None = Field(default=None, description="Address of a Dask cluster; without one, it is local.")
    timeout: float | None = Field(default=None, gt=0, description="Seconds after which Prefect gives a batch up.")
    gate: Literal["off", "warn", "fail", "pause"] = Field(
        default="off",
        description="When problems or missing originals jump: off (accept it), warn, fail, or pause and ask.",
    )
    rise: float = Field(
        default=0.1, ge=0, le=1, description="By how much a share may rise against the last accepted run."
    )
    patience: int = Field(
        default=72_000, ge=1, description="Seconds that a paused run waits for an answer before it fails."
    )
    upload: str | None = Field(
        default=None, description="URL to which the finished run is copied: s3://bucket/folder (extra 's3')."
    )
    pages: str | None = Field(
        default=None,
        description="Address at which a web server shows the run's folder, for links in Prefect: https://host/nightly.",
    )
    wait: float = Field(default=0, ge=0, description="Seconds to wait for another run in the same folder.")


DEFAULTS = Settings()
OWN_MARKS = OtherMarks()
DEFAULT_WORK = Work()
