"""The lock files hold what pyproject.toml asks for, and name no registry."""

import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text())


def canonical(requirement: str) -> str:
    name = re.split(r"[\[<>=~!; ]", requirement, maxsplit=1)[0]
    return re.sub(r"[-_.]+", "-", name).lower()


def locked(name: str) -> set[str]:
    lines = (ROOT / name).read_text().splitlines()
    return {canonical(line) for line in lines if "==" in line}


@pytest.mark.parametrize(
    ("lock", "wanted"),
    [
        ("requirements.lock", PROJECT["project"]["dependencies"]),
        ("requirements-dev.lock", PROJECT["project"]["dependencies"] + PROJECT["dependency-groups"]["dev"]),
    ],
)
def test_every_dependency_is_locked(lock: str, wanted: list[str]) -> None:
    missing = {canonical(line) for line in wanted} - locked(lock)
    assert not missing, f"{lock} lacks {sorted(missing)}: run bin/lock"


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_hashes_and_no_address(lock: str) -> None:
    text = (ROOT / lock).read_text()
    assert "://" not in text
    for entry in re.split(r"\n(?=\S)", text.partition("bin/lock\n")[2]):
        assert "--hash=sha256:" in entry, entry.splitlines()[0]


def test_the_development_lock_agrees_with_the_runtime_lock() -> None:
    def versions(name: str) -> set[str]:
        return {line.rstrip(" \\") for line in (ROOT / name).read_text().splitlines() if "==" in line}

    assert versions("requirements.lock") <= versions("requirements-dev.lock")


def test_no_language_of_ours_is_thrown_out_with_the_others() -> None:
    """`bin/setup` keeps what its list names of the packages' translations."""
    from django.conf import settings
    from django.utils.translation import to_locale

    found = re.search(r"^languages='(.*)'$", (ROOT / "bin" / "setup").read_text(), re.MULTILINE)
    assert found
    assert {to_locale(code) for code, _name in settings.LANGUAGES} <= set(found[1].split("|"))
