"""Senders whose mail is kept out: who, since when, by whom, how much of theirs was caught; adding and letting in."""

from __future__ import annotations

from django import forms
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from ponte.channels.email import blocking, letting_in
from ponte.channels.email.letting_in import Caught
from ponte.channels.email.models import BlockedSender
from ponte.desk.administration.forms import try_on
from ponte.desk.administration.paging import page_of
from ponte.desk.administration.paging import words as typed
from ponte.desk.guarding import AgentRequest, requires
from ponte.team import permissions
from ponte.tickets.models import Ticket
from ponte.ui.quantities import number
from ponte.ui.toasting import toast


class BlockForm(forms.Form):
    """Whose mail is to be kept out."""

    address = forms.CharField(
        label=gettext_lazy("Address or domain"),
        max_length=320,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=gettext_lazy("Such as spam@example.com, or @example.com for everybody there."),
    )


@requires("block_senders")
@require_http_methods(["GET", "HEAD", "POST"])
def listing(request: AgentRequest) -> HttpResponse:
    """The list, newest first. POST `address`: block it."""
    form = BlockForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        row = try_on(form, lambda: blocking.block(form.cleaned_data["address"], by=request.user))
        if row:
            done = HttpResponseRedirect(reverse("blocked_senders"))
            toast(request, done, _("%(address)s is blocked") % {"address": row.address})
            return done
    asked = typed(request.GET.get("q"))
    page = page_of(_found(asked), request.GET, keep=("q",))
    caught = letting_in.caught([row.address for row in page.rows])
    seen = Ticket.objects.visible_to(request.user).in_bulk([row.ticket_id for row in page.rows if row.ticket_id])
    context = {
        "page": page,
        "rows": [(row, caught.get(row.address, Caught()), seen.get(row.ticket_id or 0)) for row in page.rows],
        "asked": asked,
        "form": form,
        "reads_mail": permissions.may(request.user, "read_mail"),
    }
    return render(request, "administration/blocked_senders.html", context, status=422 if form.errors else 200)


def _found(asked: str) -> QuerySet[BlockedSender]:
    rows = BlockedSender.objects.select_related("agent")
    return rows.filter(address__icontains=asked) if asked else rows


@requires("block_senders")
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: AgentRequest, sender: int) -> HttpResponse:
    """GET: what letting it in means. POST: unblock; with `let_in` what was kept out enters too."""
    row = get_object_or_404(BlockedSender.objects.select_related("agent"), pk=sender)
    if request.method == "POST":
        blocking.allow(row.address, by=request.user)
        let_in = letting_in.let_in(row.address, by=request.user) if request.POST.get("let_in") else 0
        done = HttpResponseRedirect(reverse("blocked_senders"))
        words = _("%(address)s may write again") % {"address": row.address}
        if let_in:
            words = ngettext(
                "%(address)s may write again, and %(number)s mail is on its way in",
                "%(address)s may write again, and %(number)s mails are on their way in",
                let_in,
            ) % {"address": row.address, "number": number(let_in)}
        toast(request, done, words)
        return done
    caught = letting_in.caught([row.address]).get(row.address, Caught())
    context = {
        "row": row,
        "caught": caught,
        "mails": letting_in.kept_out(row.address).defer("raw").order_by("-pk")[:20],
        "most": letting_in.MOST,
        "reads_mail": permissions.may(request.user, "read_mail"),
    }
    return render(request, "administration/blocked_sender.html", context)
