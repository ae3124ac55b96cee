"""The builder: making and changing a view. Works without script; with it, count and preview follow at once."""

from __future__ import annotations

import json
from contextlib import suppress
from dataclasses import replace

from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from ponte.desk.signed_in import agent_required
from ponte.desk.views import drafts, showing
from ponte.desk.views.drafts import Draft, Line
from ponte.team.models import Agent
from ponte.tickets.conditions.errors import InvalidConditions
from ponte.tickets.saved_views import allowing, changing, making, wanted
from ponte.tickets.saved_views.models import View
from ponte.tickets.saved_views.wanted import LANGUAGES, Wanted
from ponte.ui.toasting import toast

NEW = Draft([drafts.Group("all", [Line("state_type", "is", ["new", "open"])])])


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def new(request: HttpRequest, agent: Agent) -> HttpResponseBase:
    """A new view; `from` begins with a copy of another."""
    if not agent.may_write:
        raise PermissionDenied
    given, draft = Wanted("", columns=("tags",)), NEW
    copied = request.GET.get("from", "")
    if copied.isascii() and copied.isdigit() and len(copied) < 19:
        source = get_object_or_404(View.objects.seen_by(agent), pk=int(copied))
        given = replace(wanted.of(source), name=_("%(name)s (copy)") % {"name": source.title}, names={})
        if not allowing.may_share(agent, given.sharing, given.teams):
            given = replace(given, sharing="mine", teams=())
        draft = _draft(source)
    return _form(request, agent, None, given, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@agent_required
def change(request: HttpRequest, agent: Agent, view: int) -> HttpResponseBase:
    """Change one; who may only use it is refused."""
    found = get_object_or_404(View.objects.seen_by(agent), pk=view)
    if not allowing.may_change(agent, found):
        raise PermissionDenied
    return _form(request, agent, found, wanted.of(found), _draft(found))


def _draft(view: View) -> Draft:
    try:
        return drafts.of(view.tree)
    except InvalidConditions:
        kept = {key: value for key, value in view.conditions.items() if key != "version"}
        return Draft(text=json.dumps(kept, ensure_ascii=False, indent=2))


def _form(request: HttpRequest, agent: Agent, view: View | None, given: Wanted, draft: Draft) -> HttpResponseBase:
    faults: dict[str, list[str]] = {}
    if request.method == "POST":
        given, draft = _read(request, given), drafts.read(request.POST)
        # Only a button saves: script asks again with every change of the form.
        asked = request.POST.get("do") or ("look" if request.headers.get("HX-Request") else "save")
        if asked == "save":
            done = _save(request, agent, view, given, draft, faults)
            if done is not None:
                return done
        else:
            given = _act(draft, given, asked)
    found = showing.of(draft, given, agent, tell=request.method == "POST" and bool(faults))
    context = {
        "view": view,
        "given": given,
        "draft": draft,
        "found": found,
        "faults": faults,
        "place": "views",
        **showing.choices(agent, given),
    }
    part = {"builder": "views/builder.html", "found": "views/found.html"}.get(request.headers.get("HX-Target", ""))
    return render(request, part or "views/form.html", context, status=422 if faults else 200)


def _act(draft: Draft, given: Wanted, asked: str) -> Wanted:
    name, _colon, key = asked.partition(":")
    if name not in ("up", "down"):
        with suppress(ValueError):  # the JSON that was typed is no JSON yet; the page says so
            draft.act(asked)
        return given
    row = list(given.columns)
    if key in row:
        at = row.index(key)
        to = max(0, min(len(row) - 1, at + (-1 if name == "up" else 1)))
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
    request: HttpRequest, agent: Agent, view: View | None, given: Wanted, draft: Draft, faults: dict[str, list[str]]
) -> HttpResponse | None:
    try:
        complete = replace(given, conditions=draft.written())
        made = changing.change(view, complete, by=agent) if view else making.make(complete, by=agent)
    except ValidationError as error:
        faults.update(_sorted(error, draft))
        return None
    except ValueError as error:
        faults["conditions"] = [_("This is not JSON: %(why)s") % {"why": str(error)[:200]}]
        return None
    done = redirect("inbox:view", made.pk) if made.is_active else redirect("views:index")
    toast(request, done, _("Saved %(name)s") % {"name": made.title})
    return done


def _sorted(error: ValidationError, draft: Draft) -> dict[str, list[str]]:
    """The faults by field; those of conditions stand at their lines."""
    found: dict[str, list[str]] = {}
    for name, errors in error.error_dict.items():
        if name == "conditions":
            pairs = [(each.code or "", each.messages[0]) for each in errors]
            found[name] = draft.put_faults(pairs)
        else:
            found[name] = [message for each in errors for message in each.messages]
    return found
