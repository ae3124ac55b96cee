"""Forms of mailboxes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from ponte.channels.email.consenting import Application, known_grant, needs_consent
from ponte.channels.email.models import AfterFetching, ImapAuth, ImapSecurity, Mailbox
from ponte.team.models import Team
from ponte.tickets.models import Brand

APPLICATION = ("client_id", "client_secret", "tenant")


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
    colleagues_join = forms.BooleanField(
        label=_("Colleagues of the customer may join"),
        required=False,
        help_text=_(
            "Who is of the same organisation and answers a mail of the conversation is let in, and gets the answers."
            " Otherwise an agent decides."
        ),
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
    client_id = forms.CharField(label=_("Client ID"), max_length=300, required=False)
    client_secret = forms.CharField(
        label=_("Client secret"),
        max_length=300,
        required=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
        help_text=_("Kept encrypted. Empty: the stored one stays."),
    )
    tenant = forms.CharField(
        label=_("Tenant"), max_length=100, required=False, help_text=_("Microsoft only. Empty: common.")
    )
    imap_folder = forms.CharField(label=_("Folder"), max_length=120, required=False, initial="INBOX")
    imap_after = forms.ChoiceField(
        label=_("After fetching"), choices=AfterFetching.choices, initial=AfterFetching.SEEN, required=False
    )
    imap_moves_to = forms.CharField(label=_("Folder to move to"), max_length=120, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, rows in (
            ("brand", Brand.objects.filter(is_active=True).order_by("name")),
            ("team", Team.objects.filter(is_active=True).order_by("name")),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ModelChoiceField)
            field.queryset = rows

    def fields_of_mailbox(self) -> dict[str, Any]:
        """What was typed, as the behaviours take it."""
        typed = dict(self.cleaned_data)
        typed["imap_after"] = typed["imap_after"] or AfterFetching.SEEN
        application = Application(*(typed.pop(name).strip() for name in APPLICATION))
        return {**typed, "application": application}


def initial_of(mailbox: Mailbox) -> dict[str, Any]:
    """What the form shows of a mailbox; never its secrets."""
    names = [name for name in MailboxForm.base_fields if name not in ("secret", *APPLICATION)]
    shown = {name: getattr(mailbox, name) for name in names}
    if needs_consent(mailbox):
        grant = known_grant(mailbox)
        shown |= {"client_id": grant.client_id, "tenant": grant.tenant}
    return shown
