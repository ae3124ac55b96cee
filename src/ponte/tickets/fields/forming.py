"""Forms are made, changed and deleted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import Entry, record, record_many
from ponte.team.models import Agent
from ponte.team.permissions import require
from ponte.tickets.fields import catalogue
from ponte.tickets.fields.defining import tidy
from ponte.tickets.fields.models import CustomField, FieldKind, Form
from ponte.tickets.fields.rules import Rule
from ponte.tickets.models import Brand

PARTS = ("names", "brand_id", "rules", "is_default", "is_active")
MOST = 100  # fields of a form
CHOSEN = (FieldKind.ONE, FieldKind.MANY, FieldKind.TREE)


@dataclass(frozen=True)
class Wanted:
    """What a form shall be; `brand` None: of every brand."""

    names: Mapping[str, str]
    rules: Sequence[Rule] = ()
    brand: int | None = None
    is_default: bool = False
    is_active: bool = True


@transaction.atomic
def keep(form: Form | None, wanted: Wanted, *, by: Agent | str, at: datetime | None = None) -> Form:
    """Make one (`None`) or change one. A new default form takes the place of the old one.

    Raises:
        ValidationError: by part; a rule's fault stands under `rules` with its place as the code. Nothing was changed.
        NotPermitted: `by` may not arrange forms.
    """
    require(by, "manage_fields")
    catalogue.changed()
    fields = catalogue.fresh().fields
    row = (
        Form.objects.select_for_update(of=("self",)).get(pk=form.pk) if form else Form(position=Form.objects.count())
    )
    before = {name: getattr(row, name) for name in PARTS}
    codes = [code for code, _name in settings.LANGUAGES]
    row.names = {code: tidy(wanted.names.get(code, ""), 80) for code in codes if wanted.names.get(code, "").strip()}
    wrong: dict[str, list[ValidationError]] = {}
    if not row.names:
        wrong["names"] = [ValidationError(_("Give it a name."))]
    if wanted.brand is not None and not Brand.objects.filter(pk=wanted.brand).exists():
        wrong["brand"] = [ValidationError(_("That brand no longer exists. Choose another."))]
    if wanted.is_default and not wanted.is_active:
        wrong["is_default"] = [ValidationError(_("A form out of use cannot be the usual one."))]
    if faults := list(_faults(wanted.rules, fields)):
        wrong["rules"] = [ValidationError(words, code=str(place)) for place, words in faults]
    if wrong:
        raise ValidationError(wrong)
    row.brand_id, row.rules = wanted.brand, [rule.written() for rule in wanted.rules]
    row.is_default, row.is_active = wanted.is_default, wanted.is_active
    if row.is_default:
        Form.objects.filter(brand=wanted.brand, is_default=True).exclude(pk=row.pk).update(is_default=False)
    row.save()
    if form is None:
        record("form.created", by=by, subject=row.journal_name, at=at, name=row.name)
    else:
        record_many(
            Entry("form.changed", by, row.journal_name, at=at, data={"name": row.name, "field": name})
            for name in PARTS
            if getattr(row, name) != before[name]
        )
    catalogue.forget()
    return row


@transaction.atomic
def drop(form: Form, *, by: Agent | str) -> None:
    """Delete it; its tickets have the usual form of their brand from then on, and keep their values.

    Raises:
        NotPermitted: `by` may not arrange forms.
    """
    require(by, "manage_fields")
    catalogue.changed()
    record("form.deleted", by=by, subject=form.journal_name, name=form.name)
    form.delete()


def _faults(rules: Sequence[Rule], fields: Mapping[str, CustomField]) -> Any:
    """(place, words) for each rule that cannot work."""
    if len(rules) > MOST:
        yield MOST, _("There are too many fields; %(most)s are allowed.") % {"most": MOST}
        return
    before: set[str] = set()
    for place, rule in enumerate(rules):
        field = fields.get(rule.field)
        if field is None:
            yield place, _("There is no field %(name)s.") % {"name": rule.field[:60]}
            continue
        if rule.field in before:
            yield place, _("%(name)s stands twice in this form.") % {"name": field.label}
        for term in rule.when:
            if term.field not in before:
                yield place, _("%(name)s can depend only on what stands before it.") % {"name": field.label}
                continue
            asked = fields[term.field]
            if gone := [value for value in term.values if value not in _values(asked)]:
                words = _("%(value)s is not one of the choices of %(name)s.")
                yield place, words % {"value": gone[0][:60], "name": asked.label}
        before.add(rule.field)


def _values(field: CustomField) -> set[str]:
    """What a condition may ask for; of other kinds, only whether it is filled."""
    if field.kind in CHOSEN:
        return set(field.options)
    return {"true", "false"} if field.kind == FieldKind.TRUTH else set()
