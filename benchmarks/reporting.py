"""The results as a table."""

from __future__ import annotations

from typing import Any

MEASURED = {
    "process": "in process",
    "change": "in process, while fifty changes a second go on",
    "routing": "routing",
    "deadlines": "deadlines with a hundred thousand running clocks",
    "http": "over HTTP",
    "mail": "mail in",
}


def table(results: dict[str, Any]) -> str:
    """Plain text with columns."""
    machine, world = results["machine"], results["world"]
    lines = [
        f"{machine['cpu']}, {machine['cores']} cores, {machine['memory_gb']} GB; load {machine['load_before']},"
        f" yardstick {machine['yardstick_ms']} ms;"
        f" Python {machine['python']}, Django {machine['django']}; {machine['date']}",
        f"world {world['world']}: {world['tickets']:,} tickets, {world['messages']:,} messages,"
        f" {world['unsolved']:,} unsolved",
    ]
    for part, title in MEASURED.items():
        if part in results:
            lines += ["", title, f"{'':44} {'p50 ms':>8} {'p95 ms':>8} {'n':>6}  "]
            lines += [_row(name, row) for name, row in results[part].items()]
    if "plans" in results:
        lines += ["", "plans"]
        lines += [
            f"{name:44} {row['ms']:8.2f} ms {row['pages']:6} pages  {_nodes(row['nodes'])}"
            for name, row in results["plans"].items()
        ]
    if "idle" in results:
        lines += ["", "idle"]
        lines += [f"{name:44} {value}" for name, value in results["idle"].items()]
    return "\n".join(lines)


def _row(name: str, row: dict[str, Any]) -> str:
    known = ("p50_ms", "p95_ms", "n")
    rest = ", ".join(f"{key} {value}" for key, value in row.items() if key not in known)
    cells = [f"{row[key]:8}" if key in row else " " * 8 for key in known[:2]]
    return f"{name:44} {cells[0]} {cells[1]} {row.get('n', ''):6}  {rest}"


def _nodes(names: list[str]) -> str:
    """A plan from its top down; many partitions are told as their number."""
    shown = names if len(names) <= 8 else [*names[:3], f"{len(names) - 3} more"]
    return " < ".join(shown)
