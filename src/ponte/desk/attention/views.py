"""The findings, and mending several at once."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from ponte.desk import place
from ponte.desk.attention import listing, words
from ponte.desk.following.words import offered
from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.inbox import filters
from ponte.lib import clock
from ponte.team import permissions
from ponte.team.models import Team
from ponte.tickets import changing_many
from ponte.tickets.errors import NotAllowed
from ponte.tickets.following_up import moments
from ponte.tickets.following_up.errors import NotToCome
from ponte.tickets.models import Ticket
from ponte.tickets.watching import dismissing, looking
from ponte.tickets.watching.models import Finding, Reason
from ponte.ui.toasting import toast

MOST = 100


@requires("see_attention")
@require_safe
def index(request: AgentRequest) -> HttpResponse:
    """Counts by reason, and the tickets behind them, the longest first."""
    at = place.safe(place.of(request))
    reason = request.GET.get("reason", "")
    reason = reason if reason in Reason.values else ""
    asked = request.GET.get("team", "")
    team = int(asked) if asked.isascii() and asked.isdigit() and len(asked) < 10 else None
    counts = listing.counts(request.user, team)
    page = listing.page(request.user, team, reason, request.GET.get("after", ""))
    kept: dict[str, str | int] = {"team": team} if team else {}
    given = {
        "agent": request.user,
        "nav": "attention",
        "live_after": at,
        "page": page,
        "reason": reason,
        "team": team,
        "team_options": [
            ("", _("All teams")),
            *Team.objects.filter(is_active=True).order_by("name").values_list("pk", "name"),
        ],
        "total": sum(counts.values()),
        "tabs": [
            (
                label,
                counts[value],
                f"?{urlencode({**kept, 'reason': value})}",
                value == reason,
                *words.ICONS[Reason(value)],
            )
            for value, label in Reason.choices
        ],
        "all_address": f"?{urlencode(kept)}",
        "more": f"?{urlencode({**kept, 'reason': reason, 'after': page.after})}" if page.after else "",
        "icons": words.ICONS,
        "steps": words.steps(),
        "may_write": request.user.may_write,
        "may_adjust": permissions.may(request.user, "manage_watch"),
        "colleagues": filters.choices()["assignee"]()[1:],
        "moment_options": [(each.value, each.words) for each in offered(request.user)],
    }
    return render(request, "attention/index.html", given)


@requires("see_attention")
@require_POST
def changes(request: AgentRequest) -> HttpResponse:
    """`chosen`: findings; `act`: assign (`assignee`), remind (`at`) or dismiss (`why`, `until`)."""
    ids = [int(word) for word in request.POST.getlist("chosen")[:MOST] if word.isascii() and word.isdigit()]
    found = list(Finding.objects.visible_to(request.user).filter(pk__in=ids).select_related("ticket"))
    back = HttpResponseRedirect(_here(request))
    try:
        done = _do(request, found)
    except NotAllowed:
        messages.error(request, _("You may look at tickets but not change them."))
    except dismissing.NoReason:
        messages.error(request, _("Say why it may wait: the reason stays beside the warning."))
    except (ValueError, NotToCome):
        messages.error(request, _("Choose what to change, then try again. Nothing was changed."))
    else:
        looking.review({each.ticket_id for each in found})
        text = ngettext("%(number)s ticket changed", "%(number)s tickets changed", done) % {"number": done}
        toast(request, back, text)
    return back


def _do(request: AgentRequest, found: list[Finding]) -> int:
    given, agent = request.POST, request.user
    if given.get("act") == "dismiss":
        until = moments.read(given.get("until", ""), clock.now(), agent.time_zone)
        for finding in found:
            dismissing.dismiss(finding, until, given.get("why", ""), by=agent)
        return len(found)
    tickets = list(Ticket.objects.visible_to(agent).filter(pk__in={each.ticket_id for each in found}))
    if given.get("act") == "assign":
        outcome = changing_many.change(tickets, "assignee", given.get("assignee", ""), by=agent)
    elif given.get("act") == "remind":
        at = moments.read(given.get("at", ""), clock.now(), agent.time_zone)
        outcome = changing_many.change(tickets, "remind", at.isoformat(), by=agent)
    else:
        raise ValueError(given.get("act"))
    return len(outcome.done)


def _here(request: AgentRequest) -> str:
    kept = {name: request.POST[name] for name in ("reason", "team") if request.POST.get(name)}
    return f"{reverse('attention:index')}{'?' if kept else ''}{urlencode(kept)}"
