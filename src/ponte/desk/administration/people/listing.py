"""The list of colleagues."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Max, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from ponte.desk.guarding import AgentRequest, requires
from ponte.team import inviting, permissions, two_factor
from ponte.team.models import Agent, Invitation, Role, Team

PAGE = 50


@dataclass(frozen=True)
class Wish:
    """What the reader looks for, out of the address."""

    q: str
    role: str
    team: int
    state: str  # "", "closed"
    after: int

    @classmethod
    def of(cls, request: AgentRequest) -> Wish:
        def number(name: str) -> int:
            text = request.GET.get(name, "")
            return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0

        return cls(
            q=" ".join(request.GET.get("q", "").replace("\0", "").split())[:120],
            role=request.GET.get("role", "") if request.GET.get("role") in Role.values else "",
            team=number("team"),
            state="closed" if request.GET.get("state") == "closed" else "",
            after=number("after"),
        )

    def address(self, after: int = 0) -> str:
        """The same wish from another place of the list."""
        pairs = {"q": self.q, "role": self.role, "team": self.team, "state": self.state, "after": after}
        return "?" + urlencode({name: value for name, value in pairs.items() if value})


@requires("see_people")
@require_safe
def people(request: AgentRequest) -> HttpResponse:
    """Who works here, and who is invited."""
    wish = Wish.of(request)
    ids = sorted_ids(found(wish))
    start = ids.index(wish.after) + 1 if wish.after in ids else 0
    here = ids[start : start + PAGE]
    before = max(start - PAGE, 0)
    page = {
        "people": in_order(here),
        "wish": wish,
        "total": len(ids),
        "older": wish.address(here[-1]) if start + PAGE < len(ids) else "",
        "newer": wish.address(ids[before - 1] if before else 0) if start else "",
        "teams": [(team.pk, team.name) for team in Team.objects.order_by("name")],
        "roles": Role.choices,
        "invitations": invitations_for(request.user) if not (wish.after or wish.state) else [],
        "may_manage": permissions.may(request.user, "manage_people"),
    }
    return render(request, "administration/people.html", page)


def found(wish: Wish) -> QuerySet[Agent]:
    """Everybody that the wish fits."""
    agents = Agent.objects.filter(is_active=wish.state != "closed")
    if wish.role:
        agents = agents.filter(role=wish.role)
    if wish.team:
        agents = agents.filter(teams=wish.team)
    for word in wish.q.split():
        agents = agents.filter(Q(name__icontains=word) | Q(email__icontains=word))
    return agents


def sorted_ids(agents: QuerySet[Agent]) -> list[int]:
    """Ids in the order of names as people read them: the database sorts by bytes."""
    rows = agents.values_list("name", "pk")
    return [pk for _name, pk in sorted(rows, key=lambda row: (reading_key(row[0]), row[1]))]


def reading_key(name: str) -> str:
    """Å beside A, and small letters beside capitals."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(letter for letter in parts if not unicodedata.combining(letter))


def in_order(ids: list[int]) -> list[Agent]:
    """The agents of one page with all that their rows show."""
    rows = two_factor.with_factor(Agent.objects.filter(pk__in=ids)).annotate(
        seen_at=Max("usersession__last_seen_at")
    )
    by_id = {agent.pk: agent for agent in rows.prefetch_related("teams")}
    return [by_id[pk] for pk in ids if pk in by_id]


def invitations_for(agent: Agent) -> list[Invitation]:
    """Who is invited and not here yet; only for those who may invite."""
    if not permissions.may(agent, "manage_people"):
        return []
    return list(inviting.pending().select_related("invited_by").order_by("-created_at")[:PAGE])
