"""/notifications, of the token's owner."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from ninja import Path, Query, Router

from ponte.api import paging
from ponte.api.access import Call
from ponte.api.answering import done, give
from ponte.api.operations import JSON, operation
from ponte.api.problems import not_found
from ponte.api.schemas.notices import (
    NotificationQuery,
    NotificationsOut,
    ReadOut,
    WaysIn,
    WaysOut,
)
from ponte.api.schemas.words import Id
from ponte.channels.notices import choosing, reading, ways, wording
from ponte.channels.notices.models import Notice, NoticeQuerySet
from ponte.channels.notices.sorts import Mail, Sort, Ways
from ponte.team.models import Agent
from ponte.team.tokens.scopes import Scope

router = Router(tags=["Notifications"])
READ, WRITE = Scope.TICKETS_READ, Scope.TICKETS_WRITE
MAILS = {Mail.NEVER: "never", Mail.NOW: "now", Mail.DIGEST: "digest"}
FROM_MAILS = {word: mail for mail, word in MAILS.items()}


def _seen(agent: Agent) -> NoticeQuerySet:
    return Notice.objects.shown_to(agent).filter(in_app=True)


@operation(router, "GET", "/notifications", READ, gives=NotificationsOut)
def list_notifications(request: Call, asked: Query[NotificationQuery]) -> HttpResponse:
    """List your notifications

    The newest first; those on tickets that you may not see any more are left out.
    """
    rows = _seen(request.agent).unread() if asked.unread else _seen(request.agent)
    found, following = paging.by_id(rows.values("id"), "notifications", asked.cursor, asked.limit, newest_first=True)
    notices = rows.select_related("ticket").in_bulk([row["id"] for row in found])
    told = wording.tell(notices[row["id"]] for row in found if row["id"] in notices)
    return give(paging.page([_out(each) for each in told], following))


def _out(told: wording.Told) -> dict[str, Any]:
    row = told.notice
    return {
        "id": row.pk,
        "sort": row.sort,
        "text": told.text,
        "ticket": row.ticket_id,
        "message": row.message_id or None,
        "messages": row.messages,
        "created_at": row.first_at,
        "updated_at": row.at,
        "read_at": row.read_at,
    }


@operation(router, "PUT", "/notifications/{notification}/reading", WRITE, status=204, refuses=(404,))
def read_notification(request: Call, notification: Path[Id]) -> HttpResponse:
    """Mark a notification as read"""
    reading.mark(_one(request.agent, notification), by=request.agent)
    return done()


@operation(router, "DELETE", "/notifications/{notification}/reading", WRITE, status=204, refuses=(404,))
def unread_notification(request: Call, notification: Path[Id]) -> HttpResponse:
    """Show a notification as unread again"""
    reading.unmark(_one(request.agent, notification), by=request.agent)
    return done()


@operation(router, "POST", "/notifications/reading", WRITE, gives=ReadOut)
def read_notifications(request: Call) -> HttpResponse:
    """Mark all your notifications as read"""
    return give({"read": reading.mark_all(by=request.agent)})


@operation(router, "GET", "/notifications/preferences", READ, gives=WaysOut)
def list_notification_preferences(request: Call) -> HttpResponse:
    """Read what you hear of, and how"""
    return give(_ways(request.agent))


@operation(router, "PATCH", "/notifications/preferences", WRITE, gives=WaysOut, takes=JSON)
def change_notification_preferences(request: Call, asked: WaysIn) -> HttpResponse:
    """Change what you hear of, and how"""
    chosen: dict[str, Ways] = {each.sort: Ways(each.app, FROM_MAILS[each.mail], each.push) for each in asked.items}
    choosing.choose(chosen, by=request.agent)
    return give(_ways(request.agent))


def _ways(agent: Agent) -> dict[str, Any]:
    mine = ways.of([agent.pk])[agent.pk]
    items = [
        {"sort": sort, "app": mine[sort].app, "mail": MAILS[Mail(mine[sort].mail)], "push": mine[sort].push}
        for sort in Sort.values
    ]
    return {"items": items}


def _one(agent: Agent, pk: int) -> Notice:
    found = _seen(agent).filter(pk=pk).first()
    if found is None:
        raise not_found()
    return found
