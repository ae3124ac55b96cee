"""The tickets' side: what lists show of a thread is what its messages say."""

from __future__ import annotations

from collections.abc import Iterator

from ponte.config.checkup.finding import Finding, ok, problem
from ponte.config.environment import Environment

LOOKED_AT = 2000  # the newest tickets: a fault of today's shows there, and the whole may be millions


def repeated(ours: Environment) -> Iterator[Finding]:
    """The newest tickets repeat of their messages what is true."""
    from ponte.tickets import rechecking
    from ponte.tickets.models import Ticket

    ids = list(Ticket.objects.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT])
    wrong = rechecking.differences(ids)
    if wrong:
        number = min(wrong)
        fields = ", ".join(sorted({field for each in wrong.values() for field in each}))
        yield problem(
            f"{len(wrong)} of the {len(ids)} newest tickets show something else than their messages say"
            f" ({fields}; such as #{number})",
            "run `ponte recheck`, which works it out anew for all tickets",
        )
    else:
        yield ok(f"the {len(ids)} newest tickets show what their messages say")
