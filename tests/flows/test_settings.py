"""A setting is one field: checked when it is given, and part of exactly the keys that name it."""

import pickle

import click
import pytest
from click.testing import CliRunner
from pydantic import ValidationError

from flows.commands.options import fill, model_options
from flows.run import Run
from flows.settings import DEFAULTS, Settings, Work


def test_a_key_holds_the_settings_it_names_and_no_others(tmp_path):
    one, other = (Run(root=str(tmp_path), folder="corpus", settings=Settings(publish=marks)) for marks in (5.0, 6.0))
    assert one.key("a", rooms=("corpus",)) == other.key("a", rooms=("corpus",))
    names = ("encoder", "publish")
    assert one.key("a", rooms=("corpus",), settings=names) != other.key("a", rooms=("corpus",), settings=names)


def test_a_file_counts_by_its_content(tmp_path):
    first, second = tmp_path / "a", tmp_path / "b"
    first.write_text("same", encoding="utf-8")
    second.write_text("same", encoding="utf-8")
    before = Settings(decisions=first).named(["decisions"])
    assert before == Settings(decisions=second).named(["decisions"])
    first.write_text("other", encoding="utf-8")
    assert Settings(decisions=first).named(["decisions"]) != before


@pytest.mark.parametrize("values", [{"largest": 0}, {"publish": 90}, {"least_coverage": 0.95}, {"unknown": 1}])
def test_settings_that_make_no_sense_are_refused(values):
    with pytest.raises(ValidationError):
        Settings(**values)


def test_settings_travel_between_processes():
    assert pickle.loads(pickle.dumps(Settings(publish=3))) == Settings(publish=3)  # noqa: S301 - made here


def test_every_field_is_an_option_with_its_default_and_help():
    seen = []

    @click.command()
    @model_options(Settings)
    @model_options(Work)
    def command(**values):
        seen.extend([fill(Settings, values), fill(Work, values)])

    caller = CliRunner()
    assert caller.invoke(command, ["--publish-coverage", "0.8", "--workers", "3"]).exit_code == 0
    assert seen == [DEFAULTS.model_copy(update={"publish_coverage": 0.8}), Work(workers=3)]
    wrong = caller.invoke(command, ["--largest", "0"])
    assert wrong.exit_code == 2
    assert "--largest" in wrong.output
    help_text = " ".join(caller.invoke(command, ["--help"]).output.split())
    assert all(
        " ".join(field.description.split()) in help_text
        for model in (Settings, Work)
        for field in model.model_fields.values()
    )


@pytest.mark.parametrize("text", ["spelling: none", "names", "names: ; fluency: a legal text"])
def test_a_check_is_switched_off_by_its_name_and_with_a_reason(text):
    with pytest.raises(ValidationError):
        Settings(off=text)
    assert Settings(off="names: they are pseudonyms").off
