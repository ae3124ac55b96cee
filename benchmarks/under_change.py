"""Lists and the monitor while fifty changes a second go on beside them: `bin/bench --only change`."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

from benchmarks.in_process import Caller
from benchmarks.progress import Progress
from benchmarks.timing import repeat
from ponte.team.models import Agent, Team
from ponte.tickets.saved_views.making import make
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import Wanted

CHANGER = "import django; django.setup(); from benchmarks.changer import change_on; change_on()"


def measure(seconds: float, say: Progress) -> dict[str, Any]:
    """p50 and p95 of the inbox, of a dozen views, of their counts and of the monitor; how many changes there were."""
    coordinator = Agent.objects.get(email="giulia.ferri@velora.example")
    callers = {
        "coordinator": Caller(coordinator),
        "agent": Caller(Agent.objects.get(email="olena.kovalenko@velora.example")),
    }
    wanted = [
        ("inbox, all, coordinator", "coordinator", "/inbox/all"),
        ("inbox, team, agent", "agent", "/inbox/team"),
    ]
    wanted += [(f"view: {view.name}", "coordinator", f"/inbox/views/{view.pk}") for view in _views(coordinator)]
    wanted += [
        ("counts of the views", "coordinator", "/inbox/view-counts"),
        ("queue monitor", "coordinator", "/monitor/"),
    ]
    found: dict[str, Any] = {}
    changes = subprocess.Popen(
        [sys.executable, "-P", "-c", CHANGER], stdout=subprocess.PIPE, text=True
    )
    try:
        assert changes.stdout and changes.stdout.readline() == "changing\n"
        for name, who, address in wanted:
            if (answer := callers[who].get(address)) != 200:
                raise RuntimeError(f"{address} answered {answer}")
            found[name] = repeat(lambda n, c=callers[who], a=address: c.get(a), seconds)
            say.say(f"{name}: p95 {found[name]['p95_ms']} ms")
    finally:
        changes.terminate()
        told, _nothing = changes.communicate(timeout=30)
    found["changes beside it"] = {"a_second": float(told.split()[-1])}
    return found


def is_(field: str, operator: str, value: Any = None) -> dict[str, Any]:
    return {"field": field, "operator": operator} | ({} if value is None else {"value": value})


def _views(owner: Agent) -> list[View]:
    """A dozen views of the kinds that people make; made once."""
    unsolved, acting = is_("state_type", "is_not", ["solved", "closed"]), is_("state_type", "is", ["new", "open"])
    nobodys = is_("assignee", "is", "nobody")
    team = Team.objects.earliest("pk").pk
    kinds = [
        Wanted("urgent", {"all": [acting, is_("priority", "at_least", "high"), nobodys]}, sort="priority"),
        Wanted("overdue by team", {"all": [acting, is_("due", "is", "past")]}, columns=("team", "due"), group="team"),
        Wanted("due in four hours", {"all": [acting, is_("due", "within_next", "4h")]}, columns=("due", "assignee")),
        Wanted("waiting since yesterday", {"all": [acting, is_("waiting", "older_than", "24h")]}, group="assignee"),
        Wanted("long conversations", {"all": [unsolved, is_("messages", "at_least", 8)]}, sort="oldest"),
        Wanted("solved this week", {"all": [is_("solved", "is", "this_week")]}, sort="recent", group="assignee"),
        Wanted("a team by urgency", {"all": [unsolved, is_("team", "is", team)]}, group="priority"),
        Wanted("Ukrainian", {"all": [unsolved, is_("language", "is", "uk")]}, columns=("tags",)),
        Wanted("by language", {"all": [unsolved]}, group="language"),
        Wanted("new today", {"all": [acting, is_("created", "is", "today")]}, sort="oldest"),
        Wanted("everything, newest", {"all": []}, sort="newest"),
        Wanted("of one domain", {"all": [unsolved, is_("requester_domain", "is", "posteo.example")]}),
    ]  # fmt: skip
    kept = {view.name: view for view in View.objects.filter(owner=owner)}
    return [kept.get(each.name) or make(each, by=owner) for each in kinds]
