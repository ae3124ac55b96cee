"""/webhooks: set up, secrets, suspension."""

from __future__ import annotations

from datetime import timedelta

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import finding, paging
from ponte.api.access import Call
from ponte.api.answering import done, etag_of, give, give_tagged, must_match
from ponte.api.operations import JSON, operation
from ponte.api.schemas.webhooks import (
    NewWebhookOut,
    ReplayRef,
    ResumptionQuery,
    RotationIn,
    SecretOut,
    WebhookChange,
    WebhookIn,
    WebhookOut,
    WebhooksOut,
)
from ponte.api.schemas.words import Id, PageQuery
from ponte.api.webhooks import shape
from ponte.channels.webhooks import registering, replaying, suspending
from ponte.channels.webhooks.models import Endpoint
from ponte.team import permissions
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Webhooks"])
READ, WRITE = Scope.ADMIN_READ, Scope.ADMIN_WRITE
SECRET = {"Cache-Control": "no-store"}


def found_for(request: Call, pk: int) -> Endpoint:
    """The webhook, for those who may manage webhooks."""
    permissions.require(request.agent, "manage_webhooks")
    return finding.one(Endpoint, pk)


@operation(router, "GET", "/webhooks", READ, gives=WebhooksOut)
def list_webhooks(request: Call, asked: Query[PageQuery]) -> HttpResponse:
    """List webhooks"""
    permissions.require(request.agent, "manage_webhooks")
    rows, following = paging.by_id(Endpoint.objects.values(*shape.WEBHOOK), "webhooks", asked.cursor, asked.limit)
    return give(paging.page(rows, following))


@operation(router, "POST", "/webhooks", WRITE, gives=NewWebhookOut, status=201, takes=JSON, in_one=False)
def make_webhook(request: Call, asked: WebhookIn) -> HttpResponse:
    """Make a webhook

    The answer holds the secret, which is never told again; for its sake no Idempotency-Key is heeded here.
    """
    made, secret = registering.make(by=request.agent, **asked.model_dump())
    headers = {"Location": f"{request.path}/{made.pk}", **SECRET}
    return give({**shape.webhook(made), "secret": secret}, 201, headers)


@operation(router, "GET", "/webhooks/{webhook}", READ, gives=WebhookOut, refuses=(304, 404))
def read_webhook(request: Call, webhook: Path[Id]) -> HttpResponse:
    """Read a webhook"""
    told = shape.webhook(found_for(request, webhook))
    return give_tagged(request, told, etag_of(told))


@operation(router, "PATCH", "/webhooks/{webhook}", WRITE, gives=WebhookOut, takes=JSON, refuses=(404,), matches=True)
def change_webhook(request: Call, webhook: Path[Id], asked: WebhookChange) -> HttpResponse:
    """Change a webhook

    For what happens from now on; what waits goes to the new address.
    """
    found = found_for(request, webhook)
    must_match(request, etag_of(shape.webhook(found)))
    changed = registering.change(found, by=request.agent, **asked.model_dump(exclude_unset=True))
    told = shape.webhook(changed)
    return give_tagged(request, told, etag_of(told))


@operation(router, "DELETE", "/webhooks/{webhook}", WRITE, status=204, refuses=(404,))
def delete_webhook(request: Call, webhook: Path[Id]) -> HttpResponse:
    """Delete a webhook with its log"""
    registering.delete(found_for(request, webhook), by=request.agent)
    return done()


@operation(
    router,
    "POST",
    "/webhooks/{webhook}/secret",
    WRITE,
    gives=SecretOut,
    status=201,
    takes=JSON,
    refuses=(404,),
    in_one=False,
)
def rotate_webhook_secret(request: Call, webhook: Path[Id], asked: RotationIn) -> HttpResponse:
    """Give it a new secret

    Told this once. Until the overlap is over, deliveries are signed with the old one too.
    """
    found = found_for(request, webhook)
    secret = registering.rotate(found, by=request.agent, overlap=timedelta(hours=asked.overlap_hours))
    return give({"secret": secret}, 201, SECRET)


@operation(router, "PUT", "/webhooks/{webhook}/suspension", WRITE, status=204, refuses=(404,))
def suspend_webhook(request: Call, webhook: Path[Id]) -> HttpResponse:
    """Suspend a webhook

    What waits is kept; what happens meanwhile is not queued.
    """
    suspending.suspend(found_for(request, webhook), by=request.agent)
    return done()


@operation(router, "DELETE", "/webhooks/{webhook}/suspension", WRITE, gives=ReplayRef, refuses=(404,))
def resume_webhook(request: Call, webhook: Path[Id], asked: Query[ResumptionQuery]) -> HttpResponse:
    """Take a webhook up again

    What waited goes out. With `missed` what happened meanwhile is told too, by a replay.
    """
    found = found_for(request, webhook)
    since = suspending.resume(found, by=request.agent)
    if since is None or not asked.missed:
        return give({"replay": None})
    found.refresh_from_db()
    return give({"replay": replaying.catch_up(found, since, by=request.agent).pk})
