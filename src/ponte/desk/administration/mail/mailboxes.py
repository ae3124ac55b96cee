"""Our mailboxes: how they are, adding and changing them, and the test that says which step fails."""

from __future__ import annotations

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from ponte.channels.email import managing_mailboxes, testing_mailbox
from ponte.channels.email.models import Mailbox
from ponte.channels.email.outgoing.servers import outgoing as outgoing_server
from ponte.desk.administration.forms import try_on
from ponte.desk.administration.mail import consents
from ponte.desk.administration.mail.forms import MailboxForm, initial_of
from ponte.desk.guarding import AgentRequest, requires
from ponte.team import permissions
from ponte.ui.toasting import toast


@requires("read_mail")
@require_safe
def listing(request: AgentRequest) -> HttpResponse:
    """Every mailbox with its health, and the outgoing server."""
    rows = Mailbox.objects.select_related("brand", "team").order_by("-is_active", "address")
    context = {
        "mailboxes": rows,
        "server": outgoing_server(),
        "may_manage": permissions.may(request.user, "manage_mail"),
    }
    return render(request, "administration/mailboxes.html", context)


@requires("manage_mail")
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: AgentRequest) -> HttpResponse:
    """Add a mailbox."""
    form = MailboxForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        made = try_on(form, lambda: managing_mailboxes.add(by=request.user, **form.fields_of_mailbox()))
        if made:
            done = HttpResponseRedirect(reverse("mailbox", args=[made.pk]))
            toast(request, done, _("Added. Test it now, so that you know that it works."))
            return done
    return render(
        request, "administration/mailbox.html", {"form": form, "mailbox": None}, status=422 if form.errors else 200
    )


@requires("manage_mail")
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: AgentRequest, mailbox: int) -> HttpResponse:
    """See and change a mailbox."""
    row = get_object_or_404(Mailbox.objects.select_related("brand", "team"), pk=mailbox)
    form = MailboxForm(request.POST if request.method == "POST" else None, initial=initial_of(row))
    if request.method == "POST" and form.is_valid():
        saved = try_on(form, lambda: managing_mailboxes.change(row, by=request.user, **form.fields_of_mailbox()))
        if saved:
            done = HttpResponseRedirect(reverse("mailbox", args=[row.pk]))
            toast(request, done, _("Saved"))
            return done
    context = {"form": form, "mailbox": row} | consents.of(row)
    return render(request, "administration/mailbox.html", context, status=422 if form.errors else 200)


@requires("manage_mail")
@require_POST
def test(request: AgentRequest, mailbox: int) -> HttpResponse:
    """Try every step now and tell which works."""
    row = get_object_or_404(Mailbox, pk=mailbox)
    steps = testing_mailbox.test(row)
    return render(request, "administration/mailbox_test.html", {"steps": steps, "mailbox": row})


@requires("manage_mail")
@require_http_methods(["POST", "DELETE"])
def closure(request: AgentRequest, mailbox: int) -> HttpResponse:
    """Take a mailbox out of use (POST), or into use again (DELETE)."""
    row = get_object_or_404(Mailbox, pk=mailbox)
    managing_mailboxes.change(row, by=request.user, is_active=request.method == "DELETE")
    there = reverse("mailbox", args=[row.pk])
    if request.method == "DELETE":
        return HttpResponse(headers={"HX-Redirect": there})
    return HttpResponseRedirect(there)
