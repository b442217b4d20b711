"""What the project is made of: every distribution is pinned with its hashes, and its licence is known and free."""

import re
from importlib.metadata import PackageNotFoundError, distribution

import pytest
from tests.warehouse_rows import PROJECT

LOCKS = {
    name: (PROJECT / f"{name}.lock").read_text(encoding="utf-8") for name in ("requirements", "requirements-cluster")
}
LOCKED = {name: set(re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)) for name, lock in LOCKS.items()}
FREE = re.compile(
    r"\b(MIT|BSD|0BSD|Apache|ISC|MPL|Mozilla|PSF|Python Software Foundation|Unlicense|Zlib|CC0|public domain|LGPL"
    r"|Lesser General Public)\b",
    re.IGNORECASE,
)
BINDING = re.compile(
    r"\b(AGPL|(?<!Lesser )General Public License|GPL|SSPL|BUSL|proprietary|commons clause)", re.IGNORECASE
)
CHOSEN = {
    # Whoever uses these may choose between licences.
    "text-unidecode": "Artistic License",
    "tld": "MPL-1.1",
}


def read_licence(name: str) -> str:
    """Return what the metadata of a distribution say of its licence; of a whole text the first words."""
    told = distribution(name).metadata
    named = [each for each in told.get_all("Classifier") or () if each.startswith("License ::")]
    printed = [each[:200] for field in ("License-Expression", "License") for each in told.get_all(field) or ()]
    return " / ".join([*printed, *named])


@pytest.mark.parametrize(("name", "n_least"), [("requirements", 100), ("requirements-cluster", 30)])
def test_every_line_of_a_lock_is_a_pin_with_hashes(name: str, n_least: int) -> None:
    lock = LOCKS[name]
    pins = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
    assert len(pins) >= len(LOCKED[name]) > n_least
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []
    assert re.findall(r"^(?!#|\s|[\w.-]+==).+", lock, re.MULTILINE) == []
    assert "://" not in re.sub(r"^\s*#.*", "", lock, flags=re.MULTILINE)


def test_what_clusters_need_changes_nothing_that_is_locked() -> None:
    assert {"distributed", "prefect-dask", "prefect-ray", "ray"} <= LOCKED["requirements-cluster"]
    assert LOCKED["requirements-cluster"] & LOCKED["requirements"] == set()


@pytest.mark.parametrize("name", sorted(set.union(*LOCKED.values())))
def test_its_licence_is_known_and_free(name: str) -> None:
    try:
        licence = read_licence(name)
    except PackageNotFoundError:
        pytest.skip(f"{name} is for another system or Python, and not installed here")
    if name in CHOSEN:
        assert CHOSEN[name] in licence
    else:
        assert FREE.search(licence), licence
        assert not BINDING.search(licence), licence
