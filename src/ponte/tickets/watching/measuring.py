"""What is usual: how long nine of ten customers wait for the next answer, team by team."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.db import connection, transaction

from ponte.lib import clock
from ponte.tickets.watching.models import UsualWait

LATEST = 50_000  # messages that are looked at, from the end: a bounded price however many there are
SPAN = timedelta(days=28)
ENOUGH = 20  # answers; a team with fewer is held to what is usual for all
LEAST = 1800.0  # seconds: a quick team is not warned after minutes
MEASURE = """
WITH answer AS (
    SELECT id, ticket_id, created_at FROM tickets_message
    WHERE id > (SELECT coalesce(max(id), 0) FROM tickets_message) - %s
      AND kind = 'public' AND agent_id IS NOT NULL AND delivery <> 'withdrawn' AND created_at BETWEEN %s AND %s
)
SELECT grouping(ticket.team_id), ticket.team_id, count(*),
       percentile_cont(0.9) WITHIN GROUP (ORDER BY extract(epoch FROM answer.created_at - asked.first))
FROM answer
JOIN tickets_ticket ticket ON ticket.id = answer.ticket_id
CROSS JOIN LATERAL (
    SELECT min(question.created_at) AS first FROM tickets_message question
    WHERE question.ticket_id = answer.ticket_id AND question.id < answer.id AND question.kind = 'public'
      AND question.customer_id IS NOT NULL AND NOT (question.is_automatic OR question.is_flagged)
      AND question.id > coalesce((
          SELECT max(before.id) FROM tickets_message before
          WHERE before.ticket_id = answer.ticket_id AND before.id < answer.id
            AND before.kind = 'public' AND before.agent_id IS NOT NULL), 0)
) asked
WHERE asked.first IS NOT NULL
GROUP BY GROUPING SETS ((ticket.team_id), ())
"""


@transaction.atomic
def measure(at: datetime | None = None) -> None:
    """Measure the waits of the last four weeks anew."""
    at = at or clock.now()
    with connection.cursor() as cursor:
        cursor.execute(MEASURE, [LATEST, at - SPAN, at])
        rows = cursor.fetchall()
    UsualWait.objects.all().delete()
    UsualWait.objects.bulk_create(
        [
            UsualWait(team_id=team, seconds=max(LEAST, float(seconds)), number=number, measured_at=at)
            for of_all, team, number, seconds in rows
            if number >= ENOUGH and (of_all or team is not None)
        ]
    )
