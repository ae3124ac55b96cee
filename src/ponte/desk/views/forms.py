"""The form of a view: making and changing one. Works without script."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.conditions import building, told
from ponte.desk.conditions.building import Builder
from ponte.desk.signed_in import agent_required
from ponte.desk.views import choices
from ponte.team.models import Agent
from ponte.tickets.conditions.errors import Fault, InvalidConditions
from ponte.tickets.saved_views import allowing, changing, making, wanted
from ponte.tickets.saved_views.changing import ChangedMeanwhile
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import LANGUAGES, Wanted
from ponte.ui.toasting import toast

NEW = {"all": [{"field": "state_type", "operator": "is", "value": ["new", "open"]}]}


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def new(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """A new view; `from` begins with a copy of another."""
    if not agent.may_write:
        raise PermissionDenied
    given, conditions = Wanted("", columns=("tags",)), NEW
    copied = request.GET.get("from", "")
    if copied.isascii() and copied.isdigit() and len(copied) < 19:
        source = get_object_or_404(View.objects.seen_by(agent), pk=int(copied))
        given = replace(wanted.of(source), name=_("%(name)s (copy)") % {"name": source.title}, names={})
        if not allowing.may_share(agent, given.sharing, given.teams):
            given = replace(given, sharing="mine", teams=())
        conditions = source.conditions
    return _form(request, agent, None, given, building.of(conditions))


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def change(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """Change one; who may only use it is refused."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    if not allowing.may_change(agent, found):
        raise PermissionDenied
    return _form(request, agent, found, wanted.of(found), building.of(found.conditions))


def _form(request: HttpRequest, agent: Agent, view: View | None, given: Wanted, builder: Builder) -> HttpResponseBase:
    faults: dict[str, list[str]] = {}
    if request.method == "POST":
        given, builder = _read(request, given), building.read(request.POST)
        asked = request.POST.get("do", "save")
        if asked == "save":
            done = _save(request, agent, view, given, builder, faults)
            if done is not None:
                return done
        else:
            given = _arranged(given, asked)
    context = {
        "view": view,
        "given": given,
        "builder": builder.look(agent, given.columns),
        "faults": faults,
        "place": "views",
        **choices.choices(agent, given),
    }
    return render(request, "views/form.html", context, status=422 if faults else 200)


def _arranged(given: Wanted, asked: str) -> Wanted:
    """A column moved by its arrows."""
    name, _colon, key = asked.partition(":")
    row = list(given.columns)
    if name in ("column-up", "column-down") and key in row:
        at = row.index(key)
        to = max(0, min(len(row) - 1, at + (-1 if name == "column-up" else 1)))
        row[at], row[to] = row[to], row[at]
    return replace(given, columns=tuple(row))


def _read(request: HttpRequest, old: Wanted) -> Wanted:
    post = request.POST
    return Wanted(
        name=post.get("name", ""),
        columns=tuple(post.getlist("columns")[:50]),
        sort=post.get("sort", ""),
        group=post.get("group", ""),
        sharing=post.get("sharing", "mine"),
        teams=tuple(int(word) for word in post.getlist("teams")[:200] if word.isascii() and word.isdigit()),
        names={code: post.get(f"name-{code}", "")[:80] for code in LANGUAGES},
        is_active=old.is_active if "is_active_there" not in post else "is_active" in post,
    )


def _save(
    request: HttpRequest,
    agent: Agent,
    view: View | None,
    given: Wanted,
    builder: Builder,
    faults: dict[str, list[str]],
) -> HttpResponse | None:
    try:
        complete = replace(given, conditions=builder.written())
        if view:
            made = changing.change(view, complete, by=agent, seen=_moment(request.POST.get("seen", "")))
        else:
            made = making.make(complete, by=agent)
    except ValidationError as error:
        faults.update(_sorted(error, builder))
        return None
    except InvalidConditions as error:
        builder.put_faults(error.faults)
        faults["conditions"] = []
        return None
    except ChangedMeanwhile:
        assert view is not None
        view.refresh_from_db()  # the form now speaks of what is there: saving again replaces it
        faults["seen"] = [told.meanwhile(view.journal_name, "view.changed")]
        return None
    done = redirect("inbox:view", made.pk) if made.is_active else redirect("views:index")
    toast(request, done, _("Saved %(name)s") % {"name": made.title})
    return done


def _moment(written: str) -> datetime | None:
    try:
        found = datetime.fromisoformat(written)
    except ValueError:
        return None
    return found if found.tzinfo else None


def _sorted(error: ValidationError, builder: Builder) -> dict[str, list[str]]:
    """The faults by field; those of conditions stand at their lines."""
    found: dict[str, list[str]] = {}
    for name, errors in error.error_dict.items():
        if name == "conditions":
            builder.put_faults(Fault(each.code or "", each.messages[0]) for each in errors)
            found[name] = []
        else:
            found[name] = [message for each in errors for message in each.messages]
    return found
