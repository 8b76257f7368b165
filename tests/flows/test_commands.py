"""The commands as other programs call them: rows, exit codes, nothing but results on stdout."""

import json
import re
import signal
import subprocess
import sys
import urllib.request
from pathlib import Path

import pytest

from flows.commands import COMMANDS

ROOT = Path(__file__).parents[2]
ARABIC = ["وصل القطار إلى المحطة في الخامسة مساءً.", "ونزل منه أربعون راكباً مع حقائبهم الثقيلة.", "ثم أُغلقت الأبواب."]
ENGLISH = [
    "The train reached the station at five in the evening.",
    "Fourteen passengers got off it with their heavy suitcases.",
    "Then the doors were closed.",
]


@pytest.fixture
def lines(tmp_path):
    arabic, english = tmp_path / "arabic.txt", tmp_path / "english.txt"
    arabic.write_text("\n".join(ARABIC) + "\n", encoding="utf-8")
    english.write_text("\n".join(ENGLISH) + "\n", encoding="utf-8")
    return arabic, english


def rows(done):
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_a_command_runs_in_a_process_of_its_own(program, lines):
    assert "Fourteen" in program("check", *lines, "--lines").stdout


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_has_help_and_stands_in_the_docs(muqabala, name):
    assert "Usage:" in muqabala(name, "--help").stdout
    for page in ("README.md", "docs/commands.md"):
        assert f"`muqabala {name}" in (ROOT / page).read_text(encoding="utf-8")


def test_every_command_of_the_readme_exists():
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    assert set(re.findall(r"muqabala ([a-z]+)", text)) <= {*COMMANDS, "run"}


def test_align_prints_vecaligns_ladder(muqabala, lines):
    done = muqabala("align", *lines, "--lines")
    beads = [line.rsplit(":", 1)[0] for line in done.stdout.splitlines()]
    assert beads == ["[0]:[0]", "[1]:[1]", "[2]:[2]"]


def test_align_links_words(muqabala, lines):
    first = rows(muqabala("align", *lines, "--lines", "--format", "json", "--words"))[0]
    assert all(0 <= strength <= 1 for _, _, strength in first["words"])
    assert first["words"]


def test_align_refuses_the_sides_in_the_wrong_order(muqabala, lines):
    assert "give the Arabic text first" in muqabala("align", *lines[::-1], "--lines", code=2).stderr


def test_align_prints_json_tmx_and_xliff(muqabala, lines):
    first = rows(muqabala("align", *lines, "--lines", "--format", "json"))[0]
    assert first["arabic"] == [0]
    assert first["english"] == [0]
    assert 0 <= first["confidence"] <= 1
    for form, mark in (("tmx", "<tmx"), ("xliff", "<xliff")):
        assert mark in muqabala("align", *lines, "--lines", "--format", form).stdout


def test_check_names_the_wrong_number_at_its_place(muqabala, lines):
    (finding,) = [row for row in rows(muqabala("check", *lines, "--lines", "--json")) if row["category"] == "number"]
    text = lines[1].read_text(encoding="utf-8")
    assert finding["english"]["sentence"] == [1]
    assert text[finding["english"]["start"] : finding["english"]["end"]] == finding["english"]["text"] == "Fourteen"
    assert finding["arabic"]["text"] == "أربعون"


def test_batches_carry_their_ids_through_every_command(muqabala, tmp_path):
    batch = tmp_path / "batch.jsonl"
    made = [{"id": name, "arabic": ARABIC, "english": ENGLISH} for name in ("one", "two")]
    batch.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    for command in ("align", "check", "origin"):
        found = rows(muqabala(command, "--batch", batch))
        assert {row["id"] for row in found} == {"one", "two"}
        assert [row | {"id": ""} for row in found if row["id"] == "one"] == [
            row | {"id": ""} for row in found if row["id"] == "two"
        ]


def test_origin_gives_a_probability_and_evidence(muqabala, lines):
    (row,) = rows(muqabala("origin", lines[1], "--arabic", lines[0], "--lines", "--json"))
    assert row["origin"] in {"human", "machine", "unknown"}
    assert 0 <= row["machine_probability"] <= 1
    assert row["evidence"]


def test_origin_is_compared_with_a_machine_version_where_one_is_given(muqabala, lines):
    given = ["origin", lines[1], "--lines", "--json", "--machine", f"engine={lines[1]}"]
    (row,) = rows(muqabala(*given, "--arabic", lines[0]))
    assert "|beside_machine|machines:engine" in row["signature"]
    assert "machine version of the same Arabic (engine)" in row["evidence"][0]
    assert "--arabic FILE" in muqabala(*given, code=2).stderr


def test_every_document_of_a_batch_has_machine_versions_of_its_own(muqabala, tmp_path):
    batch = tmp_path / "batch.jsonl"
    document = {"arabic": ARABIC, "english": ENGLISH}
    made = [{"id": "alone"} | document, {"id": "beside", "machines": {"engine": ENGLISH}} | document]
    batch.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in made), encoding="utf-8")
    alone, beside = rows(muqabala("origin", "--batch", batch))
    assert alone["signature"].endswith("|with_arabic")
    assert beside["signature"].endswith("|beside_machine|machines:engine")


def test_trouble_with_a_document_of_a_batch_loses_no_other(muqabala, tmp_path):
    batch = tmp_path / "batch.jsonl"
    good, empty = ({"id": name, "arabic": ARABIC, "english": text} for name, text in (("good", ENGLISH), ("bare", [])))
    batch.write_text(f"{json.dumps(empty)}\n{{\n{json.dumps(good)}\n", encoding="utf-8")
    done = muqabala("origin", "--batch", batch, code=1)
    assert [row["id"] for row in rows(done)] == ["good"]
    assert "muqabala: bare: there is no English to judge" in done.stderr
    assert "line 2: is not JSON" in done.stderr


def test_score_has_sacrebleus_signatures_and_a_contest(muqabala, lines, tmp_path):
    other = tmp_path / "other.txt"
    other.write_text("The train came.\nForty people left it.\nThe doors closed.\n", encoding="utf-8")
    found = rows(muqabala("score", lines[1], "--reference", lines[1], "--against", other, "--json"))
    scores = {row["metric"]: row for row in found if "value" in row}
    assert set(scores) == {"BLEU", "chrF++", "TER"}
    assert scores["TER"]["value"] == 0
    assert all("version:" in row["signature"] for row in scores.values())
    assert {row["metric"] for row in found if "p_value" in row} == set(scores)


def test_score_warns_of_html_entities_and_goes_on(muqabala, lines, tmp_path):
    left = tmp_path / "left.txt"
    text = Path(lines[1]).read_text(encoding="utf-8")
    left.write_text(text.replace(".", " &quot;so&quot;.", 1), encoding="utf-8")
    left.write_text(left.read_text(encoding="utf-8").replace("Then the doors were closed.", ""), encoding="utf-8")
    done = muqabala("score", left, "--reference", lines[1], "--json")
    assert "&quot; in line 1" in done.stderr
    assert f"{left}: lines without text" in done.stderr
    assert {row["metric"] for row in rows(done)} == {"BLEU", "chrF++", "TER"}


def test_score_says_which_file_is_in_trouble_before_it_prints_a_number(muqabala, lines, tmp_path):
    short = tmp_path / "short.txt"
    short.write_text("The train came.\n", encoding="utf-8")
    done = muqabala("score", lines[1], "--reference", lines[1], "--against", short, code=1)
    assert f"{short}: the translation and its reference differ in their number of lines (1 against 3" in done.stderr
    assert not done.stdout
    short.write_bytes(b"\n\n")
    assert f"{short}: the file is empty" in muqabala("score", lines[1], "--reference", short, code=1).stderr


def test_read_gives_the_fixed_fields(muqabala):
    row = rows(muqabala("read", ROOT / "examples/translations/aleppo-water-mains.txt", "--json"))[0]
    text = (ROOT / "examples/translations/aleppo-water-mains.txt").read_text(encoding="utf-8")
    assert {"document", "file", "article", "language", "title", "metadata", "body", "sentences", "notes"} <= set(row)
    for field in row["metadata"].values():
        assert text[field["start"] : field["end"]] == field["raw"]
    assert row["metadata"]["author"]["language"] == "ar"
    assert row["metadata"]["date"]["calendar"] == "gregorian"


def test_a_file_that_cannot_be_read_is_said_without_a_traceback(muqabala, tmp_path):
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert "empty" in muqabala("read", path, code=1).stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ["align"],
        ["check", "only-one.txt"],
        ["origin"],
        ["origin", __file__, "--arabic", __file__, "--machine", "no-name.txt"],
        ["origin", "--batch", __file__, "--arabic", __file__],
        ["align", "--batch", __file__, "--format", "tmx"],
        ["score", "a", "b"],
        ["read"],
        ["nothing"],
        ["align", "--batch", "no"],
        ["align", __file__, __file__, "--words"],
    ],
)
def test_wrong_usage_is_exit_code_2(muqabala, arguments):
    muqabala(*arguments, code=2)


def test_the_desk_serves_the_reports_on_loopback_only(demo):
    command = [sys.executable, "-m", "flows.commands", "desk", str(demo.out), "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as desk:  # noqa: S603 - our own command
        try:
            address = desk.stdout.readline().split()[0]
            assert address.startswith("http://127.0.0.1:")
            with urllib.request.urlopen(address, timeout=20) as page:  # noqa: S310 - the desk just started
                assert "Aleppo" in page.read().decode("utf-8")
        finally:
            desk.send_signal(signal.SIGTERM)


def test_doctor_finds_the_bundled_encoder(muqabala):
    checks = {row["what"]: row for row in rows(muqabala("doctor", "--json"))}
    assert checks["encoder use"]["ok"]


def test_selftest_plants_in_a_run_and_counts(muqabala, demo):
    done = rows(muqabala("selftest", demo.out, "--count", 1, "--texts", 3, "--json"))
    assert {"family", "planted", "found", "low", "high"} == set(done[0])
    assert sum(row["found"] for row in done[:-1]) > 0
    assert done[-1]["words"] > 0


def test_selftest_of_no_run_says_what_to_give(muqabala, tmp_path):
    assert "muqabala run" in muqabala("selftest", tmp_path, code=2).stderr


def test_check_takes_a_glossary_and_says_its_broken_rows(muqabala, lines, tmp_path):
    (tmp_path / "terms.csv").write_text("arabic,english\nراكب,traveller\n,nobody\n", encoding="utf-8")
    done = muqabala("check", *lines, "--lines", "--json", "--off", "numbers", "--glossary", tmp_path / "terms.csv")
    assert [(row["category"], row["arabic"]["text"]) for row in rows(done)] == [("terminology", "راكباً")]
    assert "line 3" in done.stderr
    assert "numbers" in muqabala("check", *lines, "--lines", "--off", "spelling", code=2).stderr
