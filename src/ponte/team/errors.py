"""Why the team room refuses. Wrong input is Django's `ValidationError`, by field; these are the rest."""

from __future__ import annotations


class TeamError(Exception):
    """A behaviour that cannot be done as asked; nothing was changed."""


class NotPermitted(TeamError):
    """This person's role does not allow it."""


class LastAdministrator(TeamError):
    """Somebody must stay who can let others in."""


class DoorClosed(TeamError):
    """The link is unknown, was used, taken back, or is too old."""
