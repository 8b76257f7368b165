"""A run: one folder with every table and page of one pass, and the parts they are gathered from."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import polars as pl
from pydantic import ValidationError

from alignments.encoders import Encoder, load_encoder
from alignments.encoders.cache import CachedEncoder
from corpus.files import replacing
from corpus.problems import UsageError
from flows import VERSION
from flows.settings import DEFAULTS, Settings
from flows.storage.gathering import write_table
from flows.storage.keys import key_of, room_signature
from scores.language_models import LanguageModel, load_language_model
from scores.origin.models import own_model, read_model

NOTE = "NOTE.md"  # in a run's folder: how its last pass ended, where it did not end well
_LOADING = threading.Lock()  # two batches that start together load the model once


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What a run reads, where it writes, and its settings.

    Small and picklable: it travels to every task, whatever process or machine the task runs on.
    """

    root: str
    folder: str
    originals: str | None = None
    machines: Mapping[str, str] = field(default_factory=dict)
    settings: Settings = DEFAULTS

    @classmethod
    def reopen(cls, root: str, **changed: Any) -> Run:
        """A run that was made before, from its ``run.json``, with some settings changed.

        Raises:
            UsageError: there is no run, one of a version whose settings were others, or the change does not fit them.
        """
        path = Path(root) / "run.json"
        try:
            facts = json.loads(path.read_text(encoding="utf-8"))
            settings = {name: value for name, value in facts["settings"].items() if name != "machines"}
            machines = dict.fromkeys(facts["settings"]["machines"], "")
            Settings.model_validate(settings)
        except (OSError, ValueError, KeyError) as error:
            raise UsageError(
                "this folder holds no run to go on with", value=f"{path}: {error}", remedy="make the run first"
            ) from error
        try:
            made = Settings.model_validate({**settings, **changed})
        except ValidationError as error:
            raise UsageError(
                "the change does not fit the run's other settings",
                value=", ".join(f"{name} {value}" for name, value in changed.items()),
                remedy=error.errors(include_url=False)[0]["msg"].removeprefix("Value error, "),
            ) from error
        return cls(root=root, folder=facts["folder"], machines=machines, settings=made)

    @property
    def path(self) -> Path:
        """The run's folder."""
        return Path(self.root)

    @property
    def decisions(self) -> Path:
        """Where lies what persons decided."""
        return self.settings.decisions or self.path / "decisions"

    def step(self, name: str) -> Path:
        """Where a stage keeps its parts."""
        return self.path / "parts" / name

    def table(self, name: str) -> Path:
        """Where a finished table lies."""
        return self.path / f"{name}.parquet"

    def read(self, name: str, *columns: str) -> pl.DataFrame:
        """A finished table, or some of its columns: the documents hold their texts, the findings their evidence."""
        return pl.read_parquet(self.table(name), columns=list(columns) or None)

    def rows(self, name: str, column: str, values: Sequence[str]) -> pl.DataFrame:
        """The rows of a finished table whose ``column`` is among ``values``, in the table's order."""
        return pl.scan_parquet(self.table(name)).filter(pl.col(column).is_in(values)).collect()

    def write(self, name: str, frame: pl.DataFrame | pl.LazyFrame) -> None:
        """Replace a finished table at once."""
        write_table(self.table(name), frame)

    def key(self, *values: object, rooms: Sequence[str], settings: Sequence[str] = ()) -> str:
        """The key of an item: its content, the rooms whose code makes the result, the settings it depends on.

        A model counts by its signature, so other weights under the same name make another key.
        """
        models = self.sign_models(settings)
        return key_of(room_signature(*rooms), *self.settings.named(settings), *models.values(), *values)

    def load_encoder(self) -> Encoder:
        """The run's encoder, loaded once a process, with its vectors kept in the run's folder."""
        with _LOADING:
            return _load_encoder(self.settings.encoder, self.path / "parts" / "vectors.sqlite")

    def load_language_model(self) -> LanguageModel | None:
        """The model that looks for awkward English, one a process; None where the settings name none.

        Raises:
            UsageError: the extra or the model is missing.
        """
        if not self.settings.language_model:
            return None
        with _LOADING:
            return load_language_model(self.settings.language_model)

    def load_origin_model(self) -> dict[str, Any]:
        """The model of who translated: the program's own, or the one that the settings name.

        Raises:
            UsageError: that file holds none.
        """
        path = self.settings.origin_model
        return own_model() if path is None else read_model(path)

    def check_models(self) -> None:
        """Return where every model that the settings name is there; no weights are read for it.

        Raises:
            UsageError: the extra or a model is missing.
        """
        self.load_origin_model()
        self.sign_models()

    def describe(self) -> dict[str, Any]:
        """What the pages say about how they were made."""
        return {
            "version": VERSION,
            "folder": Path(self.folder).name,
            "settings": {**self.settings.model_dump(mode="json"), "machines": sorted(self.machines)},
            "models": self.sign_models(),
        }

    def sign_models(self, settings: Sequence[str] = ("encoder", "language_model")) -> dict[str, str]:
        """Setting → signature of the model that it names, of those asked for; no weights are read for it.

        Raises:
            UsageError: the extra or the model is missing.
        """
        loaders = {"encoder": self.load_encoder, "language_model": self.load_language_model}
        models = {name: load() for name, load in loaders.items() if name in settings}
        return {name: model.signature for name, model in models.items() if model is not None}

    def write_description(self) -> None:
        """Keep ``run.json``; a model that is not there or does not work is said now, before anything is read.

        Raises:
            UsageError: the extra or the model is missing, or it is a model of another kind.
        """
        self.check_models()
        made = self.describe()
        path = self.path / "run.json"
        if made["models"] != _models(path):  # those of the run before are known to work
            self._try_models()
        self.path.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write((json.dumps(made, ensure_ascii=False, indent=2) + "\n").encode("utf-8"))

    def _try_models(self) -> None:
        load_encoder(self.settings.encoder).encode(["."])
        if (model := self.load_language_model()) is not None:
            model.cost(["."])


def _models(path: Path) -> object:
    """What ``run.json`` says of the models; None where there is none that can be read."""
    try:
        return json.loads(path.read_text(encoding="utf-8"))["models"]
    except (OSError, ValueError, KeyError, TypeError):
        return None


@cache
def _load_encoder(name: str, path: Path) -> Encoder:
    return CachedEncoder(load_encoder(name), path)
