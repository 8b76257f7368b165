import asyncio
from typing import Any
from urllib.parse import unquote

import pytest
from starlette.applications import Starlette

from corpus.problems import UsageError
from reports.assets import STRICTEST, header_policy
from reports.desk import build_desk, serve
from reports.xliff import from_xliff


class Answer:
    """What came back: the status, the headers and the body."""

    def __init__(self, messages: list[dict[str, Any]]) -> None:
        self.status_code: int = messages[0]["status"]
        self.headers = {name.decode().lower(): value.decode() for name, value in messages[0]["headers"]}
        self.content = b"".join(message.get("body", b"") for message in messages[1:])


class Client:
    """Speaks ASGI to the desk as a server would: paths are percent-decoded and otherwise left as they are."""

    def __init__(self, app: Starlette) -> None:
        self.app = app

    def get(self, path: str, host: str = "127.0.0.1:8765", method: str = "GET") -> Answer:
        scope = {
            "type": "http",
            "asgi": {"version": "3.0"},
            "http_version": "1.1",
            "method": method,
            "scheme": "http",
            "path": unquote(path),
            "raw_path": path.encode(),
            "query_string": b"",
            "root_path": "",
            "headers": [(b"host", host.encode())],
            "server": ("127.0.0.1", 8765),
            "client": ("127.0.0.1", 5000),
        }
        sent: list[dict[str, Any]] = []

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": b"", "more_body": False}

        async def send(message: Any) -> None:
            sent.append(message)

        asyncio.run(self.app(scope, receive, send))
        return Answer(sent)


@pytest.fixture(scope="module")
def client(built):
    return Client(build_desk(built[0]))


def test_index_and_documents_are_served_under_a_strict_policy(client, built) -> None:
    for path in ("/", "/index.html", f"/documents/{built[1]['budget']}.html"):
        answer = client.get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize(
    "path",
    [
        "/../run.json",
        "/documents/../run.json",
        "/documents/..%2frun.json",
        "/documents/%2e%2e/run.json",
        "/documents/..%2f..%2f..%2fetc%2fpasswd.html",
        "/documents/....html",
        "/run.json",
        "/documents.parquet",
        "/documents/%00.html",
        "/documents/000000000000.html",
        "/documents/000000000000.tmx",
        "/static/page.css",
    ],
)
def test_nothing_else_is_served(client, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert answer.headers["content-security-policy"] == STRICTEST


def test_a_link_out_of_the_run_is_not_followed(client, built, tmp_path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    link = built[0] / "documents" / "aaaaaaaaaaaa.html"
    link.symlink_to(secret)
    try:
        assert client.get("/documents/aaaaaaaaaaaa.html").status_code == 404
    finally:
        link.unlink()


@pytest.mark.parametrize(
    ("host", "status"),
    [
        ("127.0.0.1:8765", 200),
        ("localhost", 200),
        ("[::1]:8765", 200),
        ("LOCALHOST:1", 200),
        ("rebound.example", 421),
        ("127.0.0.1.example", 421),
        ("[::1].example]", 421),
        ("[::1].example", 421),
        ("user@localhost", 421),
        ("", 421),
        ("localhost.example:80", 421),
    ],
)
def test_only_names_of_this_machine_are_answered(client, host: str, status: int) -> None:
    assert client.get("/", host=host).status_code == status


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
def test_nothing_can_be_changed(client, method: str) -> None:
    assert client.get("/", method=method).status_code == 405


@pytest.mark.parametrize(
    ("kind", "media"),
    [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("md", "text/markdown"),
        ("tmx", "application/xml"),
        ("xlf", "application/xliff+xml"),
    ],
)
def test_exports_are_downloads(client, built, kind: str, media: str) -> None:
    answer = client.get(f"/documents/{built[1]['budget']}.{kind}")
    assert answer.status_code == 200
    assert answer.headers["content-type"].startswith(media)
    assert answer.headers["content-disposition"].startswith("attachment")
    if kind == "xlf":
        assert len(from_xliff(answer.content)) == 7


def test_a_policy_that_a_text_wrote_does_not_count() -> None:
    fake = '<meta http-equiv="Content-Security-Policy" content="style-src \'sha256-' + "A" * 43
    fake += "='; script-src 'sha256-" + "B" * 43 + "='\">"
    assert header_policy("<!doctype html>" + " " * 5000 + fake) == STRICTEST


@pytest.mark.parametrize("host", ["0.0.0.0", "192.168.1.2", "example.org", "::"])  # noqa: S104 - refused, never bound
def test_other_addresses_are_refused(built, host: str) -> None:
    with pytest.raises(UsageError, match="no accounts"):
        serve(built[0], host=host)
