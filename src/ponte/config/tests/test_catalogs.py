"""The catalogs, on a small package of their own."""

import gettext
import os
from pathlib import Path

import pytest

from ponte.config import catalogs, compiling


@pytest.fixture
def package(tmp_path: Path) -> Path:
    (tmp_path / "desk" / "inbox" / "locale").mkdir(parents=True)
    (tmp_path / "desk" / "locale").mkdir()
    (tmp_path / "desk" / "views.py").write_text("_('Above')\n")
    (tmp_path / "desk" / "inbox" / "views.py").write_text("_('Below')\nngettext('%(n)s day', '%(n)s days', n)\n")
    templates = tmp_path / "desk" / "inbox" / "jinja2" / "desk"
    templates.mkdir(parents=True)
    (templates / "page.html").write_text("{% trans name=who %}Hello {{ name }}{% endtrans %}{{ _('Bye') }}")
    (tmp_path / "lost").mkdir()
    (tmp_path / "lost" / "views.py").write_text("gettext('Nobody owns me')\n")
    (tmp_path / "lost" / "quiet.py").write_text("words = 'no words'\n")
    return tmp_path


SOPRA = 'msgid "Above"\nmsgstr "Più su"\n'


def ids(catalog: catalogs.Catalog) -> set[str]:
    return {str(message.id) for message in catalog if message.id}


def test_words_belong_to_the_nearest_folder(package: Path) -> None:
    found, homeless = catalogs.templates(package)
    assert ids(found[package / "desk"]) == {"Above"}
    assert ids(found[package / "desk" / "inbox"]) == {
        "Below", "('%(n)s day', '%(n)s days')", "Hello %(name)s", "Bye",
    }  # fmt: skip
    assert homeless == [package / "lost" / "views.py"]


def test_translations_are_kept_and_the_unused_go(package: Path) -> None:
    found, _ = catalogs.templates(package)
    template = found[package / "desk"]
    old = b'msgid "Above"\nmsgstr "Sopra"\n\nmsgid "Gone"\nmsgstr "Andato"\n'
    text = catalogs.text_of(catalogs.updated(template, "it", old), "it").decode()
    assert 'msgstr "Sopra"' in text
    assert "Gone" not in text
    assert "POT-Creation-Date" not in text and "#:" not in text
    assert catalogs.text_of(catalogs.updated(template, "it", text.encode()), "it").decode() == text


def test_what_is_missing(package: Path) -> None:
    found, _ = catalogs.templates(package)
    folder = package / "desk" / "inbox"
    old = (
        'msgid "Below"\nmsgstr "Нижче"\n\n#, fuzzy\nmsgid "Bye"\nmsgstr "Бувай"\n\n'
        'msgid "%(n)s day"\nmsgid_plural "%(n)s days"\n'
        'msgstr[0] "%(n)s день"\nmsgstr[1] "%(n)s дні"\nmsgstr[2] ""\n\n'
        '#, python-format\nmsgid "Hello %(name)s"\nmsgstr "Вітаю %(nome)s"\n'
    )
    catalog = catalogs.updated(found[folder], "uk", old.encode())
    lacks = {lack.words: lack.why for lack in catalogs.lacks(catalog, "uk", Path("x"))}
    assert lacks.pop("Hello %(name)s")
    assert lacks == {"Bye": "fuzzy", "%(n)s day": "missing"}


def test_compiles_only_what_changed(package: Path) -> None:
    source = catalogs.path_of(package / "desk", "it")
    source.parent.mkdir(parents=True)
    source.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=utf-8\\n"\n\n' + SOPRA)
    assert compiling.compile_stale(package) == 1
    assert compiling.compile_stale(package) == 0
    with source.with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Above") == "Più su"
    later = source.stat().st_mtime + 60
    os.utime(source, (later, later))
    assert compiling.compile_stale(package) == 1
