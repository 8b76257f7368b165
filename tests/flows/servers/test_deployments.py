"""An operator's night: `muqabala serve`, a run cancelled and gone on with, a gate that asks and is answered.

A real server, real schedules and real processes; one test, since each of them takes seconds to start.
"""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from types import SimpleNamespace
from uuid import uuid4

import httpx
import polars as pl
import pytest
import yaml

from corpus.problems import UsageError
from flows.run import Run
from flows.servers.deployments import read_deployments
from flows.servers.opening import open_server

ROOT = Path(__file__).parents[3]


def wait_for(what, seconds=240):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        found = what()
        if found:
            return found
        time.sleep(0.5)
    raise AssertionError("nothing came")


@pytest.fixture
def serving(corpus, tmp_path, vectors):
    """`muqabala serve` as a process, with one deployment of the corpus; what it says on stderr is in told.txt."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    vectors(Run(root=str(tmp_path / "run"), folder=str(corpus)))
    parameters = {
        "folder": str(corpus / "translations"),
        "originals": str(corpus / "originals"),
        "out": str(tmp_path / "run"),
        "work": {"batch_size": 1, "gate": "pause"},
    }
    entry = {"name": "gated", "entrypoint": "flows.quality.quality", "parameters": parameters}
    file = tmp_path / "prefect.yaml"
    file.write_text(yaml.safe_dump({"deployments": [entry]}), encoding="utf-8")
    command = [sys.executable, "-m", "flows.commands", "serve", str(file), "--port", str(port)]
    environment = os.environ | {
        "PREFECT_HOME": str(tmp_path / "prefect"),
        "PREFECT_TASKS_TAG_CONCURRENCY_SLOT_WAIT_SECONDS": "0.5",
        "PYTHONWARNINGS": "",
    }
    environment.pop("PREFECT_API_URL", None)
    with (
        (tmp_path / "told.txt").open("w", encoding="utf-8") as told,
        subprocess.Popen(command, cwd=ROOT, env=environment, stderr=told) as process,  # noqa: S603 - ours
    ):
        try:
            yield SimpleNamespace(process=process, port=port, told=tmp_path / "told.txt")
        finally:
            process.send_signal(signal.SIGTERM)


@pytest.fixture
def api(serving):
    """Prefect's interface of the server that `muqabala serve` opened."""
    with httpx.Client(base_url=f"http://127.0.0.1:{serving.port}/api", timeout=60) as client:
        yield client


def start(api):
    def known():
        try:
            found = api.get("/deployments/name/quality/gated")
        except httpx.HTTPError:
            return None
        return found.json() if found.is_success else None

    address = f"/deployments/{wait_for(known)['id']}/create_flow_run"
    once = {"idempotency_key": str(uuid4())}  # a server that is busy says 503, and may have made the run
    made = wait_for(lambda: said if (said := api.post(address, json=once)).status_code < 500 else None)
    return made.raise_for_status().json()["id"]


def state_of(api, run):
    return api.get(f"/flow_runs/{run}").raise_for_status().json()["state"]


def reach(api, run, kind):
    return wait_for(lambda: state if (state := state_of(api, run))["type"] == kind else None)


def form_of(api, run, key):
    """A part of the form; a run is paused a moment before its form is there."""
    return wait_for(lambda: found.json() if (found := api.get(f"/flow_runs/{run}/input/{key}")).is_success else None)


def answered(api, run, answer):
    """What the server says to an answer; on SQLite it may have to be given again while something else is written."""
    return wait_for(
        lambda: said if (said := api.post(f"/flow_runs/{run}/resume", json=answer)).status_code < 500 else 0
    )


def encoding_tasks(api, run):
    """The tasks that the limit on the encoder is about, in the order of their work."""
    wanted = {"flow_runs": {"id": {"any_": [run]}}, "task_runs": {"tags": {"all_": ["encoder"]}}}
    return sorted(api.post("/task_runs/filter", json=wanted).json(), key=lambda task: task["start_time"])


def test_a_night_is_cancelled_gone_on_with_asked_about_and_ended_with_what_serves_it(serving, api, corpus, tmp_path):
    out = tmp_path / "run"
    first = start(api)
    wait_for(lambda: list((out / "parts" / "read").glob("*/seal.json")))
    cancelling = {"state": {"type": "CANCELLING", "name": "Cancelling"}, "force": True}
    api.post(f"/flow_runs/{first}/set_state", json=cancelling).raise_for_status()
    reach(api, first, "CANCELLED")
    wait_for((out / "NOTE.md").exists)
    assert "# The run was cancelled." in (out / "NOTE.md").read_text(encoding="utf-8")
    assert not (out / "index.html").exists()

    limit = {"tag": "encoder", "concurrency_limit": 1}
    api.post("/concurrency_limits/", json=limit).raise_for_status()
    second = start(api)
    reach(api, second, "COMPLETED")
    tasks = encoding_tasks(api, second)
    assert {task["name"] for task in tasks} >= {"check harbour.txt", "check library.txt"}
    assert all(one["end_time"] <= next_one["start_time"] for one, next_one in pairwise(tasks))
    assert (tmp_path / "prefect" / "concurrency_leases").is_dir()  # where a limit outlives a server that died
    assert not (out / "NOTE.md").exists()
    of_the_night = {"artifacts": {"flow_run_id": {"any_": [second]}}}
    left = {artifact["key"]: artifact["data"] for artifact in api.post("/artifacts/filter", json=of_the_night).json()}
    assert left.keys() >= {"night", "fates", "stages"}
    assert (out / "index.html").as_uri() in left["night"]
    stages = pl.read_parquet(out / "metrics" / "stages.parquet")
    assert stages.filter(pl.col("stage") == "read")["reused"].item() > 0

    for path in (corpus / "originals").iterdir():
        path.unlink()
    third = start(api)
    paused = reach(api, third, "PAUSED")
    keys = paused["state_details"]["run_input_keyset"]
    schema, description = (form_of(api, third, keys[name]) for name in ("schema", "description"))
    assert set(schema["properties"]) == {"accept", "reason", "by"}
    assert "documents without an original: 0.0% before, 100.0% now" in description
    assert (out / "index.html").as_uri() in description
    answer = {"run_input": {"accept": True, "reason": "they moved", "by": "Nour"}}
    resumed = answered(api, third, answer)
    assert resumed.json()["status"] == "ACCEPT", resumed.text
    reach(api, third, "COMPLETED")
    (kept,) = map(json.loads, (out / "decisions" / "gate.jsonl").read_text(encoding="utf-8").splitlines())
    assert (kept["accept"], kept["reason"], kept["by"]) == (True, "they moved", "Nour")

    reach(api, start(api), "RUNNING")
    serving.process.send_signal(signal.SIGTERM)
    ended = serving.process.wait(180)
    said = serving.told.read_text(encoding="utf-8")
    assert ended == 0, said
    assert "Traceback" not in said
    assert "# The run was cancelled." in (out / "NOTE.md").read_text(encoding="utf-8")


def test_a_port_that_is_taken_is_refused_before_anything_starts(monkeypatch):
    monkeypatch.delenv("PREFECT_API_URL", raising=False)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        with pytest.raises(UsageError, match="the port is taken"), open_server(port):
            pass


def test_the_projects_own_deployments_can_be_served():
    found = {deployment.full_name: deployment for deployment in read_deployments(ROOT / "prefect.yaml")}
    assert set(found) == {
        "quality/nightly", "watch/watch", "quality/on-demand", "rejudge/rejudge", "render/render",
        "calibrate/calibrate",
    }  # fmt: skip
    assert found["quality/nightly"].schedules[0].schedule.timezone == "Asia/Damascus"
    assert found["watch/watch"].concurrency_options.collision_strategy == "ENQUEUE"


@pytest.mark.parametrize("text", ["", "deployments: 3", "deployments:\n  - name: x", "{"])
def test_a_file_without_deployments_is_refused(tmp_path, text):
    (tmp_path / "prefect.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="holds no deployments"):
        read_deployments(tmp_path / "prefect.yaml")
