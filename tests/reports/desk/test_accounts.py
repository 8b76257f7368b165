"""Who is let in with which role, and who is not."""

from datetime import UTC, datetime, timedelta

import pytest
from argon2 import PasswordHasher

from corpus.problems import UsageError
from reports.desk.accounts import AccountAccess, list_accounts, remove_account, set_account
from reports.desk.app import build_desk
from reports.desk.schema import ACCOUNTS, ATTEMPTS, SESSIONS

WORDS = "four plain words here"
WRONG = "not those words"
NOW = datetime(2026, 5, 6, 23, tzinfo=UTC)


@pytest.fixture(scope="module")
def hashed():
    """The password as it is kept; made once, for it is made to take long."""
    return PasswordHasher().hash(WORDS)


@pytest.fixture
def closed(desk, client, hashed):
    """A browser before a desk with accounts, nobody logged in."""
    roles = {"rana": "reader", "amina": "editor", "basim": "editor", "huda": "admin"}
    with desk.database.writing() as connection:
        rows = [{"name": name, "role": role, "password": hashed} for name, role in roles.items()]
        connection.execute(ACCOUNTS.insert(), rows)
    desk.clock = lambda: NOW
    client.app = build_desk(desk, AccountAccess(desk.database, desk.clock), names=["desk.example.org"], public=True)
    return client


def enter(client, name, password=WORDS):
    client.submit(client.get("/login").form("/login"), name=name, password=password)
    return client


def passage(desk, document):
    return f"/work/{document}/{desk.work(document).passages[3].key}"


@pytest.mark.parametrize(
    "path", ["/", "/documents/", "/index.html", "/documents/{0}.html", "/documents/{0}.tmx", "/work/{0}"]
)
def test_nothing_of_the_run_is_shown_before_a_log_in(closed, budget, path) -> None:
    answer = closed.get(path.format(budget))
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")


def test_an_editor_decides_under_their_own_name(closed, desk, budget) -> None:
    enter(closed, "amina")
    closed.submit(closed.get(passage(desk, budget)).form("/findings/f2"), do="confirm")
    found = next(each for each in desk.work(budget).passages[3].findings if each.reported.id == "f2")
    assert (found.decision, found.by) == ("confirmed", "amina")
    assert closed.post("/name", {"name": "huda"}).status_code == 404


def test_a_reader_reads_and_changes_nothing(closed, desk, budget) -> None:
    enter(closed, "amina")
    form = closed.get(passage(desk, budget)).form("/findings/f2")
    reader = enter(closed.another(), "rana")
    page = reader.get(passage(desk, budget))
    assert [path for path, _ in page.forms] == ["/interface", "/logout"]
    proof = page.forms[0][1]
    assert reader.post(form[0], form[1] | proof | {"do": "confirm"}).status_code == 403
    assert desk.work(budget).passages[3].undecided == 1


def test_an_account_is_spoken_to_in_its_language_wherever_it_comes_from(closed) -> None:
    enter(closed, "rana")
    closed.submit(closed.get("/").form("/interface"), interface="ar")
    elsewhere = closed.another()
    assert '<html lang="en"' in elsewhere.get("/login").text
    enter(elsewhere, "rana")
    assert '<html lang="ar" dir="rtl">' in elsewhere.get("/").text
    assert '<html lang="en"' in enter(closed.another(), "amina").get("/").text


def test_a_reader_is_shown_only_the_keys_that_do_something(closed, desk, budget) -> None:
    page = enter(closed, "rana").get(passage(desk, budget)).text
    assert "<kbd>n</kbd>" in page
    assert "<kbd>c</kbd>" not in page
    assert "write-rendering" not in page


def test_an_admin_may_undo_what_others_did_and_an_editor_may_not(closed, desk, budget) -> None:
    enter(closed, "amina")
    closed.submit(closed.get(passage(desk, budget)).form("/findings/f2"), do="confirm")
    undo = closed.get(passage(desk, budget)).form("/undo")
    other = enter(closed.another(), "basim")
    page = other.get(passage(desk, budget))
    assert not [path for path, _ in page.forms if "/undo" in path]
    assert other.post(undo[0], undo[1] | {"proof": page.forms[0][1]["proof"]}).status_code == 400
    admin = enter(closed.another(), "huda")
    assert admin.submit(admin.get(passage(desk, budget)).form("/undo")).status_code == 303
    assert desk.work(budget).passages[3].undecided == 1


def test_wrong_passwords_are_bounded_by_name_and_a_right_one_does_not_help_then(closed, desk) -> None:
    form = closed.get("/login").form("/login")
    answers = [closed.submit(form, name="amina", password=WRONG) for _ in range(6)]
    assert [answer.status_code for answer in answers] == [403] * 5 + [429]
    assert answers[5].headers["retry-after"] == "900"
    assert closed.submit(closed.get("/login").form("/login"), name="amina", password=WORDS).status_code == 429
    desk.clock = lambda: NOW + timedelta(minutes=16)
    assert closed.submit(closed.get("/login").form("/login"), name="amina", password=WORDS).status_code == 303


def test_wrong_passwords_are_bounded_by_address_whatever_the_name(closed, desk) -> None:
    form = closed.get("/login").form("/login")
    with desk.database.writing() as connection:
        earlier = [{"who": "address 127.0.0.1", "at": NOW.isoformat(timespec="seconds")}] * 18
        connection.execute(ATTEMPTS.insert(), earlier)
    tried = [closed.submit(form, name=f"name {number}", password=WRONG) for number in range(3)]
    assert [answer.status_code for answer in tried] == [403, 403, 429]


def test_a_session_is_a_new_secret_and_ends(closed, desk) -> None:
    closed.get("/login")
    before = dict(closed.cookies)
    enter(closed, "amina")
    assert closed.cookies != before
    stolen = closed.another()
    stolen.cookies = dict(closed.cookies)
    assert stolen.get("/").status_code == 200
    closed.submit(closed.get("/").form("/logout"))
    assert stolen.get("/").status_code == 303
    enter(closed, "amina")
    closed.app = build_desk(desk, AccountAccess(desk.database, lambda: NOW + timedelta(hours=13)))
    assert closed.get("/").status_code == 303


def test_a_new_password_ends_the_sessions_and_a_removed_account_is_out(closed, desk) -> None:
    enter(closed, "amina")
    set_account(desk.database, "amina", role="reader", password=WORDS)
    assert closed.get("/").status_code == 303
    enter(closed, "amina")
    remove_account(desk.database, "amina")
    assert closed.get("/").status_code == 303
    assert list_accounts(desk.database) == [("basim", "editor"), ("huda", "admin"), ("rana", "reader")]


def test_neither_passwords_nor_secrets_of_sessions_are_kept(closed, desk) -> None:
    enter(closed, "amina")
    with desk.database.reading() as connection:
        held = [row.password for row in connection.execute(ACCOUNTS.select())]
        sessions = [row.digest for row in connection.execute(SESSIONS.select())]
    assert all(each.startswith("$argon2id$") for each in held)
    assert not [secret for secret in closed.cookies.values() if secret in sessions]


def test_other_machines_are_answered_by_address_or_by_a_name_that_was_given(closed) -> None:
    assert closed.get("/login", host="desk.example.org").status_code == 200
    assert closed.get("/login", host="192.0.2.7:8765").status_code == 200
    assert closed.get("/login", host="rebound.example").status_code == 421


@pytest.mark.parametrize(
    ("name", "role", "password"), [("", "editor", WORDS), ("a", "owner", WORDS), ("a", "editor", "short")]
)
def test_an_account_needs_a_name_a_known_role_and_a_long_password(desk, name, role, password) -> None:
    with pytest.raises(UsageError):
        set_account(desk.database, name, role=role, password=password)
    assert list_accounts(desk.database) == []


def test_who_is_not_in_yet_may_choose_the_language_and_sees_no_more(closed) -> None:
    page = closed.get("/login")
    assert [path for path, _ in page.forms] == ["/interface", "/login"]
    answer = closed.submit(page.form("/interface"), interface="ar")
    assert answer.headers["location"] == "/login"
    assert '<html lang="ar" dir="rtl">' in closed.get("/login").text
    assert closed.get("/").status_code == 303
