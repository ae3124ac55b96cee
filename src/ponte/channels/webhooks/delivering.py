"""The worker's loop for webhooks.

One thread speaks to the database, others to the network: claim (a short transaction), post (outside any), note what
came of many at once (a short transaction). A worker that dies in between has its deliveries sent again when the lease
ends, with the same `webhook-id`, by which receivers know them again.
"""

from __future__ import annotations

import logging
import queue
import threading
import time
from collections import Counter
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

from django.db import connection

from ponte import __version__
from ponte.channels.webhooks import claiming, lining_up, outcomes, replaying, signing
from ponte.channels.webhooks.claiming import Claimed
from ponte.channels.webhooks.models import Endpoint, Secret, in_force
from ponte.channels.webhooks.outcomes import Outcome
from ponte.channels.webhooks.posting import Answer, Poster
from ponte.channels.webhooks.sealing import LostSecret, unseal
from ponte.lib import clock

log = logging.getLogger(__name__)

POLL = 0.25  # seconds between looks when nothing is due
HANDS = 32  # deliveries under way by one worker
SWEEP = 60.0  # seconds between looks for what lies asleep
LOOK = 1.0  # seconds between looks for replays
HEADERS = {"content-type": "application/json", "user-agent": f"Ponte/{__version__} (webhooks)"}


class Courier:
    """Delivers what is due. `hands`: how many at once; `seconds`: how long each may take."""

    def __init__(self, hands: int = HANDS, seconds: float = 15.0) -> None:
        self.hands = hands
        self.poster = Poster(seconds)
        self.pool = ThreadPoolExecutor(hands, thread_name_prefix="webhook")
        self.ended: queue.SimpleQueue[Outcome] = queue.SimpleQueue()
        self.under_way: Counter[int] = Counter()

    def step(self, wait: float) -> int:
        """Note what has ended, begin what is due; returns how many are under way. Waits at most `wait` seconds."""
        done = self._ended(wait if self.under_way.total() else 0)
        if done:
            outcomes.note(done, clock.now())
            for each in done:
                self.under_way[each.claimed.endpoint_id] -= 1
        self.begin(clock.now())
        return self.under_way.total()

    def begin(self, at: datetime) -> None:
        """Claim what is due and hand it to the network's threads."""
        claimed = claiming.claim(self.under_way, self.hands - self.under_way.total(), at)
        if not claimed:
            return
        keys = {each.endpoint_id for each in claimed}
        addresses = dict(Endpoint.objects.filter(pk__in=keys).values_list("pk", "url"))
        secrets = secrets_of(keys, at)
        for each in claimed:
            if each.endpoint_id in addresses:  # else it was deleted just now, and the delivery with it
                self.under_way[each.endpoint_id] += 1
                self.pool.submit(self._carry, each, addresses[each.endpoint_id], secrets[each.endpoint_id])

    def _carry(self, claimed: Claimed, url: str, secrets: Sequence[str]) -> None:
        """In a thread of its own; whatever comes of it is put among what has ended."""
        begun = clock.now()
        answer = Answer(None, error="no_secret")
        try:
            if secrets:
                body = claimed.body.encode()
                head = signing.headers(claimed.message_id, begun, body, secrets) | HEADERS
                answer = self.poster.post(url, body, head)
        finally:
            self.ended.put(Outcome(claimed, answer, begun))

    def _ended(self, wait: float) -> list[Outcome]:
        found = []
        try:
            found.append(self.ended.get(timeout=wait) if wait else self.ended.get_nowait())
            while True:
                found.append(self.ended.get_nowait())
        except queue.Empty:
            return found

    def close(self) -> None:
        """End; what is still under way is noted when its answer comes in time, else its lease runs out."""
        self.pool.shutdown(wait=False, cancel_futures=True)
        if rest := self._ended(1.0 if self.under_way.total() else 0):
            outcomes.note(rest, clock.now())
        self.poster.close()


def secrets_of(endpoints: set[int], at: datetime) -> Mapping[int, list[str]]:
    """The secrets in force of each endpoint, the newest first."""
    found: dict[int, list[str]] = {pk: [] for pk in endpoints}
    for row in Secret.objects.filter(endpoint__in=endpoints).order_by("-pk"):
        if in_force(row, at):
            try:
                found[row.endpoint_id].append(unseal(row.sealed))
            except LostSecret:
                log.error("the secret of webhook %s was sealed under another secret key", row.endpoint_id)
    return found


def run_forever(stop: threading.Event) -> None:
    """Deliver until `stop` is set."""
    courier = Courier()
    looked = swept = time.monotonic()
    try:
        while not stop.is_set():
            busy = courier.step(POLL)
            moment = time.monotonic()
            if moment - looked > LOOK:
                if replaying.work(clock.now()):
                    continue  # there is more of it
                looked = moment
            if moment - swept > SWEEP:
                lining_up.wake_stranded(clock.now())
                swept = moment
            if not busy:
                stop.wait(POLL)
    finally:
        courier.close()
        connection.close()


def deliver_due(courier: Courier | None = None) -> None:
    """Deliver everything that is due now and note it. For tests and tools."""
    mine = courier or Courier(4)
    try:
        while mine.step(POLL):
            pass
    finally:
        if courier is None:
            mine.close()
