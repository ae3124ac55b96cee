"""Measure Ponte in a world of ten thousand, a hundred thousand or a million tickets.

The world is built once by COPY (10k: seconds, 1m: several minutes and about 4 GB) and kept in the folder.

Examples:
  bin/bench --world 10k
  bin/bench --world 1m --folder /var/tmp/ponte-1m --json result.json
  bin/bench --world 100k --only plans,process
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks import folders, machine, reporting
from benchmarks.progress import Progress

WORLDS = ("1k", "10k", "100k", "1m")
PARTS = ("plans", "process", "change", "routing", "deadlines", "http", "mail", "idle")


def main() -> int:
    """Run what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(
        prog="bin/bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--world", choices=WORLDS, default="10k")
    parser.add_argument("--folder", type=Path, help="where the world is kept (default: in the temporary folder)")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts, of {', '.join(PARTS)}; default all")
    parser.add_argument("--seconds", type=float, default=6.0, help="longest time for one measurement (default 6)")
    parser.add_argument("--json", type=Path, help="write the results here too")
    given = parser.parse_args()
    parts = given.only.split(",")
    if unknown := set(parts) - set(PARTS):
        parser.error(f"--only: there is no part {', '.join(sorted(unknown))}; choose of {', '.join(PARTS)}")
    folder = given.folder or Path(tempfile.gettempdir()) / "ponte-bench" / given.world
    say = Progress()
    results = measure(folder.absolute(), given.world, parts, given.seconds, say)
    if given.json:
        given.json.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n")
    print(reporting.table(results))
    return 0


def measure(folder: Path, world: str, parts: list[str], seconds: float, say: Progress) -> dict[str, Any]:
    """Everything that was asked for."""
    results: dict[str, Any] = {"machine": machine.about()}
    with folders.opened(folder):
        results["world"] = folders.ensure(folder, world, say)
        if "plans" in parts:
            from benchmarks import plans

            results["plans"] = plans.explain(results["world"])
        if "process" in parts:
            from benchmarks import in_process

            results["process"] = in_process.measure(results["world"], seconds, say)
        if "change" in parts:
            from benchmarks import under_change

            results["change"] = under_change.measure(seconds, say)
        if "routing" in parts:
            from benchmarks import routing

            results["routing"] = routing.measure(say)
        if "deadlines" in parts:
            from benchmarks import deadlines

            results["deadlines"] = deadlines.measure(seconds, say)
    if {"http", "mail", "idle"} & set(parts):
        from benchmarks import over_http

        results |= over_http.measure(folder, results["world"], parts, seconds, say)
    results["world"].pop("long_tickets", None)
    return results


if __name__ == "__main__":
    sys.exit(main())
