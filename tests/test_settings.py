"""Settings come from flags, the environment and a file, in this order, and a wrong one is told."""

import os
import re
import traceback
from pathlib import Path

import pytest

from tollbook.reading import Limits
from tollbook.settings import SettingsError, describe_settings, load_settings


@pytest.fixture(autouse=True)
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in [name for name in os.environ if name.startswith("TOLLBOOK_")]:
        monkeypatch.delenv(name)
    path = tmp_path / "tollbook.toml"
    path.write_text("")
    monkeypatch.setenv("TOLLBOOK_CONFIG", str(path))
    return path


def find_origin(name: str, **flags: object) -> tuple[object, str]:
    return next((each.value, each.origin) for each in describe_settings(**flags) if each.name == name)


def test_a_flag_wins_over_the_environment_that_over_the_file_and_that_over_the_default(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert find_origin("keep_versions") == (3, "default")
    file.write_text("keep_versions = 4")
    assert find_origin("keep_versions") == (4, str(file))
    monkeypatch.setenv("TOLLBOOK_KEEP_VERSIONS", "5")
    assert find_origin("keep_versions") == (5, "environment TOLLBOOK_KEEP_VERSIONS")
    assert find_origin("keep_versions", keep_versions=6) == (6, "flag")
    assert find_origin("keep_versions", keep_versions=None) == (5, "environment TOLLBOOK_KEEP_VERSIONS")


def test_lists_maps_and_parts_can_be_given_by_file_and_by_environment(
    file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file.write_text('inbox = ["wire", "press"]\nfields = {text = "body"}\n[limits]\nrecord_bytes = 1000\n')
    settings = load_settings()
    assert (settings.inbox, settings.fields) == (("wire", "press"), {"text": "body"})
    assert settings.limits == Limits(record_bytes=1000)
    monkeypatch.setenv("TOLLBOOK_INBOX", os.pathsep.join(("one", "two")))
    monkeypatch.setenv("TOLLBOOK_FIELDS", '{"title": "head"}')
    monkeypatch.setenv("TOLLBOOK_LIMITS__DOCUMENT_BYTES", "2000")
    settings = load_settings()
    assert settings.inbox == ("one", "two")
    assert settings.fields["title"] == "head"
    assert settings.limits == Limits(document_bytes=2000, record_bytes=1000)


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("keep_versions = 0", "keep_versions is 0; Input should be greater than 0"),
        ("workers = 'many'", "workers is 'many'; Input should be a valid integer"),
        ("wharehouse = 'there'", "wharehouse is no setting; known are inbox, warehouse"),
        ("[limits]\nrecord_size = 1", "limits.record_size is 1"),
        ("log_format = 'xml'", "log_format is 'xml'; Input should be 'text' or 'json'"),
        ("runner = 'spark'", "runner is 'spark'; Input should be 'processes', 'dask' or 'ray'"),
        ("memory_limit = 'much'", "memory_limit is 'much'; String should match pattern"),
        ("keep_versions =", "is no TOML"),
    ],
)
def test_a_wrong_file_is_told_with_its_name_the_setting_and_what_is_expected(
    file: Path, written: str, told: str
) -> None:
    file.write_text(written)
    with pytest.raises(SettingsError, match=re.escape(told)) as error:
        load_settings()
    assert str(file) in str(error.value)


def test_a_variable_that_is_no_setting_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOLLBOOK_WAREHUOSE", "there")
    with pytest.raises(SettingsError, match="TOLLBOOK_WAREHUOSE, which is no setting; known are TOLLBOOK_"):
        load_settings()


def test_a_file_that_is_named_but_not_there_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("TOLLBOOK_CONFIG", str(tmp_path / "gone.toml"))
    with pytest.raises(SettingsError, match=r"gone\.toml, which is no file"):
        load_settings()


@pytest.mark.parametrize("name", ["archive", "exports"])
def test_an_address_with_credentials_is_told_without_them(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(f"TOLLBOOK_{name.upper()}", "s3://AKIAINVENTED:hush@kept/archive")
    with pytest.raises(SettingsError, match=rf"{name} is 's3://\*\*\*@kept/archive'; .*must carry no cred") as error:
        load_settings()
    assert "hush" not in "".join(traceback.format_exception(error.value))
