"""An escalation as a note in the thread."""

from __future__ import annotations

import html
from collections.abc import Mapping

from django.utils.translation import gettext as _

from ponte.lib import richtext


def asked(goal: str, reason: str, tried: str, needed: str, answers: Mapping[str, str]) -> str:
    """The card that goes with the ticket, in the writer's language."""
    parts = [
        f"<h4>{html.escape(_('Escalated to %(goal)s') % {'goal': goal})}</h4>",
        _part(_("Reason"), reason),
        _part(_("What was tried"), tried),
        _part(_("What is needed"), needed),
        *(_part(question, answer) for question, answer in answers.items()),
    ]
    return "".join(parts)


def answered(owner: str, answer: str) -> str:
    """The card that comes back."""
    back = _("Returned to %(name)s") % {"name": owner}
    return f"<h4>{html.escape(back)}</h4>{_part(_('Answer'), answer)}"


def _part(title: str, text: str) -> str:
    return f"<p><b>{html.escape(title)}</b></p>{richtext.from_text(text)}"
