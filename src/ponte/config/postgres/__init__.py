"""The embedded PostgreSQL: the binaries of a wheel (or PONTE_PG_BIN) under a manager of our own.

    with postgres.attached(data) as url:
        ...

starts the server of the data folder, or joins the one that runs there; the last to leave stops it.
"""

from ponte.config.postgres.attaching import Attachment, attached
from ponte.config.postgres.binaries import program

__all__ = ["Attachment", "attached", "program"]
