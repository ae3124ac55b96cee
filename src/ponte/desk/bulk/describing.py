"""What a job does, in words."""

from __future__ import annotations

from django.utils.translation import gettext as _

from ponte.customers.models import Customer
from ponte.desk.inbox import filters
from ponte.tickets.bulk import escalations, further
from ponte.tickets.bulk.models import Job
from ponte.tickets.fields import coding
from ponte.tickets.links.roles import Role
from ponte.tickets.macros.models import Macro
from ponte.tickets.models import State
from ponte.tickets.states import TicketType


def words(job: Job) -> str:
    """Such as "Priority: Urgent"; a job that undoes says so."""
    text = _change(job.what, job.value)
    return _("Put back: %(change)s") % {"change": text} if job.undoes_id else text


def _change(what: str, value: str) -> str:
    if what in ("read", "spam"):
        return {change: label for change, label, _icon in filters.single_changes()}.get(f"{what}:{value}", what)
    if what == "tag":
        name = value.removeprefix("-")
        return (
            _("Take the tag %(tag)s away") % {"tag": name}
            if value.startswith("-")
            else _("Tag: %(tag)s") % {"tag": name}
        )
    if what == "field":
        return coding.words(value)
    if what == "macro":
        macro = Macro.objects.filter(pk=int(value)).first()
        return _("Macro: %(name)s") % {"name": macro.name if macro else value}
    if what in ("merge", "link", "escalate", "answer", "follow"):
        return _joined(what, value)
    titles = {**filters.titles(), "type": _("Type"), "requester": _("Customer")}
    return f"{titles.get(what, what)}: {_value(what, value)}"


def _joined(what: str, value: str) -> str:
    if what == "merge":
        return _("Merge into #%(number)s") % {"number": value}
    if what == "link":
        role, _colon, number = value.removeprefix("-").partition(":")
        return _("Link: %(role)s #%(number)s") % {"role": _roles()[role], "number": number}
    if what == "escalate":
        path = escalations.path_of(value)
        return _("Escalate: %(path)s") % {"path": path.name if path else "—"}
    if what == "answer":
        return _("Solve") if value == further.NO_ANSWER else _("Answer and solve")
    return _("Follow") if value == "1" else _("Stop following")


def _roles() -> dict[str, str]:
    return {
        Role.PROBLEM: _("incident of the problem"),
        Role.PARENT: _("part of"),
        Role.DUPLICATE_OF: _("duplicate of"),
        Role.RELATED: _("related with"),
    }


def _value(what: str, value: str) -> str:
    if what == "state":
        state = State.objects.filter(pk=int(value)).first()
        return state.name if state else value
    if what == "type":
        return str(dict(TicketType.choices).get(value, value))
    if what == "requester":
        return str(Customer.objects.filter(pk=int(value)).first() or value)
    return filters.value_words(what, value) if what in filters.choices() else value
