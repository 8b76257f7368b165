"""One real run of the flow over the examples, shared by the tests of its results; Prefect's home is temporary."""

import io
import os
import shutil
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path
from types import SimpleNamespace

import pytest

from flows.commands import main
from flows.pipeline.runners import pass_alone
from flows.run import Run
from flows.settings import Work

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="session")
def muqabala():
    """Call a command in this process, where its libraries are loaded already: its code, what it printed."""

    def call(*arguments, code=0):
        printed = {name: io.TextIOWrapper(io.BytesIO(), encoding="utf-8") for name in ("stdout", "stderr")}
        with (
            redirect_stdout(printed["stdout"]),
            redirect_stderr(printed["stderr"]),
            pytest.raises(SystemExit) as ended,
        ):
            main([*map(str, arguments)])
        for stream in printed.values():
            stream.seek(0)
        done = SimpleNamespace(**{name: stream.read() for name, stream in printed.items()})
        assert ended.value.code == code, done.stderr
        return done

    return call


@pytest.fixture(scope="session")
def program(tmp_path_factory):
    """Call the program as its users do, in a process of its own: what starts Prefect, and what may load nothing."""
    home = tmp_path_factory.mktemp("home")
    environment = os.environ | {
        "PREFECT_HOME": str(home / "prefect"),
        "PYTHONWARNINGS": "",
    }

    def call(*arguments, code=0, **variables):
        done = subprocess.run(  # noqa: S603 - our own command
            [sys.executable, "-m", "flows.commands", *map(str, arguments)],
            cwd=ROOT,
            env=environment | variables,
            capture_output=True,
            text=True,
            timeout=600,
            check=False,
        )
        assert done.returncode == code, done.stderr
        assert "Traceback" not in done.stderr
        return done

    return call


@pytest.fixture(scope="session")
def demo(program, tmp_path_factory):
    """The run over the examples: its folder, what the command printed, and how to do it again, without Prefect."""
    out = tmp_path_factory.mktemp("runs") / "demo"
    examples = ROOT / "examples"
    places = {
        "folder": str(examples / "translations"),
        "originals": str(examples / "originals"),
        "machines": {path.name: str(path) for path in (examples / "machine").iterdir()},
    }

    def again(out):
        return pass_alone(Run(root=str(out), **places), Work())

    return SimpleNamespace(out=out, done=program("demo", "--out", out), again=again)


SMALL = {
    "originals/maktaba.txt": """افتتاح مكتبة الحي

افتتحت البلدية مكتبة الحي يوم الأحد بحضور عدد كبير من الأهالي. وقالت المديرة إن المكتبة تضم ثلاثة آلاف كتاب.
وستفتح أبوابها كل يوم من التاسعة صباحاً حتى السادسة.
""",
    "originals/mina.txt": """توسيع الميناء القديم

بدأت أعمال توسيع الميناء القديم صباح الاثنين. وتبلغ تكلفة المشروع أربعين مليون دينار.
ويتوقع المهندسون أن تنتهي الأعمال بعد سنتين. وقال الصيادون إنهم يخشون على أرزاقهم.
""",
    "translations/library.txt": """Neighbourhood library opens

The municipality opened the neighbourhood library on Sunday in the presence of many residents. The director said
that the library holds five thousand books. It will be open every day from nine in the morning until six.
""",
    "translations/harbour.txt": """Old harbour to be extended

Work to extend the old harbour began on Monday morning. The project costs forty million dinars.
The engineers expect the work to end in two years. The fishermen said that they fear for their livelihood.
""",
}


@pytest.fixture
def corpus(tmp_path):
    """Two pairs, one with a wrong number: enough to go the whole way in a second."""
    return write_corpus(tmp_path / "corpus")


def write_corpus(folder):
    for name, text in SMALL.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def undisturbed(tmp_path_factory):
    """A finished run over that corpus which nothing disturbed; to be read, or copied."""
    folder = tmp_path_factory.mktemp("undisturbed")
    run = Run(root=str(folder / "run"), folder=str(write_corpus(folder / "corpus")))
    pass_alone(run, Work(batch_size=1, workers=1))
    return run


@pytest.fixture(scope="session")
def vectors(undisturbed):
    """Give a new run the vectors of a finished one, which it would make at the cost of seconds."""

    def give(run):
        parts = run.path / "parts"
        parts.mkdir(parents=True, exist_ok=True)
        shutil.copy(undisturbed.path / "parts" / "vectors.sqlite", parts)
        return run

    return give


@pytest.fixture
def finished(tmp_path, corpus, undisturbed):
    """A copy of the undisturbed run, which goes on with a corpus of its own."""
    shutil.copytree(undisturbed.path, tmp_path / "run")
    return Run(root=str(tmp_path / "run"), folder=str(corpus))
