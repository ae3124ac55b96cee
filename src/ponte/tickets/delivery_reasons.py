"""Why a message did not go out, in the reader's language.

What is kept beside a delivery is a code and the other side's own words (`refused: 550 5.1.1 no such user`),
so that each reader is told in their language. Text without a code of ours is told as it is.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from typing import Any

from django.utils.translation import gettext as _

from ponte.events.naming import names

_refusal = re.compile(r"\(([a-z_0-9]{3,20})\)")


def reason(code: str, detail: str = "") -> str:
    """The form in which a reason is kept: one line, at most 1,000 characters."""
    return " ".join(f"{code}: {detail}".split())[:1000] if detail else code


def words(kept: str) -> str:
    """A kept reason as a sentence without a full stop."""
    code, _colon, detail = kept.partition(": ")
    pattern = _patterns().get(code)
    if pattern is None:
        return kept
    refusals = refusal_words()
    told = _refusal.sub(lambda found: f"({refusals.get(found[1], found[1])})", detail)
    return pattern % {"detail": told or "—"}


def refusal_words() -> dict[str, str]:
    """Why one address was left out, by code; a kept reason holds them as `someone@example.org (bounced)`."""
    return {
        "invalid": _("not an address"),
        "own": _("one of our own mailboxes"),
        "bounced": _("mail to it bounces"),
        "unconfirmed": _("not yet let into this thread"),
        "no_smtputf8": _("the outgoing server cannot write such addresses"),
    }


def _patterns() -> dict[str, str]:
    return {
        "no_server": _("No outgoing mail server is set up"),
        "no_mailbox": _("The brand has no mailbox to send from"),
        "nobody_left": _("Nobody is left to send it to: %(detail)s"),
        "partly": _("Not delivered to %(detail)s"),
        "refused": _("The mail server refused it: %(detail)s"),
        "busy": _("The mail server asks to try later: %(detail)s"),
        "unreachable": _("The mail server cannot be reached: %(detail)s"),
        "sign_in": _("The mail server does not accept our sign-in: %(detail)s"),
        "expired": _("Tried for two days without success: %(detail)s"),
        "given_up": _("Given up by %(detail)s"),
        "broken": _("The mail could not be put together: %(detail)s"),
        "to_machine": _("A machine wrote; machines are not acknowledged"),
        "to_noreply": _("Nobody reads mail at that address"),
        "too_many": _("This address has had too many automatic answers lately"),
    }


@names("delivery_reason")
def _reasons(kept: Collection[Any]) -> dict[Any, str]:
    return {one: words(str(one)) for one in kept}
