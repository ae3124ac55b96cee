"""A reply on its way: taken back within the seconds of grace, or tried again after a failure."""

from __future__ import annotations

from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.channels.email.models import Outgoing
from ponte.channels.email.outgoing import outbox
from ponte.customers import identifying
from ponte.customers.models import Identity, IdentityKind
from ponte.desk.signed_in import agent_required
from ponte.desk.ticket import finding
from ponte.team.models import Agent
from ponte.tickets import replying
from ponte.tickets.errors import NotAllowed, TooLate
from ponte.tickets.models import Message
from ponte.ui.toasting import toast


@require_http_methods(["DELETE", "POST"])
@agent_required
def sending(request: HttpRequest, agent: Agent, message: int) -> HttpResponseBase:
    """DELETE (or POST with `undo`): take it back. POST: try again."""
    found = finding.message_for(agent, message)
    back = redirect(reverse("ticket:show", args=[found.ticket_id]))
    response: HttpResponseBase = back
    if request.headers.get("HX-Request"):
        response = HttpResponse(headers={"HX-Trigger": '{"ponte:reload-ticket": {"focus": "composer"}}'})
    try:
        if request.method == "DELETE" or request.POST.get("undo"):
            replying.withdraw(found, by=agent)
            toast(request, response, _("Taken back. Your text is in the composer again."))
        else:
            outgoing = Outgoing.objects.filter(message=found).first()
            if outgoing is None:
                raise TooLate
            with transaction.atomic():
                _ask_again(found, by=agent)
                outbox.retry(outgoing, by=agent)
            toast(request, response, _("Trying again"))
    except outbox.NoServer:
        toast(
            request, response, _("No mail server is set up, so nothing can be sent. An administrator can mend that.")
        )
    except (TooLate, NotAllowed, outbox.NotPossible):
        toast(request, response, _("Too late: this reply stands elsewhere by now."))
    return response


def _ask_again(message: Message, *, by: Agent) -> None:
    """Whoever tries again wants it to go where it came back from."""
    addresses = [address.lower() for address in (*message.to, *message.cc)]
    bounced = Identity.objects.filter(kind=IdentityKind.EMAIL, value__in=addresses, bounced_at__isnull=False)
    for identity in bounced:
        identifying.forget_bounce(identity, by=by)
