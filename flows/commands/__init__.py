"""The command line: each command a thin shell over a function, loaded only when it is called."""

from __future__ import annotations

import sys
from importlib import import_module
from typing import Any

import click

from flows import VERSION

# name → (module with a function of the same name, one line for the list of commands)
COMMANDS = {
    "read": ("read", "Show what is seen in documents: language, metadata, body, sentences."),
    "pair": ("pair", "Find the Arabic original of every English translation."),
    "align": ("align", "Lay an original and its translation side by side, sentence by sentence."),
    "check": ("check", "List the suspected faults of a translation."),
    "score": ("score", "BLEU, chrF++ and TER against references, and whether a difference is real."),
    "origin": ("origin", "Say whether a person or a machine translated."),
    "translate": ("translate", "Translate Arabic with a model of yours (needs the extra 'neural')."),
    "run": ("run", "Do everything for a folder and write the reports."),
    "selftest": ("selftest", "Plant faults in a run's own texts and count how many are found."),
    "rejudge": ("rejudge", "Judge a run anew by other pass marks and by what persons decided."),
    "render": ("render", "Write the pages of a run anew."),
    "calibrate": ("calibrate", "Fit the chances of the origin model to a run's documents of known origin."),
    "serve": ("serve", "Keep the schedules of prefect.yaml on this machine."),
    "explain": ("explain", "Show every input that a finding, score, pair or verdict was made from."),
    "export": ("export", "Write the reports of a run for other tools: TMX, XLIFF, MQM, spreadsheets, Parquet."),
    "desk": ("desk", "Open the editors' desk over a run."),
    "accounts": ("accounts", "Say who may come to the desk from other machines."),
    "demo": ("demo", "Run everything on the examples."),
    "doctor": ("doctor", "Show what is installed, which models are at hand and where data lies."),
}


class LazyGroup(click.Group):
    """A group that imports a command's module when the command is asked for, so that help stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """In the order in which the work goes."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """The command of that name."""
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"flows.commands.{COMMANDS[name][0]}"), name)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(cls=LazyGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(VERSION, prog_name="muqabala")
def group() -> None:
    """Muqabala reads English translations beside their Arabic originals and marks what somebody must look at."""


def main(arguments: list[str] | None = None) -> Any:
    """Run the command line; an expected trouble is one line on stderr, never a traceback.

    Exit code 0: all well; 1: trouble with the documents, said on stderr; 2: wrong usage.
    """
    from corpus.problems import DocumentError, UsageError

    try:
        code = group.main(args=arguments, prog_name="muqabala", standalone_mode=False)
    except UsageError as error:
        click.echo(f"muqabala: {error}", err=True)
        sys.exit(2)
    except DocumentError as error:
        click.echo(f"muqabala: {error}", err=True)
        sys.exit(1)
    except click.ClickException as error:
        error.show()
        sys.exit(error.exit_code)
    except (click.Abort, KeyboardInterrupt):
        click.echo("muqabala: stopped", err=True)
        sys.exit(130)
    sys.exit(code if isinstance(code, int) else 0)
