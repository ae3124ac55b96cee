"""The page of macros: those one may use or change, what each does, and how much it is used."""

from __future__ import annotations

from urllib.parse import urlencode

from django.conf import settings
from django.db.models import F, Q
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from ponte.desk.administration import paging
from ponte.desk.guarding import AgentRequest, requires
from ponte.desk.macros import words
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.querysets import MacroQuerySet

SIZE = 50
WHOSE = {"everybody": Q(owner=None, team=None), "teams": Q(team__isnull=False), "mine": Q(owner__isnull=False)}


@requires("write")
@require_safe
def macros(request: AgentRequest) -> HttpResponse:
    """`whose`, `q` and `sort` (name or used) narrow and order; `after` continues behind a macro."""
    asked = {
        "whose": request.GET.get("whose", "") if request.GET.get("whose") in WHOSE else "",
        "q": paging.words(request.GET.get("q")),
        "sort": "used" if request.GET.get("sort") == "used" else "",
    }
    rows = Macro.objects.active().on_page_of(request.user)
    rows = rows.filter(WHOSE[asked["whose"]]) if asked["whose"] else rows
    for word in asked["q"].split():
        rows = rows.filter(Q(name__icontains=word) | Q(key__icontains=word))
    after = paging.number(request.GET.get("after"))
    found = list(_ordered(rows, asked["sort"], after).select_related("owner", "team")[: SIZE + 1])
    editable = set(
        Macro.objects.editable_by(request.user).filter(pk__in=[row.pk for row in found]).values_list("pk", flat=True)
    )
    context = {
        "macros": found[:SIZE],
        "editable": editable,
        "does": words.of_macros(found[:SIZE]),
        "broken": words.broken(found[:SIZE]),
        "languages": settings.LANGUAGES,
        "asked": asked,
        "after": after,
        "more": _address(asked, after=str(found[SIZE - 1].pk)) if len(found) > SIZE else "",
        "whose": [
            (label, _address(asked, whose=value), asked["whose"] == value)
            for value, label in (
                ("", _("All macros")),
                ("everybody", _("Everybody’s")),
                ("teams", _("Of teams")),
                ("mine", _("My own")),
            )
        ],
        "by_name": _address(asked, sort=""),
        "by_use": _address(asked, sort="used"),
    }
    return render(request, "macros/list.html", context)


def _ordered(rows: MacroQuerySet, sort: str, after: int) -> MacroQuerySet:
    """By name, or most used first; keyset-paged behind the macro `after`."""
    last = Macro.objects.filter(pk=after).values("name", "used_count").first() if after else None
    if sort == "used":
        if last:
            same = Q(used_count=last["used_count"], pk__gt=after)
            rows = rows.filter(Q(used_count__lt=last["used_count"]) | same)
        return rows.order_by(F("used_count").desc(), "pk")
    if last:
        rows = rows.filter(Q(name__gt=last["name"]) | Q(name=last["name"], pk__gt=after))
    return rows.order_by("name", "pk")


def _address(asked: dict[str, str], **other: str) -> str:
    return "?" + urlencode({name: value for name, value in {**asked, **other}.items() if value})
