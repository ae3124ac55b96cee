"""Tags: which there are, on how many tickets, renaming and deleting."""

from __future__ import annotations

from django import forms
from django.db import connection
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from ponte.desk.administration.forms import try_on
from ponte.desk.administration.paging import words
from ponte.desk.guarding import AgentRequest, requires
from ponte.tickets import renaming_tags
from ponte.tickets.models import Tag
from ponte.ui.toasting import toast

SIZE = 50
CAP = 1000  # nobody needs more digits, and counting further costs


class TagForm(forms.Form):
    """A tag's name."""

    name = forms.CharField(
        label=gettext_lazy("Name"), max_length=60, help_text=gettext_lazy("Small letters; spaces become hyphens.")
    )


@requires("manage_tags")
@require_http_methods(["GET", "HEAD", "POST"])
def tags(request: AgentRequest) -> HttpResponse:
    """The list by name, a page at a time; a new one is made here."""
    form = TagForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try_on(form, lambda: renaming_tags.make(form.cleaned_data["name"], by=request.user))
    if form.is_bound and not form.errors:
        return HttpResponseRedirect(reverse("tags"))
    asked, after = words(request.GET.get("q")), words(request.GET.get("after"))
    rows = Tag.objects.filter(name__icontains=asked) if asked else Tag.objects.all()
    found = list(rows.filter(name__gt=after).order_by("name")[: SIZE + 1])
    context = {
        "tags": list(zip(found, counts(found[:SIZE]), strict=False)),
        "more": found[SIZE - 1].name if len(found) > SIZE else "",
        "asked": asked,
        "after": after,
        "form": form,
        "cap": CAP,
    }
    return render(request, "administration/tags.html", context, status=422 if form.errors else 200)


@requires("manage_tags")
@require_http_methods(["GET", "HEAD", "POST"])
def tag(request: AgentRequest, tag: int) -> HttpResponse:
    """Rename a tag; another's name makes one tag of both."""
    row = get_object_or_404(Tag, pk=tag)
    form = TagForm(request.POST if request.method == "POST" else None, initial={"name": row.name})
    if request.method == "POST" and form.is_valid():
        stays = try_on(form, lambda: renaming_tags.rename(row, form.cleaned_data["name"], by=request.user))
        if stays:
            done = HttpResponseRedirect(reverse("tags"))
            toast(request, done, _("Renamed to %(name)s") % {"name": stays.name})
            return done
    context = {"tag": row, "form": form, "number": counts([row])[0], "cap": CAP}
    return render(request, "administration/tag.html", context, status=422 if form.errors else 200)


@requires("manage_tags")
@require_POST
def removal(request: AgentRequest, tag: int) -> HttpResponse:
    """Delete it, and take it from every ticket."""
    row = get_object_or_404(Tag, pk=tag)
    renaming_tags.delete(row, by=request.user)
    done = HttpResponseRedirect(reverse("tags"))
    toast(request, done, _("Deleted %(name)s") % {"name": row.name})
    return done


def counts(rows: list[Tag]) -> list[int]:
    """On how many tickets each is, capped, in one query."""
    if not rows:
        return []
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT found.number FROM unnest(%s::varchar[]) WITH ORDINALITY AS asked(name, place)"
            " CROSS JOIN LATERAL (SELECT count(*) AS number FROM"
            "   (SELECT 1 FROM tickets_ticket WHERE tags @> ARRAY[asked.name] LIMIT %s) AS capped) AS found"
            " ORDER BY asked.place",
            [[row.name for row in rows], CAP],
        )
        return [number for (number,) in cursor.fetchall()]
