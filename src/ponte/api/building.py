"""The API put together."""

from __future__ import annotations

from ninja import NinjaAPI

from ponte.api import refusals
from ponte.api.customers import identities, organisations
from ponte.api.customers import operations as customers
from ponte.api.deadlines import clocks, policies, schedules
from ponte.api.escalations import operations as escalations
from ponte.api.escalations import paths
from ponte.api.fields import forms
from ponte.api.fields import operations as fields
from ponte.api.journal import exports
from ponte.api.journal import operations as journal
from ponte.api.keeping import checklists, macros, templates, views
from ponte.api.labels import arranging as _labels_too  # noqa: F401  adds to the router of labels
from ponte.api.labels import operations as labels
from ponte.api.notices import operations as notices
from ponte.api.routing import people, routes
from ponte.api.team import operations as team
from ponte.api.tickets import attachments, bulk, handling, jobs, joining, later, messages, next_steps, working
from ponte.api.tickets import operations as tickets
from ponte.api.webhooks import deliveries, endpoints

AREAS = (
    tickets,
    messages,
    later,
    attachments,
    bulk,
    jobs,
    handling,
    joining,
    next_steps,
    working,
    escalations,
    paths,
    views,
    macros,
    checklists,
    templates,
    customers,
    identities,
    organisations,
    team,
    people,
    routes,
    labels,
    clocks,
    policies,
    schedules,
    notices,
    fields,
    forms,
    journal,
    exports,
    endpoints,
    deliveries,
)

api = NinjaAPI(title="Ponte", version="1", urls_namespace="api", openapi_url=None, docs_url=None)
refusals.listen(api)
for area in AREAS:
    api.add_router("", area.router)
