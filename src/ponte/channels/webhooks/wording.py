"""What went wrong, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words(error: str) -> str:
    """A delivery's or an attempt's error for people; "" when there is none."""
    if error.startswith("http_"):
        return _answered(error.removeprefix("http_"))
    known = {
        "closed": _("The name leads to a network that Ponte does not send to"),
        "no_such_host": _("There is no such host"),
        "timeout": _("No answer within 15 seconds"),
        "tls": _("The certificate or the encryption is not right"),
        "broken": _("The answer was no HTTP"),
        "no_connection": _("It could not be reached"),
        "dropped": _("The connection was closed without an answer"),
        "no_secret": _("The secret cannot be read any more: rotate it"),
    }
    return known.get(error, error)


def _answered(status: str) -> str:
    if status.startswith("3"):
        return _("Answered %(status)s: redirects are not followed") % {"status": status}
    return _("Answered %(status)s") % {"status": status}
