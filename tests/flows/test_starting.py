"""What a command finds out before it starts anything of Prefect's."""

import pytest


@pytest.mark.parametrize(
    ("option", "value", "told"),
    [
        ("--encoder", "nobody", "nobody"),
        ("--language-model", "nowhere/at/all", "language model"),
        ("--origin-model", "no-such-model.json", "no-such-model.json"),
    ],
)
def test_a_model_that_is_missing_is_told_in_one_line_before_prefect_starts(
    program, corpus, tmp_path, option, value, told
):
    home = tmp_path / "prefect"
    done = program("run", corpus, "--out", tmp_path / "run", option, value, code=2, PREFECT_HOME=str(home))
    (line,) = done.stderr.splitlines()
    assert told in line
    assert not home.exists()
