"""The worker's loop for browsers: claim (a short transaction), speak to push services (outside any), note the end."""

from __future__ import annotations

import logging
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils import timezone, translation

from ponte.channels.notices import browsers, push_session, quiet, wording
from ponte.channels.notices.mailing import may_be_told
from ponte.channels.notices.models import Browser, Notice, Personal
from ponte.lib import clock

log = logging.getLogger("ponte.worker")
EVERY = 1.0  # seconds between looks
BATCH = 10
LEASE = timedelta(minutes=5)  # more than a batch may take at a service that hangs is taken over by another worker
MOST_TRIES = 4
MOST_WORDS = 200  # letters


@dataclass(frozen=True)
class Ring:
    """One notice that is to be shown in some browsers. `until`: the claim, by which its end is written."""

    notice: Notice
    until: datetime
    browsers: list[Browser]


def run_forever(stop: threading.Event) -> None:
    """Push what is due until `stop` is set; any number of workers may."""
    while not stop.is_set():
        while push_due():
            pass
        connection.close()
        stop.wait(EVERY)


def push_due(at: datetime | None = None) -> int:
    """Push one batch; returns how many notices were pushed."""
    at = at or clock.now()
    rings = claim(at)
    for ring in rings:
        try:
            done = _ring(ring)
        except Exception:  # one that cannot be told must not stop those behind it; it is tried a few times
            log.exception("notice %s could not be pushed", ring.notice.pk)
            done = False
        _end(ring, done, at)
    return len(rings)


@transaction.atomic
def claim(at: datetime) -> list[Ring]:
    """Notices that are due now, leased; those that nobody is to see any more are let go."""
    rows = Notice.objects.select_for_update(skip_locked=True, of=("self",)).filter(push_at__lte=at)
    due = list(rows.select_related("agent", "ticket").order_by("push_at", "pk")[:BATCH])
    people = {row.agent_id for row in due}
    settings = Personal.objects.in_bulk(people)
    having: dict[int, list[Browser]] = {}
    for browser in Browser.objects.filter(agent__in=people) if people else []:
        having.setdefault(browser.agent_id, []).append(browser)
    rings = []
    for row in due:
        rest = quiet.until(settings.get(row.agent_id), row.agent.time_zone, at, row.sort)
        if rest is not None:
            row.push_at = rest
        elif row.agent_id in having and row.attempts < MOST_TRIES and may_be_told(row):
            row.attempts += 1
            row.push_at = at + LEASE
            rings.append(Ring(row, row.push_at, having[row.agent_id]))
        else:
            row.push_at = None
    Notice.objects.bulk_update(due, ["push_at", "attempts"])
    return rings


def _ring(ring: Ring) -> bool:
    """Whether every browser was reached, or is gone; the others are tried again."""
    done = True
    for browser in ring.browsers:
        done &= show(browser, _words(ring.notice), topic=_topic(ring.notice))
    return done


def show(browser: Browser, message: dict[str, str], *, topic: str) -> bool:
    """Show it in one browser; True also when that one is gone for good and was removed."""
    try:
        push_session.send(browser, message, topic=topic)
    except push_session.Gone as gone:
        log.info("browser %s is gone: %s", browser.pk, gone)
        browsers.remove(browser)
    except push_session.Transient as trouble:
        log.warning("browser %s could not be reached: %s", browser.pk, trouble)
        return False
    else:
        Browser.objects.filter(pk=browser.pk).update(reached_at=clock.now())
    return True


def _end(ring: Ring, done: bool, at: datetime) -> None:
    """Unless somebody changed it meanwhile: something more pressing folded into it and rings again."""
    again = None if done else at + timedelta(seconds=30 * 4**ring.notice.attempts)
    Notice.objects.filter(pk=ring.notice.pk, push_at=ring.until).update(push_at=again)


def _words(notice: Notice) -> dict[str, str]:
    """What the browser shows: who and which ticket, never what was written, for it stands on locked screens."""
    agent = notice.agent
    with translation.override(agent.locale), timezone.override(quiet.zone_of(agent.time_zone)):
        told = wording.tell([notice])[0]
    about = f"#{notice.ticket_id} {told.about}".strip() if notice.ticket_id else ""
    return {
        "title": told.text[:MOST_WORDS],
        "body": about[:MOST_WORDS],
        "url": f"/notifications/{notice.pk}",
        "tag": _topic(notice),
        "lang": agent.locale,
    }


def _topic(notice: Notice) -> str:
    return f"ticket{notice.ticket_id}" if notice.ticket_id else f"notice{notice.pk}"
