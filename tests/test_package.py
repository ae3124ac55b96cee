"""The wheel that `pip install .` makes holds all that Ponte needs, and nothing that it does not."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


def test_the_wheel(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "pip", "wheel", "-qq", "--no-deps", "--no-build-isolation", "--no-index",
         "--wheel-dir", str(tmp_path), str(ROOT)],
        check=True, env=os.environ | {"PIP_DISABLE_PIP_VERSION_CHECK": "1"}, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.glob("ponte_desk-*.whl")
    with zipfile.ZipFile(wheel) as file:
        names = set(file.namelist())
        entry = next(name for name in names if name.endswith("entry_points.txt"))
        assert "ponte = ponte.config.cli:main" in file.read(entry).decode()
    for language in ("it", "es", "uk", "pt_BR"):
        assert f"ponte/ui/locale/{language}/LC_MESSAGES/django.mo" in names
    package = ROOT / "src" / "ponte"
    shipped = {"jinja2", "static", "templates", "migrations", "commands"}
    for path in package.rglob("*"):
        parts = path.relative_to(package).parts
        wanted = (
            path.is_file() and path.suffix not in (".po", ".pyc") and shipped & set(parts) and "tests" not in parts
        )
        assert not wanted or f"ponte/{'/'.join(parts)}" in names, path
    assert not [name for name in names if "/tests/" in name or name.endswith((".po", ".pyc"))]
