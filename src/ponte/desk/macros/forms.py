"""The form of a macro: name, for whom, a text for each language, and what it changes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from ponte.desk.fields.asking import Asked
from ponte.desk.inbox import filters
from ponte.desk.macros import filling
from ponte.desk.macros.words import titles
from ponte.lib import richtext
from ponte.team import permissions
from ponte.team.models import Agent, Team
from ponte.tickets.changing_many import NOBODY
from ponte.tickets.fields import catalogue
from ponte.tickets.macros.actions import ME
from ponte.tickets.macros.models import Macro
from ponte.tickets.macros.querysets import SHARED, teams_led_by
from ponte.tickets.macros.rows import Rows
from ponte.tickets.models import MessageKind, State
from ponte.tickets.states import TicketType

MOST = 20_000
ONE_OF = ("assignee", "team", "priority", "type", "brand", "state")  # chosen in a select each


class MacroForm(forms.Form):
    """Texts come rich from the editor (`html_it`), or plain; a plain one that is not touched keeps its formatting."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    key = forms.CharField(
        label=gettext_lazy("Key"),
        max_length=30,
        required=False,
        help_text=gettext_lazy("A short word: typed after / it finds this macro first."),
    )
    audience = forms.ChoiceField(label=gettext_lazy("For whom"))
    goes_to = forms.ChoiceField(
        label=gettext_lazy("The text is"),
        choices=[
            (MessageKind.PUBLIC, gettext_lazy("a reply to the customer")),
            (MessageKind.NOTE, gettext_lazy("a note for the team")),
        ],
        widget=forms.RadioSelect,
        initial=MessageKind.PUBLIC,
    )
    follow = forms.ChoiceField(label=gettext_lazy("Follow"), required=False)

    def __init__(self, data: QueryDict | None, *, macro: Macro, by: Agent) -> None:
        self.macro, self.by = macro, by
        self.set_fields: list[str] = []
        self.field_faults: dict[str, str] = {}
        super().__init__(data, initial=_initial(macro, by))
        self.fields["audience"].choices = _audiences(macro, by)  # type: ignore[attr-defined]
        leave = [("", _("Leave as it is"))]
        for what in ONE_OF:
            choices = [*leave, *_choices(what, macro)]
            self.fields[what] = forms.ChoiceField(label=titles()[what], choices=choices, required=False)
        self.fields["follow"].choices = [  # type: ignore[attr-defined]
            *leave,
            ("1", _("Follow the ticket")),
            ("0", _("Stop following the ticket")),
        ]
        for code, label in settings.LANGUAGES:
            widget = forms.Textarea(attrs={"rows": 5})
            self.fields[f"text_{code}"] = forms.CharField(
                label=label, required=False, max_length=MOST, strip=False, widget=widget
            )

    def texts(self) -> list[tuple[str, forms.BoundField, str, bool]]:
        """For each language: its code, its field, the HTML as it was typed or kept, whether it opens."""
        rows = []
        for code, _label in settings.LANGUAGES:
            field = self[f"text_{code}"]
            html = self._html(code) if self.is_bound else str(self.macro.texts.get(code, ""))
            rows.append((code, field, richtext.clean(html), bool(html or field.errors)))
        if not any(opens for *_rest, opens in rows):
            rows = [(code, field, html, code in ("en", self.by.locale)) for code, field, html, _opens in rows]
        return rows

    def tags(self, name: str) -> list[str]:
        """The tags in a field of tokens: as typed, else as kept."""
        if self.is_bound:
            return [word.strip() for each in self.data.getlist(name) for word in each.split(",") if word.strip()]  # type: ignore[attr-defined]
        kept = [value for what, value in self.macro.actions if what == "tag"]
        if name == "add_tags":
            return [value for value in kept if not value.startswith("-")]
        return [value[1:] for value in kept if value.startswith("-")]

    def clean(self) -> None:
        """The company's fields too."""
        self.set_fields, self.field_faults = filling.actions(self.macro.actions, self.data)  # type: ignore[arg-type]
        if self.field_faults:
            known = catalogue.current().fields
            words = "; ".join(f"{known[key].label}: {fault}" for key, fault in self.field_faults.items())
            raise ValidationError(words)

    def asked(self) -> list[Asked]:
        """Their controls."""
        sent: Any = self.data if self.is_bound else None
        return filling.asked(self.macro.actions, sent, self.field_faults)

    def filled(self) -> Macro:
        """The macro as this valid form says; not saved, not checked."""
        data, macro = self.cleaned_data, self.macro
        macro.name, macro.key, macro.goes_to = data["name"], data["key"], data["goes_to"]
        kind, _colon, team = data["audience"].partition(":")
        macro.owner = self.by if kind == "me" else None
        macro.team_id = int(team) if kind == "team" else None
        macro.texts = {code: self._html(code) for code, _label in settings.LANGUAGES}
        macro.actions = self._actions()
        return macro

    def order(self) -> str:
        """The kinds of changes in the order in which they are made, as the page's script takes it."""
        if self.is_bound:
            return str(self.data.get("order", ""))[:200]
        return ",".join(dict.fromkeys(what for what, _value in self.macro.actions))

    def _html(self, code: str) -> str:
        rich = str(self.data.get(f"html_{code}", ""))
        if f"html_{code}" in self.data:
            return rich
        typed = str(self.data.get(f"text_{code}", "")).replace("\r\n", "\n").strip()
        before = str(self.macro.texts.get(code, ""))
        return before if typed == richtext.to_text(before).strip() else richtext.from_text(typed)

    def _actions(self) -> list[list[str]]:
        chosen: dict[str, list[str]] = {what: [self.cleaned_data[what]] for what in (*ONE_OF, "follow")}
        chosen["tag"] = [*self.tags("add_tags"), *(f"-{tag}" for tag in self.tags("remove_tags"))]
        chosen["field"] = self.set_fields
        kept = [what for what, _value in self.macro.actions]
        asked = [what for what in str(self.data.get("order", "")).split(",") if what in chosen]
        order = dict.fromkeys([*asked, *kept, *titles()])
        return [[what, value] for what in order for value in chosen[what] if value]


def _initial(macro: Macro, by: Agent) -> dict[str, Any]:
    one = {what: value for what, value in macro.actions if what not in ("tag", "field")}
    texts = {f"text_{code}": richtext.to_text(str(html)) for code, html in macro.texts.items()}
    whose = "everybody" if macro.pk or permissions.may(by, SHARED) else "me"
    if macro.owner_id:
        whose = "me"
    elif macro.team_id:
        whose = f"team:{macro.team_id}"
    return {
        "name": macro.name,
        "key": macro.key,
        "audience": whose,
        "goes_to": macro.goes_to,
        **one,
        **texts,
    }


def _audiences(macro: Macro, by: Agent) -> list[tuple[str, str]]:
    shares = permissions.may(by, SHARED)
    teams = Team.objects.filter(is_active=True) if shares else Team.objects.filter(pk__in=teams_led_by(by))
    choices = [("me", _("Only me"))]
    choices += [(f"team:{team.pk}", _("Team %(name)s") % {"name": team.name}) for team in teams.order_by("name")]
    return [("everybody", _("Everybody")), *choices] if shares else choices


def _choices(what: str, macro: Macro) -> list[tuple[str, str]]:
    if what == "type":
        found = [(str(value), str(label)) for value, label in TicketType.choices]
    elif what == "state":
        found = [(str(row.pk), row.name) for row in State.objects.filter(is_active=True)]
    else:
        found = [
            (str(value), str(label)) for value, label in filters.choices()[what]() if value not in ("", NOBODY, ME)
        ]
    if what == "assignee":
        found = [(ME, _("Whoever applies it")), (NOBODY, _("Nobody")), *found]
    if what == "team":
        found = [(NOBODY, _("No team")), *found]
    for value in [value for each, value in macro.actions if each == what and value not in dict(found)]:
        found.append((value, _("%(name)s (no longer in use)") % {"name": Rows([(what, value)]).words(what, value)}))
    return found
