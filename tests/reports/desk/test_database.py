"""The database on SQLite: its log, its index for searching, its migrations, and many writers at once."""

import threading

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from corpus.problems import UsageError
from reports.desk.database import open_database
from reports.desk.presenting import Work
from reports.desk.recording import Action
from reports.desk.schema import EVENTS, METADATA
from reports.desk.worklist import Wish, find_spot, list_passages


@pytest.mark.parametrize(
    ("words", "total"), [("مَوازنة", 3), ("الموازنه 250", 1), ("BUDGET", 2), ("un", 2), ("100%", 0), ("_", 0), ('"', 1)]
)
def test_words_are_found_in_both_languages(desk, words: str, total: int) -> None:
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish(words=words, state="all")).total == total


@pytest.mark.parametrize(
    ("wish", "total"),
    [
        ({"severity": "critical"}, 1),
        ({"category": "number"}, 1),
        ({"category": "number", "severity": "minor"}, 0),
        ({"state": "confirmed"}, 0),
        ({"state": "all"}, 12),
        ({"state": "no such state"}, 7),
        ({"document": "none"}, 0),
    ],
)
def test_the_list_is_narrowed(desk, wish, total: int) -> None:
    with desk.database.reading() as connection:
        assert list_passages(connection, Wish.of(wish)).total == total


def test_a_spot_follows_the_list(desk) -> None:
    with desk.database.reading() as connection:
        lines = list_passages(connection, Wish()).lines
        places = [(line.passage.translation, line.passage.key) for line in lines]
        for index, place in enumerate(places):
            spot = find_spot(connection, Wish(), *place)
            assert spot.before == (places[index - 1] if index else None)
            assert spot.after == (places[index + 1] if index + 1 < len(places) else None)
            assert (spot.page, spot.line, spot.total) == (0, place, len(places))


def test_the_way_back_leads_to_the_line_that_moved_up(client, desk, budget) -> None:
    with desk.database.reading() as connection:
        first, second = (
            (line.passage.translation, line.passage.key) for line in list_passages(connection, Wish()).lines[:2]
        )
    page = client.get(f"/work/{first[0]}/{first[1]}")
    assert f'href="/#line-{first[0]}-{first[1]}"' in page.text
    answer = client.submit(page.form("/findings/f3"), do="confirm")
    assert f'href="/#line-{second[0]}-{second[1]}"' in client.get(answer.headers["location"]).text
    assert f'id="line-{second[0]}-{second[1]}"' in client.get("/").text


def test_the_log_is_only_added_to(client, desk, budget) -> None:
    client.submit(client.get(f"/work/{budget}").form("/status"), status="done")
    for change in (EVENTS.delete(), EVENTS.update().values(by="x")):
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


def test_the_migrations_make_the_tables_of_the_schema(desk) -> None:
    with desk.database.reading() as connection:
        found = compare_metadata(MigrationContext.configure(connection), METADATA)
        mode = connection.execute(text("PRAGMA journal_mode")).scalar()
    assert [each for each in found if "passages_text" not in str(each)] == []
    assert mode == "wal"


def test_a_database_of_a_newer_version_is_refused(tmp_path) -> None:
    path = tmp_path / "desk.sqlite"
    opened = open_database(path)
    with opened.writing() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    opened.close()
    with pytest.raises(UsageError, match="newer version"):
        open_database(path)


def test_a_folder_is_no_database(tmp_path) -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        open_database(tmp_path)
