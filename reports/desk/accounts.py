"""Accounts: who may come in where the desk is open to other machines, with which role, and how often they may try."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Sequence
from datetime import datetime, timedelta
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from sqlalchemy import delete, func, insert, select, update
from starlette.requests import Request

from corpus.problems import UsageError
from reports.desk.access import clean_name, token_of
from reports.desk.database import Database
from reports.desk.schema import ACCOUNTS, ATTEMPTS, SESSIONS
from reports.desk.visits import ROLES, Visitor

SHORTEST = 12  # characters of a password (NIST SP 800-63B asks for at least 8, and for no rules beside length)
_LONGEST = 1024
_LASTS = timedelta(hours=12)  # a session
_WINDOW = timedelta(minutes=15)
_TRIES = {"name": 5, "address": 20}  # failures in the window, after which nobody is let in for the rest of it


class TooManyTries(Exception):  # noqa: N818 - an answer, not a fault
    """Too many wrong passwords for this name or from this address."""


class AccountAccess:
    """Everybody logs in; a session is known by the secret of its cookie."""

    accounts = True

    def __init__(self, database: Database, clock: Callable[[], datetime]) -> None:
        self._database = database
        self._clock = clock

    def visitor(self, request: Request) -> Visitor:
        """The account of the session, or nobody."""
        token = token_of(request)
        held = who_holds(self._database, token, now=self._clock())
        name, role, interface = held or ("", "nobody", "")
        return Visitor(name=name, role=role, token=token, account=True, interface=interface)


def set_account(database: Database, name: str, *, role: str, password: str) -> None:
    """Add an account, or give it another role and password; its sessions end.

    Raises:
        UsageError: the role is unknown, or name or password are too short.
    """
    name = clean_name(name)
    if role not in ROLES[1:]:
        raise UsageError("there is no such role", value=role, remedy=f"one of {', '.join(ROLES[1:])}")
    if not name:
        raise UsageError("a name has at least one letter", value=name, remedy="give a name")
    if not SHORTEST <= len(password) <= _LONGEST:
        raise UsageError(
            "the password is too short or too long",
            value=f"{len(password)} characters",
            remedy=f"take at least {SHORTEST}; a few words make a good one",
        )
    values = {"role": role, "password": _hasher().hash(password)}
    with database.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
        if not connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(values)).rowcount:
            connection.execute(insert(ACCOUNTS).values(name=name, **values))


def remove_account(database: Database, name: str) -> None:
    """Remove an account and end its sessions; what it did stays in the log.

    Raises:
        UsageError: there is none of that name.
    """
    with database.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.name == name))
        if not connection.execute(delete(ACCOUNTS).where(ACCOUNTS.c.name == name)).rowcount:
            raise UsageError("there is no such account", value=name, remedy="`muqabala accounts RUN` lists them")


def list_accounts(database: Database) -> Sequence[tuple[str, str]]:
    """Names and roles, by name."""
    with database.reading() as connection:
        rows = connection.execute(select(ACCOUNTS.c.name, ACCOUNTS.c.role).order_by(ACCOUNTS.c.name))
        return [(name, role) for name, role in rows]


def log_in(database: Database, name: str, password: str, *, address: str, now: datetime) -> str | None:
    """Begin a session and return its secret; None where name or password are wrong, which are not told apart.

    Raises:
        TooManyTries: nothing was checked.
    """
    tries = {f"name {name}"[:120]: _TRIES["name"], f"address {address}"[:120]: _TRIES["address"]}
    with database.writing() as connection:
        connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.at < _stamp(now - _WINDOW)))
        for who, most in tries.items():
            failures = select(func.count()).select_from(ATTEMPTS).where(ATTEMPTS.c.who == who)
            if connection.execute(failures).scalar_one() >= most:
                raise TooManyTries
        # counted before it is checked, so that many at once do not get more than their tries
        connection.execute(insert(ATTEMPTS), [{"who": who, "at": _stamp(now)} for who in tries])
        held = connection.execute(select(ACCOUNTS.c.password).where(ACCOUNTS.c.name == name)).scalar()
    if not _matches(held or _nobody(), password[:_LONGEST]) or held is None:
        return None
    token = secrets.token_urlsafe(32)
    with database.writing() as connection:
        connection.execute(delete(ATTEMPTS).where(ATTEMPTS.c.who.in_(list(tries))))
        connection.execute(delete(SESSIONS).where(SESSIONS.c.until < _stamp(now)))
        row = {"digest": _digest(token), "name": name, "until": _stamp(now + _LASTS)}
        connection.execute(insert(SESSIONS).values(row))
    return token


def log_out(database: Database, token: str) -> None:
    """End a session."""
    with database.writing() as connection:
        connection.execute(delete(SESSIONS).where(SESSIONS.c.digest == _digest(token)))


def choose_interface(database: Database, name: str, interface: str) -> None:
    """Keep the language that an account wants the pages to speak."""
    with database.writing() as connection:
        connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.name == name).values(interface=interface))


def who_holds(database: Database, token: str, *, now: datetime) -> tuple[str, str, str] | None:
    """Name, role and language of a session, None where it ended."""
    asked = (
        select(ACCOUNTS.c.name, ACCOUNTS.c.role, ACCOUNTS.c.interface)
        .join(SESSIONS, SESSIONS.c.name == ACCOUNTS.c.name)
        .where(SESSIONS.c.digest == _digest(token), SESSIONS.c.until > _stamp(now))
    )
    with database.reading() as connection:
        found = connection.execute(asked).first()
    return (found[0], found[1], found[2]) if found else None


@cache
def _hasher() -> PasswordHasher:
    return PasswordHasher()  # argon2id with the parameters of RFC 9106, second recommendation


@cache
def _nobody() -> str:
    """A hash to check against where there is no such account, so that the answer takes as long."""
    return _hasher().hash(secrets.token_urlsafe(16))


def _matches(held: str, password: str) -> bool:
    try:
        return _hasher().verify(held, password)
    except (VerificationError, InvalidHashError):
        return False


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _stamp(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
