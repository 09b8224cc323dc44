from dataclasses import Field, fields
from pathlib import Path

import pytest

from diarist_engine.settings import Settings, SettingsError, read_settings, variable


def test_every_wrong_variable_is_named_at_once():
    with pytest.raises(SettingsError) as caught:
        read_settings(
            {"ENGINE_PORT": "many", "ENGINE_BEAM_SIZE": "0", "ENGINE_DEVICE": "tpu", "ENGINE_WATCH_STDIN": "y"}
        )
    assert str(caught.value).splitlines() == [
        "ENGINE_DEVICE must be one of auto, cpu, cuda, not 'tpu'",
        "ENGINE_BEAM_SIZE must be from 1 to 64, not '0'",
        "ENGINE_PORT must be a whole number, not 'many'",
        "ENGINE_WATCH_STDIN must be 0 or 1, not 'y'",
    ]


def test_an_empty_variable_counts_as_unset():
    assert read_settings({"ENGINE_PORT": "", "ENGINE_MODEL": ""}) == Settings()


def test_the_served_name_is_the_last_part_of_the_model_unless_it_is_given():
    assert read_settings({"ENGINE_MODEL": "/models/tiny.en/"}).served_name == "tiny.en"
    assert read_settings({"ENGINE_MODEL": "Systran/faster-whisper-base"}).served_name == "faster-whisper-base"
    assert read_settings({"ENGINE_MODEL": "/models/x", "ENGINE_MODEL_NAME": "base"}).served_name == "base"


def test_the_readme_tells_of_every_variable_as_the_settings_do():
    readme = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
    rows = [[cell.strip() for cell in line.strip("|").split("|")] for line in readme.splitlines()]
    assert [row for row in rows if row[0].startswith("`ENGINE_")] == [table_row(each) for each in fields(Settings)]


def table_row(setting: Field) -> list[str]:
    default = int(setting.default) if isinstance(setting.default, bool) else setting.default
    return [f"`{variable(setting.name)}`", str(default) or "none", setting.metadata["meaning"]]
