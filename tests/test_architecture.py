"""The house keeps its plan: imports only look left, heavy libraries stay in their modules, one changelog."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("corpus", "alignments", "scores", "reports", "flows")
FILES = sorted(path for room in ROOMS for path in (ROOT / room).rglob("*.py"))


def imports(path: Path) -> set[str]:
    names = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names.update(alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_imports_only_look_left(path):
    room = ROOMS.index(path.relative_to(ROOT).parts[0])
    right = {name for name in imports(path) if name.split(".")[0] in ROOMS[room + 1 :]}
    assert not right


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_prefect_is_imported_in_flows_only(path):
    if path.relative_to(ROOT).parts[0] != "flows":
        assert not {name for name in imports(path) if name.split(".")[0] == "prefect"}


LAYERS = (  # of flows/: each imports from those before it
    *("storage", "settings", "run", "stages", "monitoring", "pipeline"),
    *("calibrating", "servers", "quality", "starting", "interchange", "commands"),
)


@pytest.mark.parametrize("layer", LAYERS)
def test_imports_in_flows_only_look_left_too(layer):
    paths = [path for path in FILES if path.relative_to(ROOT).with_suffix("").parts[:2] == ("flows", layer)]
    names = {name.split(".")[1] for path in paths for name in imports(path) if name.startswith("flows.")}
    assert paths
    assert names <= {*LAYERS[: LAYERS.index(layer) + 1]}


def literals(path):
    """Every string of the code as it is typed, docstrings and comments apart."""
    source = path.read_text(encoding="utf-8")
    tree = ast.parse(source)
    holders = (node for node in ast.walk(tree) if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef))
    bodies = [node.body[0] for node in holders if node.body]
    docstrings = {id(node.value) for node in bodies if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings:
            yield ast.get_source_segment(source, node) or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_arabic_letters_stand_in_data_not_in_code(path):
    letters = re.compile("[\u0621-\u064a]")
    assert not [literal for literal in literals(path) if letters.search(literal)]


def test_the_changelog_names_the_version():
    from flows import VERSION

    assert f"## [{VERSION}]" in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")


def test_every_pinned_version_is_a_name_and_a_version():
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    assert len(lines) > 50
    assert all(re.fullmatch(r"[A-Za-z0-9._-]+==[A-Za-z0-9.+!-]+", line) or line.startswith("#") for line in lines)
