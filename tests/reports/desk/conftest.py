"""A desk over the small run, and a client that speaks to it as a browser without scripts would."""

import asyncio
import re
import shutil
from datetime import UTC, datetime, timedelta
from html import unescape
from itertools import count
from typing import Any
from urllib.parse import unquote, urlencode

import pytest
from starlette.applications import Starlette

from reports.desk.access import OpenAccess
from reports.desk.app import build_desk
from reports.desk.serving import open_desk


class Answer:
    """What came back: the status, the headers and the body."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.status_code: int = messages[0]["status"]
        pairs = [(name.decode().lower(), value.decode()) for name, value in messages[0]["headers"]]
        self.headers = dict(pairs)
        self.cookies = [value.split(";")[0] for name, value in pairs if name == "set-cookie"]
        self.content = b"".join(message.get("body", b"") for message in messages[1:])

    @property
    def text(self) -> str:
        return self.content.decode()

    @property
    def forms(self) -> list[tuple[str, dict[str, str]]]:
        """Every form that is posted: where to, and what its fields hold."""
        found = []
        for tag, inside in re.findall(r"(<form method=\"post\"[^>]*>)(.*?)</form>", self.text, re.DOTALL):
            fields = dict(re.findall(r'<input[^>]*?name="([^"]+)"(?:[^>]*?value="([^"]*)")?', inside))
            action = re.search(r'action="([^"]*)"', tag)[1]
            found.append((unescape(action), {name: unescape(value) for name, value in fields.items()}))
        return found

    def form(self, part: str, number: int = 0) -> tuple[str, dict[str, str]]:
        """The form whose address holds a part."""
        return [form for form in self.forms if part in form[0]][number]


class Client:
    """Speaks ASGI to the desk as a server would; paths are percent-decoded, cookies are kept."""

    def __init__(self, app: Starlette) -> None:
        self.app = app
        self.cookies: dict[str, str] = {}

    def another(self) -> "Client":
        """Another browser."""
        return Client(self.app)

    def get(self, path: str, host: str = "127.0.0.1:8765", method: str = "GET", **headers: str) -> Answer:
        return self.send(method, path, b"", {"host": host, **headers})

    def post(self, path: str, fields: dict[str, str], **headers: str) -> Answer:
        kind = {"content_type": "application/x-www-form-urlencoded", "host": "127.0.0.1:8765"}
        return self.send("POST", path, urlencode(fields).encode(), {**kind, **headers})

    def submit(self, form: tuple[str, dict[str, str]], **fields: str) -> Answer:
        """Send a form of a page, with these fields filled in."""
        return self.post(form[0], {**form[1], **fields})

    def send(self, method: str, path: str, body: bytes, headers: dict[str, str]) -> Answer:
        path = path.partition("#")[0]
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.cookies:
            headers["cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        address, _, query = path.partition("?")
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(address),
            "raw_path": address.encode(),
            "query_string": query.encode(),
            "root_path": "",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
            "server": ("127.0.0.1", 8765),
            "client": ("127.0.0.1", 5000),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        answer = Answer(sent)
        self.cookies |= dict(cookie.split("=", 1) for cookie in answer.cookies)
        return answer


def ticking():
    """A clock that goes on by a minute at every look, the same in every run."""
    start, ticks = datetime(2026, 5, 6, 23, tzinfo=UTC), count()
    return lambda: start + timedelta(minutes=next(ticks))


@pytest.fixture(scope="session")
def prepared(tmp_path_factory, write_small_run):
    """A run that a desk was opened over once."""
    folder, names = write_small_run(tmp_path_factory.mktemp("prepared") / "run")
    open_desk(folder, clock=ticking()).database.close()
    return folder, names


@pytest.fixture
def run(tmp_path, prepared):
    """The folder of a fresh run and the names of its documents."""
    shutil.copytree(prepared[0], tmp_path / "run")
    return tmp_path / "run", prepared[1]


@pytest.fixture
def clock():
    return ticking()


@pytest.fixture
def desk(run, clock):
    opened = open_desk(run[0], clock=clock)
    yield opened
    opened.database.close()


@pytest.fixture
def app(desk):
    return build_desk(desk, OpenAccess("Amina"))


@pytest.fixture
def client(app):
    return Client(app)


@pytest.fixture
def budget(run):
    return run[1]["budget"]
