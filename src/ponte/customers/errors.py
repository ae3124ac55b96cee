"""Why the customers' records refuse."""

from __future__ import annotations

from ponte.customers.models import Customer


class CustomerError(Exception):
    """A behaviour that cannot be done as asked; nothing was changed."""


class WrongAddress(CustomerError):
    """This is no address of its kind."""


class AddressTaken(CustomerError):
    """The address belongs to another customer: merging may be what is wanted."""

    def __init__(self, owner: Customer) -> None:
        super().__init__(str(owner))
        self.owner = owner


class NotMergeable(CustomerError):
    """A customer cannot be merged into themselves, nor one who was merged already."""
