"""Sessions in the database, as Django keeps them, read by a prepared statement. The class's name is Django's.

With the session comes where the journal stands, the first thing that any page reads.
"""

from __future__ import annotations

from typing import Any

from django.contrib.sessions.backends import db
from django.contrib.sessions.models import Session
from django.db.models import BigIntegerField
from django.db.models.expressions import RawSQL
from django.db.models.functions import Now

from ponte.search.statements import Statement, text

_STANDING: Statement[Session] = Statement(
    lambda: Session.objects.filter(session_key=text("key"), expire_date__gt=Now()).annotate(
        stand=RawSQL("(SELECT last_value FROM events_event_id_seq)", (), BigIntegerField())
    )
)


class SessionStore(db.SessionStore):
    stand: int | None = None  # the newest id of the journal when the session was read

    def _get_session_from_db(self) -> Any:
        found = _STANDING.row(key=self.session_key)
        if found is None:
            self._session_key = None  # as Django does for one that is gone
        else:
            self.stand = found.stand
        return found
