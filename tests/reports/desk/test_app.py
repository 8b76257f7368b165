"""What the desk answers to whom, under which headers, and what it never hands out."""

import re

import pytest

from corpus.problems import UsageError
from reports.assets import STRICTEST, header_policy
from reports.desk.serving import serve
from reports.exports.xliff import from_xliff


def test_reports_are_served_under_a_strict_policy(client, run) -> None:
    for path in ("/index.html", f"/documents/{run[1]['budget']}.html"):
        answer = client.get(path)
        assert answer.status_code == 200
        policy = answer.headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'sha256-")
        assert "frame-ancestors 'none'" in policy
        assert "unsafe" not in policy
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "same-origin"


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
    assert answer.headers["content-security-policy"].startswith("default-src 'none'")


def test_a_link_out_of_the_run_is_not_followed(client, run, tmp_path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("secret", encoding="utf-8")
    link = run[0] / "documents" / "aaaaaaaaaaaa.html"
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
def test_exports_are_downloads(client, run, kind: str, media: str) -> None:
    answer = client.get(f"/documents/{run[1]['budget']}.{kind}")
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
def test_other_addresses_are_refused(desk, host: str) -> None:
    with pytest.raises(UsageError, match="no accounts"):
        serve(desk, host=host)


def test_pages_of_the_desk_load_only_their_own_style_and_script(client, budget) -> None:
    for path in ("/", "/documents/", f"/work/{budget}", "/nowhere"):
        policy = client.get(path).headers["content-security-policy"]
        assert policy.startswith("default-src 'none'")
        assert "unsafe" not in policy
    page = client.get("/").text
    loaded = re.findall(r'(?:src|href)="(/assets/[^"]+)"', page)
    assert len(loaded) == 3
    assert all(client.get(path).status_code == 200 for path in loaded)
    assert "http:" not in page
    assert "https:" not in page


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
def test_no_other_method_is_answered(client, method: str) -> None:
    assert client.get("/", method=method).status_code == 405


def test_forms_are_bounded_and_carry_no_files(client, budget) -> None:
    path, fields = client.get(f"/work/{budget}").form("/status")
    assert client.post(path, fields | {"status": "x" * 70_000}).status_code == 413
    assert client.post(path, fields, content_type="multipart/form-data; boundary=x").status_code == 415
    assert client.post(path, fields | {f"f{number}": "" for number in range(60)}).status_code == 400
    assert client.get("/?words=" + "x" * 5000).status_code == 414


def test_what_another_site_sends_is_refused(client, budget) -> None:
    path, fields = client.get(f"/work/{budget}").form("/status")
    fields["status"] = "done"
    assert client.post(path, fields | {"proof": ""}).status_code == 403
    assert client.post(path, fields, origin="http://evil.example").status_code == 403
    assert client.post(path, fields, sec_fetch_site="cross-site").status_code == 403
    stranger = client.another()
    stranger.get("/")
    assert stranger.post(path, fields).status_code == 403
    assert client.post(path, fields, origin="http://127.0.0.1:8765").status_code == 303


def test_the_report_and_its_exports_show_what_was_decided(client, desk, budget) -> None:
    path = f"/work/{budget}/{next(each.key for each in desk.work(budget).passages if each.number == 2)}"
    client.submit(client.get(path).form("/findings/f2"), do="dismiss", reason="a later budget")
    client.submit(client.get(path).form("/rendering"), rendering="It gives 350 million to schools.")
    page = client.get(f"/documents/{budget}.html").text
    assert "a later budget" in page
    assert 'class="edited"' in page
    table = client.get(f"/documents/{budget}.csv").text
    assert "It gives 350 million to schools." in table
    assert ",f2," not in table.replace('"', "")


def test_the_report_speaks_the_language_of_whoever_asks(client, budget) -> None:
    path, fields = client.get("/documents/").form("/interface")
    answer = client.post(path, fields | {"interface": "ar"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/documents/")
    assert '<html lang="ar" dir="rtl">' in client.get(f"/documents/{budget}.html").text
    assert "النوع" in client.get(f"/documents/{budget}.csv").text


@pytest.mark.parametrize("back", ["//evil.example/", "https://evil.example/", "/\\evil.example/"])
def test_changing_the_language_leads_nowhere_else(client, back: str) -> None:
    path, fields = client.get("/").form("/interface")
    answer = client.post(path, fields | {"interface": "ar", "back": back})
    assert answer.headers["location"] == "/"
    assert client.post(path, fields | {"interface": "xx"}).status_code == 400


@pytest.mark.parametrize(("path", "status"), [("/nowhere", 404), ("/work/none/none/none/none", 404), ("/name", 405)])
def test_what_is_not_there_is_said_on_a_page_of_the_desk(client, path: str, status: int) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert "Back to the worklist" in answer.text


def test_a_refused_form_gives_back_what_was_written(client, desk, budget) -> None:
    path = f"/work/{budget}/{next(each.key for each in desk.work(budget).passages if each.number == 2)}"
    said = {"english": "words that nobody wrote", "evidence": "a long thought", "category": "name", "severity": "minor"}
    answer = client.submit(client.get(path).form("/findings", -1), **said)
    assert answer.status_code == 400
    assert "a long thought" in answer.text
    assert f'href="{path}"' in answer.text
