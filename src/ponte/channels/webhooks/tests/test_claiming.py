"""Two workers never deliver the same at once, and what a dead one held is delivered all the same."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings as django_settings
from django.db import connection

from ponte.channels.webhooks import claiming, delivering, outcomes
from ponte.channels.webhooks.models import Delivery, Endpoint, Status
from ponte.channels.webhooks.posting import Answer
from ponte.channels.webhooks.tests.conftest import Hook
from ponte.channels.webhooks.tests.receiver import Receiver, dripping
from ponte.lib import clock
from ponte.tickets import changing
from ponte.tickets.models import Ticket
from ponte.tickets.states import Priority


def test_what_is_claimed_is_nobody_else_s_until_the_lease_ends(
    hook: Callable[..., Hook], ticket: Ticket, consume: Callable[[], int]
) -> None:
    hook("ticket.changed")
    changing.set_priority(ticket, Priority.HIGH, by="system")
    consume()
    now = clock.now()
    mine = claiming.claim({}, 10, now)
    assert len(mine) == 1
    assert claiming.claim({}, 10, now + timedelta(seconds=30)) == []
    theirs = claiming.claim({}, 10, now + claiming.LEASE + timedelta(seconds=1))
    assert [each.message_id for each in theirs] == [mine[0].message_id]
    late = outcomes.Outcome(mine[0], Answer(500), now)
    outcomes.note([late], now)  # the first worker was only slow: it has nothing to say any more
    assert Delivery.objects.get().status == Status.SENDING
    outcomes.note([outcomes.Outcome(theirs[0], Answer(204), now)], now)
    assert Delivery.objects.get().status == Status.DELIVERED
    assert [each.status for each in Delivery.objects.get().log.order_by("pk")] == [500, 204]  # the log has both


def test_two_workers_together_send_each_once(
    hook: Callable[..., Hook], receiver: Receiver, matter: Callable[..., Ticket], consume: Callable[[], int]
) -> None:
    hook("ticket.changed")
    tickets = [matter(address=f"c{number}@posteo.it") for number in range(12)]
    for ticket in tickets:
        for level in (Priority.HIGH, Priority.LOW):
            changing.set_priority(ticket, level, by="system")
    consume()

    def work() -> None:
        delivering.deliver_due()
        connection.close()

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    delivering.deliver_due()  # what another's hands held when the last worker looked
    assert Counter(receiver.ids).most_common(1)[0][1] == 1
    assert len(receiver.heard) == 24


def test_a_slow_endpoint_does_not_hold_up_another(
    hook: Callable[..., Hook], receiver: Receiver, matter: Callable[..., Ticket], consume: Callable[[], int]
) -> None:
    slow, quick = hook("ticket.changed"), hook("ticket.changed", url=receiver.url + "&quick=1")
    receiver.usually = lambda handler, heard: (
        (
            handler.send_response(204),
            handler.end_headers(),
        )[0]
        if "quick" in heard.path
        else dripping(handler, heard)
    )
    for number in range(20):
        changing.set_priority(matter(address=f"c{number}@posteo.it"), Priority.HIGH, by="system")
    consume()
    courier = delivering.Courier(16, 2.0)
    begun = time.monotonic()
    while time.monotonic() - begun < 1.5:
        courier.step(0.05)
    done = quick.endpoint.deliveries.filter(status=Status.DELIVERED).count()
    assert done == 20
    assert slow.endpoint.deliveries.filter(status=Status.SENDING).count() <= claiming.AT_ONCE
    slow.endpoint.delete()  # in the middle of its deliveries
    delivering.deliver_due(courier)
    courier.close()
    assert Delivery.objects.count() == 20


WORKER = """
import os, sys, threading
import django
django.setup()
from ponte.channels.webhooks import delivering
delivering.run_forever(threading.Event())
"""


def worker() -> subprocess.Popen[bytes]:
    """A process of its own that delivers from this test's database."""
    base = django_settings.DATABASES["default"]
    host = connection.settings_dict["HOST"] or base["HOST"]
    name = connection.settings_dict["NAME"]
    user, password = connection.settings_dict["USER"], connection.settings_dict["PASSWORD"]
    port = connection.settings_dict["PORT"]
    url = f"postgresql://{user}:{password}@/{name}?host={host}" + (f"&port={port}" if port else "")
    source = str(Path(delivering.__file__).parents[3])
    env = {
        **os.environ,
        "DATABASE_URL": url,
        "DJANGO_SETTINGS_MODULE": "ponte.config.settings",
        "PYTHONPATH": source,
        "PONTE_WEBHOOK_NETWORKS": "127.0.0.0/8",
    }
    return subprocess.Popen([sys.executable, "-c", WORKER], env=env)


def test_a_worker_that_is_killed_in_the_middle_loses_nothing(
    hook: Callable[..., Hook], receiver: Receiver, ticket: Ticket, consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    receiver.manners = [dripping]
    changing.set_priority(ticket, Priority.HIGH, by="system")
    consume()
    process = worker()
    try:
        until = time.monotonic() + 60
        while not receiver.heard and time.monotonic() < until:
            time.sleep(0.05)
        assert receiver.heard, "the worker never came"
    finally:
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    assert mine.deliveries[0].status == Status.SENDING
    Delivery.objects.update(due_at=clock.now())  # a minute later
    delivering.deliver_due()
    assert mine.deliveries[0].status == Status.DELIVERED
    assert len(receiver.heard) == 2
    assert len(set(receiver.ids)) == 1


def test_a_failing_endpoint_is_only_felt(
    hook: Callable[..., Hook], receiver: Receiver, matter: Callable[..., Ticket], consume: Callable[[], int]
) -> None:
    mine = hook("ticket.changed")
    for number in range(5):
        changing.set_priority(matter(address=f"c{number}@posteo.it"), Priority.HIGH, by="system")
    consume()
    Endpoint.objects.update(failing_since=clock.now())
    assert len(claiming.claim({}, 10, clock.now())) == claiming.WHEN_FAILING
    assert claiming.claim({mine.endpoint.pk: 1}, 10, clock.now()) == []
