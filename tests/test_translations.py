"""Every word that people read is there in every language, and the catalogs are as the code is."""

from pathlib import Path

import pytest

from ponte.config import catalogs

FOUND, _ = catalogs.templates()


@pytest.mark.parametrize("language", catalogs.LANGUAGES)
@pytest.mark.parametrize("folder", sorted(FOUND), ids=lambda path: str(path.relative_to(catalogs.PACKAGE)))
def test_complete_and_up_to_date(folder: Path, language: str) -> None:
    file = catalogs.path_of(folder, language)
    old = file.read_bytes() if file.exists() else b""
    catalog = catalogs.updated(FOUND[folder], language, old)
    missing = [f"{lack.why}: {lack.words}" for lack in catalogs.lacks(catalog, language, file)]
    assert not missing
    assert catalogs.text_of(catalog, language) == old, "run bin/messages"
