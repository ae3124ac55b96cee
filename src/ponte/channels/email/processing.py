"""Turns stored mails into tickets, a batch at a time: the fast way for all, else one by one."""

from __future__ import annotations

import logging
import threading
from collections.abc import Iterator, Sequence

from django.db import transaction

from ponte.channels.email import addressing, waking
from ponte.channels.email.addressing import OurAddresses
from ponte.channels.email.arriving import Arrival, understand
from ponte.channels.email.bouncing import note_bounce
from ponte.channels.email.claiming import claim
from ponte.channels.email.colleagues import note_from_colleague
from ponte.channels.email.entering import author_of, join, language_of, open_all
from ponte.channels.email.failing import give_up_or_wait
from ponte.channels.email.follow_ups import living
from ponte.channels.email.judging import Verdict, judge
from ponte.channels.email.locking import lock
from ponte.channels.email.models import Disposition, Inbound
from ponte.channels.email.outcomes import LostLease, Outcome, finish, hold
from ponte.channels.email.participants import put_on_threads
from ponte.channels.email.pipeline import Pipeline
from ponte.channels.email.references import references_of, remember
from ponte.channels.email.threading import look_around
from ponte.customers.meeting import Person, meet
from ponte.lib import clock
from ponte.tickets import attaching
from ponte.tickets.models import Brand

log = logging.getLogger(__name__)
OPENS = frozenset({Disposition.NEW_TICKET, Disposition.FOLLOW_UP})
JOINS = frozenset({Disposition.THREADED, Disposition.FLAGGED})


def run_forever(stop: threading.Event) -> None:
    """Process mail until `stop` is set. Any number of workers may run."""
    Pipeline(_prepare_batch, lambda batch: _settle_all(*batch), lambda: waking.sleep(stop)).run(stop)


def process_batch() -> int:
    """Process the next waiting mails; returns how many were taken."""
    claimed = claim(clock.now())
    if claimed:
        process(claimed)
    return len(claimed)


def drain() -> int:
    """Process until nothing waits; returns how many were taken."""
    total = 0
    while taken := process_batch():
        total += taken
    return total


def process(claimed: Sequence[Inbound]) -> None:
    """Process claimed mails. A failure leaves its own mail to be tried again and no other."""
    ours = addressing.load()
    _settle_all(_prepare_all(claimed, ours), ours)


def _prepare_batch() -> tuple[list[Arrival], OurAddresses] | None:
    claimed = claim(clock.now())
    if not claimed:
        return None
    ours = addressing.load()
    return _prepare_all(claimed, ours), ours


def _prepare_all(claimed: Sequence[Inbound], ours: OurAddresses) -> list[Arrival]:
    arrivals = []
    for inbound in claimed:
        try:
            arrivals.append(prepare(inbound, ours))
        except Exception as error:
            give_up_or_wait(inbound, error)
    return arrivals


def _settle_all(arrivals: Sequence[Arrival], ours: OurAddresses) -> None:
    for wave in waves(arrivals):
        _process_wave(wave, ours)


def prepare(inbound: Inbound, ours: OurAddresses) -> Arrival:
    """Understand a mail and keep its files, which takes time and needs no transaction."""
    arrival = understand(inbound, ours)
    for attachment in arrival.mail.attachments:
        attaching.store(attachment.payload)
    return arrival


def waves(arrivals: Sequence[Arrival]) -> Iterator[list[Arrival]]:
    """The mails in order, cut so that no two of one wave could be about the same thing."""
    waiting = list(arrivals)
    while waiting:
        taken: set[str] = set()
        wave: list[Arrival] = []
        later: list[Arrival] = []
        for arrival in waiting:
            names = set(arrival.lock_names)
            (later if names & taken else wave).append(arrival)
            taken |= names
        yield wave
        waiting = later


def _process_wave(wave: Sequence[Arrival], ours: OurAddresses) -> None:
    try:
        settle(wave, ours)
        return
    except LostLease:
        pass
    except Exception as error:
        if len(wave) == 1:
            give_up_or_wait(wave[0].inbound, error)
            return
        log.warning("a batch of %d mails failed (%s); taking them one by one", len(wave), error)
    for arrival in wave if len(wave) > 1 else ():
        _process_wave([arrival], ours)


@transaction.atomic
def settle(wave: Sequence[Arrival], ours: OurAddresses) -> list[Outcome]:
    """Do everything for these mails, in one transaction: all of it stands, or nothing.

    Raises:
        LostLease: another worker has one of them.
    """
    lock(name for arrival in wave for name in arrival.lock_names)
    held = hold(wave)
    around = look_around(held)
    cases = [(arrival, living(arrival, judge(arrival, around, ours), around)) for arrival in held]
    authors = meet(_people(cases))
    brand = Brand.objects.get(is_default=True)
    outcomes = open_all([case for case in cases if case[1].disposition in OPENS], authors, brand)
    joining = [case for case in cases if case[1].disposition in JOINS]
    for arrival, verdict in sorted(joining, key=_ticket_number):
        if verdict.agent:
            outcomes.append(note_from_colleague(arrival, verdict))
        else:
            outcomes.append(join(arrival, verdict, author_of(arrival, authors)))
    remember(row for outcome in outcomes for row in _references(outcome))
    put_on_threads(outcomes, ours, around)
    outcomes += [_rest(arrival, verdict) for arrival, verdict in cases if verdict.disposition not in OPENS | JOINS]
    finish(outcomes)
    return outcomes


def _people(cases: Sequence[tuple[Arrival, Verdict]]) -> list[Person]:
    return [
        Person(arrival.author.address, arrival.author.name, language_of(arrival.mail))
        for arrival, verdict in cases
        if arrival.author.address and verdict.disposition in OPENS | JOINS and not verdict.agent
    ]


def _ticket_number(case: tuple[Arrival, Verdict]) -> int:
    return case[1].ticket.pk if case[1].ticket else 0


def _references(outcome: Outcome):  # type: ignore[no-untyped-def]
    assert outcome.ticket is not None
    return references_of(outcome.ticket, outcome.message, outcome.arrival.own, outcome.arrival.named)


def _rest(arrival: Arrival, verdict: Verdict) -> Outcome:
    """A mail that adds no message."""
    twin, bounced = verdict.twin, verdict.bounced
    if bounced:
        note_bounce(bounced, arrival.mail.automatic, at=arrival.inbound.received_at)
    ticket = (
        twin.ticket_id if twin else bounced.ticket_id if bounced else verdict.ticket.pk if verdict.ticket else None
    )
    message = twin.pk if twin else bounced.message_id if bounced else None
    return Outcome(arrival, verdict.disposition, verdict.reason, verdict.detail, ticket, message)
