"""The form of a field: what its kind knows, and its choices as text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from ponte.tickets.fields import written
from ponte.tickets.fields.defining import Definition
from ponte.tickets.fields.errors import Refused
from ponte.tickets.fields.models import Access, CustomField, FieldKind
from ponte.tickets.fields.written import free_key

CHOSEN = (FieldKind.ONE, FieldKind.MANY, FieldKind.TREE)
LINES = [("one", _("One line")), ("several", _("Several lines"))]
WHO = [("agent", _("A colleague")), ("customer", _("A customer"))]


def _text(label: Any, help: Any = "", **more: Any) -> forms.CharField:
    return forms.CharField(label=label, help_text=help, required=False, **more)


def _settings(kind: str) -> dict[str, forms.Field]:
    bounds = {"min": _text(_("At least")), "max": _text(_("At most"))}
    known: dict[str, dict[str, forms.Field]] = {
        FieldKind.TEXT: {"lines": forms.ChoiceField(label=_("Length"), choices=LINES, required=False)},
        FieldKind.PATTERN: {
            "pattern": _text(
                _("Pattern"), _("A regular expression that the whole text must fit: [A-Z]{2}-[0-9]{4}.")
            ),
            "example": _text(_("Example"), _("Shown to whoever fills it.")),
            "capitals": forms.BooleanField(label=_("Make small letters capital"), required=False),
        },
        FieldKind.NUMBER: {
            "decimals": forms.TypedChoiceField(
                label=_("Digits after the point"),
                coerce=int,
                empty_value="0",
                choices=[(each, str(each)) for each in range(5)],
                required=False,
            ),
            "unit": _text(_("Unit"), _("Such as km or kg."), max_length=20),
            **bounds,
        },
        FieldKind.MONEY: {
            "currency": _text(_("Currency"), _("By its three letters: EUR, USD."), max_length=3),
            **bounds,
        },
        FieldKind.PERSON: {"who": forms.ChoiceField(label=_("Who"), choices=WHO, required=False)},
    }
    return known.get(kind, {})


class FieldForm(forms.Form):
    """A field of one kind; a new one is given its key here."""

    access = forms.ChoiceField(label=_("Who sees it"), choices=Access.choices)

    def __init__(self, data: Any, *, kind: str, row: CustomField | None) -> None:
        self.kind, self.row = kind, row
        super().__init__(data, initial=_initial(row))
        for code, name in settings.LANGUAGES:
            self.fields[f"name_{code}"] = _text(name, max_length=80)
            self.fields[f"help_{code}"] = _text(name, max_length=300)
        if row is None:
            self.fields["key"] = _text(
                _("Key"),
                _("For programs and exports; it stays. Left empty, it is made of the English name."),
                max_length=40,
            )
        for name, field in _settings(kind).items():
            self.fields[f"set_{name}"] = field
        if kind in CHOSEN:
            self.fields["choices"] = _text(
                _("Choices"),
                _(
                    "One a line. Words in braces are keys: keep them, and a renamed choice stays the same choice."
                    " ~ at the beginning, or taking the line away, archives it."
                ),
                max_length=200_000,
                strip=False,
                widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
            )
        if kind not in (FieldKind.MANY, FieldKind.PERSON, FieldKind.TICKET):
            self.fields["default"] = _default(kind, row)

    def definition(self) -> Definition:
        """What this valid form wants."""
        data = self.cleaned_data
        codes = [code for code, _name in settings.LANGUAGES]
        names = {code: data[f"name_{code}"] for code in codes}
        return Definition(
            key=self.row.key if self.row else data.get("key") or free_key(names["en"] or max(names.values()), set()),
            kind=self.kind,
            names=names,
            helps={code: data[f"help_{code}"] for code in codes},
            settings={name: data[f"set_{name}"] for name in _settings(self.kind)},
            choices=data.get("choices") or [],
            access=data["access"],
            default=data.get("default"),
        )

    def clean_choices(self) -> list[dict[str, Any]]:
        """The choices, with the names that stand beside them in other languages."""
        try:
            made = written.read(self.cleaned_data["choices"], self.row.choices if self.row else ())
        except Refused as refused:
            raise ValidationError(refused.message) from None
        _translate(made, self.data)
        return made

    def languages(self) -> list[tuple[str, Any, Any]]:
        """(code, name, help) for each language."""
        return [(code, self[f"name_{code}"], self[f"help_{code}"]) for code, _name in settings.LANGUAGES]

    def settings_names(self) -> list[str]:
        """The controls of what its kind knows."""
        return [f"set_{name}" for name in _settings(self.kind)]

    def settings_fields(self) -> list[Any]:
        """What its kind knows."""
        return [self[f"set_{name}"] for name in _settings(self.kind)]


def _default(kind: str, row: CustomField | None) -> forms.Field:
    label, help = _("Filled with"), _("What a new ticket begins with.")
    if kind == FieldKind.TRUTH:
        offered = [("", "—"), ("true", _("Yes")), ("false", _("No"))]
    elif kind in CHOSEN:
        options = row.options.values() if row else ()
        offered = [("", "—"), *((each.path, each.label) for each in options if not each.is_archived)]
    else:
        return _text(label, help, max_length=300)
    return forms.ChoiceField(label=label, help_text=help, choices=offered, required=False)


def _translate(choices: list[dict[str, Any]], data: Any, above: str = "") -> None:
    for each in choices:
        path = f"{above}/{each['key']}" if above else each["key"]
        for code, _name in settings.LANGUAGES:
            words = data.get(f"choice:{code}:{path}")
            if words is not None and code != "en":
                each["names"] = {**each["names"], code: " ".join(words.split())[:120]}
        _translate(each["choices"], data, path)


def _initial(row: CustomField | None) -> dict[str, Any]:
    if row is None:
        return {}
    default = str(row.default).lower() if isinstance(row.default, bool) else row.default
    return {
        "access": row.access,
        "default": default,
        "choices": written.write(row.choices),
        **{f"name_{code}": words for code, words in row.names.items()},
        **{f"help_{code}": words for code, words in row.helps.items()},
        **{f"set_{name}": value for name, value in row.settings.items()},
    }
