"""Brands: made and changed, each change in the journal."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from ponte.events.recording import Actor, record
from ponte.tickets import placeholders
from ponte.tickets.locking import require_writer
from ponte.tickets.models import Brand

FIELDS = (
    "name",
    "default_locale",
    "locales",
    "acknowledges",
    "acknowledgement",
    "signature",
    "is_default",
    "is_active",
)


@transaction.atomic
def make(*, by: Actor | str, at: datetime | None = None, **fields: Any) -> Brand:
    """Make a brand.

    Raises:
        ValidationError: by field; nothing was made.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    brand = Brand()
    _fill(brand, fields)
    _check(brand)
    _leave_one_default(brand)
    brand.save(force_insert=True)
    record("brand.created", by=by, subject=f"brand:{brand.pk}", at=at, name=brand.name)
    return brand


@transaction.atomic
def change(brand: Brand, *, by: Actor | str, at: datetime | None = None, **fields: Any) -> Brand:
    """Change the named fields; one event for each that became another.

    Raises:
        ValidationError: by field; nothing was changed.
        NotAllowed: `by` may only look.
    """
    require_writer(by)
    held = Brand.objects.select_for_update().get(pk=brand.pk)
    old = {name: getattr(held, name) for name in FIELDS}
    _fill(held, fields)
    _check(held, was_default=old["is_default"])
    _leave_one_default(held)
    held.save()
    for name in FIELDS:
        new = getattr(held, name)
        if old[name] != new:
            record("brand.changed", by=by, subject=f"brand:{held.pk}", at=at, field=name, old=old[name], new=new)
    return held


def _fill(brand: Brand, fields: dict[str, Any]) -> None:
    for name, value in fields.items():
        if name not in FIELDS:
            raise TypeError(f"a brand has no {name}")
        setattr(brand, name, value)
    brand.name = " ".join(brand.name.split())
    for texts in ("acknowledgement", "signature"):
        kept = {code: text.strip() for code, text in getattr(brand, texts).items() if text.strip()}
        setattr(brand, texts, kept)


def _leave_one_default(brand: Brand) -> None:
    if brand.is_default:
        Brand.objects.filter(is_default=True).exclude(pk=brand.pk).update(is_default=False)


def _check(brand: Brand, *, was_default: bool = False) -> None:
    wrong: dict[str, list[str]] = {}
    known = [code for code, _name in settings.LANGUAGES]
    if not brand.name:
        wrong["name"] = [_("Give it a name.")]
    elif Brand.objects.filter(name__iexact=brand.name).exclude(pk=brand.pk).exists():
        wrong["name"] = [_("Another brand has this name.")]
    if not brand.locales or set(brand.locales) - set(known):
        wrong["locales"] = [_("Choose at least one language.")]
    elif brand.default_locale not in brand.locales:
        wrong["default_locale"] = [_("The main language must be one of its languages.")]
    if was_default and not brand.is_default:
        wrong["is_default"] = [_("Make another brand the usual one instead.")]
    if brand.is_default and not brand.is_active:
        wrong["is_active"] = [_("The usual brand stays in use.")]
    for field, places in (
        ("acknowledgement", placeholders.ACKNOWLEDGEMENT),
        ("signature", placeholders.SIGNATURE),
    ):
        for code, text in getattr(brand, field).items():
            for place in placeholders.unknown_in(text, places):
                said = _("%(place)s is not a place that can be filled. There are: %(known)s.") % {
                    "place": place,
                    "known": ", ".join(f"{{{one}}}" for one in sorted(places)),
                }
                wrong.setdefault(f"{field}_{code}", []).append(said)
    if wrong:
        raise ValidationError(wrong)
