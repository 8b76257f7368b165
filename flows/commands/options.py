"""Options that several commands share."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

if TYPE_CHECKING:
    from pydantic import BaseModel

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
EXISTING = click.Path(exists=True, path_type=Path)
ANY = click.Path(path_type=Path)


class Place(click.ParamType[str]):
    """A path that is there, or a URL; URLs are looked at when they are read."""

    name = "path or url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The place as given."""
        return str(value) if "://" in str(value) else str(EXISTING.convert(value, param, ctx))


LINES = click.option("--lines", is_flag=True, help="One sentence a line, taken as given and counted from 0.")
BATCH = click.option(
    "--batch", type=FILE, help='Many documents in one process: JSON Lines of {"id", "arabic": [...], "english": [...]}.'
)
ENCODER = click.option("--encoder", default="use", show_default=True, help="The sentence encoder, by name.")
COLUMNS = click.option(
    "--columns",
    default="",
    metavar="NAME=COLUMN,…",
    help="What columns of JSON Lines, CSV and Parquet hold: text=Body,date=Published.",
)
JSON = click.option("--json", "as_json", is_flag=True, help="JSON Lines.")

Command = TypeVar("Command", bound=Callable[..., Any])
Model = TypeVar("Model", bound="BaseModel")
_PLAIN = (bool, int, float)


def model_options(model: type[BaseModel]) -> Callable[[Command], Command]:
    """An option for every field of a model of settings, with the field's name, default and description."""

    def add(command: Command) -> Command:
        for name, field in reversed(model.model_fields.items()):
            form = next((form for form in (field.annotation, *get_args(field.annotation)) if form in _PLAIN), str)
            switch = f"--{name.replace('_', '-')}"
            command = click.option(
                f"{switch}/--no-{switch[2:]}" if form is bool else switch,
                name,
                type=form,
                default=field.default,
                show_default=field.default not in {None, ""},
                help=field.description,
            )(command)
        return command

    return add


def split_machine(value: str, *, form: str, is_there: Callable[[str], bool]) -> tuple[str, str]:
    """The system and the place of ``--machine NAME=PLACE``; ``form`` says in errors what it should be."""
    name, _, place = value.partition("=")
    if not name or not place or not is_there(place):
        raise click.BadParameter(f"{value!r} is not {form}", param_hint="--machine")
    return name, place


def fill(model: type[Model], values: Mapping[str, Any]) -> Model:
    """A model of settings from the options that stand for its fields; what was not given is unset."""
    from pydantic import ValidationError

    try:
        return model.model_validate({name: values[name] for name in model.model_fields if values[name] is not None})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        place = " ".join(f"--{str(part).replace('_', '-')}" for part in first["loc"])
        raise click.BadParameter(first["msg"].removeprefix("Value error, "), param_hint=place or None) from error
