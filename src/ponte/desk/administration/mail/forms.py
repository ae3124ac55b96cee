"""Forms of mailboxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.channels.email.models import ImapAuth, ImapSecurity, Mailbox
from ponte.team.models import Team
from ponte.tickets.models import Brand


class MailboxForm(forms.Form):
    """A mailbox. A password left empty keeps the one that is stored."""

    address = forms.EmailField(
        label=_("Address"), help_text=_("Where customers write, and from where they are answered.")
    )
    name = forms.CharField(
        label=_("Name in mail"), max_length=120, required=False, help_text=_("Empty: the brand’s name.")
    )
    brand = forms.ModelChoiceField(label=_("Brand"), queryset=Brand.objects.none(), empty_label=None)
    team = forms.ModelChoiceField(
        label=_("Team that gets its mail"), queryset=Team.objects.none(), required=False, empty_label=_("No team")
    )
    imap_host = forms.CharField(
        label=_("IMAP server"),
        max_length=253,
        required=False,
        help_text=_("Empty: mail is not fetched, it comes by SMTP or the pipe."),
    )
    imap_port = forms.IntegerField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    imap_security = forms.ChoiceField(label=_("Encryption"), choices=ImapSecurity.choices)
    imap_auth = forms.ChoiceField(label=_("Signing in"), choices=ImapAuth.choices)
    imap_username = forms.CharField(
        label=_("User name"), max_length=253, required=False, help_text=_("Empty: the address.")
    )
    secret = forms.CharField(
        label=_("Password or refresh token"),
        required=False,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_("Kept encrypted. Empty: the stored one stays."),
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=120, required=False, initial="INBOX")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("brand", Brand.objects.filter(is_active=True).order_by("name")),
            ("team", Team.objects.filter(is_active=True).order_by("name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows


def initial_of(mailbox: Mailbox) -> dict[str, Any]:
    """What the form shows of a mailbox; never its secret."""
    names = [name for name in MailboxForm.base_fields if name != "secret"]
    return {name: getattr(mailbox, name) for name in names}
