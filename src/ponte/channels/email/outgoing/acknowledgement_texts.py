"""What an acknowledgement says: the brand's own words, or ours in its customer's language."""

from __future__ import annotations

from django.utils.translation import gettext as _
from django.utils.translation import override

from ponte.channels.email.outgoing.customer_language import text_in
from ponte.tickets import placeholders
from ponte.tickets.models import Brand


def default_text(language: str) -> str:
    """Ponte's own words, with places."""
    with override(language):
        return _(
            "Hello {name},\n\n"
            "thank you for writing to us. Your message has arrived, and we will answer as soon as we can.\n\n"
            "Its number is {ticket}. To add something, just reply to this mail.\n\n"
            "{brand}"
        )


def nameless(text: str, language: str) -> str:
    """The greeting without a gap where a customer's name is not known."""
    return text.replace(" {name}", "").replace("{name}", "")


def render(brand: Brand, language: str, *, ticket: int, name: str, subject: str) -> str:
    """The text for one ticket."""
    text = text_in(brand.acknowledgement, language, brand) or default_text(language)
    if not name.strip():
        text = nameless(text, language)
    values = {"ticket": f"#{ticket}", "name": name.strip(), "brand": brand.name, "subject": subject.strip()}
    return placeholders.fill(text, values)
