from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Tickets(AppConfig):
    name = "ponte.tickets"
    label = "tickets"

    def ready(self) -> None:
        from ponte.tickets import (
            defaults,
            kinds,  # noqa: F401
            naming,  # noqa: F401
        )
        from ponte.tickets.conditions import built_in  # noqa: F401

        post_migrate.connect(defaults.ensure, sender=self)
