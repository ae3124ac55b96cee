"""The API put together."""

from __future__ import annotations

from ninja import NinjaAPI

from ponte.api import refusals
from ponte.api.tickets import attachments, messages
from ponte.api.tickets import operations as tickets

api = NinjaAPI(title="Ponte", version="1", urls_namespace="api", openapi_url=None, docs_url=None)
refusals.listen(api)
for router in (tickets.router, messages.router, attachments.router):
    api.add_router("", router)
