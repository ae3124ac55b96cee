"""Fits a journal that comes from another server to the transaction numbers of this one.

Consumers read what is older than every running transaction, by comparing `txid` with the server's own
counter. A restored journal brings the numbers of the server it was written on: on a new one, whose counter
is young, everything would look as if it were still to come, and consumers would stand still for years.
"""

from __future__ import annotations

from typing import Any

# What a consumer has handled is all up to its cursor. So it is enough to keep, for each event, which cursors
# it lies behind: the events between two neighbouring cursors get one small number, and keep their order by id.
RENUMBER = """
CREATE TEMPORARY TABLE bounds AS
    SELECT txid, event_id, row_number() OVER (ORDER BY txid, event_id) AS rank
    FROM (SELECT DISTINCT txid, event_id FROM events_cursor WHERE txid > 0 OR event_id > 0) AS distinct_bounds;
UPDATE events_event SET txid = (
    SELECT (1 + count(*))::text::xid8 FROM bounds
    WHERE (bounds.txid::text::xid8, bounds.event_id) < (events_event.txid, events_event.id)
);
UPDATE events_cursor SET txid = bounds.rank, event_id = 9223372036854775807
    FROM bounds WHERE (events_cursor.txid, events_cursor.event_id) = (bounds.txid, bounds.event_id);
DROP TABLE bounds;
"""


def renumber(connection: Any) -> None:
    """Renumber the whole journal. `connection` is psycopg's; the trigger of the journal must not be there yet."""
    with connection.transaction():
        connection.execute(RENUMBER)
