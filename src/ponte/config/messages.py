"""Brings the translations up to date with the code, and says what is missing.

  bin/messages             writes every django.po anew and lists what has no translation
  bin/messages --check     changes nothing; fails when a file is out of date or incomplete
  bin/messages --compile   only compiles what changed
  bin/messages team desk   only folders whose path holds one of these words
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from ponte.config import catalogs, compiling
from ponte.config.catalogs import Lack


def survey(only: list[str], *, write: bool) -> tuple[list[Lack], list[Path], list[Path]]:
    """What is missing, which files are out of date (and written, if asked), and which have no owner."""
    found, homeless = catalogs.templates()
    missing: list[Lack] = []
    stale: list[Path] = []
    for folder, template in sorted(found.items()):
        if only and not any(word in str(folder.relative_to(catalogs.PACKAGE)) for word in only):
            continue
        for language in catalogs.LANGUAGES:
            file = catalogs.path_of(folder, language)
            old = file.read_bytes() if file.exists() else b""
            catalog = catalogs.updated(template, language, old)
            new = catalogs.text_of(catalog, language)
            missing += catalogs.lacks(catalog, language, file)
            if new != old:
                stale.append(file)
                if write:
                    file.parent.mkdir(parents=True, exist_ok=True)
                    file.write_bytes(new)
    return missing, stale, homeless


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bin/messages", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--check", action="store_true", help="change nothing, fail when something is to do")
    parser.add_argument("--compile", action="store_true", help="only compile")
    parser.add_argument("only", nargs="*", help="only folders whose path holds one of these words")
    given = parser.parse_args()
    if given.compile:
        compiling.compile_stale()
        return 0
    missing, stale, homeless = survey(given.only, write=not given.check)
    for lack in missing:
        print(f"{shown(lack.file.parents[3])}  {lack.language}  {lack.why}: {lack.words!r}")
    for file in stale if given.check else ():
        print(f"{shown(file)}  is out of date: run bin/messages")
    for file in homeless:
        print(f"{shown(file)}  has words for people, and no folder above it has a locale/ directory")
    counts = Counter(lack.language for lack in missing)
    told = ", ".join(f"{language} {counts[language]}" for language in catalogs.LANGUAGES)
    print(f"Missing: {told}." if missing else "All translations are complete.")
    if not given.check:
        compiling.compile_stale()
        print(f"{len(stale)} files written.")
        return 0
    return 1 if missing or stale or homeless else 0


def shown(path: Path) -> str:
    return str(path.relative_to(catalogs.PACKAGE))


if __name__ == "__main__":
    sys.exit(main())
