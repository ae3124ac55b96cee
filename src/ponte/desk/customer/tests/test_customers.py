"""Customers, their addresses, organisations, and merging, through the door."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from ponte.customers import finding
from ponte.customers.models import Customer, Identity, Organisation
from ponte.events.models import Event
from ponte.lib import clock
from ponte.team.models import Agent
from ponte.tickets.models import Ticket

pytestmark = pytest.mark.django_db
Matter = Callable[..., Ticket]


@pytest.fixture
def signed_in(client: Client, giulia: Agent) -> Client:
    client.force_login(giulia)
    return client


def kinds(customer: Customer) -> list[str]:
    return list(Event.objects.filter(customer_id=customer.pk).order_by("id").values_list("kind", flat=True))


@pytest.mark.parametrize(
    ("text", "fits"), [("marta", True), ("BELL", True), ("marta.b", True), ("zoe", False), ("'&", False)]
)
def test_customers_are_found_by_name_and_address(signed_in: Client, matter: Matter, text: str, fits: bool) -> None:
    matter()
    assert (b"Marta Bellini" in signed_in.get("/customers/", {"q": text}).content) is fits


def test_a_phone_number_is_found_as_it_is_typed(signed_in: Client, ticket: Ticket) -> None:
    address = f"/customers/{ticket.requester_id}/addresses"
    signed_in.post(address, {"kind": "phone", "value": "+39 (347) 118-2064"})
    assert Identity.objects.get(kind="phone").value == "+393471182064"
    assert b"Marta" in signed_in.get("/customers/", {"q": "+39 347"}).content


def test_the_list_goes_on_by_key(signed_in: Client, django_assert_max_num_queries: Any) -> None:
    for number in range(60):
        finding.find_or_make(f"c{number}@example.org", name=f"Customer {number}")
    page = signed_in.get("/customers/").content.decode()
    assert "Customer 59" in page and "Customer 5<" not in page
    after = page.split("after=")[1].split('"')[0]
    with django_assert_max_num_queries(6):
        more = signed_in.get(f"/customers/?after={after}", headers={"HX-Request": "true"}).content.decode()
    assert "Customer 5<" in more and "Customer 59" not in more


def test_the_page_shows_tickets_of_one_s_scope_alone(client: Client, tom: Agent, team: Any, matter: Matter) -> None:
    hidden = matter(subject="Geheim", team=team("Battery and motor"))
    matter(subject="Offen", team=team("App and display"))
    client.force_login(tom)
    page = client.get(f"/customers/{hidden.requester_id}").content
    assert b"Offen" in page and b"Geheim" not in page


def test_editing_records_what_changed_and_keeps_notes_out_of_the_journal(signed_in: Client, ticket: Ticket) -> None:
    customer = ticket.requester
    form = {"name": "Marta B.", "language": "it", "time_zone": "Europe/Rome", "notes": "secret", "organisation": ""}
    signed_in.post(f"/customers/{customer.pk}/edit", form)
    customer.refresh_from_db()
    assert (customer.name, customer.time_zone, customer.notes) == ("Marta B.", "Europe/Rome", "secret")
    events = Event.objects.filter(kind="customer.changed", customer_id=customer.pk)
    assert sorted(event.data["field"] for event in events) == ["name", "notes", "time_zone"]
    assert "secret" not in str([event.data for event in events])
    assert signed_in.get(f"/customers/{customer.pk}").status_code == 200


def test_mail_is_sent_again_to_an_address_that_bounced(signed_in: Client, ticket: Ticket) -> None:
    customer = ticket.requester
    address = customer.identities.get()
    assert "Send there again" not in signed_in.get(f"/customers/{customer.pk}").content.decode()
    Identity.objects.filter(pk=address.pk).update(bounced_at=clock.now(), bounce_reason="550 gone")
    assert "Send there again" in signed_in.get(f"/customers/{customer.pk}").content.decode()
    for _ in range(2):
        signed_in.post(f"/customers/{customer.pk}/addresses/{address.pk}", {"act": "mend"})
    address.refresh_from_db()
    assert (address.bounced_at, address.bounce_reason, address.verified_at) == (None, "", None)
    assert kinds(customer).count("customer.identity_mended") == 1


def test_addresses_are_added_chosen_verified_and_removed(signed_in: Client, ticket: Ticket) -> None:
    customer = ticket.requester
    address = f"/customers/{customer.pk}/addresses"
    signed_in.post(address, {"kind": "email", "value": "Marta@Ufficio.example"})
    first, second = customer.identities.order_by("pk")
    assert (first.is_primary, second.value) == (True, "marta@ufficio.example")
    signed_in.post(f"{address}/{second.pk}", {"act": "primary"})
    Identity.objects.filter(pk=second.pk).update(bounced_at=clock.now())
    signed_in.post(f"{address}/{second.pk}", {"act": "verify"})
    second.refresh_from_db()
    assert second.is_primary and second.verified_at and second.bounced_at is None
    signed_in.post(f"{address}/{second.pk}", {"act": "remove"})
    assert customer.identities.get().is_primary
    assert kinds(customer)[-4:] == [
        "customer.identity_added",
        "customer.identity_chosen",
        "customer.identity_verified",
        "customer.identity_removed",
    ]


@pytest.mark.parametrize(
    ("kind", "value"), [("email", "x"), ("phone", "abc"), ("external", " "), ("email", "a@b c.de")]
)
def test_a_wrong_address_is_refused_in_words(signed_in: Client, ticket: Ticket, kind: str, value: str) -> None:
    page = signed_in.post(f"/customers/{ticket.requester_id}/addresses", {"kind": kind, "value": value}, follow=True)
    assert "cannot be used" in page.content.decode()
    assert ticket.requester.identities.count() == 1


def test_somebody_else_s_address_offers_to_merge(signed_in: Client, ticket: Ticket) -> None:
    other, _ = finding.find_or_make("marta@altrove.example", name="Marta")
    page = signed_in.post(
        f"/customers/{ticket.requester_id}/addresses",
        {"kind": "email", "value": "marta@altrove.example"},
        follow=True,
    )
    assert b"belongs to Marta" in page.content and b"Merge for good" in page.content
    assert other.identities.count() == 1


def test_merging_moves_everything_and_is_final(signed_in: Client, matter: Matter) -> None:
    kept, other = matter().requester, matter(address="marta@altrove.example", name="M. Bellini").requester
    page = signed_in.get(f"/customers/{kept.pk}/merge?other={other.pk}").content
    assert b"This is final" in page
    signed_in.post(f"/customers/{kept.pk}/merge", {"other": other.pk})
    assert Ticket.objects.filter(requester=kept).count() == 2
    assert kept.identities.count() == 2 and kept.identities.filter(is_primary=True).count() == 1
    assert finding.by_address("marta@altrove.example") == kept
    assert signed_in.get(f"/customers/{other.pk}").headers["Location"] == f"/customers/{kept.pk}"
    assert "customer.merged" in kinds(kept)
    again = signed_in.post(f"/customers/{kept.pk}/merge", {"other": other.pk}, follow=True)
    assert b"cannot be merged" in again.content


def test_a_customer_is_not_merged_into_themselves(signed_in: Client, ticket: Ticket) -> None:
    pk = ticket.requester_id
    assert b"cannot be merged" in signed_in.post(f"/customers/{pk}/merge", {"other": pk}, follow=True).content


def test_observers_look_and_change_nothing(client: Client, observer: Agent, ticket: Ticket) -> None:
    client.force_login(observer)
    pk = ticket.requester_id
    assert client.get(f"/customers/{pk}").status_code == 200
    assert client.get(f"/customers/{pk}/merge").status_code == 403
    assert client.post(f"/customers/{pk}/edit", {"name": "x"}).status_code == 403
    assert client.post(f"/customers/{pk}/addresses", {"kind": "email", "value": "a@b.example"}).status_code == 403
    assert client.post("/organisations/new", {"name": "x"}).status_code == 403
    ticket.requester.refresh_from_db()
    assert ticket.requester.name == "Marta Bellini"


def test_an_organisation_owns_its_domains(signed_in: Client) -> None:
    signed_in.post("/organisations/new", {"name": "Alpina", "domains": ["Alpina.example, @alpina.test"]})
    made = Organisation.objects.get()
    assert made.domains == ["alpina.example", "alpina.test"]
    customer, _ = finding.find_or_make("anna@alpina.example", name="Anna")
    assert customer.organisation == made
    assert b"Anna" in signed_in.get(f"/organisations/{made.pk}").content
    assert b"Alpina" in signed_in.get("/organisations/?q=alpina.test").content


@pytest.mark.parametrize("given", [{"name": ""}, {"domains": "gmail.com"}, {"domains": "no domain"}])
def test_a_wrong_organisation_keeps_what_was_typed(signed_in: Client, given: dict[str, str]) -> None:
    response = signed_in.post(
        "/organisations/new", {"name": "Alpina", "domains": "alpina.example", "notes": "N1", **given}
    )
    assert response.status_code == 422 and b"N1" in response.content
    assert not Organisation.objects.exists()
