from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Sla(AppConfig):
    name = "ponte.tickets.sla"
    label = "sla"

    def ready(self) -> None:
        from ponte.tickets.sla import (
            columns,  # noqa: F401
            defaults,
            hearing,  # noqa: F401
            kinds,  # noqa: F401
            naming,  # noqa: F401
        )

        post_migrate.connect(defaults.ensure, sender=self)
