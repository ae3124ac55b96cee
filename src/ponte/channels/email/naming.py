"""What the journal calls mailboxes and what becomes of mail."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from django.utils.translation import gettext as _

from ponte.channels.email.models import Disposition, Mailbox
from ponte.events.naming import names


@names("mailbox")
def _mailboxes(ids: Collection[Any]) -> dict[Any, str]:
    return dict(Mailbox.objects.filter(pk__in=ids).values_list("pk", "address"))


@names("disposition")
def _dispositions(codes: Collection[Any]) -> Mapping[Any, Any]:
    return dict(Disposition.choices)


@names("inbound")
def _inbound(ids: Collection[Any]) -> dict[Any, str]:
    return {pk: _("received mail %(number)s") % {"number": pk} for pk in ids}


@names("outgoing")
def _outgoing(ids: Collection[Any]) -> dict[Any, str]:
    return {pk: _("sent mail %(number)s") % {"number": pk} for pk in ids}


@names("mailbox_field")
def _fields(keys: Collection[Any]) -> dict[Any, str]:
    return {
        "address": _("the address"),
        "name": _("the name"),
        "brand": _("the brand"),
        "team": _("the team"),
        "is_active": _("whether it is in use"),
        "imap_host": _("the IMAP server"),
        "imap_port": _("the IMAP port"),
        "imap_security": _("the encryption"),
        "imap_auth": _("the way of signing in"),
        "imap_username": _("the user name"),
        "imap_folder": _("the folder"),
        "secret": _("the password"),
    }
