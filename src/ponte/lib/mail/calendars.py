"""Invitations: what, when and where, in a few lines."""

from __future__ import annotations

import re

_FOLD = re.compile(r"\n[ \t]")
_PROPERTY = re.compile(r'^([A-Za-z-]+)((?:;[^:;="\n]+=(?:"[^"\n]*"|[^:;"\n]*))*):(.*)$', re.MULTILINE)
_MOMENT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)\d{0,2}(Z?))?")
_ZONE = re.compile(r'TZID="?([^";:]+)', re.IGNORECASE)
_MAX_EVENTS = 10


def describe_calendar(text: str) -> str:
    """The events as paragraphs: summary, time, place, description; "" when there is none."""
    text = _FOLD.sub("", text)
    events = re.findall(r"BEGIN:VEVENT(.*?)(?:END:VEVENT|\Z)", text, re.DOTALL | re.IGNORECASE)[:_MAX_EVENTS]
    return "\n\n".join(filter(None, (_describe(event) for event in events)))


def _describe(event: str) -> str:
    event = re.sub(r"BEGIN:VALARM.*?(?:END:VALARM|\Z)", "", event, flags=re.DOTALL | re.IGNORECASE)
    values: dict[str, tuple[str, str]] = {}
    for name, parameters, value in _PROPERTY.findall(event):
        values.setdefault(name.upper(), (parameters, value.strip()))
    start, end = _moment(values.get("DTSTART")), _moment(values.get("DTEND"))
    when = f"{start} – {end}" if start and end else start
    lines = [_text(values, "SUMMARY"), when, _text(values, "LOCATION")]
    description = _text(values, "DESCRIPTION")
    return "\n".join(filter(None, [*lines, "\n" + description if description else ""]))


def _text(values: dict[str, tuple[str, str]], name: str) -> str:
    value = values.get(name, ("", ""))[1]
    return re.sub(r"\\(.)", lambda found: "\n" if found[1] in "nN" else found[1], value).strip()


def _moment(value: tuple[str, str] | None) -> str:
    found = _MOMENT.match(value[1]) if value else None
    if not (value and found):
        return ""
    year, month, day, hour, minute, universal = found.groups()
    if hour is None:
        return f"{year}-{month}-{day}"
    zone = "UTC" if universal else next(iter(_ZONE.findall(value[0])), "")
    return f"{year}-{month}-{day} {hour}:{minute}" + (f" ({zone})" if zone else "")
