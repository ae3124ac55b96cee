"""The API put together."""

from __future__ import annotations

from ninja import NinjaAPI

from ponte.api import refusals
from ponte.api.customers import identities, organisations
from ponte.api.customers import operations as customers
from ponte.api.journal import exports
from ponte.api.journal import operations as journal
from ponte.api.labels import operations as labels
from ponte.api.team import operations as team
from ponte.api.tickets import attachments, bulk, handling, messages
from ponte.api.tickets import operations as tickets

AREAS = (
    tickets,
    messages,
    attachments,
    bulk,
    handling,
    customers,
    identities,
    organisations,
    team,
    labels,
    journal,
    exports,
)

api = NinjaAPI(title="Ponte", version="1", urls_namespace="api", openapi_url=None, docs_url=None)
refusals.listen(api)
for area in AREAS:
    api.add_router("", area.router)
