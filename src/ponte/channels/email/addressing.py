"""Which addresses are ours, and which mailbox one of them means."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ponte.channels.email.models import Mailbox
from ponte.lib.mail.identifiers import strip_reply_token


@dataclass(frozen=True, slots=True)
class OurAddresses:
    """The mailboxes by address; a reply token or a plus-tag leads to the mailbox before it."""

    mailboxes: dict[str, Mailbox]
    domains: frozenset[str]

    def mailbox_for(self, address: str) -> Mailbox | None:
        """The mailbox that `address` reaches."""
        for form in forms_of(address):
            if found := self.mailboxes.get(form):
                return found
        return None

    def first_mailbox(self, addresses: Iterable[str]) -> Mailbox | None:
        """The mailbox that the first of these addresses reaches; active ones go before those switched off."""
        found = [mailbox for address in addresses if (mailbox := self.mailbox_for(address))]
        return next((mailbox for mailbox in found if mailbox.is_active), found[0] if found else None)

    def is_ours(self, address: str) -> bool:
        """Whether mail to `address` comes to us."""
        return self.mailbox_for(address) is not None

    def is_our_domain(self, address: str) -> bool:
        """Whether a mailbox of ours lives in the same domain."""
        return address.lower().rpartition("@")[2] in self.domains


def load() -> OurAddresses:
    """Read the mailboxes, those switched off too: mail from them is still our own."""
    rows = Mailbox.objects.select_related("brand", "team")
    mailboxes = {row.address.lower(): row for row in rows}
    return OurAddresses(mailboxes, frozenset(address.rpartition("@")[2] for address in mailboxes))


def forms_of(address: str) -> list[str]:
    """`address` as written, without a reply token of ours, and without any plus-tag; lower case."""
    plain = address.strip().strip("<>").lower()
    bare = strip_reply_token(plain)
    local, _, domain = bare.rpartition("@")
    return list(dict.fromkeys([plain, bare, f"{local.partition('+')[0]}@{domain}"]))
