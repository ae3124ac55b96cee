"""Brands are made and changed with their words checked."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError

from ponte.events.models import Event
from ponte.team.models import Agent
from ponte.tickets import branding
from ponte.tickets.errors import NotAllowed
from ponte.tickets.models import Brand

pytestmark = pytest.mark.django_db
PRO: dict[str, Any] = {"name": "Velora Pro", "locales": ["en", "it"], "default_locale": "it"}


def test_a_brand_is_made_and_told(admin: Agent) -> None:
    brand = branding.make(by=admin, **PRO)
    event = Event.objects.get(kind="brand.created")
    assert (event.subject, event.data["name"]) == (f"brand:{brand.pk}", "Velora Pro")


def test_only_what_changed_is_told(admin: Agent) -> None:
    brand = branding.make(by=admin, **PRO)
    branding.change(
        brand, by=admin, acknowledges=True, name="Velora Pro", signature={"it": " Ciao {name} ", "en": " "}
    )
    events = Event.objects.filter(kind="brand.changed").order_by("id")
    assert [event.data["field"] for event in events] == ["acknowledges", "signature"]
    assert Brand.objects.get(pk=brand.pk).signature == {"it": "Ciao {name}"}


def test_the_usual_brand_is_one(admin: Agent) -> None:
    first = Brand.objects.get(is_default=True)
    second = branding.make(by=admin, is_default=True, **PRO)
    assert list(Brand.objects.filter(is_default=True)) == [second]
    first.refresh_from_db()
    assert not first.is_default


@pytest.mark.parametrize(
    ("fields", "wrong"),
    [
        ({"name": "  "}, "name"),
        ({"name": "SUPPORT"}, "name"),
        ({"locales": []}, "locales"),
        ({"locales": ["xx"]}, "locales"),
        ({"default_locale": "uk"}, "default_locale"),
        ({"acknowledgement": {"it": "Ciao {nome}"}}, "acknowledgement_it"),
        ({"signature": {"en": "{ticket}"}}, "signature_en"),
        ({"is_default": True, "is_active": False}, "is_active"),
    ],
)
def test_what_is_wrong_is_said_by_field_and_nothing_is_made(admin: Agent, fields: dict[str, Any], wrong: str) -> None:
    with pytest.raises(ValidationError) as caught:
        branding.make(by=admin, **{**PRO, **fields})
    assert list(caught.value.error_dict) == [wrong]
    assert Brand.objects.count() == 1


def test_the_usual_brand_is_not_simply_unchosen(admin: Agent) -> None:
    with pytest.raises(ValidationError):
        branding.change(Brand.objects.get(), by=admin, locales=["en"], is_default=False)


def test_observers_change_nothing(observer: Agent) -> None:
    with pytest.raises(NotAllowed):
        branding.make(by=observer, **PRO)
