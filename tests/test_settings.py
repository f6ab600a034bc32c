"""Settings: defaults < file < environment < flags, and every fault told at once."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

import pytest

from dateline.errors import ConfigError
from dateline.settings import SETTINGS, Settings, load_settings


def test_the_table_and_the_values_are_one() -> None:
    assert {s.name: s.default for s in SETTINGS} == {f.name: f.default for f in fields(Settings)}


def test_each_layer_stands_over_the_one_below(tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text('archive = "from-file"\njobs = 2\nport = 1\n')
    settings = load_settings(file=file, environ={"DATELINE_JOBS": "3", "DATELINE_PORT": "2", "HOME": "/x"})
    settings = settings.with_flags(port=4, archive=None)
    assert (settings.archive, settings.jobs, settings.port) == ("from-file", 3, 4)


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text('colour = "red"\njobs = "many"\nparse_seconds = -1\n')
    with pytest.raises(ConfigError) as caught:
        load_settings(file=file, environ={"DATELINE_PORT": "http"})
    for word in ("colour", "jobs", "parse_seconds", "port", "no setting"):
        assert word in str(caught.value)


def test_a_file_that_is_no_toml_is_a_config_error(tmp_path: Path) -> None:
    file = tmp_path / "dateline.toml"
    file.write_text("= nonsense")
    with pytest.raises(ConfigError, match=r"dateline\.toml"):
        load_settings(file=file, environ={})
