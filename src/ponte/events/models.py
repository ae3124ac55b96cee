"""The journal's table (partitioned by month, made in the first migration) and its readers' cursors."""

from __future__ import annotations

from typing import Any

from django.db import models


class Xid8Field(models.Field[int, int]):
    """PostgreSQL's 64-bit transaction id; written by the database, compared as a number."""

    def db_type(self, connection: Any) -> str:
        return "xid8"

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> int | None:
        return None if value is None else int(value)


class Event(models.Model):
    """One thing that happened. Append-only: the database refuses UPDATE and DELETE.

    `subject`, `actor`: "room:id" words such as `ticket:41`, `agent:3`, or `system`.
    `data`: ids, old and new values; never the body of a message.
    """

    id = models.BigAutoField(primary_key=True)
    txid = Xid8Field(editable=False, db_default=models.Func(function="pg_current_xact_id"))
    at = models.DateTimeField()
    kind = models.TextField()
    version = models.SmallIntegerField(default=1)
    subject = models.TextField()
    ticket_id = models.BigIntegerField(null=True)
    customer_id = models.BigIntegerField(null=True)
    actor = models.TextField()
    cause_id = models.BigIntegerField(null=True)
    request_id = models.TextField(default="")
    data = models.JSONField(default=dict)

    class Meta:
        managed = False
        db_table = "events_event"

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} #{self.pk}"


class Cursor(models.Model):
    """How far one durable consumer has read: the last (txid, id) it handled."""

    name = models.TextField(primary_key=True)
    txid = models.BigIntegerField(default=0)
    event_id = models.BigIntegerField(default=0)
    handled = models.BigIntegerField(default=0)
    failures = models.IntegerField(default=0)
    error = models.TextField(default="", blank=True)
    retry_at = models.DateTimeField(null=True)
    moved_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.name
