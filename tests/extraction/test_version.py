"""The extractor's version: a fingerprint of all that decides what it reads."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tollbook.extraction import version
from tollbook.extraction.version import EXTRACTOR, extractor_version


@pytest.fixture(autouse=True)
def _forget_the_version() -> Iterator[None]:
    extractor_version.cache_clear()
    yield
    extractor_version.cache_clear()


def test_the_version_is_twelve_digits_that_do_not_change_by_themselves() -> None:
    first = extractor_version()
    extractor_version.cache_clear()
    assert extractor_version() == first
    assert re.fullmatch(r"[0-9a-f]{12}", first)
    assert EXTRACTOR == "tollbook-rules"


@pytest.mark.parametrize("name", ["parties", "claimants", "conflicts", "names", "places"])
def test_other_reference_data_make_another_version(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = extractor_version()
    for path in version.SEEDS.glob("*.csv"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    monkeypatch.setattr(version, "SEEDS", tmp_path)
    extractor_version.cache_clear()
    assert extractor_version() == before
    with (tmp_path / f"{name}.csv").open("a") as file:
        file.write("another,row\n")
    extractor_version.cache_clear()
    assert extractor_version() != before


@pytest.mark.parametrize("part", ["engine.py", "lexicon/harm.yaml", "models/party.npz"])
def test_other_rules_words_or_weights_make_another_version(
    part: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = extractor_version()
    here = Path(version.__file__).parent
    for path in [*here.glob("*.py"), *here.glob("lexicon/*.yaml"), *here.glob("models/*.npz")]:
        copy = tmp_path / path.relative_to(here)
        copy.parent.mkdir(exist_ok=True)
        copy.write_bytes(path.read_bytes())
    monkeypatch.setattr(version, "__file__", str(tmp_path / "version.py"))
    extractor_version.cache_clear()
    assert extractor_version() == before
    with (tmp_path / part).open("a") as file:
        file.write("\n")
    extractor_version.cache_clear()
    assert extractor_version() != before
