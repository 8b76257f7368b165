"""Inputs from S3 and runs to S3, against a real S3 server on this machine."""

import logging

import fsspec
import httpx
import pytest

from corpus.problems import UsageError
from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Work
from flows.storage.remote import list_url, mirror, upload

boto3 = pytest.importorskip("boto3", reason="the extra s3 and its server are not installed")
server = pytest.importorskip("moto.server", reason="the extra s3 and its server are not installed")

LARGEST = 2**20


@pytest.fixture
def bucket(monkeypatch):
    """A bucket's file system; the environment tells everybody where the server is."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    running = server.ThreadedMotoServer(ip_address="127.0.0.1", port=0)
    running.start()
    host, port = running.get_host_and_port()
    address = f"http://{host}:{port}"
    for name, value in {
        "AWS_ACCESS_KEY_ID": "someone",
        "AWS_SECRET_ACCESS_KEY": "secret",
        "AWS_DEFAULT_REGION": "us-east-1",
        "AWS_ENDPOINT_URL": address,
    }.items():
        monkeypatch.setenv(name, value)
    system = fsspec.filesystem("s3", skip_instance_cache=True)
    system.mkdir("archive")
    yield system
    fsspec.get_filesystem_class("s3").clear_instance_cache()
    httpx.post(f"{address}/moto-api/reset")  # its servers share what they hold
    running.stop()


def put(bucket, corpus):
    for path in corpus.rglob("*.txt"):
        bucket.put_file(str(path), f"archive/{path.relative_to(corpus).as_posix()}")


def test_a_run_from_s3_to_s3_has_the_tables_of_a_local_one(bucket, corpus, tmp_path, vectors):
    put(bucket, corpus)
    here = Run(root=str(tmp_path / "here"), folder=str(corpus / "translations"), originals=str(corpus / "originals"))
    there = Run(root=str(tmp_path / "there"), folder="s3://archive/translations", originals="s3://archive/originals")
    for run in (here, there):
        vectors(run)
        pass_alone(run, Work())
    tables = [{path.name: path.read_bytes() for path in run.path.glob("*.parquet")} for run in (here, there)]
    assert tables[0] == tables[1]

    first = upload(there.path, "s3://archive/published")
    assert first > len(tables[1])
    assert bucket.cat_file("archive/published/index.html") == (there.path / "index.html").read_bytes()
    assert not bucket.exists("archive/published/parts")
    assert upload(there.path, "s3://archive/published") == 0
    (there.path / "drift.parquet").unlink()
    (there.path / "index.html").write_bytes(b"another")
    assert upload(there.path, "s3://archive/published") == 1
    assert not bucket.exists("archive/published/drift.parquet")
    assert bucket.exists("archive/translations/library.txt")


def test_only_what_changed_is_fetched_and_what_is_gone_goes(bucket, corpus, tmp_path):
    put(bucket, corpus)
    folder, _ = mirror("s3://archive", tmp_path, largest=LARGEST)
    kept = folder / "translations" / "library.txt"
    kept.write_text("not fetched again while the bucket's is the same", encoding="utf-8")
    bucket.pipe_file("archive/originals/mina.txt", b"changed")
    bucket.rm_file("archive/translations/harbour.txt")
    bucket.pipe_file("archive/huge.txt", b"x" * (LARGEST + 1))
    again, problems = mirror("s3://archive", tmp_path, largest=LARGEST)
    assert again == folder
    assert kept.read_text(encoding="utf-8").startswith("not fetched again")
    assert (folder / "originals" / "mina.txt").read_bytes() == b"changed"
    assert not (folder / "translations" / "harbour.txt").exists()
    assert [(problem.file, problem.what) for problem in problems] == [("huge.txt", "the file is too large")]


def test_a_name_that_leads_out_of_its_folder_is_a_problem(tmp_path):
    memory = fsspec.filesystem("memory")
    memory.store.clear()
    memory.pipe_file("/bad/inside.txt", b"inside")
    memory.pipe_file("/bad/a/../../../outside.txt", b"outside")
    folder, _ = mirror("memory://bad", tmp_path, largest=LARGEST)
    assert {path.name for path in tmp_path.rglob("*.txt")} <= {"inside.txt", "outside.txt"}
    assert all(path.is_relative_to(folder) for path in tmp_path.rglob("*.txt"))


@pytest.mark.parametrize(
    ("url", "what"),
    [
        ("nothing://here", "nothing can open this address"),
        ("memory://not-there", "there is nothing at this address"),
    ],
)
def test_a_place_that_cannot_be_listed_ends_the_run_with_a_line(url, what):
    with pytest.raises(UsageError, match=what):
        list_url(url)


def test_a_bucket_that_is_not_there_is_said(bucket, tmp_path):
    with pytest.raises(UsageError, match=r"(nothing at this address|storage does not answer)"):
        list_url("s3://no-such-bucket/x")
    run = tmp_path / "run"
    run.mkdir()
    (run / "index.html").write_bytes(b"x")
    with pytest.raises(UsageError, match="storage does not answer"):
        upload(run, "s3://no-such-bucket/x")
