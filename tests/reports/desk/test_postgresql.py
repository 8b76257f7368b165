"""The same desk on a real PostgreSQL server, which these tests start for themselves."""

import os
import pwd
import shutil
import subprocess
import threading
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.problems import UsageError
from reports.desk.access import OpenAccess
from reports.desk.app import build_desk
from reports.desk.database import open_database
from reports.desk.events import read_events
from reports.desk.presenting import Work
from reports.desk.recording import Action
from reports.desk.schema import EVENTS, METADATA
from reports.desk.serving import open_desk
from reports.desk.worklist import Wish, list_passages


def find_server() -> Path | None:
    """The folder of initdb and pg_ctl: on the path, or where Debian puts it."""
    found = shutil.which("initdb")
    places = [Path(found).resolve().parent] if found else sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    return places[-1] if places and (places[-1] / "pg_ctl").exists() else None


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """The URL of a private cluster that only listens at a socket in a folder of its own."""
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    programs = find_server()
    if programs is None:
        pytest.skip("PostgreSQL's server is not installed")
    user = pwd.getpwuid(os.getuid()).pw_name
    if os.getuid() == 0:  # the server refuses to run as root
        user = "postgres" if any(each.pw_name == "postgres" for each in pwd.getpwall()) else "nobody"
    folder = Path("/tmp") / f"muqabala-postgresql-{os.getpid()}"  # noqa: S108 - a socket's path is at most 107 bytes
    folder.mkdir(mode=0o700)
    shutil.chown(folder, user)

    def call(program: str, *arguments: str) -> None:
        command = [str(programs / program), *arguments]
        who = {"user": user, "group": pwd.getpwnam(user).pw_gid} if os.getuid() == 0 else {}
        subprocess.run(command, check=True, cwd=folder, capture_output=True, timeout=120, **who)  # noqa: S603 - found above

    try:
        data = str(folder / "data")
        call("initdb", "--pgdata", data, "--auth", "trust", "--username", "desk", "--encoding", "UTF8", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{folder}' -c fsync=off"
        call("pg_ctl", "start", "--pgdata", data, "--wait", "--log", str(folder / "log"), "--options", options)
        try:
            yield f"postgresql://desk@/postgres?host={folder}"
        finally:
            call("pg_ctl", "stop", "--pgdata", data, "--mode", "immediate")
    finally:
        shutil.rmtree(folder)


@pytest.fixture
def desk(server, run, clock):
    """A desk over a schema of its own on the server."""
    administering = open_database(server)
    with administering.engine.begin() as connection:
        connection.execute(text("DROP SCHEMA public CASCADE"))
        connection.execute(text("CREATE SCHEMA public"))
    administering.close()
    opened = open_desk(run[0], clock=clock, database=server)
    yield opened
    opened.database.close()


@pytest.fixture
def client(desk, client):
    client.app = build_desk(desk, OpenAccess("Amina"))
    return client


def passage(desk, document):
    return f"/work/{document}/{desk.work(document).passages[3].key}"


def test_decisions_undo_and_the_list_are_as_on_sqlite(client, desk, budget) -> None:
    client.submit(client.get(passage(desk, budget)).form("/findings/f2"), do="dismiss", reason="لا خطأ")
    client.submit(client.get(passage(desk, budget)).form("/beads"), do="join-next")
    client.submit(client.get(f"/work/{budget}").form("/undo"))
    with desk.database.reading() as connection:
        assert [event.kind for event in read_events(connection, budget)] == ["dismiss", "merge", "undo"]
        assert list_passages(connection, Wish(state="dismissed")).total == 1
    assert "لا خطأ" in client.get(passage(desk, budget)).text


@pytest.mark.parametrize(
    ("words", "total"), [("مَوازنة", 3), ("الموازنه 250", 1), ("BUDGET", 2), ("un", 2), ("100%", 0), ("_", 0), ('"', 1)]
)
def test_words_are_found_in_both_languages(desk, words: str, total: int) -> None:
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(words=words, state="all")).total == total


def test_the_log_is_only_added_to(client, desk, budget) -> None:
    client.submit(client.get(passage(desk, budget)).form("/findings/f2"), do="confirm")
    for change in (EVENTS.delete(), EVENTS.update().values(by="x"), text("TRUNCATE events")):
        with pytest.raises(DBAPIError, match="only ever added"), desk.database.writing() as connection:
            connection.execute(change)


def test_many_at_once_lose_nothing(desk, budget) -> None:
    key = desk.work(budget).passages[3].key

    def say(number: int) -> None:
        def action(_: Work) -> Action:
            data = {"text": str(number), "answers": 0, "place": None}
            return Action(
                by="x", translation=budget, subject=f"comment:{number}", kind="comment", passage=key, data=data
            )

        desk.act(budget, action)

    threads = [threading.Thread(target=say, args=(number,)) for number in range(12)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {each.data["text"] for each in desk.work(budget).passage(key).comments} == {str(n) for n in range(12)}
    with desk.database.reading() as connection:
        [line] = list_passages(connection, Wish(state="discussed")).lines
    assert line.passage.comments == 12


def test_the_tables_are_those_of_the_schema(desk) -> None:
    with desk.database.reading() as connection:
        context = MigrationContext.configure(
            connection, opts={"include_object": lambda _, name, *__: name != "passages_text"}
        )
        assert compare_metadata(context, METADATA) == []


@pytest.mark.parametrize(
    "url", ["postgresql://nobody@127.0.0.1:1/none", "mysql://a@b/c", "not a url", "postgresql://x:secret@127.0.0.1:1/y"]
)
def test_a_database_that_cannot_be_opened_is_wrong_usage_and_keeps_its_password(url: str) -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (extra postgres)")
    with pytest.raises(UsageError) as caught:
        open_database(url)
    assert "secret" not in str(caught.value)
