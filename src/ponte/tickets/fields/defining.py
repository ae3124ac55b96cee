"""Fields are made, changed, archived, brought back and put in order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import Actor, Entry, record, record_many
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.team.permissions import require
from ponte.tickets.fields import catalogue
from ponte.tickets.fields import values as kinds
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.models import Access, CustomField, FieldKind
from ponte.tickets.fields.options import flattened
from ponte.tickets.fields.written import KEY

MOST = 200  # fields of a company
PARTS = ("names", "helps", "settings", "choices", "access", "default")


@dataclass(frozen=True)
class Definition:
    """What a field shall be; `names` and `helps` by language code, `choices` as they are kept."""

    key: str
    kind: str
    names: Mapping[str, str]
    helps: Mapping[str, str] = field(default_factory=dict)
    settings: Mapping[str, Any] = field(default_factory=dict)
    choices: list[dict[str, Any]] = field(default_factory=list)
    access: str = Access.AGENTS
    default: Any = None


@transaction.atomic
def make(wanted: Definition, *, by: Agent | str, at: datetime | None = None) -> CustomField:
    """Make a field; it stands last.

    Raises:
        ValidationError: by part; nothing was made.
        NotPermitted: `by` may not arrange fields.
    """
    require(by, "manage_fields")
    catalogue.changed()  # holds the row that every change holds
    known = catalogue.fresh().fields
    made = _checked(CustomField(), wanted)
    if len(known) >= MOST:
        raise ValidationError({"key": _("There are %(most)s fields; archive some first.") % {"most": MOST}})
    made.position, made.created_at = len(known), at or clock.now()
    made.save(force_insert=True)
    record("field.created", by=by, subject=made.journal_name, at=at, name=made.label, key=made.key, type=made.kind)
    catalogue.forget()
    return made


@transaction.atomic
def change(row: CustomField, wanted: Definition, *, by: Agent | str, at: datetime | None = None) -> CustomField:
    """Make it what is wanted; its key and kind stay. Choices that are no longer named are archived.

    Raises:
        ValidationError: by part; nothing was changed.
        NotPermitted: `by` may not arrange fields.
    """
    require(by, "manage_fields")
    catalogue.changed()
    held = CustomField.objects.select_for_update().get(pk=row.pk)
    before = {name: getattr(held, name) for name in PARTS}
    held.__dict__.pop("options", None)
    _checked(held, wanted)
    changed = [name for name in PARTS if getattr(held, name) != before[name]]
    held.save()
    record_many(
        Entry("field.changed", by, held.journal_name, at=at, data={"name": held.label, "field": name})
        for name in changed
    )
    return held


@transaction.atomic
def set_archived(row: CustomField, archived: bool, *, by: Agent | str, at: datetime | None = None) -> None:
    """Take it out of use, or bring it back. What tickets hold in it stays.

    Raises:
        NotPermitted: `by` may not arrange fields.
    """
    require(by, "manage_fields")
    catalogue.changed()
    if CustomField.objects.filter(pk=row.pk, is_archived=not archived).update(is_archived=archived):
        kind = "field.archived" if archived else "field.restored"
        record(kind, by=by, subject=row.journal_name, at=at, name=row.label)


@transaction.atomic
def move(row: CustomField, to: int, *, by: Actor | str) -> None:
    """Put it at a place, from 0.

    Raises:
        NotPermitted: `by` may not arrange fields.
    """
    require(by if isinstance(by, str | Agent) else "", "manage_fields")
    catalogue.changed()
    rows = [each for each in CustomField.objects.select_for_update().order_by("position", "pk") if each.pk != row.pk]
    rows.insert(max(0, min(len(rows), to)), row)
    for place, each in enumerate(rows):
        each.position = place
    CustomField.objects.bulk_update(rows, ["position"])


def _checked(row: CustomField, wanted: Definition) -> CustomField:
    """The row with everything that is wanted, if it is lawful."""
    wrong: dict[str, list[str]] = {}
    if row.pk is None:
        row.key, row.kind = wanted.key.strip().lower(), wanted.kind
        if not KEY.fullmatch(row.key):
            wrong["key"] = [_("A key is small letters, digits and hyphens, 40 at most.")]
        elif CustomField.objects.filter(key=row.key).exists():
            wrong["key"] = [_("Another field has this key.")]
    elif wanted.kind and wanted.kind != row.kind:
        wrong["kind"] = [_("The kind of a field stays: make another field.")]
    codes = [code for code, _name in settings.LANGUAGES]
    row.names = {code: tidy(wanted.names.get(code, ""), 80) for code in codes if wanted.names.get(code, "").strip()}
    row.helps = {code: tidy(wanted.helps.get(code, ""), 300) for code in codes if wanted.helps.get(code, "").strip()}
    if not row.names:
        wrong["names"] = [_("Give it a name.")]
    row.access = wanted.access
    if wanted.access not in Access.values:
        wrong["access"] = [_("Say who sees it.")]
    if row.kind not in FieldKind.values:
        wrong["kind"] = [_("Choose what kind of field it is.")]
        raise ValidationError(wrong)
    kind = kinds.of(row)
    try:
        row.settings = kind.settings(wanted.settings)
    except Refused as refused:
        wrong["settings"] = [refused.message]
    if kind.has_choices:
        row.choices = wanted.choices
        if not any(not option.is_archived for option in flattened(row.choices)):
            wrong["choices"] = [_("Write at least one choice.")]
        elif row.kind != FieldKind.TREE and any(option.depth for option in flattened(row.choices)):
            wrong["choices"] = [_("Only a tree has choices under choices.")]
    row.default = None
    if wanted.default not in (None, "", []) and not wrong:
        row.__dict__.pop("options", None)
        try:
            value = kind.read(row, wanted.default)
            row.default = None if value is None else kind.plain(value)
        except Refused as refused:
            wrong["default"] = [refused.message]
    if wrong:
        raise ValidationError(wrong)
    return row


def tidy(text: str, most: int) -> str:
    """One line of at most so many letters."""
    return " ".join(text.replace("\x00", "").split())[:most]
