"""Words become notices: only what each person wants and may see, never of their own acts, folded by the minute."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta

from django.db import connection, transaction

from ponte.channels.notices import digest_times, sparing, ways
from ponte.channels.notices.models import Notice, Personal
from ponte.channels.notices.news import News
from ponte.channels.notices.sorts import RANK, Mail, Ways
from ponte.events.feed import PEOPLE_CHANNEL
from ponte.lib import clock
from ponte.team.models import Agent

FOLD = timedelta(minutes=1)
MAIL_AFTER = timedelta(minutes=1)  # who reads it in the app meanwhile gets no mail
LATE = timedelta(days=1)  # what is older is shown, but no longer sent after anybody


@transaction.atomic
def make(news: Sequence[News], agents: dict[int, Agent]) -> int:
    """Write notices, and tell the pages of those concerned; `agents`: the active people. Returns how many are new."""
    wanted = [each for each in news if each.agent in agents]
    chosen = ways.of({each.agent for each in wanted})
    wanted = [each for each in wanted if chosen[each.agent][each.sort].any]
    wanted = sparing.visible(wanted, agents)
    if not wanted:
        return 0
    seen = sparing.Seen(wanted)
    open_ones = _open(wanted)
    new: dict[tuple[int, str], Notice] = {}
    for each in wanted:
        how = chosen[each.agent][each.sort]
        is_seen = seen.by(each)
        before = open_ones.get((each.agent, each.ticket)) if each.ticket else None
        if before and abs(each.at - before.first_at) < FOLD and is_seen == (before.read_at is not None):
            _fold(before, each, how)
            continue
        made = _notice(each, how, is_seen)
        if (made.agent_id, made.source) in new:
            continue
        new[made.agent_id, made.source] = made
        if each.ticket:
            open_ones[each.agent, each.ticket] = made
    Notice.objects.bulk_create(new.values(), ignore_conflicts=True)
    touched = [row for row in open_ones.values() if row.pk and (row.agent_id, row.source) not in new]
    Notice.objects.bulk_update(touched, [*FOLDED, *SENT])
    _await_digest(chosen, [*new.values(), *touched])
    tell_browsers({each.agent for each in wanted})
    return len(new)


FOLDED = ["sort", "message_id", "actor", "data", "number", "messages", "at"]
SENT = ["in_app", "in_digest", "mail_at", "push_at"]


def _notice(each: News, how: Ways, is_seen: bool) -> Notice:
    late = each.at < clock.now() - LATE
    made = Notice(
        agent_id=each.agent,
        sort=each.sort,
        source=each.source,
        ticket_id=each.ticket,
        message_id=each.message,
        actor=each.actor,
        data=each.data,
        messages=int(each.is_message),
        first_at=each.at,
        at=each.at,
        in_app=how.app,
        read_at=each.at if is_seen else None,
    )
    if not late and not is_seen:
        _send(made, how)
    return made


def _send(row: Notice, how: Ways) -> None:
    row.in_digest = row.in_digest or how.mail == Mail.DIGEST
    if how.mail == Mail.NOW:
        row.mail_at = row.first_at + MAIL_AFTER
    if how.push:
        row.push_at = row.at


def _fold(row: Notice, each: News, how: Ways) -> None:
    """Make one of two; the more pressing gives the words, and only it rings again."""
    row.number += 1
    row.messages += int(each.is_message)
    row.at = max(row.at, each.at)
    row.message_id = row.message_id or each.message
    row.in_app = row.in_app or how.app
    if row.read_at is not None:
        how = Ways(how.app)
    if RANK[each.sort] < RANK[row.sort]:
        row.sort, row.actor, row.data = each.sort, each.actor, each.data
        row.message_id = each.message or row.message_id
        _send(row, how)
    elif row.mail_at is None and not row.in_digest and how.mail:
        _send(row, Ways(mail=how.mail))


def _open(news: Sequence[News]) -> dict[tuple[int, int | None], Notice]:
    """The unread notices that these may fold into."""
    tickets = {each.ticket for each in news if each.ticket}
    since = min(each.at for each in news) - FOLD
    rows = Notice.objects.select_for_update().filter(
        agent__in={each.agent for each in news}, ticket__in=tickets, read_at__isnull=True, first_at__gt=since
    )
    return {(row.agent_id, row.ticket_id): row for row in rows.order_by("first_at")}


def _await_digest(chosen: dict[int, dict[str, Ways]], rows: Iterable[Notice]) -> None:
    """Whoever has something for a digest gets one, also people who never opened their settings."""
    waiting = {row.agent_id for row in rows if row.in_digest}
    if waiting:
        Personal.objects.bulk_create([Personal(agent_id=agent) for agent in waiting], ignore_conflicts=True)
        digest_times.plan(waiting)


def tell_browsers(agents: Iterable[int]) -> None:
    """Let the open pages of these people ask for their numbers again, once this is committed."""
    words = [str(agent) for agent in sorted(agents)]
    if words:
        transaction.on_commit(lambda: _notify(words), robust=True)


def _notify(words: list[str]) -> None:
    with connection.cursor() as cursor:
        for start in range(0, len(words), 500):
            cursor.execute("SELECT pg_notify(%s, %s)", [PEOPLE_CHANNEL, ",".join(words[start : start + 500])])
