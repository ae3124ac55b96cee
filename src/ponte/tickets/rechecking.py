"""What a ticket repeats of its messages, worked out anew: the truth behind the fields that lists read."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from typing import Any

from django.db import connection, transaction

from ponte.tickets.models import NEVER, Ticket
from ponte.tickets.sla import keeping
from ponte.tickets.threads import snippet_of

BATCH = 2000
TRUTH = """
WITH counted AS (
    SELECT ticket_id,
           count(*) AS messages,
           min(id) AS first,
           max(id) AS last,
           max(id) FILTER (WHERE kind = 'public') AS last_public,
           coalesce(max(id) FILTER (WHERE kind = 'public' AND agent_id IS NOT NULL AND NOT is_automatic), 0)
               AS last_answer,
           min(created_at) FILTER (WHERE kind = 'public' AND agent_id IS NOT NULL AND NOT is_automatic)
               AS first_replied_at
    FROM tickets_message WHERE ticket_id = ANY(%s) AND delivery <> 'withdrawn' GROUP BY ticket_id
)
SELECT counted.ticket_id, counted.messages, counted.last, counted.first_replied_at,
       coalesce(nullif(public.reply_text, ''), public.text, ''), public.customer_id IS NOT NULL, waiting.created_at
FROM counted
LEFT JOIN tickets_message public ON public.id = counted.last_public
LEFT JOIN LATERAL (
    SELECT created_at FROM tickets_message
    WHERE ticket_id = counted.ticket_id AND id > counted.last_answer AND kind = 'public'
      AND customer_id IS NOT NULL AND (id = counted.first OR NOT (is_automatic OR is_flagged))
    ORDER BY id LIMIT 1
) waiting ON true
"""


def truths(tickets: Collection[int]) -> dict[int, dict[str, Any]]:
    """The fields of these tickets (by id) as their messages and states have them; three queries."""
    with connection.cursor() as cursor:
        cursor.execute(TRUTH, [list(tickets)])
        counted = {row[0]: row[1:] for row in cursor.fetchall()}
    nothing = (0, None, None, "", True, None)
    found, due = {}, keeping.due_of(tickets)
    for ticket in Ticket.objects.filter(pk__in=tickets).select_related("state"):
        messages, last, replied, text, from_customer, waiting = counted.get(ticket.pk, nothing)
        found[ticket.pk] = {
            "message_count": messages,
            "last_message_id": last,
            "first_replied_at": replied,
            "snippet": snippet_of(text),
            "last_public_from_customer": from_customer,
            "waiting_since": waiting,
            "state_type": ticket.state.type,
            "due_at": min(due[ticket.pk], ticket.promise_due_at or NEVER),
        }
    return found


def differences(tickets: Collection[int]) -> dict[int, dict[str, tuple[Any, Any]]]:
    """Where tickets say something else than the truth: {id: {field: (says, true)}}."""
    true = truths(tickets)
    found = {}
    for ticket in Ticket.objects.filter(pk__in=tickets):
        says = {field: (getattr(ticket, field), value) for field, value in true[ticket.pk].items()}
        wrong = {field: pair for field, pair in says.items() if pair[0] != pair[1]}
        if wrong:
            found[ticket.pk] = wrong
    return found


def in_batches(after: int = 0) -> Iterator[list[int]]:
    """The ids of all tickets, in steps that fit one look."""
    while True:
        ids = list(Ticket.objects.filter(pk__gt=after).order_by("pk").values_list("pk", flat=True)[:BATCH])
        if not ids:
            return
        yield ids
        after = ids[-1]


@transaction.atomic
def mend(tickets: Collection[int]) -> int:
    """Put the truth into tickets that say otherwise; returns how many did."""
    held = {row.pk: row for row in Ticket.objects.select_for_update().filter(pk__in=tickets).order_by("pk")}
    wrong = differences(list(held))
    for number, fields in wrong.items():
        Ticket.objects.filter(pk=number).update(**{field: true for field, (_, true) in fields.items()})
    return len(wrong)
