"""Everything that goes out: what waits, what was sent, and what did not arrive."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ponte.channels.email.models import Outgoing, OutgoingKind, OutgoingStatus
from ponte.channels.email.outgoing import outbox
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.desk.administration.days import span
from ponte.desk.administration.mail import sources, words
from ponte.desk.administration.paging import page_of
from ponte.desk.administration.paging import words as typed
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib.mail.parsing import parse
from ponte.team import permissions
from ponte.tickets import delivery_reasons
from ponte.ui.toasting import toast

PARAMETERS = ("q", "status", "kind", "from", "to")


@requires("read_mail")
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """The list, newest first; without an outgoing server it says so and is an outbox."""
    page = page_of(found(request.GET).defer("raw"), request.GET, keep=PARAMETERS)
    asked = {name: request.GET.get(name, "") for name in PARAMETERS}
    context = {
        "page": page,
        "asked": asked,
        "searched": any(asked.values()),
        "statuses": OutgoingStatus.choices,
        "kinds": OutgoingKind.choices,
        "kept": Outgoing.objects.filter(status=OutgoingStatus.KEPT).values("pk")[:1000].count(),
        "has_server": outgoing_server() is not None,
        "may_manage": permissions.may(request.user, "manage_mail"),
        "words": words,
        "reason": delivery_reasons.words,
    }
    return render(request, "administration/sent_mail.html", context)


def found(asked: QueryDict) -> QuerySet[Outgoing]:
    """What the filters name."""
    rows = Outgoing.objects.all()
    if asked.get("status") in OutgoingStatus.values:
        rows = rows.filter(status=asked["status"])
    if asked.get("kind") in OutgoingKind.values:
        rows = rows.filter(kind=asked["kind"])
    if text := typed(asked.get("q")):
        wanted = Q(subject__icontains=text) | Q(recipients__contains=[text.lower()])
        if "@" in text:
            wanted |= Q(rfc_message_id=text.strip("<>"))
        rows = rows.filter(wanted)
    return rows.filter(**span("created_at", asked.get("from"), asked.get("to")))


@requires("read_mail")
@require_safe
def detail(request: AgentRequest, mail: int) -> HttpResponse:
    """One mail: where it stands, why, and what was sent."""
    row = get_object_or_404(Outgoing.objects.select_related("mailbox", "message__agent", "ticket"), pk=mail)
    context = {
        "mail": row,
        "parsed": parse(bytes(row.raw)) if row.raw else None,
        "words": words,
        "reason": delivery_reasons.words(row.error) if row.error else "",
        "refusals": delivery_reasons.refusal_words(),
        "may_manage": permissions.may(request.user, "manage_mail"),
        "may_retry": row.status in outbox.RETRIABLE and outgoing_server() is not None,
        "may_give_up": row.status in outbox.WAITING,
    }
    return render(request, "administration/sent_mail_detail.html", context)


@requires("manage_mail")
@require_safe
def source(request: AgentRequest, mail: int) -> HttpResponse:
    """The mail as it was handed to the server."""
    row = get_object_or_404(Outgoing, pk=mail)
    return sources.source(row.raw, f"sent-{row.pk}")


@requires("manage_mail")
@require_POST
def attempt(request: AgentRequest, mail: int) -> HttpResponse:
    """Send it now."""
    return _act(request, mail, "retry")


@requires("manage_mail")
@require_POST
def abandonment(request: AgentRequest, mail: int) -> HttpResponse:
    """Never send it."""
    return _act(request, mail, "give_up")


@requires("manage_mail")
@require_POST
def release(request: AgentRequest) -> HttpResponse:
    """Send everything that was kept."""
    done = HttpResponseRedirect(reverse("sent_mail"))
    try:
        number = outbox.release(by=request.user)
    except outbox.NoServer:
        messages.error(request, _no_server())
    else:
        said = ngettext("%(number)s mail is on its way.", "%(number)s mails are on their way.", number)
        toast(request, done, said % {"number": number})
    return done


def _act(request: AgentRequest, mail: int, act: str) -> HttpResponse:
    row = get_object_or_404(Outgoing.objects.defer("raw"), pk=mail)
    done = HttpResponseRedirect(reverse("sent_mail_detail", args=[row.pk]))
    try:
        if act == "retry":
            outbox.retry(row, by=request.user)
            toast(request, done, _("It is sent again now."))
        else:
            outbox.give_up(row, by=request.user, name=request.user.name)
            toast(request, done, _("Given up. The ticket shows that it was not sent."))
    except outbox.NoServer:
        messages.error(request, _no_server())
    except outbox.NotPossible:
        messages.error(request, _("Nothing was changed: this mail stands elsewhere by now."))
    return done


def _no_server() -> str:
    return _("There is no outgoing mail server yet. Set PONTE_SMTP_URL and start Ponte again.")
