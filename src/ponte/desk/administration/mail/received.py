"""Everything that came in, with what became of it."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from ponte.channels.email import blocking, replaying
from ponte.channels.email.models import BlockedSender, Disposition, Inbound
from ponte.channels.email.references import key_of
from ponte.desk.administration.days import span
from ponte.desk.administration.mail import sources, words
from ponte.desk.administration.paging import page_of
from ponte.desk.administration.paging import words as typed
from ponte.desk.guarding import AgentRequest, requires
from ponte.lib.mail.parsing import parse
from ponte.team import permissions
from ponte.ui.toasting import toast

PARAMETERS = ("q", "disposition", "road", "from", "to", "kept_out")
ROADS = ("smtp", "imap", "pipe")


@requires("read_mail")
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """The list, newest first."""
    page = page_of(found(request.GET).defer("raw").select_related("mailbox"), request.GET, keep=PARAMETERS)
    asked = {name: request.GET.get(name, "") for name in PARAMETERS}
    context = {
        "page": page,
        "asked": asked,
        "searched": any(asked.values()),
        "dispositions": Disposition.choices,
        "roads": [(code, words.road(code)) for code in ROADS],
        "words": words,
    }
    return render(request, "administration/received_mail.html", context)


def found(asked: QueryDict) -> QuerySet[Inbound]:
    """What the filters name; a search with an @ or brackets finds a Message-ID too. `kept_out`: by which block."""
    rows = Inbound.objects.all()
    if asked.get("disposition") in Disposition.values:
        rows = rows.filter(disposition=asked["disposition"])
    if asked.get("road") in ROADS:
        rows = rows.filter(road=asked["road"])
    if blocker := typed(asked.get("kept_out")):
        rows = rows.filter(disposition=Disposition.SUPPRESSED, reason=blocking.REASON, detail=blocker)
    if text := typed(asked.get("q")):
        wanted = Q(sender__icontains=text) | Q(subject__icontains=text)
        if "@" in text:
            wanted |= Q(rfc_message_id=key_of(text))
        rows = rows.filter(wanted)
    return rows.filter(**span("received_at", asked.get("from"), asked.get("to")))


@requires("read_mail")
@require_safe
def detail(request: AgentRequest, mail: int) -> HttpResponse:
    """One mail: what was understood of it, and why it became what it became."""
    row = get_object_or_404(Inbound.objects.select_related("mailbox"), pk=mail)
    context = {
        "mail": row,
        "parsed": parse(bytes(row.raw)) if row.raw else None,
        "why": words.why(row.disposition, row.reason),
        "words": words,
        "may_manage": permissions.may(request.user, "manage_mail"),
        "blocker": _blocker(row) if permissions.may(request.user, "block_senders") else None,
        "replayable": row.disposition in replaying.REPLAYABLE,
    }
    return render(request, "administration/received_mail_detail.html", context)


def _blocker(mail: Inbound) -> BlockedSender | None:
    """The row that kept it out, if it still would."""
    if mail.reason != blocking.REASON:
        return None
    return BlockedSender.objects.filter(address=mail.detail).first()


@requires("manage_mail")
@require_safe
def source(request: AgentRequest, mail: int) -> HttpResponse:
    """The raw mail as a file."""
    row = get_object_or_404(Inbound, pk=mail)
    return sources.source(row.raw, f"received-{row.pk}")


@requires("manage_mail")
@require_POST
def replay(request: AgentRequest, mail: int) -> HttpResponse:
    """Process it again, now."""
    row = get_object_or_404(Inbound.objects.defer("raw"), pk=mail)
    done = HttpResponseRedirect(reverse("received_mail_detail", args=[row.pk]))
    try:
        row = replaying.replay(row, by=request.user)
    except replaying.NotReplayable:
        messages.error(request, _("This mail is in a ticket already, or on its way into one."))
        return done
    if row.disposition == Disposition.FAILED:
        messages.error(request, _("It failed again. What went wrong stands below."))
    else:
        toast(request, done, _("Processed again: %(what)s") % {"what": row.get_disposition_display()})
    return done
