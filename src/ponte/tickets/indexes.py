"""What the lists of tickets stand on."""

from __future__ import annotations

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVector
from django.db import models
from django.db.models import Q

from ponte.tickets.states import LAST_UNSOLVED, StateType

UNSOLVED = Q(state_type__lte=int(LAST_UNSOLVED))

TICKET_INDEXES: list[models.Index] = [
    # What lists and counts look at is included, so that counting never visits the table.
    models.Index(
        fields=["due_at", "id"],
        include=["state_type", "is_spam", "wakes_at", "assignee", "team"],
        condition=UNSOLVED,
        name="ticket_unsolved_due",
    ),
    models.Index(fields=["-updated_at", "-id"], condition=UNSOLVED, name="ticket_unsolved_recent"),
    models.Index(fields=["-priority", "due_at", "id"], condition=UNSOLVED, name="ticket_unsolved_priority"),
    models.Index(fields=["id"], condition=UNSOLVED, name="ticket_unsolved_age"),
    models.Index(
        fields=["assignee", "due_at", "id"],
        include=["state_type", "is_spam", "wakes_at", "team"],
        condition=UNSOLVED,
        name="ticket_mine_due",
    ),
    models.Index(
        fields=["team", "due_at", "id"],
        include=["state_type", "is_spam", "wakes_at", "assignee"],
        condition=UNSOLVED,
        name="ticket_team_due",
    ),
    models.Index(
        fields=["wakes_at", "id"],
        include=["state_type", "is_spam", "assignee", "team"],
        condition=Q(wakes_at__isnull=False),
        name="ticket_snoozed",
    ),
    models.Index(
        fields=["-updated_at", "-id"],
        include=["is_spam", "assignee", "team"],
        condition=UNSOLVED & Q(state_type__gt=int(StateType.OPEN)),
        name="ticket_pending_recent",
    ),
    models.Index(fields=["-updated_at", "-id"], condition=Q(is_spam=True), name="ticket_spam"),
    models.Index(fields=["-updated_at", "-id"], name="ticket_recent"),
    models.Index(fields=["state_type", "-updated_at", "-id"], name="ticket_state_recent"),
    models.Index(fields=["requester", "-created_at"], name="ticket_requester"),
    # for views such as "created today" and "solved this week", which look at all tickets
    models.Index(fields=["created_at"], name="ticket_created"),
    models.Index(fields=["solved_at"], condition=Q(solved_at__isnull=False), name="ticket_solved"),
    models.Index(fields=["form", "-id"], condition=Q(form__isnull=False), name="ticket_form"),
    GinIndex(fields=["tags"], name="ticket_tags"),
    GinIndex(SearchVector("subject", config="simple"), name="ticket_subject_words"),
]
