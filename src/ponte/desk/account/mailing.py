"""Mail to colleagues: invitations and links for a new password."""

from __future__ import annotations

import smtplib
import ssl
from email.message import EmailMessage
from email.utils import formataddr, formatdate, make_msgid
from typing import Any
from urllib.parse import urlsplit

from allauth.account.app_settings import PASSWORD_RESET_TOKEN_GENERATOR
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from ponte.channels.email.models import Mailbox
from ponte.team import inviting
from ponte.team.models import Agent

PATIENCE = 30.0  # seconds for each step of the conversation with the server


def can_send() -> bool:
    """Whether an outgoing server is configured."""
    return settings.PONTE.smtp is not None


def send_invitation(invitation_id: int) -> None:
    """Send the link of a pending invitation; nothing for one that was accepted or taken back meanwhile."""
    invitation = inviting.pending().select_related("invited_by").filter(pk=invitation_id).first()
    if invitation is None:
        return
    with translation.override(invitation.locale):
        inviter = invitation.invited_by.name if invitation.invited_by else "Ponte"
        words = {
            "link": absolute(inviting.link_to(invitation)),
            "inviter": inviter,
            "until": invitation.expires_at,
        }
        _send(
            invitation.email,
            _("%(name)s invites you to Ponte") % {"name": inviter},
            render_to_string("desk/account/mail/invitation.txt", words),
        )


def send_password_reset(agent_id: int, language: str) -> None:
    """Send a link for a new password to somebody whose account is open."""
    agent = Agent.objects.filter(pk=agent_id, is_active=True).first()
    if agent is None:
        return
    with translation.override(language):
        words = {"link": absolute(reset_path(agent)), "name": agent.name}
        _send(
            agent.email, _("A new password for Ponte"), render_to_string("desk/account/mail/reset.txt", words)
        )


def reset_path(agent: Agent) -> str:
    """The path where this person sets a new password; it closes with its first use and after three days."""
    token = PASSWORD_RESET_TOKEN_GENERATOR().make_token(agent)
    return reverse(
        "account_reset_password_from_key", kwargs={"uidb36": user_pk_to_url_str(agent), "key": token}
    )


def absolute(path: str) -> str:
    """The whole address of a path of ours."""
    return f"{settings.PUBLIC_URL.rstrip('/')}{path}"


def _send(to: str, subject: str, text: str) -> None:
    server = settings.PONTE.smtp
    if server is None:
        return
    sender = _sender()
    message = EmailMessage()
    message["From"] = formataddr(("Ponte", sender))
    message["To"] = to
    message["Subject"] = subject
    message["Date"] = formatdate(localtime=False)
    message["Message-ID"] = make_msgid(domain=sender.rpartition("@")[2])
    message["Auto-Submitted"] = "auto-generated"
    message["X-Auto-Response-Suppress"] = "All"
    message.set_content(text.strip() + "\n")
    _deliver(server, message)


def _sender() -> str:
    mailbox = Mailbox.objects.filter(is_active=True).order_by("pk").first()
    return mailbox.address if mailbox else f"ponte@{urlsplit(settings.PUBLIC_URL).hostname or 'localhost'}"


def _deliver(server: Any, message: EmailMessage) -> None:
    safe = ssl.create_default_context()
    if server.security == "tls":
        smtp: smtplib.SMTP = smtplib.SMTP_SSL(server.host, server.port, timeout=PATIENCE, context=safe)
    else:
        smtp = smtplib.SMTP(server.host, server.port, timeout=PATIENCE)
    with smtp:
        smtp.ehlo()
        if server.security == "starttls" or (server.security == "auto" and smtp.has_extn("starttls")):
            smtp.starttls(context=safe)
            smtp.ehlo()
        if server.user:
            smtp.login(server.user, server.password)
        smtp.send_message(message)
