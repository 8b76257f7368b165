"""``muqabala accounts``: who may come to the desk, and with which role."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from flows.commands.options import FOLDER


@click.command()
@click.argument("run", type=FOLDER)
@click.option("--add", metavar="NAME", help="Add an account, or give it a new password and role.")
@click.option(
    "--role",
    type=click.Choice(["reader", "editor", "admin"]),
    default="editor",
    show_default=True,
    help="Readers read; editors decide; admins also undo what others did.",
)
@click.option("--remove", metavar="NAME", help="Remove an account; what it did stays in the history.")
@click.option("--database", default="", metavar="URL", help="The desk's database, where it is not desk.sqlite in RUN.")
def accounts(run: Path, *, add: str | None, role: str, remove: str | None, database: str) -> None:
    """List the accounts of the desk over RUN, or add or remove one.

    The password is asked for, or read from the first line of standard input; it is never an argument, which
    other users of the machine could see.
    """
    from corpus.problems import UsageError
    from reports.desk.accounts import list_accounts, remove_account, set_account
    from reports.desk.database import open_database
    from reports.tables import open_tables

    if add and remove:
        raise UsageError("add or remove, not both", value=f"{add}, {remove}", remedy="call it twice")
    open_tables(run)
    opened = open_database(database or run / "desk.sqlite")
    if add:
        set_account(opened, add, role=role, password=_password())
    if remove:
        remove_account(opened, remove)
    for name, held in list_accounts(opened):
        click.echo(f"{name}\t{held}")
    opened.close()


def _password() -> str:
    if sys.stdin.isatty():
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True))
    return sys.stdin.readline().rstrip("\r\n")
