"""The translations: which folder owns which words, and what is missing.

A folder with a `locale/` directory owns the words of every file at or below it, up to the next such folder.
Used by `bin/messages` and the tests; at run time only `compiling` is.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract
from babel.messages.plurals import get_plural
from babel.messages.pofile import read_po, write_po

PACKAGE = Path(__file__).resolve().parent.parent
LANGUAGES = ("it", "es", "uk", "pt_BR")
KEYWORDS = DEFAULT_KEYWORDS | {
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext_lazy": (1, 2),
    "pgettext_lazy": ((1, "c"), 2),
    "npgettext_lazy": ((1, "c"), 2, 3),
}
JINJA = {"trim_blocks": "true", "lstrip_blocks": "true", "silent": "false"}  # as ponte.ui.environment
HEADER = """msgid ""
msgstr ""
"Project-Id-Version: Ponte\\n"
"Language: {language}\\n"
"Plural-Forms: {plurals}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Lack:
    """A message without its translation. `why` is "missing", "fuzzy" or what does not fit."""

    file: Path
    language: str
    words: str
    why: str


def owners(package: Path = PACKAGE) -> list[Path]:
    """Every folder with a catalog of its own."""
    return sorted(path.parent for path in package.rglob("locale") if path.is_dir())


def owner_of(file: Path, folders: set[Path]) -> Path | None:
    """The nearest folder at or above `file` that has a catalog."""
    return next((parent for parent in file.parents if parent in folders), None)


def sources(package: Path = PACKAGE) -> Iterator[tuple[Path, str]]:
    """Every file that may hold words, with the way to read it. Tests and migrations speak to nobody."""
    for file in sorted(package.rglob("*")):
        parts = set(file.relative_to(package).parts)
        if parts & {"tests", "migrations", "static", "locale", "__pycache__"} or not file.is_file():
            continue
        if file.suffix == ".py":
            yield file, "python"
        elif "jinja2" in parts:
            yield file, "jinja2.ext:babel_extract"


def templates(package: Path = PACKAGE) -> tuple[dict[Path, Catalog], list[Path]]:
    """The words of each owner as they stand in the code; and files whose words nobody owns."""
    folders = set(owners(package))
    found = {folder: Catalog() for folder in folders}
    homeless: list[Path] = []
    for file, method in sources(package):
        owner = owner_of(file, folders)
        with file.open("rb") as content:
            options = JINJA if "jinja2" in method else {"encoding": "utf-8"}
            messages = list(extract(method, content, KEYWORDS, ["Translators:"], options))
        if messages and owner is None:
            homeless.append(file)
        for _, words, comments, context in messages if owner else ():
            assert owner is not None
            found[owner].add(words, auto_comments=comments, context=context)
    return found, homeless


def path_of(folder: Path, language: str) -> Path:
    return folder / "locale" / language / "LC_MESSAGES" / "django.po"


def updated(template: Catalog, language: str, old: bytes) -> Catalog:
    """The catalog of a language with the words of the template; translations are kept, unused ones dropped."""
    catalog = read_po(io.BytesIO(old), locale=language, charset="utf-8") if old else Catalog(locale=language)
    catalog.update(template, no_fuzzy_matching=True, update_creation_date=False)
    catalog.obsolete.clear()
    return catalog


def text_of(catalog: Catalog, language: str) -> bytes:
    """A catalog as a file: sorted, without places and dates, so that two people's changes seldom meet."""
    body = io.BytesIO()
    write_po(body, catalog, no_location=True, omit_header=True, sort_output=True, ignore_obsolete=True, width=0)
    header = HEADER.format(language=language, plurals=get_plural(language).plural_forms)
    return header.encode() + body.getvalue().lstrip(b"\n")


def lacks(catalog: Catalog, language: str, file: Path) -> Iterator[Lack]:
    """What a catalog still needs."""
    for message in catalog:
        if not message.id:
            continue
        words = message.id if isinstance(message.id, str) else message.id[0]
        if message.fuzzy:
            yield Lack(file, language, words, "fuzzy")
        elif not is_translated(message, catalog.num_plurals):
            yield Lack(file, language, words, "missing")
        else:
            yield from (Lack(file, language, words, str(error)) for error in message.check(catalog))


def is_translated(message: Message, plurals: int) -> bool:
    """Whether every form has words."""
    if isinstance(message.string, str):
        return bool(message.string)
    return len(message.string or ()) == plurals and all(message.string)
