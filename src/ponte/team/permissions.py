"""Who may do what: one table. Which tickets a person sees is another matter: `visible_to`."""

from __future__ import annotations

from ponte.team.errors import NotPermitted
from ponte.team.models import Agent, Role

_A, _M, _C, _G, _S, _O = (
    Role.ADMINISTRATOR,
    Role.OPERATIONS_MANAGER,
    Role.COORDINATOR,
    Role.AGENT,
    Role.SPECIALIST,
    Role.OBSERVER,
)

TABLE: dict[str, frozenset[Role]] = {
    "write": frozenset({_A, _M, _C, _G, _S}),  # change tickets and customers within one's scope
    "see_people": frozenset({_A, _M, _C, _O}),
    "manage_people": frozenset({_A}),
    "manage_teams": frozenset({_A, _M}),
    "manage_sign_in": frozenset({_A}),
    "manage_sessions": frozenset({_A}),
    "manage_mail": frozenset({_A}),
    "read_mail": frozenset({_A, _M}),
    "block_senders": frozenset({_A, _M, _C}),  # see the list and change it; whoever may write blocks from a ticket
    "manage_brands": frozenset({_A, _M}),
    "manage_states": frozenset({_A, _M}),
    "manage_schedules": frozenset({_A, _M}),
    "manage_policies": frozenset({_A, _M}),
    "manage_fields": frozenset({_A, _M}),
    "manage_routing": frozenset({_A, _M, _C}),  # skills, limits and shifts too
    "manage_tags": frozenset({_A, _M, _C}),
    "manage_languages": frozenset({_A, _M}),
    "manage_macros": frozenset({_A, _M, _C}),
    "manage_views": frozenset({_A, _M, _C}),  # those of teams and of everybody; one's own are everybody's right
    "merge_customers": frozenset({_A, _M, _C, _G}),
    "see_attention": frozenset({_A, _M, _C, _O}),
    "manage_watch": frozenset({_A, _M, _C}),
    "manage_notifications": frozenset({_A, _M}),
    "manage_escalations": frozenset({_A, _M}),
    "read_journal": frozenset({_A, _M}),
    "manage_webhooks": frozenset({_A, _M}),
}


def may(agent: object, permission: str) -> bool:
    """Whether this person may do this. KeyError for a permission that the table does not know."""
    allowed = TABLE[permission]
    return isinstance(agent, Agent) and agent.is_active and agent.role in allowed


def require(by: Agent | str, permission: str) -> None:
    """Refuse those who may not; the system itself (a word such as "system") may.

    Raises:
        NotPermitted: `by` lacks the permission.
    """
    if not isinstance(by, str) and not may(by, permission):
        raise NotPermitted(permission)


def permissions_of(role: str) -> list[str]:
    """What a role may do, for the page that explains it."""
    return [name for name, roles in TABLE.items() if role in roles]
