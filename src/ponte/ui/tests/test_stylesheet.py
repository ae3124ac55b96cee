import re
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.core.management import call_command
from pytest_django import Settings

from ponte.ui import stylesheet

FOLDER = Path(stylesheet.__file__).parent / "static" / "ui" / "css"


def test_every_sheet_is_named_once_and_nothing_is_named_that_is_not_there() -> None:
    named = [found["path"] for found in stylesheet.IMPORT.finditer((FOLDER / "ponte.css").read_text())]
    there = {str(path.relative_to(FOLDER)) for path in FOLDER.rglob("*.css")} - {"ponte.css", "gallery.css"}
    assert sorted(named) == sorted(there)


def test_collecting_writes_one_sheet(settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = {**settings.STORAGES, "staticfiles": {"BACKEND": "ponte.ui.stylesheet.OneSheetStorage"}}
    finders.get_finder.cache_clear()
    call_command("collectstatic", interactive=False, verbosity=0)
    (collected,) = (tmp_path / "ui" / "css").glob("ponte.*.css")
    text = collected.read_text()
    assert "@import" not in text
    assert text.count("{") == text.count("}")
    assert re.search(r"@layer components \{\s*\.button \{|@layer components \{[^@]*\.button \{", text)
    assert (tmp_path / "ui" / "css" / (collected.name + ".gz")).exists()
