"""Make an API token for somebody; prints the token alone, once: it is kept nowhere.

Without --scope it may do whatever its owner may. Scopes: tickets:read tickets:write customers:read customers:write
team:read team:write admin:read admin:write.

Examples:
  ponte token create --agent giulia@velora.example
  ponte token create --agent giulia@velora.example --scope tickets:read --scope customers:read --expires 2027-06-30
"""

from __future__ import annotations

import argparse
from datetime import UTC, date, datetime, time

from ponte.config import starting
from ponte.config.trouble import Trouble


def options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--agent", required=True, metavar="EMAIL", help="whose token it is")
    parser.add_argument("--name", default="Command line", help="what it is for, as their list of tokens says")
    parser.add_argument("--scope", action="append", default=[], help="what it may do; may be given several times")
    parser.add_argument("--expires", default="", metavar="DAY", help="the last day on which it opens (UTC)")


def run(given: argparse.Namespace) -> int:
    expires = last_moment(given.expires)
    settings = starting.settings("token")
    with starting.database(settings):
        starting.django()
        starting.check_migrated()
        from django.core.exceptions import ValidationError

        from ponte.team.errors import NotPermitted
        from ponte.team.models import Agent
        from ponte.team.tokens import issuing, scopes

        agent = Agent.objects.filter(email__iexact=given.agent.strip()).first()
        if agent is None:
            raise Trouble(f"Nobody has the address {given.agent}.", "ponte agent create adds a person")
        try:
            _token, secret = issuing.issue(
                agent, name=given.name, scopes=given.scope or scopes.ALL, expires_at=expires, by="system"
            )
        except NotPermitted:
            raise Trouble(f"The account of {given.agent} is closed.", "open it again first") from None
        except ValidationError as error:
            raise Trouble(" ".join(error.messages), "nothing was made; correct it and try again") from None
    print(secret)
    return 0


def last_moment(text: str) -> datetime | None:
    """The end of a day, None for no day."""
    if not text:
        return None
    try:
        return datetime.combine(date.fromisoformat(text), time.max, tzinfo=UTC)
    except ValueError:
        raise Trouble(f"{text} is no day.", "write it as 2027-06-30") from None
