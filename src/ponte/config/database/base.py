"""The name `base` and the class are Django's: it looks for them in the package that `ENGINE` names."""

from __future__ import annotations

import select

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Before a request uses its connection again, the socket is looked at; only when something lies there is
    PostgreSQL asked (`SELECT 1`).

    A server that went away, or one that closed the connection, has left the end of the stream or a farewell there.
    """

    def is_usable(self) -> bool:
        """Whether the connection still stands."""
        if self.connection is None or self.connection.closed or self.connection.broken:
            return False
        looked = select.poll()
        looked.register(self.connection.fileno(), select.POLLIN)
        return not looked.poll(0) or super().is_usable()
